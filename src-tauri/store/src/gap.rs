//! What is known not to be in the store: stretches that a provider does not give or a sync left out.

use crate::error::{Error, Result};
use crate::writer::Writer;
use model::{Kind, Millis};
use rusqlite::Connection;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub kind: Kind,
    /// `None`: since ever.
    pub from_at: Option<Millis>,
    /// `None`: until now.
    pub to_at: Option<Millis>,
    /// In words.
    pub reason: String,
    pub noted_at: Millis,
}

/// Oldest note first.
pub fn of_account(conn: &Connection, account: i64) -> Result<Vec<Gap>> {
    let sql = "SELECT kind, from_at, to_at, reason, noted_at FROM gap WHERE account = ?1 ORDER BY id";
    conn.prepare_cached(sql)?
        .query_and_then([account], |row| {
            let name: String = row.get(0)?;
            Ok(Gap {
                kind: Kind::from_name(&name)
                    .ok_or_else(|| Error::damaged(format!("unknown kind {name:?}")))?,
                from_at: row.get(1)?,
                to_at: row.get(2)?,
                reason: row.get(3)?,
                noted_at: row.get(4)?,
            })
        })?
        .collect()
}

impl Writer<'_> {
    /// # Errors
    /// As [`Error`].
    pub fn gap_add(&mut self, account: i64, gap: &Gap) -> Result<()> {
        let sql = "INSERT INTO gap(account, kind, from_at, to_at, reason, noted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let params = (account, gap.kind.as_str(), gap.from_at, gap.to_at, &gap.reason, gap.noted_at);
        self.conn.execute(sql, params)?;
        Ok(())
    }

    /// What was missing of a kind has been fetched.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn gap_close(&mut self, account: i64, kind: Kind) -> Result<()> {
        self.conn.execute("DELETE FROM gap WHERE account = ?1 AND kind = ?2", (account, kind.as_str()))?;
        Ok(())
    }
}
