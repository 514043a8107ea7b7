//! Lists that belong to a record of another list, such as the messages of each chat, and which of them are due
//! to be read.
//!
//! Promises: a list is due from the moment when its record shows something new until it was read to its end
//! at that version; noting what is known already writes nothing.

use crate::error::Result;
use crate::writer::Writer;
use model::Millis;
use rusqlite::{Connection, OptionalExtension, Row};

/// A list, as the record that it belongs to shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The stream that reads it.
    pub stream: String,
    /// Names it to the provider.
    pub parent: String,
    /// Differs whenever the list does.
    pub version: String,
    /// When there was last something new in it.
    pub at: Millis,
    /// What reading it needs of the record.
    pub carry: Option<String>,
}

/// A list to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub id: i64,
    pub parent: String,
    /// The version to read it at: what comes in meanwhile makes it due again.
    pub version: String,
    pub carry: Option<String>,
    /// Where it was left.
    pub cursor: Option<String>,
    /// Whether it was read to its end before.
    pub known: bool,
}

const SELECT: &str = "SELECT id, parent, version, carry, cursor, walked IS NOT NULL FROM branch";

/// The list to read next: the one with the latest news, but for some, of which there are few.
pub fn next(conn: &Connection, account: i64, stream: &str, but: &[i64]) -> Result<Option<Due>> {
    let sql = format!(
        "{SELECT} WHERE account = ?1 AND stream = ?2 AND walked IS NOT version ORDER BY at DESC LIMIT ?3"
    );
    let mut due = conn.prepare_cached(&sql)?;
    let most = but.len().saturating_add(1);
    let mut rows = due.query_map((account, stream, most), read)?;
    let found = rows.find(|row| row.as_ref().map_or(true, |due| !but.contains(&due.id)));
    Ok(found.transpose()?)
}

/// The list of one record, due or not.
pub fn of(conn: &Connection, account: i64, stream: &str, parent: &str) -> Result<Option<Due>> {
    let sql = format!("{SELECT} WHERE account = ?1 AND stream = ?2 AND parent = ?3");
    Ok(conn.prepare_cached(&sql)?.query_row((account, stream, parent), read).optional()?)
}

/// How many are due.
pub fn due(conn: &Connection, account: i64, stream: &str) -> Result<u64> {
    let sql = "SELECT count(*) FROM branch WHERE account = ?1 AND stream = ?2 AND walked IS NOT version";
    Ok(conn.prepare_cached(sql)?.query_row((account, stream), |row| row.get(0))?)
}

/// How many there are.
pub fn count(conn: &Connection, account: i64, stream: &str) -> Result<u64> {
    let sql = "SELECT count(*) FROM branch WHERE account = ?1 AND stream = ?2";
    Ok(conn.prepare_cached(sql)?.query_row((account, stream), |row| row.get(0))?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Due> {
    Ok(Due {
        id: row.get(0)?,
        parent: row.get(1)?,
        version: row.get(2)?,
        carry: row.get(3)?,
        cursor: row.get(4)?,
        known: row.get(5)?,
    })
}

impl Writer<'_> {
    /// Notes what a record shows of a list. Whether there was something new to note. A list that was left in the
    /// middle then counts as never read: what is new in it may lie on both sides of where it was left.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn branch_note(&mut self, account: i64, branch: &Branch) -> Result<bool> {
        let Branch { stream, parent, version, at, carry } = branch;
        let sql =
            "INSERT INTO branch(account, stream, parent, at, version, carry) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT(account, stream, parent) DO UPDATE SET at = excluded.at, version = excluded.version,
            carry = excluded.carry, cursor = NULL, walked = CASE WHEN cursor IS NULL THEN walked END
            WHERE version <> excluded.version";
        let params = (account, stream, parent, at, version, carry);
        Ok(self.conn.prepare_cached(sql)?.execute(params)? > 0)
    }

    /// A part of a list was read: where to go on.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn branch_left(&mut self, id: i64, cursor: &str) -> Result<()> {
        let sql = "UPDATE branch SET cursor = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute((id, cursor))?;
        Ok(())
    }

    /// A list was read to its end, as it was at `version`.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn branch_walked(&mut self, id: i64, version: &str) -> Result<()> {
        let sql = "UPDATE branch SET walked = ?2, cursor = NULL
            WHERE id = ?1 AND (walked IS NOT ?2 OR cursor IS NOT NULL)";
        self.conn.prepare_cached(sql)?.execute((id, version))?;
        Ok(())
    }

    /// The list is to begin at its beginning: where it was left leads nowhere.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn branch_rewind(&mut self, id: i64) -> Result<()> {
        self.conn.prepare_cached("UPDATE branch SET cursor = NULL WHERE id = ?1")?.execute([id])?;
        Ok(())
    }
}
