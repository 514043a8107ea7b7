//! Records that are here and no longer at the provider. They are kept and say so; only a person deletes.

use crate::error::Result;
use crate::writer::Writer;
use model::{Kind, Millis};
use rusqlite::{Connection, OptionalExtension};

/// When it was noticed that a record is gone; `None` when it is not, as far as is known.
pub fn noticed(conn: &Connection, account: i64, kind: Kind, ext: &str) -> Result<Option<Millis>> {
    let sql = "SELECT noticed_at FROM gone WHERE account = ?1 AND kind = ?2 AND ext = ?3";
    let params = (account, kind.as_str(), ext);
    Ok(conn.prepare_cached(sql)?.query_row(params, |row| row.get(0)).optional()?)
}

/// The ids of those of a kind that are gone.
pub fn of_kind(conn: &Connection, account: i64, kind: Kind) -> Result<Vec<String>> {
    let sql = "SELECT ext FROM gone WHERE account = ?1 AND kind = ?2 ORDER BY ext";
    let mut ids = conn.prepare_cached(sql)?;
    ids.query_map((account, kind.as_str()), |row| row.get(0))?.map(|id| Ok(id?)).collect()
}

/// Gives the id of each record of a kind to `each`.
pub fn held(conn: &Connection, account: i64, kind: Kind, mut each: impl FnMut(&str)) -> Result<()> {
    let mut select = conn.prepare_cached(&format!("SELECT ext FROM {} WHERE account = ?1", kind.as_str()))?;
    let mut rows = select.query([account])?;
    while let Some(row) = rows.next()? {
        each(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?);
    }
    Ok(())
}

impl Writer<'_> {
    /// # Errors
    /// As [`crate::Error`].
    pub fn gone_note(&mut self, account: i64, kind: Kind, ext: &str, now: Millis) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO gone(account, kind, ext, noticed_at) VALUES (?1, ?2, ?3, ?4)";
        self.conn.prepare_cached(sql)?.execute((account, kind.as_str(), ext, now))?;
        Ok(())
    }

    /// It is there again.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn gone_back(&mut self, account: i64, kind: Kind, ext: &str) -> Result<()> {
        let sql = "DELETE FROM gone WHERE account = ?1 AND kind = ?2 AND ext = ?3";
        self.conn.prepare_cached(sql)?.execute((account, kind.as_str(), ext))?;
        Ok(())
    }
}
