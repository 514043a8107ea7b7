//! Points in time as people write them: a year, a month, a day, a minute, "seven days ago".

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta};
use model::{Millis, Stamp};
use std::fmt;

/// What is written without a zone is meant in the zone of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The first day of the year.
    Year(NaiveDate),
    /// The first day of the month.
    Month(NaiveDate),
    Day(NaiveDate),
    Minute(NaiveDateTime),
    Second(NaiveDateTime),
    /// With its own zone, to the millisecond.
    Instant(Stamp),
    /// This long before now.
    Ago(u32, Unit),
    Today,
    Yesterday,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
}

impl Unit {
    pub const ALL: [Self; 4] = [Self::Minutes, Self::Hours, Self::Days, Self::Weeks];

    const fn letter(self) -> char {
        match self {
            Self::Minutes => 'm',
            Self::Hours => 'h',
            Self::Days => 'd',
            Self::Weeks => 'w',
        }
    }

    const fn millis(self) -> Millis {
        match self {
            Self::Minutes => 60_000,
            Self::Hours => 3_600_000,
            Self::Days => 86_400_000,
            Self::Weeks => 604_800_000,
        }
    }
}

/// The years that the rest of the program can write down.
fn in_calendar(date: NaiveDate) -> bool {
    (1..=9999).contains(&date.year())
}

impl Moment {
    pub fn read(text: &str) -> Option<Self> {
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|d| in_calendar(*d));
        let time = |format| NaiveDateTime::parse_from_str(&text.replace(' ', "T"), format).ok();
        match text {
            "today" => return Some(Self::Today),
            "yesterday" => return Some(Self::Yesterday),
            _ => {}
        }
        // chrono reads short forms such as 2026-1-1 too; the canonical text is the long one.
        let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        if digits {
            return day(&format!("{text}-01-01")).map(Self::Year);
        }
        if text.len() == 7 {
            return day(&format!("{text}-01")).map(Self::Month);
        }
        ago(text)
            .or_else(|| day(text).map(Self::Day))
            .or_else(|| time("%Y-%m-%dT%H:%M").filter(|t| in_calendar(t.date())).map(Self::Minute))
            .or_else(|| time("%Y-%m-%dT%H:%M:%S").filter(|t| in_calendar(t.date())).map(Self::Second))
            .or_else(|| Stamp::parse(text).ok().map(Self::Instant))
    }

    /// First millisecond, and the first one after it. `None` beyond the calendar.
    pub fn bounds(self, zone: i16, now: Millis) -> Option<(Millis, Millis)> {
        let local = |t: NaiveDateTime| t.and_utc().timestamp_millis() - i64::from(zone) * 60_000;
        let dates = |from: NaiveDate, to: NaiveDate| {
            Some((local(from.and_hms_opt(0, 0, 0)?), local(to.and_hms_opt(0, 0, 0)?)))
        };
        let short = |from: NaiveDateTime, length: Millis| Some((local(from), local(from) + length));
        match self {
            Self::Year(d) => dates(d, d.checked_add_months(Months::new(12))?),
            Self::Month(d) => dates(d, d.checked_add_months(Months::new(1))?),
            Self::Day(d) => dates(d, d.succ_opt()?),
            Self::Minute(t) => short(t, 60_000),
            Self::Second(t) => short(t, 1_000),
            Self::Instant(s) => Some((s.at, s.at + 1)),
            Self::Ago(n, unit) => {
                let at = now - i64::from(n) * unit.millis();
                Some((at, at + 1))
            }
            Self::Today => day_of(now, zone).and_then(|d| dates(d, d.succ_opt()?)),
            Self::Yesterday => day_of(now, zone).and_then(|d| dates(d.checked_sub_days(Days::new(1))?, d)),
        }
    }
}

fn day_of(now: Millis, zone: i16) -> Option<NaiveDate> {
    let utc = chrono::DateTime::from_timestamp_millis(now)?.naive_utc();
    Some(utc.checked_add_signed(TimeDelta::minutes(i64::from(zone)))?.date())
}

fn ago(text: &str) -> Option<Moment> {
    let letter = text.chars().last()?;
    let unit = Unit::ALL.into_iter().find(|u| u.letter() == letter)?;
    let number = text.strip_suffix(letter)?;
    let plain = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| number.parse().ok().map(|n| Moment::Ago(n, unit)))?
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(d) => write!(f, "{}", d.format("%Y")),
            Self::Month(d) => write!(f, "{}", d.format("%Y-%m")),
            Self::Day(d) => write!(f, "{}", d.format("%Y-%m-%d")),
            Self::Minute(t) => write!(f, "{}", t.format("%Y-%m-%dT%H:%M")),
            Self::Second(t) => write!(f, "{}", t.format("%Y-%m-%dT%H:%M:%S")),
            Self::Instant(s) => f.write_str(&s.to_rfc3339()),
            Self::Ago(n, unit) => write!(f, "{n}{}", unit.letter()),
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21T22:30Z.
    const NOW: Millis = 1_795_300_200_000;

    fn check(text: &str, zone: i16, from: &str, until: &str) {
        let at = |text| Stamp::parse(text).unwrap().at;
        let moment = Moment::read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(moment.bounds(zone, NOW), Some((at(from), at(until))), "{text} at {zone}");
    }

    #[test]
    fn a_date_is_its_whole_day_in_the_askers_zone() {
        // shows B7
        check("2026-10-31", 0, "2026-10-31T00:00:00Z", "2026-11-01T00:00:00Z");
        check("2026-10-31", 120, "2026-10-31T00:00:00+02:00", "2026-11-01T00:00:00+02:00");
        check("2026-10-31", -330, "2026-10-31T00:00:00-05:30", "2026-11-01T00:00:00-05:30");
        check("2026-02", 60, "2026-02-01T00:00:00+01:00", "2026-03-01T00:00:00+01:00");
        check("2024", 0, "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z");
        check("2026-10-01T12:30", 60, "2026-10-01T12:30:00+01:00", "2026-10-01T12:31:00+01:00");
        check("2026-10-01 12:30:05", 0, "2026-10-01T12:30:05Z", "2026-10-01T12:30:06Z");
        check("2026-10-01T12:30:05+02:00", 0, "2026-10-01T10:30:05Z", "2026-10-01T10:30:05.001Z");
    }

    #[test]
    fn today_is_the_askers_day_and_ago_is_exact() {
        // shows B7
        check("today", 0, "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z");
        check("today", 120, "2026-11-22T00:00:00+02:00", "2026-11-23T00:00:00+02:00");
        check("yesterday", 120, "2026-11-21T00:00:00+02:00", "2026-11-22T00:00:00+02:00");
        check("7d", 0, "2026-11-14T22:30:00Z", "2026-11-14T22:30:00.001Z");
        check("90m", 60, "2026-11-21T21:00:00Z", "2026-11-21T21:00:00.001Z");
    }

    #[test]
    fn what_is_no_time_is_not_taken_for_one() {
        for text in
            ["", "7", "d", "2026-13", "2026-02-30", "31.10.2026", "-7d", "99999999999d", "tomorrow", "0000"]
        {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }
}
