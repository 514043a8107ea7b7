//! How many rows when.

use crate::answer::settle;
use crate::base::Base;
use crate::limits::{BUCKETS, FACETS_TIME};
use crate::plan::plan;
use crate::text::Query;
use crate::{Answer, Result, Subject, View};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use index::Found;
use model::Millis;
use serde::{Deserialize, Serialize};
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

/// A length of bars that people name. Weeks begin on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    Hour,
    Day,
    Week,
    Month,
    Year,
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

/// From the edge at or before `from` to the one after `last`; `None` for more than [`BUCKETS`] bars and
/// beyond the calendar.
fn edges(from: Millis, last: Millis, per: Per, zone: i16) -> Option<Vec<Millis>> {
    let offset = TimeDelta::minutes(i64::from(zone));
    let local = DateTime::from_timestamp_millis(from)?.naive_utc().checked_add_signed(offset)?;
    let mut edge = begin(local, per)?;
    let mut edges = Vec::new();
    loop {
        let at = edge.checked_sub_signed(offset)?.and_utc().timestamp_millis();
        edges.push(at);
        if at > last {
            return Some(edges);
        }
        if edges.len() > BUCKETS {
            return None;
        }
        edge = next(edge, per)?;
    }
}

fn begin(at: NaiveDateTime, per: Per) -> Option<NaiveDateTime> {
    let date = at.date();
    let day = |date: NaiveDate| date.and_hms_opt(0, 0, 0);
    match per {
        Per::Hour => date.and_hms_opt(at.hour(), 0, 0),
        Per::Day => day(date),
        Per::Week => day(date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday())))?),
        Per::Month => day(date.with_day(1)?),
        Per::Year => day(date.with_day(1)?.with_month(1)?),
    }
}

fn next(at: NaiveDateTime, per: Per) -> Option<NaiveDateTime> {
    match per {
        Per::Hour => at.checked_add_signed(TimeDelta::hours(1)),
        Per::Day => at.checked_add_days(Days::new(1)),
        Per::Week => at.checked_add_days(Days::new(7)),
        Per::Month => at.checked_add_months(Months::new(1)),
        Per::Year => at.checked_add_months(Months::new(12)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Stamp;

    fn check(per: Per, zone: i16, from: &str, last: &str, wanted: &[&str]) {
        let at = |text: &&str| Stamp::parse(text).unwrap().at;
        let wanted: Vec<Millis> = wanted.iter().map(at).collect();
        assert_eq!(edges(at(&from), at(&last), per, zone), Some(wanted), "{per:?} {zone} {from} {last}");
    }

    #[test]
    fn bars_begin_where_the_calendar_does() {
        let (a, b) = ("2026-10-31T23:30:00Z", "2026-11-02T00:00:00Z");
        let days =
            ["2026-10-31T00:00:00Z", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"];
        check(Per::Day, 0, a, b, &days);
        let east = ["2026-11-01T00:00:00+01:00", "2026-11-02T00:00:00+01:00", "2026-11-03T00:00:00+01:00"];
        check(Per::Day, 60, a, b, &east);
        check(Per::Month, 60, a, b, &["2026-11-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00"]);
        let weeks = ["2026-10-26T00:00:00Z", "2026-11-02T00:00:00Z", "2026-11-09T00:00:00Z"];
        check(Per::Week, 0, a, b, &weeks);
        check(Per::Year, 0, a, b, &["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"]);
        check(Per::Hour, 330, a, a, &["2026-10-31T23:30:00Z", "2026-11-01T00:30:00Z"]);
    }

    #[test]
    fn more_bars_than_a_screen_has_room_for_are_refused() {
        let year = 31_536_000_000;
        assert_eq!(edges(0, year, Per::Hour, 0), None);
        assert!(edges(0, year, Per::Day, 0).is_some());
    }
}
