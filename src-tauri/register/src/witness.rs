//! What the checkpoint, and the count kept in the database, say against the register.
//!
//! Two witnesses: the checkpoint lies outside the database, the count inside, written with each entry.
//! If entries are gone and the count still names them, they were cut; if the whole database is older
//! than the checkpoint, it was rolled back.

use crate::checkpoint::{Checkpoint, Found};
use crate::verify::FaultKind;
use crate::{Result, limits};
use store::rusqlite::Connection;

/// The setting that holds the number of the last entry.
pub(crate) const COUNT: &str = "register.last";

/// A contradiction between the register and its witnesses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contradiction {
    /// The entry it is about, where there is one.
    pub number: Option<u64>,
    pub kind: FaultKind,
    pub words: String,
}

/// Everything that speaks against the register as it stands in `conn`.
pub(crate) fn hear(conn: &Connection, found: &Found) -> Result<Vec<Contradiction>> {
    let last = store::register::last(conn)?.map_or(0, |row| row.number);
    // A count that is no number was meddled with; entries beyond it are then cut for all we know.
    let count = store::setting::get(conn, COUNT)?.map_or(0, |text| text.parse().unwrap_or(u64::MAX));
    let mut said = Vec::new();
    if count > last {
        let words = format!("The register ends at entry {last}, but more were written: its end was cut off.");
        said.push(Contradiction { number: Some(last.saturating_add(1)), kind: FaultKind::Cut, words });
    }
    match found {
        Found::Sound(checkpoint) if checkpoint.head.number > last => {
            if said.is_empty() {
                said.push(rolled_back(checkpoint, last));
            }
        }
        Found::Sound(checkpoint) => said.extend(compare(conn, checkpoint, last)?),
        other => said.extend(unsound(other, last)),
    }
    Ok(said)
}

fn rolled_back(checkpoint: &Checkpoint, last: u64) -> Contradiction {
    let known = checkpoint.head.number;
    let words = format!(
        "The database ends at entry {last}, the checkpoint knows entry {known}: an older copy of the database \
         was put back."
    );
    Contradiction { number: Some(last.saturating_add(1)), kind: FaultKind::RolledBack, words }
}

/// A sound checkpoint within the register: the entry it names must be the one that stands there.
fn compare(conn: &Connection, checkpoint: &Checkpoint, last: u64) -> Result<Option<Contradiction>> {
    let number = checkpoint.head.number;
    let row = store::register::rows(conn, number, 1)?.into_iter().find(|row| row.number == number);
    Ok(match row {
        Some(row) if row.hash != checkpoint.head.hash => Some(Contradiction {
            number: Some(number),
            kind: FaultKind::Rebuilt,
            words: format!(
                "Entry {number} is not the one that the checkpoint vouches for: it or an earlier one was \
                 rewritten, and the chain rebuilt."
            ),
        }),
        _ if last.saturating_sub(number) > limits::CHECKPOINT_LAG => Some(Contradiction {
            number: None,
            kind: FaultKind::CheckpointDamaged,
            words: format!(
                "The checkpoint names entry {number}, the register has {last}: an older checkpoint was put back, \
                 so nothing vouches for the entries after {number}."
            ),
        }),
        // A missing row is told by the chain.
        _ => None,
    })
}

fn unsound(found: &Found, last: u64) -> Option<Contradiction> {
    let (kind, words) = match found {
        // The very first append may have been killed before its checkpoint.
        Found::Absent if last <= limits::CHECKPOINT_LAG => return None,
        Found::Absent => {
            (FaultKind::CheckpointDamaged, "The checkpoint file register.checkpoint is missing.".to_owned())
        }
        Found::Damaged(why) => (FaultKind::CheckpointDamaged, format!("The checkpoint file is damaged: {why}.")),
        Found::Foreign => (FaultKind::CheckpointDamaged, "The checkpoint file belongs to another store.".to_owned()),
        Found::Forged => (
            FaultKind::Rebuilt,
            "The checkpoint was not sealed with this store's key: someone without the key wrote it, and may have \
             rebuilt the register to match."
                .to_owned(),
        ),
        Found::Sound(_) => return None,
    };
    Some(Contradiction { number: None, kind, words })
}
