//! Results: an answer in order, held while a person looks at it, so that every row has its place
//! however fast new rows arrive.

use super::query::read;
use crate::desk::Open as OpenStore;
use crate::fault::{Fault, FaultCode};
use crate::held::Held;
use crate::highlight::{Highlight, Highlighter};
use crate::{Call, Right, Seat, coverage, limits};
use ::query::{Answer, Cell, Column, Query, Row, Sort, Subject, View};
use serde::{Deserialize, Serialize};
use std::time::Instant;
use ts_rs::TS;

/// Finds everything the query text means, in order. The answer comes as soon as its first rows are
/// certain; its count may go on rising: ask [`State`].
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Open {
    pub subject: Subject,
    pub text: String,
    pub sort: Sort,
    pub offset: i16,
    /// Where it is asked: what was asked there before is ended, with the fault `Cancelled`. A query
    /// text that cannot be read ends nothing.
    pub slot: Option<String>,
    /// The first rows, in the same answer.
    pub first: Option<First>,
    /// Answer only when the count is exact.
    pub settled: bool,
}

/// The first rows of a result: how many, and which columns.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct First {
    pub len: usize,
    pub columns: Vec<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct ResultInfo {
    pub id: u64,
    /// Rows known for certain.
    pub count: u64,
    /// There are no more than these.
    pub exact: bool,
    /// Rows there are without any filter.
    pub of: u64,
    /// With an order by relevance: how many rows were ranked, where not all were.
    pub ranked: Option<u64>,
    pub canonical: String,
    pub millis: u64,
    /// Revision of the store that was read; a later one means that there may be more.
    pub revision: u64,
    /// What the store does not hold yet, in words, while the first load of an account is under way.
    pub coverage: Option<String>,
    pub first: Option<RowsReply>,
}

impl Open {
    /// A question that no place of the window asks: answered whole, without its rows.
    pub fn whole(subject: Subject, text: impl Into<String>, sort: Sort, offset: i16) -> Self {
        Self { subject, text: text.into(), sort, offset, slot: None, first: None, settled: true }
    }
}

impl Call for Open {
    const NAME: &'static str = "results.open";
    const RIGHT: Right = Right::Read;
    type Reply = ResultInfo;

    fn run(self, seat: &Seat<'_>) -> Result<ResultInfo, Fault> {
        let query = read(self.subject, &self.text, self.offset)?;
        let started = Instant::now();
        let open = seat.open()?;
        let question = open.questions.ask(self.slot.as_deref())?;
        let stop = || question.has_ended();
        let coverage = coverage::words(seat, self.subject, self.offset)?;
        let revision = open.store.revision();
        let view = open.view()?;
        question.covers(&view);
        let mut answer = ::query::open(&view, self.subject, &query, &self.sort, &stop)?;
        while self.settled && !answer.settle(&view, limits::SETTLE, &stop)? {}
        let of = ::query::count(&view, &Query::all(self.subject, self.offset, 0))?;
        let (count, ranked) = (answer.count(), answer.ranked());
        let by_time = self.sort.column == Sort::newest(self.subject).column;
        let held = open.results.put(self.subject, by_time, Highlighter::of(&query), question, answer);
        let first = self.first.map(|first| window(&view, &held, 0, first.len, &first.columns, revision));
        Ok(ResultInfo {
            id: held.id,
            count: count.rows,
            exact: count.exact,
            of,
            ranked,
            canonical: query.to_string(),
            millis: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
            revision,
            coverage,
            first: first.transpose()?,
        })
    }
}

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

fn window(
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

fn rows(view: &View<'_>, subject: Subject, ids: &[i64], columns: &[String]) -> Result<Vec<Row>, Fault> {
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

/// Everything that answers, counted to its end, and how many rows that is.
pub(crate) fn whole(
    open: &OpenStore,
    subject: Subject,
    query: &Query,
    sort: &Sort,
) -> Result<(Answer, u64), Fault> {
    let view = open.view()?;
    let mut answer = ::query::open(&view, subject, query, sort, &|| false)?;
    while !answer.settle(&view, limits::SETTLE, &|| false)? {}
    let total = answer.count().rows;
    Ok((answer, total))
}

/// Rows `from..from + len` of an answer; `len` is cut to what a window may ask.
pub(crate) fn page(
    open: &OpenStore,
    subject: Subject,
    answer: &Answer,
    from: u64,
    len: usize,
    columns: &[String],
) -> Result<Vec<Row>, Fault> {
    let view = open.view()?;
    let ids = answer.ids(&view, from, len.min(limits::ROWS))?;
    rows(&view, subject, &ids, columns)
}

fn gone() -> Fault {
    Fault::new(
        FaultCode::NotFound,
        "This list is no longer open.",
        "Other lists were opened since.",
        "Search again.",
    )
}
