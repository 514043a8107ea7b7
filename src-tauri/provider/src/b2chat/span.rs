//! Stretches of days in which chats are asked for.

use crate::Window;
use chrono::{DateTime, Days, NaiveDate};
use chrono_tz::Tz;
use model::Millis;

/// Days of the account's zone, and how many of their chats are behind us.
///
/// Whether the last day is itself exported is not documented, and the account's zone may be stated wrongly by some
/// hours; so a window's days begin a day early and end a day late. What comes twice is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub offset: usize,
}

/// Days asked for at once. Source: seed S1, whose export takes no more; the API's own bound is not documented.
const MOST: u64 = 60;

/// Before this year there was no B2Chat, so that a window without a beginning has one.
const FIRST_YEAR: i32 = 2014;

impl Span {
    /// The latest days of a window.
    pub fn newest(window: &Window, now: Millis, zone: Tz) -> Self {
        let last = window.until.and_then(|until| day(until, zone)).or_else(|| day(now, zone));
        Self::up_to(add(last.unwrap_or_else(beginning), 1), window, zone)
    }

    /// The days before these, as far as the window goes.
    pub fn older(&self, window: &Window, zone: Tz) -> Option<Self> {
        (self.from > first(window, zone)).then(|| Self::up_to(self.from, window, zone))
    }

    /// `from` is always before `to`, as the API wants it.
    fn up_to(to: NaiveDate, window: &Window, zone: Tz) -> Self {
        let from = first(window, zone).max(sub(to, MOST)).min(sub(to, 1));
        Self { from, to, offset: 0 }
    }

    pub fn cursor(&self) -> String {
        format!("{} {} {}", self.from, self.to, self.offset)
    }

    pub fn parse(cursor: &str) -> Option<Self> {
        let mut parts = cursor.split(' ');
        let (from, to) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let offset = parts.next()?.parse().ok()?;
        (parts.next().is_none() && from < to).then_some(Self { from, to, offset })
    }
}

fn first(window: &Window, zone: Tz) -> NaiveDate {
    window.from.and_then(|from| day(from, zone)).map_or_else(beginning, |day| sub(day, 1))
}

fn beginning() -> NaiveDate {
    NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or_default()
}

fn day(at: Millis, zone: Tz) -> Option<NaiveDate> {
    // Dates beyond four digits are none that an API reads.
    let day = DateTime::from_timestamp_millis(at)?.with_timezone(&zone).date_naive();
    let years = NaiveDate::from_ymd_opt(1, 1, 2)?..NaiveDate::from_ymd_opt(9999, 12, 30)?;
    years.contains(&day).then_some(day)
}

fn add(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn sub(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::Bogota;
    use chrono_tz::Pacific::Kiritimati;
    use model::Stamp;

    fn at(text: &str) -> Millis {
        Stamp::parse(text).unwrap().at
    }

    fn days(window: Window, now: &str, zone: Tz) -> Vec<(String, String)> {
        let mut span = Some(Span::newest(&window, at(now), zone));
        let mut days = Vec::new();
        while let Some(these) = span {
            assert!(these.from < these.to, "{these:?}");
            assert_eq!(Span::parse(&these.cursor()), Some(these));
            days.push((these.from.to_string(), these.to.to_string()));
            span = these.older(&window, zone);
        }
        days
    }

    #[test]
    fn a_window_lies_within_its_days_in_the_accounts_zone() {
        // One o'clock in UTC is the day before in Bogotá, and the day after on Kiritimati is begun at ten.
        let window =
            Window { from: Some(at("2026-11-20T01:00:00Z")), until: Some(at("2026-11-21T12:00:00Z")) };
        let one = |from: &str, to: &str| vec![(from.to_owned(), to.to_owned())];
        assert_eq!(days(window, "2026-11-22T00:00:00Z", Bogota), one("2026-11-18", "2026-11-22"));
        assert_eq!(days(window, "2026-11-22T00:00:00Z", Kiritimati), one("2026-11-19", "2026-11-23"));
        let open = Window { from: Some(at("2026-11-20T12:00:00Z")), until: None };
        assert_eq!(days(open, "2026-11-22T12:00:00Z", Bogota), one("2026-11-19", "2026-11-23"));
    }

    #[test]
    fn long_windows_are_read_in_pieces_that_leave_nothing_between_them() {
        let year = Window { from: Some(at("2025-11-22T12:00:00Z")), until: Some(at("2026-11-22T12:00:00Z")) };
        for window in [year, Window::EVER, Window { from: None, until: Some(at("2016-11-22T12:00:00Z")) }] {
            let days = days(window, "2026-11-22T12:00:00Z", Bogota);
            for pair in days.windows(2) {
                assert_eq!(pair[0].0, pair[1].1, "each piece ends on the day on which the later one begins");
            }
            // A walk gives up after a hundred empty pages.
            assert!(days.len() < 100, "{}", days.len());
            let first = if window.from.is_some() { "2025-11-21" } else { "2014-01-01" };
            assert_eq!(days.last().unwrap().0, first);
        }
    }

    #[test]
    fn odd_windows_and_cursors_do_no_harm() {
        for (from, until) in [
            (Some(Millis::MIN), Some(Millis::MAX)),
            (Some(5), Some(5)),
            (None, Some(0)),
            (Some(Millis::MAX), None),
        ] {
            assert!(days(Window { from, until }, "2026-11-22T12:00:00Z", Bogota).len() < 100);
        }
        for cursor in [
            "",
            "2026-11-01",
            "2026-11-01 2026-11-02",
            "2026-11-02 2026-11-01 0",
            "2026-11-01 2026-11-02 -1",
            "2026-11-01 2026-11-02 0 0",
            "a b c",
        ] {
            assert_eq!(Span::parse(cursor), None, "{cursor}");
        }
    }
}
