//! What an export enters in the register, and how it is read back.
//!
//! Every value is text, numbers too, because canonical JSON must mean the same to every reader.

use crate::error::{Error, Result};
use crate::form::Form;
use crate::limits;
use crate::purpose::Purpose;
use crate::spec::Spec;
use model::Millis;
use register::{Draft, Entry, EntryKind, Head};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::Store;

/// Keys that are read back. The others are for people.
pub(crate) const FILE: &str = "file";
pub(crate) const SHA256: &str = "sha256";
pub(crate) const BEGUN: &str = "begun";
pub(crate) const DONE: &str = "done";

pub(crate) type Detail = Vec<(&'static str, String)>;

pub(crate) fn append(
    store: &Store,
    at: Millis,
    person: &str,
    kind: EntryKind,
    detail: Detail,
) -> Result<Head> {
    let detail: BTreeMap<String, serde_json::Value> =
        detail.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect();
    Ok(register::append(store, Draft { at, person: person.to_owned(), kind, detail })?)
}

/// What an entry says about what was asked for: never the password.
pub(crate) fn asked(spec: &Spec) -> Detail {
    let mut detail = purpose(&spec.purpose);
    detail.extend([
        ("subject", spec.subject.as_str().to_owned()),
        ("query", spec.query.to_string()),
        ("form", spec.form.as_str().to_owned()),
        ("protection", "zip AE-2 AES-256".to_owned()),
        ("open_chats", open_chats(spec).to_owned()),
        (FILE, spec.out.to_string_lossy().into_owned()),
    ]);
    if spec.form == Form::Csv {
        detail.push(("csv_profile", spec.profile.as_str().to_owned()));
    }
    if !spec.columns.is_empty() {
        detail.push(("columns", spec.columns.join(" ")));
    }
    detail
}

pub(crate) fn purpose(purpose: &Purpose) -> Detail {
    let mut detail = vec![("category", cut(&purpose.category)), ("purpose", cut(&purpose.text))];
    detail.extend(purpose.ticket.as_ref().map(|ticket| ("ticket", cut(ticket))));
    detail
}

/// A refused purpose may be of any length; the register keeps its beginning.
fn cut(text: &str) -> String {
    text.chars().take(limits::PURPOSE_MAX).collect()
}

pub(crate) const fn open_chats(spec: &Spec) -> &'static str {
    if spec.include_open { "included" } else { "left_out" }
}

/// Gives every entry of the register to `look`, from the first on, until it says false.
pub(crate) fn each(store: &Store, mut look: impl FnMut(Entry) -> bool) -> Result<()> {
    let mut from = 1;
    loop {
        let page = register::list(&*store.reader()?, from, limits::REGISTER_PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        from = last.number + 1;
        for entry in page {
            if !look(entry) {
                return Ok(());
            }
        }
    }
}

/// A text value of an entry.
pub(crate) fn value<'e>(entry: &'e Entry, key: &str) -> Option<&'e str> {
    entry.detail.get(key).and_then(|v| v.as_str())
}

/// A value that names another entry.
pub(crate) fn number(entry: &Entry, key: &str) -> Option<u64> {
    value(entry, key).and_then(|n| n.parse().ok())
}

/// The file an entry is about.
pub(crate) fn file(entry: &Entry) -> Option<PathBuf> {
    value(entry, FILE).map(PathBuf::from)
}

/// The path as the register can keep it: absolute, so that it still means the same from elsewhere, and text.
pub(crate) fn lasting(out: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(out).map_err(Error::disk(out))?;
    match path.to_str() {
        Some(_) => Ok(path),
        None => {
            let source = std::io::Error::other("its name is not valid Unicode");
            Err(Error::Disk { path, source })
        }
    }
}
