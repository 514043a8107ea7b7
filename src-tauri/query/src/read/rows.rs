//! A window: the cells of some rows, by their ids.

use crate::column::{Column, ColumnKind};
use crate::limits::ROWS;
use crate::verify::known_column;
use crate::{Error, Result, Subject, functions};
use model::Stamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use ts_rs::TS;

/// One value of a row, as its column's kind says.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(untagged)]
pub enum Cell {
    Null,
    Text(String),
    Integer(#[ts(type = "number")] i64),
    Number(f64),
    Flag(bool),
    List(Vec<String>),
    Stamp(Stamp),
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Row {
    #[ts(type = "number")]
    pub id: i64,
    /// In the order of the columns asked for.
    pub cells: Vec<Cell>,
}

/// The rows of these ids, in their order. An id whose row is gone is left out.
///
/// # Errors
/// An unknown column; more than [`ROWS`] at once.
pub fn rows(conn: &Connection, subject: Subject, ids: &[i64], columns: &[&str]) -> Result<Vec<Row>> {
    if ids.len() > ROWS {
        return Err(Error::TooMuch { what: "this window of rows", most: ROWS });
    }
    functions::install(conn)?;
    let columns = columns.iter().map(|id| known_column(subject, id)).collect::<Result<Vec<_>>>()?;
    let (table, alias) = subject.table();
    let cells: String = columns.iter().flat_map(|c| [", ", c.sql].into_iter().chain(offset(c))).collect();
    let mut statement =
        conn.prepare_cached(&format!("SELECT {alias}.id{cells} FROM {table} {alias} WHERE {alias}.id = ?"))?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(statement.query_row([id], |row| read(row, &columns)).optional()?);
    }
    Ok(found)
}

fn offset(column: &Column) -> impl Iterator<Item = &'static str> {
    [", ", column.offset].into_iter().filter(|_| column.kind == ColumnKind::Time)
}

fn read(row: &rusqlite::Row<'_>, columns: &[&Column]) -> rusqlite::Result<Row> {
    let mut at = 0;
    let mut next = || {
        at += 1;
        row.get_ref(at)
    };
    let mut cells = Vec::with_capacity(columns.len());
    for column in columns {
        let value = next()?;
        cells.push(match column.kind {
            ColumnKind::Time => stamp(value, next()?),
            ColumnKind::Flag => Cell::Flag(value.as_i64().is_ok_and(|n| n != 0)),
            ColumnKind::List => list(value),
            _ => plain(value),
        });
    }
    Ok(Row { id: row.get(0)?, cells })
}

fn plain(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Cell::Null,
        ValueRef::Integer(n) => Cell::Integer(n),
        ValueRef::Real(n) => Cell::Number(n),
        ValueRef::Text(bytes) => Cell::Text(String::from_utf8_lossy(bytes).into_owned()),
    }
}

fn stamp(at: ValueRef<'_>, offset: ValueRef<'_>) -> Cell {
    let offset = offset.as_i64().ok().and_then(|n| i16::try_from(n).ok()).unwrap_or_default();
    at.as_i64().map_or(Cell::Null, |at| Cell::Stamp(Stamp { at, offset }))
}

/// Lists are kept as JSON arrays of strings.
fn list(value: ValueRef<'_>) -> Cell {
    let items = value.as_str().ok().and_then(|json| serde_json::from_str(json).ok());
    items.map_or(Cell::Null, Cell::List)
}
