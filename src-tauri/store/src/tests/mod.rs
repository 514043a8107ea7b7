//! The promises of the crate, with the real SQLCipher and real files.

mod branches;
mod closed;
mod gathered;
mod indexed;
mod kept;
mod linked;
mod read;
mod rollups;
mod round_trip;
pub mod samples;
mod sealed;
mod tended;
mod written;

use crate::{Change, Result, Store};
use model::{Fetched, Record};
use tempfile::TempDir;
use vault::StoreKey;

/// 2026-11-21T00:00:00Z.
pub const NOW: i64 = 1_795_219_200_000;
pub const DAY: i64 = 86_400_000;

pub struct Fixture {
    pub dir: TempDir,
    pub key: StoreKey,
    pub store: Store,
}

pub fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let key = StoreKey::generate().unwrap();
    let store = Store::create(dir.path(), &key, NOW).unwrap();
    Fixture { dir, key, store }
}

impl Fixture {
    pub fn put(&self, records: &[Fetched]) -> Vec<Change> {
        self.try_put(records).unwrap()
    }

    pub fn try_put(&self, records: &[Fetched]) -> Result<Vec<Change>> {
        self.store.write(|tx| records.iter().map(|r| tx.upsert(1, "/v1/things", NOW, r)).collect())
    }
}

/// A record with a raw form that differs whenever the record does.
pub fn fetched(record: Record) -> Fetched {
    let raw = serde_json::json!({"id": record.id(), "all": format!("{record:?}")}).to_string();
    Fetched::new(record, raw)
}
