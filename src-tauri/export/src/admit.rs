//! The rules at the door: no purpose, no export; and no protection that is none.
//!
//! Promises: a refusal is on the disk, in the register, before the asker hears of it.

use crate::entry;
use crate::error::{Error, Result};
use crate::purpose::{Objection, Purpose};
use crate::spec::Spec;
use model::Millis;
use register::EntryKind;
use store::Store;

/// Checks purpose and password. A refusal is entered in the register.
///
/// # Errors
/// [`Error::Refused`] with the reason; [`Error::Register`] when the refusal could not be entered.
pub fn admit(store: &Store, spec: &Spec, now: Millis) -> Result<()> {
    match spec.objection() {
        None => Ok(()),
        Some(objection) => Err(refuse(store, &spec.person, entry::asked(spec), objection, now)?),
    }
}

/// Checks a purpose alone, for rows that leave without a file. A refusal is entered in the register.
///
/// # Errors
/// As [`admit`].
pub fn admit_purpose(store: &Store, person: &str, purpose: &Purpose, now: Millis) -> Result<()> {
    match purpose.objection() {
        None => Ok(()),
        Some(objection) => Err(refuse(store, person, entry::purpose(purpose), objection, now)?),
    }
}

fn refuse(
    store: &Store,
    person: &str,
    mut detail: entry::Detail,
    objection: Objection,
    now: Millis,
) -> Result<Error> {
    let Objection { why, todo } = objection;
    detail.push(("why", why.clone()));
    let head = entry::append(store, now, person, EntryKind::ExportRefused, detail)?;
    Ok(Error::Refused { why, todo, entry: head.number })
}
