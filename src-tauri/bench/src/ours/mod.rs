//! Our side: the store of the program, opened as the program opens it.

mod ask;

pub use ask::{Asker, Found, parse};

use crate::corpus::{self, Page};
use crate::error::{Error, Result};
use model::{Kind, Millis};
use std::path::Path;
use store::{NewAccount, Store};
use vault::{Cost, Secret, Slots, StoreKey};

/// 2026-11-21; no figure depends on it.
pub const NOW: Millis = 1_795_251_600_000;
/// Guards made-up data for some minutes.
const PASSPHRASE: &str = "made-up data, nothing to guard";
/// Only the kind of question matters here, not what it costs to guess a passphrase.
const COST: Cost = Cost::FLOOR;
/// The first account of a store.
pub const ACCOUNT: i64 = 1;

pub struct Ours {
    pub store: Store,
}

impl Ours {
    pub fn create(dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(Error::disk(dir))?;
        let (_, key) = Slots::create(dir, "Bench", &Secret::from(PASSPHRASE.to_owned()), COST, NOW)?;
        let store = Store::create(dir, &key, NOW)?;
        let account = NewAccount {
            name: "Demo".to_owned(),
            provider: "log-api".to_owned(),
            url: "http://127.0.0.1:1".to_owned(),
            settings: Default::default(),
            secrets: Default::default(),
        };
        store.write(|tx| tx.account_add(&account, NOW))?;
        Ok(Self { store })
    }

    /// The key derivation is no part of opening.
    pub fn unlock(dir: &Path) -> Result<StoreKey> {
        Ok(Slots::open(dir)?.unlock(&Secret::from(PASSPHRASE.to_owned()))?.0)
    }

    pub fn open(dir: &Path, key: &StoreKey) -> Result<Self> {
        Ok(Self { store: Store::open(dir, key, NOW)? })
    }

    /// From bytes to committed pages, as a sync does it; returns how many records were written.
    pub fn load(&self, kind: Kind, pages: &[Page]) -> Result<u64> {
        let objects = pages.iter().flatten();
        let records = objects.map(|object| corpus::fetched(kind, object)).collect::<Result<Vec<_>>>()?;
        let written = self.store.write(|tx| {
            let mut written = 0;
            for fetched in &records {
                let change = tx.upsert(ACCOUNT, "GET /v1", NOW, fetched)?;
                written += u64::from(matches!(change, store::Change::New | store::Change::Changed));
            }
            Ok(written)
        })?;
        if written > 0 {
            // As a sync does after each transaction.
            self.store.tend(&|| false)?;
        }
        Ok(written)
    }

    /// Until nothing is left to do for the index.
    pub fn settle(&self) -> Result<()> {
        while self.store.tend(&|| false)? {}
        Ok(())
    }

    pub fn asker(&self) -> Asker<'_> {
        Asker::new(&self.store)
    }

    pub fn close(self) -> Result<()> {
        Ok(self.store.close()?)
    }
}
