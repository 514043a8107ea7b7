//! The names of records that others refer to, as they are known now, and which of them have changed.

use crate::error::Result;
use crate::recent::Recent;
use crate::{limits, raw};
use model::Kind;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Names of records, remembered from transaction to transaction.
pub(crate) struct Names(Recent<Option<Arc<str>>>);

impl Default for Names {
    fn default() -> Self {
        Self(Recent::new(limits::NAMES_REMEMBERED))
    }
}

impl Names {
    pub fn forget(&mut self) {
        self.0.forget();
    }

    /// `None`: there is no such record, or it has no name.
    pub fn of(&mut self, conn: &Connection, kind: Kind, account: i64, ext: &str) -> Result<Option<Arc<str>>> {
        if let Some(name) = self.0.get(series(kind), account, ext) {
            return Ok(name.clone());
        }
        let sql = match kind {
            Kind::Agent => "SELECT name FROM agent WHERE account = ?1 AND ext = ?2",
            Kind::Bot => "SELECT name FROM bot WHERE account = ?1 AND ext = ?2",
            Kind::Contact => "SELECT name FROM contact WHERE account = ?1 AND ext = ?2",
            Kind::Campaign => "SELECT name FROM campaign WHERE account = ?1 AND ext = ?2",
            Kind::Template => "SELECT name FROM template WHERE account = ?1 AND ext = ?2",
            Kind::Batch => "SELECT name FROM batch WHERE account = ?1 AND ext = ?2",
            _ => return Ok(None),
        };
        let found: Option<Option<Arc<str>>> =
            conn.prepare_cached(sql)?.query_row((account, ext), |row| row.get(0)).optional()?;
        let name = found.flatten();
        self.0.put(series(kind), account, ext, name.clone());
        Ok(name)
    }

    pub fn set(&mut self, kind: Kind, account: i64, ext: &str, name: Option<&str>) {
        self.0.put(series(kind), account, ext, name.map(Arc::from));
    }
}

fn series(kind: Kind) -> u8 {
    u8::try_from(raw::code(kind)).unwrap_or(u8::MAX)
}

/// The values of references whose names changed in one transaction, as they were before: also those of
/// records that came after what refers to them.
#[derive(Default)]
pub(crate) struct Renamed(BTreeMap<(Kind, i64), BTreeSet<String>>);

impl Renamed {
    pub fn add(&mut self, kind: Kind, account: i64, was: String) {
        self.0.entry((kind, account)).or_default().insert(was);
    }

    pub fn take(&mut self) -> BTreeMap<(Kind, i64), BTreeSet<String>> {
        std::mem::take(&mut self.0)
    }
}
