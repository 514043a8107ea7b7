//! Checking the register: every entry, the chain, the checkpoint.

use crate::append::hold_pair;
use crate::checkpoint::{Found, Place};
use crate::entry::{self, NO_HASH};
use crate::witness::{self, Contradiction};
use crate::{Entry, EntryKind, Error, Result, limits};
use model::Millis;
use serde::{Deserialize, Serialize};
use store::{RegisterRow, Store};
use ts_rs::TS;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RegisterFaultKind")]
pub enum FaultKind {
    /// An entry is not what was written.
    Edited,
    /// An entry in the middle is gone.
    Missing,
    /// An entry stands in another's place.
    Swapped,
    /// The end is gone.
    Cut,
    /// The whole database is older than its checkpoint.
    RolledBack,
    /// Entries were rewritten and the chain made to fit.
    Rebuilt,
    /// The checkpoint cannot vouch for anything.
    CheckpointDamaged,
}

/// One fault, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RegisterFault {
    /// The entry it is about; `None` when it is the checkpoint.
    #[ts(type = "number | null")]
    pub number: Option<u64>,
    pub kind: FaultKind,
    pub words: String,
}

/// What a verification found. Whole means: no faults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Verdict {
    /// Rows found.
    #[ts(type = "number")]
    pub entries: u64,
    /// The last entry's hash; empty when there is none.
    pub head: String,
    pub faults: Vec<RegisterFault>,
    /// When the checkpoint was written, if it is sound: epoch milliseconds.
    #[ts(type = "number | null")]
    pub checkpoint_at: Option<Millis>,
}

impl FaultKind {
    pub const ALL: [Self; 7] = [
        Self::Edited,
        Self::Missing,
        Self::Swapped,
        Self::Cut,
        Self::RolledBack,
        Self::Rebuilt,
        Self::CheckpointDamaged,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Missing => "missing",
            Self::Swapped => "swapped",
            Self::Cut => "cut",
            Self::RolledBack => "rolled_back",
            Self::Rebuilt => "rebuilt",
            Self::CheckpointDamaged => "checkpoint_damaged",
        }
    }
}

/// Checks everything, as it stands at one moment. Appends wait meanwhile (about 12 µs an entry).
///
/// # Errors
/// [`Error::Store`] when the store cannot be read; what is wrong with the register is no error but
/// in the verdict.
pub fn verify(store: &Store) -> Result<Verdict> {
    let _pair = hold_pair();
    let found = Place::of(store).read();
    let reader = store.long_reader()?;
    let now = reader.snapshot()?;
    let mut walk = Walk::default();
    loop {
        let rows = store::register::rows(&now, walk.expected(), limits::PAGE)?;
        if rows.is_empty() {
            break;
        }
        rows.iter().for_each(|row| walk.step(row));
    }
    for Contradiction { number, kind, words } in witness::hear(&now, &found)? {
        walk.fault(number, kind, words);
    }
    let checkpoint_at = if let Found::Sound(checkpoint) = found { Some(checkpoint.at) } else { None };
    let head = walk.last.map(|last| last.hash).unwrap_or_default();
    Ok(Verdict { entries: walk.entries, head, faults: walk.faults, checkpoint_at })
}

/// Going through the rows in order.
#[derive(Default)]
struct Walk {
    entries: u64,
    last: Option<Seen>,
    faults: Vec<RegisterFault>,
}

/// The row before.
struct Seen {
    number: u64,
    hash: String,
    /// Whether the row is what it says it is; if not, the next cannot be held against it.
    sound: bool,
}

impl Walk {
    fn expected(&self) -> u64 {
        self.last.as_ref().map_or(0, |last| last.number).saturating_add(1)
    }

    fn step(&mut self, row: &RegisterRow) {
        let gap = self.gap(row.number);
        let sound = match self.judge(row) {
            Ok(entry) => {
                if !gap {
                    self.chain(&entry);
                }
                self.repeat(&entry);
                true
            }
            Err((kind, words)) => {
                self.fault(Some(row.number), kind, words);
                false
            }
        };
        self.entries += 1;
        self.last = Some(Seen { number: row.number, hash: row.hash.clone(), sound });
    }

    /// Entries that should stand before `number`.
    fn gap(&mut self, number: u64) -> bool {
        let expected = self.expected();
        if number == expected {
            return false;
        }
        let words = if number == expected.saturating_add(1) {
            format!("Entry {expected} is missing.")
        } else {
            format!("Entries {expected} to {} are missing.", number.saturating_sub(1))
        };
        self.fault(Some(expected), FaultKind::Missing, words);
        true
    }

    /// The row by itself.
    fn judge(&self, row: &RegisterRow) -> std::result::Result<Entry, (FaultKind, String)> {
        let number = row.number;
        if entry::hash(&row.entry) != row.hash {
            let words =
                format!("Entry {number} does not match its hash: it was changed after it was written.");
            return Err((FaultKind::Edited, words));
        }
        let entry = Entry::read(row).map_err(|e| match e {
            Error::Unreadable { why, .. } => {
                (FaultKind::Edited, format!("Entry {number} is no entry: {why}."))
            }
            other => (FaultKind::Edited, other.to_string()),
        })?;
        if entry.number != number {
            let words =
                format!("In the place of entry {number} stands entry {}: they were moved.", entry.number);
            return Err((FaultKind::Swapped, words));
        }
        Ok(entry)
    }

    /// The row against the one before it.
    fn chain(&mut self, entry: &Entry) {
        let (number, expected) = match &self.last {
            None => (entry.number, NO_HASH),
            Some(last) if last.sound => (last.number, last.hash.as_str()),
            Some(_) => return,
        };
        if entry.previous != expected {
            let words = format!(
                "Entry {number} is not the one that stood there when entry {} was written: it was changed, and \
                 its hash with it.",
                entry.number
            );
            self.fault(Some(number), FaultKind::Edited, words);
        }
    }

    /// A fault that an earlier append met and entered stays a fault.
    fn repeat(&mut self, entry: &Entry) {
        if entry.kind != EntryKind::FaultFound {
            return;
        }
        let text = |key: &str| entry.detail.get(key).and_then(|v| v.as_str()).unwrap_or_default();
        let kind = FaultKind::ALL.into_iter().find(|kind| kind.as_str() == text("fault"));
        let words = format!("When entry {} was written: {}", entry.number, text("words"));
        self.fault(text("number").parse().ok(), kind.unwrap_or(FaultKind::CheckpointDamaged), words);
    }

    fn fault(&mut self, number: Option<u64>, kind: FaultKind, words: String) {
        if self.faults.len() < limits::FAULTS_MAX {
            self.faults.push(RegisterFault { number, kind, words });
        }
    }
}
