//! The rows of an export: which columns they have, and how they are read.

use crate::cell::Cell;
use crate::error::{Error, Result};
use crate::form::Head;
use crate::spec::Spec;
use model::SessionState;
use query::{AUDIT, Column, ColumnKind, Subject};
use rusqlite::Connection;

/// The columns of one export.
pub enum Table {
    /// Messages, as seed S1 lays them out.
    Audit,
    /// Sessions or deliveries, by the columns that the grid has too.
    Declared(Subject, Vec<&'static Column>),
}

impl Table {
    /// `chosen` column ids; empty means those shown by default. Messages always have their 27.
    ///
    /// # Errors
    /// [`Error::Column`] for an id the subject does not have.
    pub fn of(subject: Subject, chosen: &[String]) -> Result<Self> {
        if subject == Subject::Messages {
            return Ok(Self::Audit);
        }
        let all = query::columns(subject);
        let find = |id: &String| all.iter().find(|c| c.id == id).ok_or_else(|| Error::Column(id.clone()));
        let columns = match chosen {
            [] => all.iter().filter(|c| c.shown).collect(),
            _ => chosen.iter().map(find).collect::<Result<Vec<_>>>()?,
        };
        Ok(Self::Declared(subject, columns))
    }

    pub fn heads(&self) -> Vec<Head> {
        let head = |id: &str, title: &str| Head { id: id.into(), title: title.into() };
        match self {
            Self::Audit => AUDIT.iter().map(|c| head(c.id, c.title)).collect(),
            Self::Declared(_, columns) => columns.iter().map(|c| head(c.id, c.title)).collect(),
        }
    }

    /// Gives the cells of each of `ids` to `each`, in their order; rows that are gone are skipped.
    /// Returns how many were left out because their chat is not closed.
    pub(crate) fn read(
        &self,
        conn: &Connection,
        ids: &[i64],
        spec: &Spec,
        each: &mut dyn FnMut(&[Cell]) -> Result<()>,
    ) -> Result<u64> {
        match self {
            Self::Audit => audit(conn, ids, spec, each),
            Self::Declared(subject, columns) => declared(conn, *subject, columns, ids, spec, each),
        }
    }
}

fn audit(
    conn: &Connection,
    ids: &[i64],
    spec: &Spec,
    each: &mut dyn FnMut(&[Cell]) -> Result<()>,
) -> Result<u64> {
    let mut left_out = 0;
    for row in query::audit_rows(conn, ids)? {
        if row.closed || spec.include_open {
            each(&cells(row.cells, AUDIT.iter().map(|c| c.kind), spec.offset))?;
        } else {
            left_out += 1;
        }
    }
    Ok(left_out)
}

fn declared(
    conn: &Connection,
    subject: Subject,
    columns: &[&'static Column],
    ids: &[i64],
    spec: &Spec,
    each: &mut dyn FnMut(&[Cell]) -> Result<()>,
) -> Result<u64> {
    let mut asked: Vec<&str> = columns.iter().map(|c| c.id).collect();
    let judged = subject == Subject::Sessions && !spec.include_open;
    if judged {
        asked.push("state");
    }
    let mut left_out = 0;
    for mut row in query::rows(conn, subject, ids, &asked)? {
        if judged && !is_closed(row.cells.pop()) {
            left_out += 1;
        } else {
            each(&cells(row.cells, columns.iter().map(|c| c.kind), spec.offset))?;
        }
    }
    Ok(left_out)
}

fn is_closed(state: Option<query::Cell>) -> bool {
    matches!(state, Some(query::Cell::Text(word)) if word == SessionState::Closed.as_str())
}

fn cells(from: Vec<query::Cell>, kinds: impl Iterator<Item = ColumnKind>, offset: i16) -> Vec<Cell> {
    from.into_iter().zip(kinds).map(|(value, kind)| cell(value, kind, offset)).collect()
}

fn cell(from: query::Cell, kind: ColumnKind, offset: i16) -> Cell {
    match from {
        query::Cell::Null => Cell::Null,
        query::Cell::Text(text) => Cell::Text(text),
        query::Cell::Integer(ms) if kind == ColumnKind::Duration => Cell::Length(ms),
        query::Cell::Integer(n) => Cell::Integer(n),
        query::Cell::Number(n) => Cell::Number(n),
        query::Cell::Stamp(stamp) => Cell::time(stamp.at, offset),
        query::Cell::List(items) => Cell::List(items),
        query::Cell::Flag(flag) => Cell::Flag(flag),
    }
}
