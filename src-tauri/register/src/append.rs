//! Writing an entry.

use crate::checkpoint::{Checkpoint, Found, Place};
use crate::witness::{self, COUNT, Contradiction};
use crate::{Draft, EntryKind, Error, Head, Result};
use model::Millis;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::{RegisterRow, Store, Writer};

/// Row and checkpoint are two files; who writes or judges both holds this, so that they fit.
static PAIR: Mutex<()> = Mutex::new(());

pub(crate) fn hold_pair() -> MutexGuard<'static, ()> {
    PAIR.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Enters `draft` after the last entry, on the disk, and then brings the checkpoint up to it.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::Form`], [`Error::Store`]: nothing was written. [`Error::Checkpoint`]:
/// the entry stands, and the checkpoint lags behind by it.
pub fn append(store: &Store, draft: Draft) -> Result<Head> {
    let _pair = hold_pair();
    let place = Place::of(store);
    let found = place.read();
    let head = store.write_flushed(|tx| match rows(tx, &found, &draft) {
        // Nothing is written yet; the transaction ends empty.
        Err(error) => Ok(Err(error)),
        Ok((faults, row)) => {
            faults.iter().try_for_each(|fault| put(tx, fault))?;
            put(tx, &row)?;
            Ok(Ok(Head { number: row.number, hash: row.hash }))
        }
    })??;
    let checkpoint = Checkpoint { head: head.clone(), at: draft.at };
    place.write(&checkpoint).map_err(|source| Error::Checkpoint { number: head.number, source })?;
    Ok(head)
}

/// The rows to write: one for each contradiction found, and the draft's.
fn rows(tx: &Writer<'_>, found: &Found, draft: &Draft) -> Result<(Vec<RegisterRow>, RegisterRow)> {
    let mut last = tx.register_last()?;
    let mut faults = Vec::new();
    for contradiction in witness::hear(tx.connection(), found)? {
        let row = fault_draft(contradiction, found, draft.at).after(last.as_ref())?;
        faults.push(row.clone());
        last = Some(row);
    }
    let row = draft.after(last.as_ref())?;
    Ok((faults, row))
}

fn put(tx: &mut Writer<'_>, row: &RegisterRow) -> store::Result<()> {
    tx.register_append(row.number, &row.entry, &row.hash)?;
    tx.setting_set(COUNT, &row.number.to_string())
}

/// What is entered when the register does not fit its witnesses: the checkpoint that is about to be
/// replaced is kept here.
fn fault_draft(contradiction: Contradiction, found: &Found, at: Millis) -> Draft {
    let mut detail = BTreeMap::from([
        ("fault".to_owned(), contradiction.kind.as_str().into()),
        ("words".to_owned(), contradiction.words.into()),
    ]);
    if let Some(number) = contradiction.number {
        detail.insert("number".to_owned(), number.to_string().into());
    }
    if let Found::Sound(checkpoint) = found {
        detail.insert("checkpoint_number".to_owned(), checkpoint.head.number.to_string().into());
        detail.insert("checkpoint_hash".to_owned(), checkpoint.head.hash.clone().into());
        detail.insert("checkpoint_at".to_owned(), checkpoint.at.to_string().into());
    }
    Draft { at, person: crate::attempts::NOBODY.to_owned(), kind: EntryKind::FaultFound, detail }
}
