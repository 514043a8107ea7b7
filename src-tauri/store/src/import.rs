//! Files that were taken in, and how what they changed is put back.
//!
//! An import writes as a sync does, and keeps of each record what it found: nothing where it was new, else the record
//! and its raw form. Undoing one takes the new away and puts the changed back, but leaves what was changed again
//! since. Promises: what is kept of a record goes when the record is deleted for good; an undoing that is broken off
//! goes on where it stopped.

mod put;

use crate::error::Result;
use crate::raw;
use model::{Fetched, Kind, Millis};
use rusqlite::{Connection, OptionalExtension, Params};

/// What is about to be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    pub account: i64,
    /// How the file was read.
    pub form: String,
    /// The file's name, without its folder.
    pub name: String,
    pub sha256: String,
    pub person: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    pub id: i64,
    pub account: i64,
    pub form: String,
    pub name: String,
    pub sha256: String,
    pub person: String,
    pub at: Millis,
    /// `None`: it runs, or was broken off.
    pub done_at: Option<Millis>,
    pub undone_at: Option<Millis>,
    /// Records; zero until it is done.
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Rows of the file.
    pub rejected: u64,
}

/// A record that undoing left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub kind: Kind,
    /// The provider's id.
    pub id: String,
}

/// What a step of undoing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    pub removed: u64,
    pub restored: u64,
    /// Changed again since, or deleted.
    pub left: Vec<Left>,
    /// Whether there is more to undo.
    pub more: bool,
}

/// The digest of the record that is held under this id; `None` where there is none.
pub fn held(conn: &Connection, account: i64, kind: Kind, ext: &str) -> Result<Option<i64>> {
    let sql = format!("SELECT digest FROM {} WHERE account = ?1 AND ext = ?2", kind.as_str());
    Ok(conn.prepare_cached(&sql)?.query_row((account, ext), |row| row.get(0)).optional()?)
}

/// The digest that a record would be held under, `held` being there now: the two may be kept as one.
pub fn digest_with(conn: &Connection, account: i64, fetched: &Fetched) -> Result<i64> {
    let Some(join) = fetched.join() else { return Ok(fetched.digest()) };
    let held = raw_of(conn, account, fetched.kind(), fetched.id())?;
    let joined = held.and_then(|held| join(&held, fetched.raw()));
    Ok(joined.map_or(fetched.digest(), |joined| joined.digest()))
}

/// The raw form of the record that is held under this id.
pub fn raw_of(conn: &Connection, account: i64, kind: Kind, ext: &str) -> Result<Option<String>> {
    let sql = format!("SELECT id FROM {} WHERE account = ?1 AND ext = ?2", kind.as_str());
    let id: Option<i64> =
        conn.prepare_cached(&sql)?.query_row((account, ext), |row| row.get(0)).optional()?;
    let found = id.map(|id| raw::get(conn, kind, id)).transpose()?.flatten();
    Ok(found.map(|found| found.body))
}

/// Whether the record was deleted here, so that it does not come back.
pub fn is_buried(conn: &Connection, account: i64, kind: Kind, ext: &str) -> Result<bool> {
    let sql = "SELECT EXISTS(SELECT 1 FROM tombstone WHERE account = ?1 AND kind = ?2 AND ext = ?3)";
    Ok(conn.prepare_cached(sql)?.query_row((account, kind.as_str(), ext), |row| row.get(0))?)
}

const SELECT: &str = "SELECT id, account, form, name, sha256, person, at, done_at, undone_at, new, changed,
    unchanged, rejected FROM import";

/// The latest first.
pub fn list(conn: &Connection) -> Result<Vec<Import>> {
    select(conn, "ORDER BY id DESC", [])
}

pub fn get(conn: &Connection, id: i64) -> Result<Option<Import>> {
    Ok(select(conn, "WHERE id = ?1", [id])?.pop())
}

fn select(conn: &Connection, tail: &str, params: impl Params) -> Result<Vec<Import>> {
    conn.prepare_cached(&format!("{SELECT} {tail}"))?.query_and_then(params, read)?.collect()
}

fn read(row: &rusqlite::Row<'_>) -> Result<Import> {
    Ok(Import {
        id: row.get(0)?,
        account: row.get(1)?,
        form: row.get(2)?,
        name: row.get(3)?,
        sha256: row.get(4)?,
        person: row.get(5)?,
        at: row.get(6)?,
        done_at: row.get(7)?,
        undone_at: row.get(8)?,
        new: row.get(9)?,
        changed: row.get(10)?,
        unchanged: row.get(11)?,
        rejected: row.get(12)?,
    })
}

/// Records that an import wrote and that can be undone: new, and changed.
pub fn written(conn: &Connection, id: i64) -> Result<(u64, u64)> {
    let sql = "SELECT count(*) FILTER (WHERE was IS NULL), count(was) FROM import_row WHERE import = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
