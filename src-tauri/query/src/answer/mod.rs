//! An answer held open: which rows, in which order, as far as it is known.
//!
//! [`open`] decides by the index and makes the first page certain. Rows of which only their texts can
//! tell are verified by [`Answer::settle`], newest first, a little at each call. Until that is done the
//! answer consists of the rows known for certain: its count is a lower bound and rows may still come in
//! between, but none ever goes.

use crate::text::Query;
use crate::{Result, Sort, Subject, View};
use std::time::Duration;

/// How many rows answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// With `exact` all there are; else those known for certain, to be shown with `≥`.
    pub rows: u64,
    pub exact: bool,
}

/// An answer, valid as long as it is held; later changes of the store do not reach it.
#[derive(Debug)]
pub struct Answer {
    ids: Vec<i64>,
}

/// Answers `query`. The first page is certain, the count may be open.
///
/// # Errors
/// An unknown or unsortable column; [`Stopped`](crate::Error::Stopped) when `stop` says so.
pub fn open(
    view: &View<'_>,
    subject: Subject,
    query: &Query,
    sort: &Sort,
    _stop: &dyn Fn() -> bool,
) -> Result<Answer> {
    Ok(Answer { ids: crate::ids(view, subject, query, sort)? })
}

impl Answer {
    pub fn count(&self) -> Count {
        Count { rows: self.ids.len() as u64, exact: true }
    }

    /// With an order by relevance: how many rows were ranked, where the limit
    /// ([`limits::RANKED`](crate::limits::RANKED)) was met; the others follow newest first. `None`: all.
    pub fn ranked(&self) -> Option<u64> {
        None
    }

    /// The ids of rows `from..from + len`; fewer at the end.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn ids(&self, _view: &View<'_>, from: u64, len: usize) -> Result<Vec<i64>> {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        Ok(self.ids.iter().skip(from).take(len).copied().collect())
    }

    /// Verifies for about `budget`. `true` when nothing is left to verify.
    ///
    /// # Errors
    /// [`Stopped`](crate::Error::Stopped) when `stop` says so; the answer stays as far as it came.
    pub fn settle(&mut self, _view: &View<'_>, _budget: Duration, _stop: &dyn Fn() -> bool) -> Result<bool> {
        Ok(true)
    }

    /// All ids known so far, in order.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn all_ids(&self, _view: &View<'_>) -> Result<Vec<i64>> {
        Ok(self.ids.clone())
    }
}
