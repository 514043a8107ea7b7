//! Results: an ordered list of ids, held while a person looks at it, so that every row has its place
//! and the count is exact however fast new rows arrive.

use super::query::read;
use crate::desk::Open as OpenStore;
use crate::fault::{Fault, FaultCode};
use crate::{Call, Right, Seat, limits};
use ::query::{Query, Row, Sort, Subject};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use ts_rs::TS;

struct Held {
    id: u64,
    subject: Subject,
    ids: Arc<Vec<i64>>,
}

#[derive(Default)]
struct Shelf {
    last: u64,
    held: VecDeque<Held>,
}

/// The results held open; the oldest goes when there are too many.
#[derive(Default)]
pub(crate) struct Results(Mutex<Shelf>);

impl Results {
    fn put(&self, subject: Subject, ids: Vec<i64>) -> u64 {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.last += 1;
        let id = shelf.last;
        shelf.held.push_back(Held { id, subject, ids: Arc::new(ids) });
        while shelf.held.len() > limits::RESULTS {
            shelf.held.pop_front();
        }
        id
    }

    fn get(&self, id: u64) -> Option<(Subject, Arc<Vec<i64>>)> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.held.iter().find(|held| held.id == id).map(|held| (held.subject, Arc::clone(&held.ids)))
    }

    fn close(&self, id: u64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).held.retain(|held| held.id != id);
    }
}

/// Finds everything the query text means, in order.
#[derive(Debug, Deserialize, TS)]
pub struct Open {
    pub subject: Subject,
    pub text: String,
    pub sort: Sort,
    pub offset: i16,
}

#[derive(Debug, Serialize, TS)]
pub struct ResultInfo {
    pub id: u64,
    /// Exact.
    pub count: usize,
    /// Rows there are without any filter.
    pub of: u64,
    pub canonical: String,
    pub millis: u64,
    /// Revision of the store that was read; a later one means that there may be more.
    pub revision: u64,
}

impl Call for Open {
    const NAME: &'static str = "results.open";
    const RIGHT: Right = Right::Read;
    type Reply = ResultInfo;

    fn run(self, seat: &Seat<'_>) -> Result<ResultInfo, Fault> {
        let query = read(self.subject, &self.text, self.offset)?;
        let started = Instant::now();
        let open = seat.open()?;
        let revision = open.store.revision();
        let reader = open.store.reader()?;
        let ids = ::query::ids(&reader, self.subject, &query, &self.sort)?;
        let of = ::query::count(&reader, &Query::all(self.subject, self.offset, 0))?;
        let count = ids.len();
        let id = open.results.put(self.subject, ids);
        let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(ResultInfo { id, count, of, canonical: query.to_string(), millis, revision })
    }
}

/// A window of an open result.
#[derive(Debug, Deserialize, TS)]
pub struct Rows {
    pub id: u64,
    pub from: usize,
    pub len: usize,
    pub columns: Vec<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct RowsReply {
    pub from: usize,
    /// In order. A row that was deleted since is left out.
    pub rows: Vec<Row>,
    pub revision: u64,
}

impl Call for Rows {
    const NAME: &'static str = "results.rows";
    const RIGHT: Right = Right::Read;
    type Reply = RowsReply;

    fn run(self, seat: &Seat<'_>) -> Result<RowsReply, Fault> {
        let open = seat.open()?;
        let (subject, ids) = open.results.get(self.id).ok_or_else(gone)?;
        let rows = window(open, subject, &ids, self.from, self.len, &self.columns)?;
        Ok(RowsReply { from: self.from, rows, revision: open.store.revision() })
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

/// Rows `from..from + len` of an ordered list of ids; `len` is cut to what a window may ask.
pub(crate) fn window(
    open: &OpenStore,
    subject: Subject,
    ids: &[i64],
    from: usize,
    len: usize,
    columns: &[String],
) -> Result<Vec<Row>, Fault> {
    let end = from.saturating_add(len.min(limits::ROWS)).min(ids.len());
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let wanted = ids.get(from..end).unwrap_or_default();
    Ok(::query::rows(&*open.store.reader()?, subject, wanted, &columns)?)
}

fn gone() -> Fault {
    Fault::new(
        FaultCode::NotFound,
        "This list is no longer open.",
        "Other lists were opened since.",
        "Search again.",
    )
}
