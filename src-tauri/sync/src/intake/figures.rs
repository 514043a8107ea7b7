//! What a file's records come to: each is counted once, however often it stands in the file.

use super::{Error, Result};
use crate::limits;
use model::{Fetched, Kind};
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Records of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Held already and other in the file, and left as they are, since only new ones are wanted.
    pub kept: u64,
    /// Deleted here earlier, so that they do not come back.
    pub deleted: u64,
}

/// A row that cannot be read, and why, in words that show none of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// A line, or a number from 1.
    pub place: u64,
    pub why: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Rows of the file, rejected ones included.
    pub rows: u64,
    pub rejected: u64,
    /// The first of the rejected.
    pub first: Vec<RejectedRow>,
    pub kinds: BTreeMap<Kind, Counts>,
}

impl Figures {
    /// Records of all kinds.
    pub fn sum(&self) -> Counts {
        self.kinds.values().fold(Counts::default(), |sum, counts| Counts {
            new: sum.new + counts.new,
            changed: sum.changed + counts.changed,
            unchanged: sum.unchanged + counts.unchanged,
            kept: sum.kept + counts.kept,
            deleted: sum.deleted + counts.deleted,
        })
    }
}

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    Changed,
    Unchanged,
    Kept,
    Deleted,
}

impl Fate {
    /// By the digests of what is held and of what comes.
    pub fn of(held: Option<i64>, comes: i64, only_new: bool) -> Self {
        match held {
            None => Self::New,
            Some(held) if held == comes => Self::Unchanged,
            Some(_) if only_new => Self::Kept,
            Some(_) => Self::Changed,
        }
    }

    /// Of a record that stands in the file twice: new stays new, and one that changes at all is changed.
    fn and(self, again: Self) -> Self {
        match (self, again) {
            (Self::Unchanged, again) => again,
            (first, _) => first,
        }
    }
}

impl Counts {
    fn of(&mut self, fate: Fate) -> &mut u64 {
        match fate {
            Fate::New => &mut self.new,
            Fate::Changed => &mut self.changed,
            Fate::Unchanged => &mut self.unchanged,
            Fate::Kept => &mut self.kept,
            Fate::Deleted => &mut self.deleted,
        }
    }
}

/// A record, in eight bytes.
fn mark_of(fetched: &Fetched) -> u64 {
    let mut hasher = DefaultHasher::new();
    (fetched.kind(), fetched.id()).hash(&mut hasher);
    hasher.finish()
}

#[derive(Default)]
pub(super) struct Tally {
    figures: Figures,
    /// What became of each record so far, and the digest that was held before.
    seen: HashMap<u64, (Fate, Option<i64>)>,
}

impl Tally {
    pub fn row(&mut self, place: u64, rejected: Option<&String>) {
        self.figures.rows += 1;
        if let Some(why) = rejected {
            self.figures.rejected += 1;
            if self.figures.first.len() < limits::INTAKE_NAMED {
                self.figures.first.push(RejectedRow { place, why: why.clone() });
            }
        }
    }

    pub fn rows(&self) -> u64 {
        self.figures.rows
    }

    /// A record that would be written.
    pub fn look(
        &mut self,
        fetched: &Fetched,
        only_new: bool,
        fate: impl FnOnce() -> Result<(Fate, Option<i64>)>,
    ) -> Result<()> {
        match self.seen.get(&mark_of(fetched)) {
            None => {
                let (fate, held) = fate()?;
                self.note(fetched, fate, held)
            }
            Some((_, held)) => self.note(fetched, Fate::of(*held, fetched.digest(), only_new), *held),
        }
    }

    /// A record that was written, and what became of it.
    pub fn wrote(&mut self, fetched: &Fetched, fate: Fate) -> Result<()> {
        self.note(fetched, fate, None)
    }

    fn note(&mut self, fetched: &Fetched, fate: Fate, held: Option<i64>) -> Result<()> {
        let mark = mark_of(fetched);
        let before = self.seen.get(&mark).map(|(before, _)| *before);
        let now = before.map_or(fate, |before| before.and(fate));
        let counts = self.figures.kinds.entry(fetched.kind()).or_default();
        if let Some(before) = before {
            *counts.of(before) -= 1;
        }
        *counts.of(now) += 1;
        let held = self.seen.get(&mark).map_or(held, |(_, held)| *held);
        self.seen.insert(mark, (now, held));
        match self.seen.len() > limits::INTAKE_RECORDS {
            true => Err(Error::TooMany(limits::INTAKE_RECORDS)),
            false => Ok(()),
        }
    }

    pub fn figures(self) -> Figures {
        self.figures
    }
}
