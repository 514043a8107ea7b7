//! Results: an answer in order, held while a person looks at it, so that every row has its place
//! however fast new rows arrive.

mod opened;

use super::query::read;
use crate::desk::Open as OpenStore;
use crate::fault::Fault;
use crate::highlight::Highlighter;
use crate::{Call, Right, Seat, coverage, limits};
use ::query::{Answer, Query, Row, Sort, Subject};
use serde::{Deserialize, Serialize};
use std::time::Instant;
use ts_rs::TS;

pub use opened::{Close, Find, ResultState, Rows, RowsReply, State, Stop};
use opened::{rows, window};

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
