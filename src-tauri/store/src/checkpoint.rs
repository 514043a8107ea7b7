//! How far each stream of an account is read. Written with the records it speaks of, never apart.

use crate::error::Result;
use crate::writer::Writer;
use model::Millis;
use rusqlite::{Connection, OptionalExtension};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkpoint {
    /// Where to go on within a run; `None` between runs.
    pub cursor: Option<String>,
    /// From where the next run asks for changes.
    pub updated_since: Option<Millis>,
    pub at: Millis,
}

pub fn get(conn: &Connection, account: i64, stream: &str) -> Result<Option<Checkpoint>> {
    let sql = "SELECT cursor, updated_since, at FROM checkpoint WHERE account = ?1 AND stream = ?2";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Checkpoint { cursor: row.get(0)?, updated_since: row.get(1)?, at: row.get(2)? })
    };
    Ok(conn.prepare_cached(sql)?.query_row((account, stream), read).optional()?)
}

impl Writer<'_> {
    /// # Errors
    /// As [`crate::Error`].
    pub fn checkpoint_set(&mut self, account: i64, stream: &str, checkpoint: &Checkpoint) -> Result<()> {
        let sql =
            "INSERT INTO checkpoint(account, stream, cursor, updated_since, at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (account, stream) DO UPDATE SET cursor = excluded.cursor,
            updated_since = excluded.updated_since, at = excluded.at";
        let params = (account, stream, &checkpoint.cursor, checkpoint.updated_since, checkpoint.at);
        self.conn.prepare_cached(sql)?.execute(params)?;
        Ok(())
    }
}
