//! Our side: the store of the program, opened as the program opens it.

use crate::corpus::{self, Page};
use crate::error::{Error, Result};
use model::{Kind, Millis};
use std::path::{Path, PathBuf};
use store::{NewAccount, Store};
use vault::{Cost, Secret, Slots};

/// 2026-11-21; no figure depends on it.
pub const NOW: Millis = 1_795_251_600_000;
/// Guards made-up data for some minutes.
const PASSPHRASE: &str = "made-up data, nothing to guard";
/// Only the kind of question matters here, not what it costs to guess a passphrase.
const COST: Cost = Cost::FLOOR;

pub struct Ours {
    pub store: Store,
    account: i64,
}

impl Ours {
    pub fn create(dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(Error::disk(dir))?;
        let (_, key) = Slots::create(dir, "Bench", &passphrase(), COST, NOW)?;
        let store = Store::create(dir, &key, NOW)?;
        let account = NewAccount {
            name: "Demo".to_owned(),
            provider: "log-api".to_owned(),
            url: "http://127.0.0.1:1".to_owned(),
            settings: Default::default(),
            secrets: Default::default(),
        };
        let account = store.write(|tx| tx.account_add(&account, NOW))?;
        Ok(Self { store, account })
    }

    /// For another process.
    pub fn open(dir: &Path) -> Result<Store> {
        let (key, _, _) = Slots::open(dir)?.unlock(&passphrase())?;
        Ok(Store::open(dir, &key, NOW)?)
    }

    /// From bytes to a committed page, as a sync does it; returns how many records were written.
    pub fn load(&self, kind: Kind, page: &Page) -> Result<u64> {
        let records = page.iter().map(|object| corpus::fetched(kind, object)).collect::<Result<Vec<_>>>()?;
        let written = self.store.write(|tx| {
            let mut written = 0;
            for fetched in &records {
                let change = tx.upsert(self.account, "GET /v1", NOW, fetched)?;
                written += u64::from(matches!(change, store::Change::New | store::Change::Changed));
            }
            Ok(written)
        })?;
        Ok(written)
    }
}

pub fn passphrase() -> Secret {
    Secret::from(PASSPHRASE.to_owned())
}

/// Where the two sides lie.
pub struct Folders {
    root: tempfile::TempDir,
}

impl Folders {
    pub fn new() -> Result<Self> {
        let root = tempfile::tempdir().map_err(Error::disk(std::env::temp_dir()))?;
        Ok(Self { root })
    }

    pub fn store(&self) -> PathBuf {
        self.root.path().join("store")
    }

    pub fn peer(&self) -> PathBuf {
        self.root.path().join("plain.db")
    }

    pub fn out(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }
}
