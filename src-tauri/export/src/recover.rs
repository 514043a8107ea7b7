//! What a kill or a power cut left behind, put right at the next unlock.
//!
//! An export that began and has no end: its part is removed and the register says interrupted. One that
//! was noted as done but never got its name: if the part is the noted file, it gets its name; if not,
//! the part is removed and the register says interrupted.
//!
//! Never: removes a file that the register does not name, or that has its final name.

use crate::digest::print_of;
use crate::entry::{self, BEGUN, DONE, FILE, SHA256};
use crate::error::{Error, Result};
use crate::{limits, part};
use model::Millis;
use register::{Entry, EntryKind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use store::Store;

/// What became of one unfinished export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovered {
    /// It was whole and has its name now.
    Placed(PathBuf),
    /// It was not whole; its part is gone.
    Interrupted(PathBuf),
}

/// Puts every unfinished export of this store right. Call it when no export is running.
///
/// # Errors
/// When the register cannot be read or written. A folder that is not there now (a stick, a share) is
/// no error: what is left in it stays encrypted, and the register says so.
pub fn recover(store: &Store, now: Millis) -> Result<Vec<Recovered>> {
    let Unended { begun, done } = unended(store)?;
    let mut recovered = Vec::new();
    for entry in begun.values() {
        recovered.extend(interrupt(store, now, entry, None)?);
    }
    for entry in done.values().rev().take(limits::RECOVER_LAST) {
        recovered.extend(finish(store, now, entry)?);
    }
    Ok(recovered)
}

struct Unended {
    /// Begun, and nothing after it.
    begun: BTreeMap<u64, Entry>,
    /// Done, and nothing that takes it back.
    done: BTreeMap<u64, Entry>,
}

fn unended(store: &Store) -> Result<Unended> {
    let (mut begun, mut done, mut ended) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    entry::each(store, |entry| {
        match entry.kind {
            EntryKind::ExportBegun => drop(begun.insert(entry.number, entry)),
            EntryKind::ExportDone
            | EntryKind::ExportCancelled
            | EntryKind::ExportFailed
            | EntryKind::ExportInterrupted => {
                ended.extend(entry::number(&entry, BEGUN));
                if let Some(taken_back) = entry::number(&entry, DONE) {
                    done.remove(&taken_back);
                }
                if entry.kind == EntryKind::ExportDone {
                    done.insert(entry.number, entry);
                }
            }
            _ => {}
        }
        true
    })?;
    begun.retain(|number, _| !ended.contains(number));
    Ok(Unended { begun, done })
}

/// A noted export whose part is still there.
fn finish(store: &Store, now: Millis, entry: &Entry) -> Result<Option<Recovered>> {
    let Some(out) = entry::file(entry) else { return Ok(None) };
    let path = part::part_path(&out);
    if !path.is_file() {
        return Ok(None);
    }
    if !is_noted(&path, entry) {
        return interrupt(store, now, entry, Some("the file was not whole"));
    }
    match part::place(&out) {
        Ok(()) => Ok(Some(Recovered::Placed(out))),
        // The name was given and the old one not taken away: nothing is lost by taking it away now.
        Err(Error::Exists(_)) if is_noted(&out, entry) => {
            part::remove(&out)?;
            Ok(Some(Recovered::Placed(out)))
        }
        Err(error) => interrupt(store, now, entry, Some(&error.to_string())),
    }
}

fn is_noted(path: &Path, entry: &Entry) -> bool {
    let noted = entry::value(entry, SHA256);
    noted.is_some() && print_of(path).ok().map(|p| p.sha256).as_deref() == noted
}

/// `entry` is the one that says begun, or the one that says done.
fn interrupt(store: &Store, now: Millis, entry: &Entry, why: Option<&str>) -> Result<Option<Recovered>> {
    let out = entry::file(entry);
    let removed = out.as_deref().map(part::remove);
    let left = match removed {
        Some(Err(error)) => Some(error.to_string()),
        Some(Ok(false)) if out.as_deref().and_then(Path::parent).is_some_and(|folder| !folder.exists()) => {
            Some("the folder is not there now; a part that it may hold is encrypted".to_owned())
        }
        _ => None,
    };
    let mut detail = Vec::new();
    match entry::number(entry, BEGUN) {
        Some(begun) => detail.extend([(BEGUN, begun.to_string()), (DONE, entry.number.to_string())]),
        None => detail.push((BEGUN, entry.number.to_string())),
    }
    detail.extend(out.as_ref().map(|out| (FILE, out.to_string_lossy().into_owned())));
    detail.extend(why.map(|why| ("why", why.to_owned())));
    detail.extend(left.map(|left| ("left", left)));
    entry::append(store, now, &entry.person, EntryKind::ExportInterrupted, detail)?;
    Ok(out.map(Recovered::Interrupted))
}
