//! The rows of an export: which columns they have, and how they are read.

use crate::audit;
use crate::cell::Cell;
use crate::error::{Error, Result};
use crate::form::Head;
use model::SessionState;
use query::{Column, ColumnKind, Subject};
use rusqlite::Connection;

/// The columns of one export.
pub enum Table {
    /// Messages, as seed S1 lays them out.
    Audit,
    /// Sessions or deliveries, by the columns that the grid has too.
    Declared { subject: Subject, columns: Vec<&'static Column> },
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
        let columns = if chosen.is_empty() {
            all.iter().filter(|c| c.shown).collect()
        } else {
            let find = |id: &String| all.iter().find(|c| c.id == id).ok_or_else(|| Error::Column(id.clone()));
            chosen.iter().map(find).collect::<Result<Vec<_>>>()?
        };
        Ok(Self::Declared { subject, columns })
    }

    pub fn heads(&self) -> Vec<Head> {
        let head = |(id, title): (&str, &str)| Head { id: id.into(), title: title.into() };
        match self {
            Self::Audit => audit::COLUMNS.into_iter().map(head).collect(),
            Self::Declared { columns, .. } => columns.iter().map(|c| head((c.id, c.title))).collect(),
        }
    }

    /// Gives the cells of each of `ids` to `each`, in their order; rows that are gone are skipped.
    /// Returns how many were left out because their chat is not closed.
    pub(crate) fn read(
        &self,
        conn: &Connection,
        ids: &[i64],
        zone: i16,
        include_open: bool,
        each: &mut dyn FnMut(&[Cell]) -> Result<()>,
    ) -> Result<u64> {
        match self {
            Self::Audit => audit::read(conn, ids, zone, include_open, each),
            Self::Declared { subject, columns } => declared(conn, *subject, columns, ids, zone, include_open, each),
        }
    }
}

fn declared(
    conn: &Connection,
    subject: Subject,
    columns: &[&'static Column],
    ids: &[i64],
    zone: i16,
    include_open: bool,
    each: &mut dyn FnMut(&[Cell]) -> Result<()>,
) -> Result<u64> {
    let mut asked: Vec<&str> = columns.iter().map(|c| c.id).collect();
    let judged = subject == Subject::Sessions && !include_open;
    if judged {
        asked.push("state");
    }
    let mut left_out = 0;
    for mut row in query::rows(conn, subject, ids, &asked)? {
        if judged && !is_closed(row.cells.pop()) {
            left_out += 1;
            continue;
        }
        let cells: Vec<Cell> = row.cells.into_iter().zip(columns).map(|(c, column)| cell(c, column.kind, zone)).collect();
        each(&cells)?;
    }
    Ok(left_out)
}

fn is_closed(state: Option<query::Cell>) -> bool {
    matches!(state, Some(query::Cell::Text(word)) if word == SessionState::Closed.as_str())
}

fn cell(from: query::Cell, kind: ColumnKind, zone: i16) -> Cell {
    match (from, kind) {
        (query::Cell::Null, _) => Cell::Null,
        (query::Cell::Integer(ms), ColumnKind::Duration) => Cell::Length(ms),
        (query::Cell::Text(text), _) => Cell::Text(text),
        (query::Cell::Integer(n), _) => Cell::Integer(n),
        (query::Cell::Number(n), _) => Cell::Number(n),
        (query::Cell::Stamp(stamp), _) => Cell::time(Some(stamp.at), zone),
        (query::Cell::List(items), _) => Cell::List(items),
        (query::Cell::Flag(flag), _) => Cell::Flag(flag),
    }
}
