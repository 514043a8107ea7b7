//! The made-up world's time: thirteen months with the rhythm of weeks and days, ending at a fixed moment.

use chrono::{Datelike, NaiveDate, Weekday};
use model::Millis;

pub const SECOND: Millis = 1000;
pub const MINUTE: Millis = 60 * SECOND;
pub const HOUR: Millis = 60 * MINUTE;
pub const DAY: Millis = 24 * HOUR;
/// 2026-11-20T18:00:00Z, a Friday.
pub const END: Millis = 1_795_197_600_000;
const HOURS: i64 = 56 * 7 * 24;
pub const START: Millis = END - HOURS * HOUR;
/// A record reaches the log at the latest so long after its session began.
const LAG: Millis = 4 * DAY;

/// The clock of a zone.
#[derive(Debug, Clone, Copy)]
pub enum Zone {
    /// Minutes from UTC all year.
    Fixed(i16),
    /// Minutes from UTC in winter; one hour more between the European changes of clocks.
    Europe(i16),
}

impl Zone {
    pub fn offset(self, at: Millis) -> i16 {
        match self {
            Self::Fixed(minutes) => minutes,
            Self::Europe(minutes) if summer(at) => minutes + 60,
            Self::Europe(minutes) => minutes,
        }
    }
}

/// Between 01:00 UTC on the last Sundays of March and October.
fn summer(at: Millis) -> bool {
    let Some(time) = chrono::DateTime::from_timestamp_millis(at) else { return false };
    let change = |month| last_sunday(time.year(), month).map_or(0, |day| day + HOUR);
    (change(3)..change(10)).contains(&at)
}

fn last_sunday(year: i32, month: u32) -> Option<Millis> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let back = last.weekday().days_since(Weekday::Sun);
    Some(last.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis() - Millis::from(back) * DAY)
}

/// Turns a part of all activity into a moment: busy hours take more of it than nights.
pub struct Rhythm {
    /// Activity before each hour, and after the last.
    sums: Vec<f64>,
}

impl Rhythm {
    pub fn new() -> Self {
        let mut sum = 0.0;
        let mut sums = vec![0.0];
        for hour in 0..HOURS {
            sum += weight(hour);
            sums.push(sum);
        }
        Self { sums }
    }

    /// `part` from 0 (the start) to 1 (the end).
    pub fn at(&self, part: f64) -> Millis {
        let wanted = part.clamp(0.0, 1.0) * self.sums.last().copied().unwrap_or(1.0);
        let hour = self.sums.partition_point(|sum| *sum <= wanted).saturating_sub(1).min(HOURS as usize - 1);
        let low = self.sums.get(hour).copied().unwrap_or(0.0);
        let high = self.sums.get(hour + 1).copied().unwrap_or(low + 1.0);
        START + hour as Millis * HOUR + ((wanted - low) / (high - low) * HOUR as f64) as Millis
    }
}

/// How busy an hour is: by the hour of the day, the weekday, and slow growth over the year.
fn weight(hour: i64) -> f64 {
    let of_day = (START / HOUR + hour).rem_euclid(24);
    // The epoch was a Thursday.
    let of_week = (START / DAY + 3 + (hour + START / HOUR % 24) / 24).rem_euclid(7);
    let day = match of_day {
        8..=11 => 4.0,
        12..=13 => 3.0,
        14..=16 => 3.6,
        17..=20 => 2.0,
        5..=7 => 1.2,
        _ => 0.5,
    };
    let week = if of_week >= 5 { 0.45 } else { 1.0 };
    day * week * (1.0 + hour as f64 / HOURS as f64)
}

/// By when everything of a session that began at `start` has reached the log: before the end, and later
/// for whatever began later.
pub fn logged(start: Millis) -> Millis {
    start + LAG.min((END - start) / 2)
}

/// Milliseconds of a span that fall into operation hours: Monday to Friday, 09:00 to 18:00 local.
pub fn in_operation(from: Millis, to: Millis, offset: i16) -> Millis {
    let shift = Millis::from(offset) * MINUTE;
    let (from, to) = (from + shift, to + shift);
    (from.div_euclid(DAY)..=to.div_euclid(DAY))
        .filter(|day| (day + 3).rem_euclid(7) < 5)
        .map(|day| {
            let (open, close) = (day * DAY + 9 * HOUR, day * DAY + 18 * HOUR);
            (to.min(close) - from.max(open)).max(0)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Millis {
        model::Stamp::parse(text).unwrap().at
    }

    #[test]
    fn the_rhythm_runs_from_start_to_end_and_never_back() {
        let rhythm = Rhythm::new();
        let times: Vec<Millis> = (0..=10_000).map(|n| rhythm.at(f64::from(n) / 10_000.0)).collect();
        assert_eq!((times[0], times[10_000]), (START, END));
        assert!(times.windows(2).all(|pair| pair[0] < pair[1]));
        let busy = |days: std::ops::Range<i64>| {
            times.iter().filter(|at| days.contains(&((*at / DAY + 3).rem_euclid(7)))).count()
        };
        assert!(busy(0..5) > 5 * busy(5..7), "weekends are quiet");
    }

    #[test]
    fn the_log_is_in_order_and_ends_in_time() {
        let mut last = 0;
        for at in (START..END).step_by(usize::try_from(HOUR).unwrap()) {
            let logged = logged(at);
            assert!(logged > last && logged >= at && logged <= END);
            last = logged;
        }
    }

    #[test]
    fn clocks_change_on_the_last_sundays() {
        let zone = Zone::Europe(60);
        for (time, offset) in [
            ("2026-03-29T00:59:59Z", 60),
            ("2026-03-29T01:00:00Z", 120),
            ("2026-10-25T00:59:59Z", 120),
            ("2026-10-25T01:00:00Z", 60),
        ] {
            assert_eq!(zone.offset(moment(time)), offset, "{time}");
        }
    }

    #[test]
    fn only_operation_hours_count() {
        for (from, to, hours) in [
            ("2026-11-20T08:00:00+01:00", "2026-11-20T12:00:00+01:00", 3),
            ("2026-11-20T17:00:00+01:00", "2026-11-23T10:00:00+01:00", 2),
            ("2026-11-21T08:00:00+01:00", "2026-11-22T20:00:00+01:00", 0),
        ] {
            assert_eq!(in_operation(moment(from), moment(to), 60), hours * HOUR, "{from}");
        }
    }
}
