//! An open result: its rows, its count, the place of a row, its end.

use crate::fault::{Fault, FaultCode};
use crate::held::Held;
use crate::highlight::Highlight;
use crate::{Call, Right, Seat, limits};
use ::query::{Cell, Column, Row, Subject, View};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A window of an open result.
#[derive(Debug, Deserialize, TS)]
pub struct Rows {
    pub id: u64,
    pub from: u64,
    pub len: usize,
    pub columns: Vec<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct RowsReply {
    pub from: u64,
    /// In order. A row that was deleted since is left out.
    pub rows: Vec<Row>,
    /// What was searched for, where it stands in these rows.
    pub highlights: Vec<Highlight>,
    pub revision: u64,
}

impl Call for Rows {
    const NAME: &'static str = "results.rows";
    const RIGHT: Right = Right::Read;
    type Reply = RowsReply;

    fn run(self, seat: &Seat<'_>) -> Result<RowsReply, Fault> {
        let open = seat.open()?;
        let held = open.results.get(self.id).ok_or_else(gone)?;
        let revision = open.store.revision();
        window(&open.view()?, &held, self.from, self.len, &self.columns, revision)
    }
}

/// How far the count of an open result is.
#[derive(Debug, Deserialize, TS)]
pub struct State {
    pub id: u64,
}

#[derive(Debug, PartialEq, Eq, Serialize, TS)]
pub struct ResultState {
    pub count: u64,
    pub exact: bool,
    /// Somebody still counts; else what is not exact stays so.
    pub counting: bool,
    /// Revision of the store now; a later one than the result's means that there may be more.
    pub revision: u64,
}

impl Call for State {
    const NAME: &'static str = "results.state";
    const RIGHT: Right = Right::Read;
    type Reply = ResultState;

    fn run(self, seat: &Seat<'_>) -> Result<ResultState, Fault> {
        let open = seat.open()?;
        let held = open.results.get(self.id).ok_or_else(gone)?;
        let (counting, count) = (held.is_counting(), held.count());
        let revision = open.store.revision();
        Ok(ResultState {
            count: count.rows,
            exact: count.exact,
            counting: counting && !count.exact,
            revision,
        })
    }
}

/// Where a row stands in an open result, to find it again after others have come.
#[derive(Debug, Deserialize, TS)]
pub struct Find {
    pub id: u64,
    /// The row's id in this store.
    pub row: i64,
    /// Where it stood before: in a long result that is not in the order of time it is looked for near that.
    pub near: u64,
}

impl Call for Find {
    const NAME: &'static str = "results.find";
    const RIGHT: Right = Right::Read;
    type Reply = Option<u64>;

    fn run(self, seat: &Seat<'_>) -> Result<Option<u64>, Fault> {
        let open = seat.open()?;
        let held = open.results.get(self.id).ok_or_else(gone)?;
        let view = open.view()?;
        let answer = held.answer();
        if held.by_time || answer.count().rows <= limits::FIND {
            return Ok(answer.position(&view, self.row)?);
        }
        let from = self.near.saturating_sub(limits::ROWS as u64);
        let ids = answer.ids(&view, from, 2 * limits::ROWS)?;
        Ok(ids.iter().position(|id| *id == self.row).map(|at| from + at as u64))
    }
}

/// Stops what is being asked or counted in a slot. What was found stays.
#[derive(Debug, Deserialize, TS)]
pub struct Stop {
    pub slot: String,
}

impl Call for Stop {
    const NAME: &'static str = "results.stop";
    const RIGHT: Right = Right::Read;
    type Reply = ();

    fn run(self, seat: &Seat<'_>) -> Result<(), Fault> {
        seat.open()?.questions.stop(&self.slot);
        Ok(())
    }
}

/// Forgets an open result.
#[derive(Debug, Deserialize, TS)]
pub struct Close {
    pub id: u64,
}

impl Call for Close {
    const NAME: &'static str = "results.close";
    const RIGHT: Right = Right::Read;
    type Reply = ();

    fn run(self, seat: &Seat<'_>) -> Result<(), Fault> {
        seat.open()?.results.close(self.id);
        Ok(())
    }
}

/// Rows of a result, with what is marked in them.
pub(super) fn window(
    view: &View<'_>,
    held: &Held,
    from: u64,
    len: usize,
    columns: &[String],
    revision: u64,
) -> Result<RowsReply, Fault> {
    let ids = held.answer().ids(view, from, len.min(limits::ROWS))?;
    let rows = rows(view, held.subject, &ids, columns)?;
    let highlights = highlights(held, &rows, columns);
    Ok(RowsReply { from, rows, highlights, revision })
}

pub(super) fn rows(
    view: &View<'_>,
    subject: Subject,
    ids: &[i64],
    columns: &[String],
) -> Result<Vec<Row>, Fault> {
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    Ok(::query::rows(view, subject, ids, &columns)?)
}

/// Only cells in which something stands.
fn highlights(held: &Held, rows: &[Row], columns: &[String]) -> Vec<Highlight> {
    if held.highlighter.is_empty() {
        return Vec::new();
    }
    let columns: Vec<Option<&Column>> = columns.iter().map(|id| ::query::column(held.subject, id)).collect();
    let mut found = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        for (cell, (value, column)) in cells.cells.iter().zip(&columns).enumerate() {
            let (Cell::Text(text), Some(column)) = (value, column) else { continue };
            let marks = held.highlighter.in_cell(column, text);
            if !marks.is_empty() {
                found.push(Highlight { row, cell, marks });
            }
        }
    }
    found
}

fn gone() -> Fault {
    Fault::new(
        FaultCode::NotFound,
        "This list is no longer open.",
        "Other lists were opened since.",
        "Search again.",
    )
}
