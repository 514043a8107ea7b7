//! Settings of the store: a name and a value.

use crate::error::Result;
use crate::writer::Writer;
use rusqlite::{Connection, OptionalExtension};

pub fn get(conn: &Connection, name: &str) -> Result<Option<String>> {
    let sql = "SELECT value FROM setting WHERE name = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?)
}

impl Writer<'_> {
    /// # Errors
    /// As [`crate::Error`].
    pub fn setting_set(&mut self, name: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO setting(name, value) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value";
        self.conn.prepare_cached(sql)?.execute((name, value))?;
        Ok(())
    }
}
