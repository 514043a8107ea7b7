//! The register in a real store: what is appended verifies, and what is tampered with is named.

use super::*;
use crate::checkpoint::{Checkpoint, Place};
use crate::entry::hash;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use store::{RegisterRow, Store};
use tempfile::TempDir;
use vault::StoreKey;

mod honest;
mod tampered;

const NOW: i64 = 1_795_000_000_000;

/// A store in a folder of its own, which can be closed and opened.
struct Room {
    dir: TempDir,
    key: StoreKey,
    store: Option<Store>,
}

impl Room {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let key = StoreKey::generate().unwrap();
        let store = Store::create(dir.path(), &key, NOW).unwrap();
        Self { dir, key, store: Some(store) }
    }

    /// With `count` entries.
    fn with(count: u64) -> Self {
        let room = Self::new();
        (1..=count).for_each(|n| {
            room.append(&format!("reason {n}"));
        });
        room
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn append(&self, purpose: &str) -> Head {
        append(self.store(), draft(purpose)).unwrap()
    }

    fn verdict(&self) -> Verdict {
        verify(self.store()).unwrap()
    }

    /// Number and kind of each fault.
    fn faults(&self) -> Vec<(Option<u64>, FaultKind)> {
        self.verdict().faults.into_iter().map(|fault| (fault.number, fault.kind)).collect()
    }

    fn entries(&self) -> Vec<Entry> {
        list(&self.store().reader().unwrap(), 1, 100).unwrap()
    }

    fn rows(&self) -> Vec<RegisterRow> {
        store::register::rows(&self.store().reader().unwrap(), 1, 100).unwrap()
    }

    /// Closes the store, does `work` in its folder, opens it again.
    fn meanwhile(&mut self, work: impl FnOnce(&Self)) {
        self.store.take().unwrap().close().unwrap();
        work(self);
        self.store = Some(Store::open(self.dir.path(), &self.key, NOW).unwrap());
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn copy(&self, from: &str, to: &str) {
        fs::copy(self.file(from), self.file(to)).unwrap();
    }

    fn checkpoint(&self) -> PathBuf {
        self.file("register.checkpoint")
    }

    /// Runs SQL as someone would who has the key and another program.
    fn sql(&self, sql: &str) {
        let lift = "DROP TRIGGER IF EXISTS register_no_update; DROP TRIGGER IF EXISTS register_no_delete;";
        self.store().write(|tx| Ok(tx.connection().execute_batch(&format!("{lift}{sql}"))?)).unwrap();
    }

    /// Puts `row` in the place of the one with its number.
    fn put(&self, row: &RegisterRow) {
        self.sql(&format!(
            "UPDATE register SET entry = '{}', hash = '{}' WHERE number = {}",
            row.entry.replace('\'', "''"),
            row.hash,
            row.number
        ));
    }

    /// Changes a word in entry `number` and rebuilds the chain from there on, as far as `to`.
    fn rebuild(&self, number: u64, to: u64) {
        let mut rows = self.rows();
        for i in usize::try_from(number).unwrap() - 1..usize::try_from(to).unwrap() {
            let old = rows[i].hash.clone();
            rows[i].entry = rows[i].entry.replace(&format!("reason {number}"), "harmless reason");
            rows[i].hash = hash(&rows[i].entry);
            let new = rows[i].hash.clone();
            if let Some(next) = rows.get_mut(i + 1).filter(|next| next.number <= to) {
                next.entry = next.entry.replace(&old, &new);
            }
            self.put(&rows[i]);
        }
    }
}

fn draft(purpose: &str) -> Draft {
    let detail = BTreeMap::from([("purpose".to_owned(), purpose.into()), ("rows".to_owned(), "17".into())]);
    Draft { at: NOW, person: "Ada".to_owned(), kind: EntryKind::ExportBegun, detail }
}
