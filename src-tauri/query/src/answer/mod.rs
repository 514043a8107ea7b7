//! An answer held open: which rows, in which order, as far as it is known.
//!
//! [`open`] decides by the index and makes the first page certain. [`Answer::settle`] looks further back
//! and verifies rows of which only their texts can tell, newest first, a little at each call. Until that is
//! done the answer consists of the rows known for certain: its count is a lower bound and rows may still come in
//! between, but none ever goes.

mod keyed;
mod order;
mod parts;
mod relevance;
mod search;
mod seen;
pub(crate) mod settle;
mod sorted;

use crate::base::Base;
use crate::plan::plan;
use crate::text::Query;
use crate::{Result, Sort, Subject, View, limits};
use index::Found;
use order::Order;
pub(crate) use order::stretch;
use search::Search;
use std::time::{Duration, Instant};

/// How many rows answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// With `exact` all there are; else those known for certain, to be shown with `≥`.
    pub rows: u64,
    pub exact: bool,
}

/// An answer, valid as long as it is held: rows that change or come later do not reach it, only their
/// cells are as they are when they are read. What is verified late is verified as it is then.
#[derive(Debug)]
pub struct Answer {
    query: Query,
    sort: Sort,
    search: Search,
    /// The sure rows of what was found, which are what the answer shows.
    shown: Found,
    order: Order,
}

/// Answers `query`. The first page is certain, unless it alone takes longer than
/// [`limits::FIRST_PAGE`]; the count may be open.
///
/// # Errors
/// An unknown or unsortable column; [`Stopped`](crate::Error::Stopped) when `stop` says so.
pub fn open(
    view: &View<'_>,
    subject: Subject,
    query: &Query,
    sort: &Sort,
    stop: &dyn Fn() -> bool,
) -> Result<Answer> {
    let kind = order::kind(subject, query, sort)?;
    let base = Base::new(view, stop)?;
    let query = Query { subject, ..query.clone() };
    let mut search = Search::new(&base, subject, plan(&base, &query)?);
    let until = Instant::now() + limits::FIRST_PAGE;
    match kind {
        order::Kind::Time { newest_first: true } => settle::newest_page(&base, &query, &mut search, until)?,
        order::Kind::Time { newest_first: false } => {
            search.all(&base)?;
            settle::first_page(&base, &query, &mut search.found, false, until)?;
        }
        // Any row may come to stand first.
        _ => {
            search.all(&base)?;
            settle::some(&base, &query, &mut search.found, until)?;
        }
    }
    let shown = search.found.certain();
    let order = Order::new(&base, &query, &kind, sort, &shown)?;
    Ok(Answer { query, sort: sort.clone(), search, shown, order })
}

impl Answer {
    pub fn subject(&self) -> Subject {
        self.query.subject
    }

    pub fn query(&self) -> &Query {
        &self.query
    }

    pub fn count(&self) -> Count {
        Count { rows: self.shown.sure(), exact: self.search.is_done() }
    }

    /// Most bytes of memory that it holds, now that it is settled so far: half a byte for each row of the
    /// segments that have rows of it, and eight for each row that had to be sorted.
    pub fn bytes(&self) -> usize {
        self.search.found.bytes() + self.shown.bytes() + self.order.bytes()
    }

    /// With an order by relevance: how many rows were ranked, where the limit
    /// ([`limits::RANKED`]) was met; the others follow newest first. `None`: all that there are.
    pub fn ranked(&self) -> Option<u64> {
        self.order.ranked()
    }

    /// The ids of rows `from..from + len`; fewer at the end.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn ids(&self, view: &View<'_>, from: u64, len: usize) -> Result<Vec<i64>> {
        let base = Base::new(view, &|| false)?;
        self.order.ids(&base, &self.shown, from, len)
    }

    /// Goes on for about `budget`. `true` when the answer is complete.
    ///
    /// # Errors
    /// [`Stopped`](crate::Error::Stopped) when `stop` says so; the answer stays as far as it came.
    pub fn settle(&mut self, view: &View<'_>, budget: Duration, stop: &dyn Fn() -> bool) -> Result<bool> {
        if self.search.is_done() {
            return Ok(true);
        }
        let base = Base::new(view, stop)?;
        let went = settle::further(&base, &self.query, &mut self.search, Instant::now() + budget);
        let done = self.search.is_done();
        match order::kind(self.query.subject, &self.query, &self.sort)? {
            order::Kind::Time { .. } => self.shown = self.search.found.certain(),
            // Sorted anew once, when all rows are there.
            kind if done => {
                self.shown = self.search.found.certain();
                self.order = Order::new(&base, &self.query, &kind, &self.sort, &self.shown)?;
            }
            _ => {}
        }
        went.map(|()| done)
    }

    /// All ids known so far, in order.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn all_ids(&self, view: &View<'_>) -> Result<Vec<i64>> {
        self.ids(view, 0, usize::MAX)
    }

    /// Where the row of this id stands, if the answer has it and is in order of time.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn position(&self, view: &View<'_>, id: i64) -> Result<Option<u64>> {
        let base = Base::new(view, &|| false)?;
        let Order::Time { newest_first } = self.order else {
            let at = self.all_ids(view)?.iter().position(|other| *other == id);
            return Ok(at.map(|at| at as u64));
        };
        let Some(key) = base.key(self.query.subject, id)? else { return Ok(None) };
        let at = self.shown.position(base.pieces(), base.cache(), key, newest_first)?;
        let there = base.window(&self.shown, at, 1, newest_first)?;
        Ok(there.first().filter(|hit| hit.id == id).map(|_| at))
    }

    /// All that was found, as far as it is verified.
    pub(crate) fn found(&self) -> &Found {
        &self.search.found
    }
}
