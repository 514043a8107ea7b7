//! How many rows when.

mod calendar;
mod series;

pub use calendar::Per;
use calendar::edges;
pub use series::{Series, SeriesBars, series};

use crate::answer::settle;
use crate::base::Base;
use crate::limits::{BUCKETS, FACETS_TIME};
use crate::plan::plan;
use crate::text::Query;
use crate::{Answer, Result, Subject, View};
use index::Found;
use model::Millis;
use serde::Serialize;
use std::time::Instant;
use ts_rs::TS;

/// Counts over stretches of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Histogram {
    /// First moment counted, epoch milliseconds.
    #[ts(type = "number")]
    pub from: Millis,
    /// The moment after the last bar.
    #[ts(type = "number")]
    pub to: Millis,
    /// Length of each bar; of calendar months and years that of the first.
    #[ts(type = "number")]
    pub step: Millis,
    /// Bar `i` covers `edges[i]` until `edges[i + 1]`; one more than there are bars, none without bars.
    #[ts(type = "number[]")]
    pub edges: Vec<Millis>,
    #[ts(type = "number[]")]
    pub counts: Vec<u64>,
    /// The counts are all there is; else lower bounds.
    pub exact: bool,
}

/// From the first row to the last, in at most this many equal bars; no bars when no row answers.
///
/// # Errors
/// [`Stopped`](crate::Error::Stopped) when cancelled.
pub fn histogram(
    view: &View<'_>,
    subject: Subject,
    query: &Query,
    buckets: usize,
    stop: &dyn Fn() -> bool,
) -> Result<Histogram> {
    let base = Base::new(view, stop)?;
    equal(&base, &settled(&base, subject, query)?, buckets)
}

/// From the first row to the last in bars as the calendar of the asker's zone has them; where they were
/// more than [`BUCKETS`], in the next longer ones.
///
/// # Errors
/// [`Stopped`](crate::Error::Stopped) when cancelled.
pub fn histogram_per(
    view: &View<'_>,
    subject: Subject,
    query: &Query,
    per: Per,
    stop: &dyn Fn() -> bool,
) -> Result<Histogram> {
    let base = Base::new(view, stop)?;
    by_calendar(&base, &settled(&base, subject, query)?, per, query.zone)
}

impl Answer {
    /// As [`histogram`], of the rows that this answer shows.
    ///
    /// # Errors
    /// As [`histogram`].
    pub fn histogram(&self, view: &View<'_>, buckets: usize) -> Result<Histogram> {
        let bars = equal(&Base::new(view, &|| false)?, self.found(), buckets)?;
        Ok(Histogram { exact: self.count().exact, ..bars })
    }

    /// As [`histogram_per`], of the rows that this answer shows.
    ///
    /// # Errors
    /// As [`histogram_per`].
    pub fn histogram_per(&self, view: &View<'_>, per: Per) -> Result<Histogram> {
        let bars = by_calendar(&Base::new(view, &|| false)?, self.found(), per, self.query().zone)?;
        Ok(Histogram { exact: self.count().exact, ..bars })
    }
}

fn settled(base: &Base<'_>, subject: Subject, query: &Query) -> Result<Found> {
    let query = Query { subject, ..query.clone() };
    let mut found = base.find(subject, plan(base, &query)?)?;
    settle::some(base, &query, &mut found, Instant::now() + FACETS_TIME)?;
    Ok(found)
}

fn equal(base: &Base<'_>, found: &Found, buckets: usize) -> Result<Histogram> {
    let Some((from, last)) = found.ends(base.pieces(), base.cache())? else { return Ok(nothing(found)) };
    let bars = i64::try_from(buckets.clamp(1, BUCKETS)).unwrap_or(1);
    let step = last.saturating_sub(from) / bars + 1;
    let length = last.saturating_sub(from) / step + 1;
    count(base, found, (0..=length).map(|bar| from.saturating_add(bar.saturating_mul(step))).collect())
}

fn by_calendar(base: &Base<'_>, found: &Found, per: Per, zone: i16) -> Result<Histogram> {
    let Some((from, last)) = found.ends(base.pieces(), base.cache())? else { return Ok(nothing(found)) };
    let lengths = [Per::Hour, Per::Day, Per::Week, Per::Month, Per::Year];
    let edges = lengths.into_iter().skip_while(|l| *l != per).find_map(|per| edges(from, last, per, zone));
    // Beyond the calendar a year is as long as another.
    match edges {
        Some(edges) => count(base, found, edges),
        None => equal(base, found, BUCKETS),
    }
}

fn nothing(found: &Found) -> Histogram {
    let exact = found.maybe() == 0;
    Histogram { from: 0, to: 0, step: 1, edges: Vec::new(), counts: Vec::new(), exact }
}

fn count(base: &Base<'_>, found: &Found, edges: Vec<Millis>) -> Result<Histogram> {
    let counts = found.histogram(base.pieces(), base.cache(), &edges)?;
    let (from, to) = (edges.first().copied().unwrap_or_default(), edges.last().copied().unwrap_or_default());
    let step = edges.get(1).map_or(1, |second| second.saturating_sub(from).max(1));
    Ok(Histogram { from, to, step, edges, counts, exact: found.maybe() == 0 })
}
