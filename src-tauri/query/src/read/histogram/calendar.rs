//! Stretches of time as a calendar has them, in the zone of the asker.

use crate::limits::BUCKETS;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use model::Millis;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

/// From the edge at or before `from` to the one after `last`; `None` for more than [`BUCKETS`] bars and
/// beyond the calendar.
pub fn edges(from: Millis, last: Millis, per: Per, zone: i16) -> Option<Vec<Millis>> {
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
