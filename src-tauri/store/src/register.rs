//! Rows of the register. What an entry says, and the chain, belong to the crate `register`.

use crate::error::Result;
use crate::writer::Writer;
use rusqlite::{Connection, OptionalExtension};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// From 1, without gaps.
    pub number: u64,
    /// Canonical JSON.
    pub entry: String,
    /// Hexadecimal.
    pub hash: String,
}

/// `len` rows from number `from` on, in order.
pub fn rows(conn: &Connection, from: u64, len: u64) -> Result<Vec<RegisterRow>> {
    let (from, len) = (i64::try_from(from).unwrap_or(i64::MAX), i64::try_from(len).unwrap_or(i64::MAX));
    let sql = "SELECT number, entry, hash FROM register WHERE number >= ?1 ORDER BY number LIMIT ?2";
    conn.prepare_cached(sql)?.query_and_then((from, len), |row| Ok(read(row)?))?.collect()
}

pub fn last(conn: &Connection) -> Result<Option<RegisterRow>> {
    let sql = "SELECT number, entry, hash FROM register ORDER BY number DESC LIMIT 1";
    Ok(conn.prepare_cached(sql)?.query_row([], read).optional()?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<RegisterRow> {
    Ok(RegisterRow { number: row.get(0)?, entry: row.get(1)?, hash: row.get(2)? })
}

impl Writer<'_> {
    /// Use it within [`crate::Store::write_flushed`]: an entry must outlast a power cut.
    ///
    /// # Errors
    /// As [`crate::Error`]; also when `number` is not the one after the last.
    pub fn register_append(&mut self, number: u64, entry: &str, hash: &str) -> Result<()> {
        let sql = "INSERT INTO register(number, entry, hash) VALUES (?1, ?2, ?3)";
        self.conn.prepare_cached(sql)?.execute((number, entry, hash))?;
        Ok(())
    }

    /// The last row, as this transaction sees it.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn register_last(&self) -> Result<Option<RegisterRow>> {
        last(self.conn)
    }
}
