//! Ids for what has none: what names it, and the number among those that are the same in all of that.
//!
//! So two equal messages of one second are two, and it does not matter in which order a file lists them. What names a
//! row is remembered in eight bytes.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many of each name were numbered.
#[derive(Debug, Default)]
pub(crate) struct Numbers(HashMap<u64, u32>);

impl Numbers {
    /// Before the rows are numbered, from the first.
    pub fn begin(&mut self) {
        self.0.clear();
    }

    /// The number of a row, from 1. Each row is asked for once a reading.
    pub fn next(&mut self, name: &impl Hash) -> u32 {
        let given = self.0.entry(mark(name)).or_default();
        *given = given.saturating_add(1);
        *given
    }
}

/// Eight bytes for a name. Of four million, the odds that two share them by chance are one in two million.
pub(crate) fn mark(name: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
