//! How far a run is, for whoever watches.

use model::Millis;
use serde::Serialize;
use std::ops::{AddAssign, Sub};
use store::Change;

/// Counts are of the whole run so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// What is being read, by its title; `None` before the first.
    pub stream: Option<&'static str>,
    pub records: u64,
    /// New and changed ones.
    pub written: u64,
    pub unchanged: u64,
    pub per_second: f64,
    /// Of this stream, where the provider says.
    pub remaining: Option<u64>,
    /// Why nothing comes just now: `rate limited: 3 s`.
    pub waiting: Option<String>,
    /// In a first load that brings the newest first: everything since this moment is here (epoch ms).
    pub back_to: Option<Millis>,
    /// Requests that are left, as the provider last said.
    pub rate: Option<provider::Rate>,
}

/// What a run brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub records: u64,
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Deleted here earlier, so they did not come back.
    pub buried: u64,
    /// Passed over, since they cannot be read; not among the records.
    pub rejected: u64,
}

impl Report {
    pub(crate) fn count(&mut self, change: Change) {
        self.records += 1;
        match change {
            Change::New => self.new += 1,
            Change::Changed => self.changed += 1,
            Change::Same => self.unchanged += 1,
            Change::Buried => self.buried += 1,
        }
    }

    /// Whether anything of it reached the store.
    pub(crate) const fn wrote(&self) -> bool {
        self.new > 0 || self.changed > 0
    }

    pub(crate) fn progress(
        &self,
        stream: Option<&'static str>,
        elapsed: Millis,
        remaining: Option<u64>,
        waiting: Option<String>,
    ) -> Progress {
        let per_second = if elapsed > 0 { self.records as f64 * 1000.0 / elapsed as f64 } else { 0.0 };
        let written = self.new + self.changed;
        Progress {
            stream,
            records: self.records,
            written,
            unchanged: self.unchanged,
            per_second,
            remaining,
            waiting,
            back_to: None,
            rate: None,
        }
    }
}

impl AddAssign for Report {
    fn add_assign(&mut self, more: Self) {
        self.records += more.records;
        self.new += more.new;
        self.changed += more.changed;
        self.unchanged += more.unchanged;
        self.buried += more.buried;
        self.rejected += more.rejected;
    }
}

impl Sub for Report {
    type Output = Self;

    /// What came since `before`.
    fn sub(self, before: Self) -> Self {
        Self {
            records: self.records - before.records,
            new: self.new - before.new,
            changed: self.changed - before.changed,
            unchanged: self.unchanged - before.unchanged,
            buried: self.buried - before.buried,
            rejected: self.rejected - before.rejected,
        }
    }
}
