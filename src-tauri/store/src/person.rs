//! Persons who may open the store, and the key slot of each.

use crate::error::{Error, Result};
use crate::writer::Writer;
use model::Millis;
use rusqlite::Connection;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: i64,
    pub name: String,
    pub role: String,
    /// The id of the key slot in the slot file.
    pub slot: String,
    pub created_at: Millis,
}

/// In the order of their names.
pub fn list(conn: &Connection) -> Result<Vec<Person>> {
    let sql = "SELECT id, name, role, slot, created_at FROM person ORDER BY name";
    conn.prepare_cached(sql)?
        .query_and_then([], |row| {
            Ok(Person {
                id: row.get(0)?,
                name: row.get(1)?,
                role: row.get(2)?,
                slot: row.get(3)?,
                created_at: row.get(4)?,
            })
        })?
        .collect()
}

impl Writer<'_> {
    /// # Errors
    /// [`Error::Taken`] when another person has the name.
    pub fn person_add(&mut self, name: &str, role: &str, slot: &str, now: Millis) -> Result<i64> {
        if list(self.conn)?.iter().any(|person| person.name == name) {
            return Err(Error::Taken(name.to_owned()));
        }
        let sql = "INSERT INTO person(name, role, slot, created_at) VALUES (?1, ?2, ?3, ?4) RETURNING id";
        Ok(self.conn.query_row(sql, (name, role, slot, now), |row| row.get(0))?)
    }
}
