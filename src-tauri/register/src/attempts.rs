//! Refused unlocks, noted while the store is locked and entered at the next unlock.
//!
//! The note holds times and nothing else. It lies unprotected beside the store, because nobody has a
//! key while it is written: who may write in the folder may delete it. Once entered, it is chained.

use crate::{Draft, EntryKind, Error, Result, append, limits, read};
use model::Millis;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use store::Store;

const NAME: &str = "attempts.ndjson";
/// Taken out of the way of new notes while it is being entered.
const TAKEN: &str = "attempts.taken.ndjson";

/// Who stands for an entry when it is not known, or no person, who did it.
pub(crate) const NOBODY: &str = "(unknown)";

/// Notes one refused unlock in `dir`. Beyond [`limits::ATTEMPTS_MAX`] the note stays as it is.
///
/// # Errors
/// [`Error::Attempts`].
pub fn note_failed_unlock(dir: &Path, now: Millis) -> Result<()> {
    let path = dir.join(NAME);
    let note = || {
        let full = limits::ATTEMPTS_MAX.saturating_mul(limits::ATTEMPT_BYTES);
        let size = fs::metadata(&path).map_or(0, |m| m.len());
        if usize::try_from(size).unwrap_or(usize::MAX) >= full {
            return Ok(());
        }
        // Each line has the same length, so that the size tells how many there are.
        let line = format!("{{\"at\":{now}}}");
        let line = format!("{line:<width$}\n", width = limits::ATTEMPT_BYTES - 1);
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        file.write_all(line.as_bytes())?;
        file.sync_all()
    };
    note().map_err(|source| Error::Attempts { path: path.clone(), source })
}

/// Enters what was noted, as one entry, and removes the note. A kill in between enters nothing twice.
///
/// # Errors
/// [`Error::Attempts`], and those of [`append`]; the note is kept then.
pub fn take_in_failed_unlocks(store: &Store, now: Millis) -> Result<()> {
    let (note, taken) = (store.dir().join(NAME), store.dir().join(TAKEN));
    // One that an earlier unlock could not finish goes first.
    take_in(store, &taken, now)?;
    match fs::rename(&note, &taken) {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        Err(source) => Err(Error::Attempts { path: note, source }),
        Ok(()) => take_in(store, &taken, now),
    }
}

fn take_in(store: &Store, taken: &Path, now: Millis) -> Result<()> {
    let failed = |source| Error::Attempts { path: PathBuf::from(taken), source };
    let Some(text) = read_note(taken).map_err(failed)? else { return Ok(()) };
    if let Some(detail) = detail(&text)
        && !entered(store, &detail)?
    {
        append(store, Draft { at: now, person: NOBODY.to_owned(), kind: EntryKind::UnlockFailed, detail })?;
    }
    fs::remove_file(taken).map_err(failed)
}

/// Whether the newest such entry is this one: then a kill came between entering and removing.
fn entered(store: &Store, detail: &BTreeMap<String, Value>) -> Result<bool> {
    let newest = read::newest(&*store.reader()?, 0, limits::ATTEMPTS_MAX);
    // An unreadable register must not keep anyone out; entering twice is the lesser evil.
    let newest = newest.unwrap_or_default().into_iter().find(|e| e.kind == EntryKind::UnlockFailed);
    Ok(newest.is_some_and(|entry| entry.detail == *detail))
}

/// How many, the first and the last. A line that cannot be read counts, without its time.
fn detail(text: &str) -> Option<BTreeMap<String, Value>> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let times = lines.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok()?.get("at")?.as_i64());
    let (first, last) = (times.clone().min(), times.max());
    let count = match lines.len() {
        0 => return None,
        n if n >= limits::ATTEMPTS_MAX => format!("{n} or more"),
        n => n.to_string(),
    };
    let mut detail = BTreeMap::from([("count".to_owned(), Value::from(count))]);
    for (name, at) in [("first_at", first), ("last_at", last)] {
        detail.extend(at.map(|at| (name.to_owned(), Value::from(at.to_string()))));
    }
    Some(detail)
}

fn read_note(path: &Path) -> std::io::Result<Option<String>> {
    let file = match fs::File::open(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let most = limits::ATTEMPTS_MAX.saturating_mul(limits::ATTEMPT_BYTES);
    let mut bytes = Vec::new();
    file.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}
