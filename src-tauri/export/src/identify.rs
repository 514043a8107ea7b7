//! Which export is this file, and is it unaltered?
//!
//! A file is known by its SHA-256 in the register. A file that carries the name of an export but not
//! its hash is named too, as altered.

use crate::digest::print_of;
use crate::entry::{self, DONE, SHA256};
use crate::error::Result;
use register::{Entry, EntryKind};
use serde::Serialize;
use std::path::Path;
use store::Store;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct Identified {
    /// The entry that says this file was made.
    #[ts(type = "number | null")]
    pub number: Option<u64>,
    /// Whether every byte is as it was when the export was made.
    pub unaltered: bool,
    pub sha256: String,
    #[ts(type = "number")]
    pub bytes: u64,
    /// For a person.
    pub words: String,
    pub entry: Option<Entry>,
}

/// Looks a file up in this store's register. The file is only read, and needs no password.
///
/// # Errors
/// When the file or the register cannot be read.
pub fn identify(store: &Store, path: &Path) -> Result<Identified> {
    let print = print_of(path)?;
    let (mut same, mut named) = (None, None);
    entry::each(store, |entry| {
        if entry.kind == EntryKind::ExportDone {
            if entry::value(&entry, SHA256) == Some(&print.sha256) {
                same = Some(entry);
                return false;
            }
            if entry::file(&entry).as_deref().and_then(Path::file_name) == path.file_name() {
                named = Some(entry);
            }
        } else if let (Some(taken_back), Some(one)) = (entry::number(&entry, DONE), &named)
            && one.number == taken_back
        {
            named = None;
        }
        true
    })?;
    let unaltered = same.is_some();
    let entry = same.or(named);
    Ok(Identified {
        number: entry.as_ref().map(|e| e.number),
        unaltered,
        words: words(entry.as_ref(), unaltered),
        sha256: print.sha256,
        bytes: print.bytes,
        entry,
    })
}

fn words(entry: Option<&Entry>, unaltered: bool) -> String {
    match entry {
        Some(entry) if unaltered => {
            format!(
                "This file is the export of entry {}, by {}, and every byte of it is unaltered.",
                entry.number, entry.person
            )
        }
        Some(entry) => format!(
            "This file has the name of the export of entry {}, but its content is another: it was altered, \
             damaged or replaced. Ask for the file again from whoever holds the original.",
            entry.number
        ),
        None => "This file is no export that this store's register knows. It may come from another store, \
                 or have been altered and renamed."
            .to_owned(),
    }
}
