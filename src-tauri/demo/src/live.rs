//! Activity that keeps arriving while the server runs: new chats, messages, deliveries, changes of state.
//!
//! Kept in memory and bounded: beyond [`limits::LIVE_RECORDS`] the oldest records are dropped.
//! Never changes the fixed log; a newer version of one of its records only hides it.

mod play;

use crate::limits;
use crate::log::Entry;
use model::{Kind, Millis, Record};
use provider::Window;
use std::collections::{HashSet, VecDeque};

pub use play::Play;

/// Everything that happened since the server began, by a number that only rises.
#[derive(Default)]
pub struct Live {
    next: u64,
    entries: VecDeque<(u64, Entry)>,
    hidden: HashSet<(Kind, String)>,
}

impl Live {
    /// Adds a record, or puts a newer version in place of the one that is there.
    pub fn put(&mut self, at: Millis, record: Record) {
        let (kind, id) = (record.kind(), record.id().to_owned());
        if !self.hidden.insert((kind, id.clone())) {
            self.entries.retain(|(_, e)| e.record.kind() != kind || e.record.id() != id);
        }
        // A clock that was set back must not break the order.
        let updated_at = self.entries.back().map_or(at, |(_, last)| last.updated_at.max(at));
        self.entries.push_back((self.next, Entry { updated_at, record }));
        self.next += 1;
        while self.entries.len() > limits::LIVE_RECORDS {
            self.entries.pop_front();
        }
    }

    /// Whether the fixed log's version of a record is out of date.
    pub fn hides(&self, record: &Record) -> bool {
        !self.hidden.is_empty() && self.hidden.contains(&(record.kind(), record.id().to_owned()))
    }

    /// Up to `limit` records of a kind within a window from a number on, and the number after them if
    /// there are more.
    pub fn read(&self, kind: Kind, from: u64, limit: usize, window: &Window) -> (Vec<Entry>, Option<u64>) {
        let wanted = |e: &Entry| e.record.kind() == kind && e.is_in(window);
        let mut of_kind = self.entries.iter().filter(|(n, e)| *n >= from && wanted(e));
        let found = of_kind.by_ref().take(limit).map(|(_, entry)| entry.clone()).collect();
        (found, of_kind.next().map(|(number, _)| *number))
    }

    /// The first number that changed at or after `since`.
    pub fn seek(&self, since: Millis) -> u64 {
        self.entries
            .iter()
            .find(|(_, entry)| entry.updated_at >= since)
            .map_or(self.next, |(number, _)| *number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Bot;

    fn bot(id: &str, name: &str) -> Record {
        Record::Bot(Bot { id: id.to_owned(), name: Some(name.to_owned()), created_at: None })
    }

    #[test]
    fn a_newer_version_takes_the_place_of_the_older_and_order_holds() {
        let mut live = Live::default();
        for (at, id, name) in [(10, "a", "one"), (20, "b", "two"), (5, "a", "three")] {
            live.put(at, bot(id, name));
        }
        let (found, more) = live.read(Kind::Bot, 0, 10, &Window::EVER);
        assert_eq!(found.iter().map(|e| e.record.id()).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(found[1], Entry { updated_at: 20, record: bot("a", "three") });
        assert_eq!(more, None);
        assert_eq!(live.read(Kind::Bot, 0, 1, &Window::EVER).1, Some(2));
        assert_eq!((live.seek(20), live.seek(21)), (1, 3));
        assert!(live.hides(&bot("a", "")) && !live.hides(&bot("c", "")));
    }

    #[test]
    fn memory_is_bounded() {
        let mut live = Live::default();
        for n in 0..limits::LIVE_RECORDS + 50 {
            live.put(n as Millis, bot(&n.to_string(), ""));
        }
        assert_eq!(live.entries.len(), limits::LIVE_RECORDS);
        assert!(live.read(Kind::Bot, 0, 1, &Window::EVER).0[0].updated_at >= 50);
    }
}
