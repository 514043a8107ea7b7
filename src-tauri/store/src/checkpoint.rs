//! How far each kind of an account is synced. Written with the records it speaks of, never apart.

use crate::error::Result;
use crate::writer::Writer;
use model::{Kind, Millis};
use rusqlite::{Connection, OptionalExtension};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkpoint {
    /// Where to go on within a run; `None` between runs.
    pub cursor: Option<String>,
    /// From where the next run asks for changes.
    pub updated_since: Option<Millis>,
    pub at: Millis,
}

pub fn get(conn: &Connection, account: i64, kind: Kind) -> Result<Option<Checkpoint>> {
    let sql = "SELECT cursor, updated_since, at FROM checkpoint WHERE account = ?1 AND kind = ?2";
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Checkpoint { cursor: row.get(0)?, updated_since: row.get(1)?, at: row.get(2)? })
    };
    Ok(conn.prepare_cached(sql)?.query_row((account, kind.as_str()), read).optional()?)
}

impl Writer<'_> {
    /// # Errors
    /// As [`crate::Error`].
    pub fn checkpoint_set(&mut self, account: i64, kind: Kind, checkpoint: &Checkpoint) -> Result<()> {
        let sql =
            "INSERT INTO checkpoint(account, kind, cursor, updated_since, at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (account, kind) DO UPDATE SET cursor = excluded.cursor,
            updated_since = excluded.updated_since, at = excluded.at";
        let params = (account, kind.as_str(), &checkpoint.cursor, checkpoint.updated_since, checkpoint.at);
        self.conn.prepare_cached(sql)?.execute(params)?;
        Ok(())
    }
}
