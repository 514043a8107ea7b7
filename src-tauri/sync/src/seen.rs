//! Which records a walk over all there are has met, so that those it has not are known to be gone.

use crate::limits;
use model::Kind;
use provider::{Page, Whole};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Ids, eight bytes each. That one which is gone has the same eight bytes as one that is there, and so is not
/// noticed, has odds of one in a trillion.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    ids: HashMap<Kind, HashSet<u64>>,
    count: usize,
}

impl Seen {
    /// Notes what a page brought. False once there is more than is kept.
    pub fn add(&mut self, page: &Page, whole: Whole) -> bool {
        let read = page.records.iter().map(|record| (record.kind(), record.id()));
        let there = page.there.iter().map(|(kind, id)| (*kind, id.as_str()));
        for (kind, id) in read.chain(there).filter(|(kind, _)| whole.contains(kind)) {
            let new = self.ids.entry(kind).or_default().insert(mark(id));
            self.count += usize::from(new);
        }
        self.count <= limits::SEEN
    }

    pub fn has(&self, kind: Kind, id: &str) -> bool {
        self.ids.get(&kind).is_some_and(|ids| ids.contains(&mark(id)))
    }
}

fn mark(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
