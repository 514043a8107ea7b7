//! What the tables of records have in common: the columns are listed once, in the order in which
//! they are bound and read.

use crate::error::{Error, Result};
use crate::writer::Writer;
use model::{Kind, Millis, Stamp};
use rusqlite::types::FromSql;
use rusqlite::{Connection, Params, Statement, ToSql};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A record kind and its table, which bears the kind's name.
pub(crate) trait Table: Sized {
    const KIND: Kind;
    /// After `id, account, ext, digest, raw`.
    const COLUMNS: &'static [&'static str];
    /// A column after those, which the record does not know: given by [`Table::before`].
    const OWN: Option<Own> = None;
    fn ext(&self) -> &str;
    /// The time that its row id rises with; `None` for a plain counter.
    fn born(&self) -> Option<Millis> {
        None
    }
    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()>;
    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self>;
    /// Called before it is written, `found` being the row that it changes. Gives the value of
    /// [`Table::OWN`].
    fn before(&self, _: &mut Writer<'_>, _account: i64, _found: Option<i64>) -> Result<Option<i64>> {
        Ok(None)
    }
}

/// A column that is ours.
pub(crate) struct Own {
    pub column: &'static str,
    /// Written with each change; else only when the row is new.
    pub changes: bool,
}

/// A stored record.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<R> {
    pub id: i64,
    pub account: i64,
    pub record: R,
}

/// Binds values one after another.
pub(crate) struct Bind<'s, 'c> {
    statement: &'s mut Statement<'c>,
    next: usize,
}

impl<'s, 'c> Bind<'s, 'c> {
    pub fn new(statement: &'s mut Statement<'c>) -> Self {
        Self { statement, next: 1 }
    }

    pub fn put(&mut self, value: impl ToSql) -> Result<()> {
        self.statement.raw_bind_parameter(self.next, value)?;
        self.next += 1;
        Ok(())
    }

    pub fn stamp(&mut self, stamp: impl Into<Option<Stamp>>) -> Result<()> {
        let stamp = stamp.into();
        self.put(stamp.map(|s| s.at))?;
        self.put(stamp.map(|s| s.offset))
    }

    pub fn json(&mut self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string(value).map_err(|e| Error::damaged(e.to_string()))?;
        self.put(text)
    }
}

/// Reads values one after another.
pub(crate) struct Cells<'r, 's> {
    row: &'r rusqlite::Row<'s>,
    next: usize,
}

impl<'r, 's> Cells<'r, 's> {
    pub fn new(row: &'r rusqlite::Row<'s>) -> Self {
        Self { row, next: 0 }
    }

    pub fn get<T: FromSql>(&mut self) -> Result<T> {
        let value = self.row.get(self.next)?;
        self.next += 1;
        Ok(value)
    }

    pub fn stamp(&mut self) -> Result<Stamp> {
        Ok(Stamp { at: self.get()?, offset: self.get()? })
    }

    pub fn maybe_stamp(&mut self) -> Result<Option<Stamp>> {
        let at: Option<Millis> = self.get()?;
        let offset: Option<i16> = self.get()?;
        Ok(at.zip(offset).map(|(at, offset)| Stamp { at, offset }))
    }

    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T> {
        let text: String = self.get()?;
        serde_json::from_str(&text).map_err(|e| Error::damaged(format!("a stored list cannot be read ({e})")))
    }

    /// One of our own words, such as a state.
    pub fn word<T>(&mut self, from_name: impl FnOnce(&str) -> Option<T>) -> Result<T> {
        let name: String = self.get()?;
        from_name(&name).ok_or_else(|| Error::damaged(format!("the stored word {name:?} is not known")))
    }
}

/// Id and digest of a record, by account and the provider's id; from the index alone.
pub(crate) fn find_sql(kind: Kind) -> String {
    format!("SELECT id, digest FROM {} WHERE account = ?1 AND ext = ?2", kind.as_str())
}

/// Binds id, account, ext, digest, raw, the columns, and our own.
pub(crate) fn insert_sql<T: Table>() -> String {
    let own = T::OWN.map(|own| own.column);
    let columns: String = T::COLUMNS.iter().copied().chain(own).map(|c| format!(", {c}")).collect();
    let places: String = (6..6 + T::COLUMNS.len() + own.iter().len()).map(|n| format!(", ?{n}")).collect();
    let table = T::KIND.as_str();
    format!(
        "INSERT INTO {table} (id, account, ext, digest, raw{columns}) VALUES (?1, ?2, ?3, ?4, ?5{places})"
    )
}

/// Binds the same. Account and ext stay; so does our own column unless it changes.
pub(crate) fn update_sql<T: Table>() -> String {
    let own = T::OWN.filter(|own| own.changes).map(|own| own.column);
    let all = T::COLUMNS.iter().copied().chain(own).zip(6..);
    let sets: String = all.map(|(c, n)| format!(", {c} = ?{n}")).collect();
    let table = T::KIND.as_str();
    format!("UPDATE {table} SET digest = ?4, raw = ?5{sets} WHERE id = ?1 AND account = ?2 AND ext = ?3")
}

/// Rows of a table; `tail` is the rest of the statement from WHERE on.
pub(crate) fn select<T: Table>(conn: &Connection, tail: &str, params: impl Params) -> Result<Vec<Row<T>>> {
    let sql = format!("SELECT id, account, ext, {} FROM {} {tail}", T::COLUMNS.join(", "), T::KIND.as_str());
    let mut statement = conn.prepare_cached(&sql)?;
    statement.query_and_then(params, read_row)?.collect()
}

fn read_row<T: Table>(row: &rusqlite::Row<'_>) -> Result<Row<T>> {
    let mut cells = Cells::new(row);
    let (id, account, ext) = (cells.get()?, cells.get()?, cells.get()?);
    Ok(Row { id, account, record: T::read(ext, &mut cells)? })
}

pub(crate) fn by_id<T: Table>(conn: &Connection, id: i64) -> Result<Option<Row<T>>> {
    Ok(select(conn, "WHERE id = ?1", [id])?.pop())
}

pub(crate) fn by_ext<T: Table>(conn: &Connection, account: i64, ext: &str) -> Result<Option<Row<T>>> {
    Ok(select(conn, "WHERE account = ?1 AND ext = ?2", (account, ext))?.pop())
}
