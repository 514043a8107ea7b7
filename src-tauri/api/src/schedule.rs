//! When an account is synced by itself.

use crate::fault::Fault;
use crate::limits;
use chrono::{Days, LocalResult, NaiveDate, TimeDelta, TimeZone};
use model::Millis;
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schedule {
    Off,
    /// So many minutes after the last sync began.
    Every(u16),
    /// At this minute of the day, where this program runs.
    Daily(u16),
    /// A moment after the last sync ended, again and again.
    Live,
}

/// The last sync of an account: when it began and ended.
pub(crate) type Last = Option<(Millis, Millis)>;

const MINUTE: Millis = 60_000;

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::Every(60) => f.write_str("1h"),
            Self::Every(minutes) => write!(f, "{minutes}m"),
            Self::Daily(minute) => write!(f, "daily@{:02}:{:02}", minute / 60, minute % 60),
            Self::Live => f.write_str("live"),
        }
    }
}

impl Schedule {
    /// `off`, `5m`, `15m`, `1h`, `daily@07:30`, `live`; an empty text is `off`.
    ///
    /// # Errors
    /// `Invalid` for anything else.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Ok(match text.trim() {
            "" | "off" => Self::Off,
            "5m" => Self::Every(5),
            "15m" => Self::Every(15),
            "1h" => Self::Every(60),
            "live" => Self::Live,
            other => Self::Daily(other.strip_prefix("daily@").and_then(minute).ok_or_else(|| {
                let text: String = other.chars().take(40).collect();
                let known = "There are: off, 5m, 15m, 1h, daily@HH:MM, live.";
                Fault::invalid(format!("{text:?} is no schedule. {known}"))
            })?),
        })
    }

    /// As it is kept with an account; what cannot be read counts as off.
    pub fn kept(text: &str) -> Self {
        Self::parse(text).unwrap_or(Self::Off)
    }

    /// When the next sync is due; a moment that has passed: now. One that was missed is made up for at once.
    pub fn next<Z: TimeZone>(self, made_at: Millis, last: Last, now: Millis, zone: &Z) -> Option<Millis> {
        // A clock that was put back must not keep an account waiting for days.
        let (began, ended) =
            last.map_or((made_at, made_at), |(began, ended)| (began.min(now), ended.min(now)));
        match self {
            Self::Off => None,
            Self::Every(_) | Self::Live if last.is_none() => Some(made_at.min(now)),
            Self::Every(minutes) => Some(began.saturating_add(Millis::from(minutes) * MINUTE)),
            Self::Daily(minute) => daily(zone, began, minute),
            Self::Live => Some(ended.saturating_add(limits::LIVE)),
        }
    }
}

/// `07:30` as minutes since midnight.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str, most: u16| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u16>().ok().filter(|number| digits && *number <= most)
    };
    Some(number(hour, 23)? * 60 + number(minute, 59)?)
}

/// The first such minute after a moment.
fn daily<Z: TimeZone>(zone: &Z, after: Millis, minute: u16) -> Option<Millis> {
    let first = zone.timestamp_millis_opt(after).earliest()?.date_naive();
    let days = (0..=2).filter_map(|days| first.checked_add_days(Days::new(days)));
    days.filter_map(|day| moment(zone, day, minute)).find(|moment| *moment > after)
}

/// Where the clock leaves it out, an hour later; where it comes twice, the first.
fn moment<Z: TimeZone>(zone: &Z, day: NaiveDate, minute: u16) -> Option<Millis> {
    let clock = day.and_hms_opt(u32::from(minute / 60), u32::from(minute % 60), 0)?;
    let found = match zone.from_local_datetime(&clock) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => Some(time),
        LocalResult::None => {
            zone.from_local_datetime(&clock.checked_add_signed(TimeDelta::hours(1))?).earliest()
        }
    };
    found.map(|time| time.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{FixedOffset, Utc};

    const HOUR: Millis = 60 * MINUTE;

    #[test]
    fn a_schedule_is_read_as_it_is_written() {
        for text in ["off", "5m", "15m", "1h", "daily@07:30", "daily@00:00", "daily@23:59", "live"] {
            assert_eq!(Schedule::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Schedule::parse("daily@7:05").unwrap(), Schedule::Daily(425));
        assert_eq!(Schedule::kept(""), Schedule::Off);
        for text in
            ["daily", "daily@24:00", "daily@7", "daily@7:60", "daily@+7:00", "2m", "hourly", "daily@007:00"]
        {
            assert!(Schedule::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_next_sync_follows_the_last() {
        let now = 1_000 * HOUR;
        let next = |schedule: Schedule, last| schedule.next(now - HOUR, last, now, &Utc);
        assert_eq!(next(Schedule::Off, None), None);
        for schedule in [Schedule::Every(5), Schedule::Live] {
            assert!(next(schedule, None).unwrap() <= now, "never synced: at once");
        }
        let last = Some((now - 10 * MINUTE, now - MINUTE));
        assert_eq!(next(Schedule::Every(5), last), Some(now - 5 * MINUTE), "due");
        assert_eq!(next(Schedule::Every(15), last), Some(now + 5 * MINUTE));
        assert_eq!(next(Schedule::Live, last), Some(now - MINUTE + limits::LIVE));
        let ahead = Some((now + 900 * HOUR, now + 900 * HOUR));
        assert_eq!(next(Schedule::Every(60), ahead), Some(now + HOUR), "the clock was put back");
    }

    #[test]
    fn a_daily_sync_goes_by_the_clock_on_the_wall() {
        // 1970-02-11 16:00 UTC.
        let now = 1_000 * HOUR;
        let next = |minute, began: Millis, offset: i32| {
            let zone = FixedOffset::east_opt(offset * 3600).unwrap();
            Schedule::Daily(minute).next(0, Some((began, began)), now, &zone)
        };
        assert_eq!(next(17 * 60, now, 0), Some(now + HOUR));
        assert_eq!(next(16 * 60, now, 0), Some(now + 24 * HOUR), "this minute was it");
        assert_eq!(next(17 * 60, now, 1), Some(now + 24 * HOUR));
        assert_eq!(next(30, now, 9), Some(now + 23 * HOUR + 30 * MINUTE), "past midnight there");
        assert_eq!(next(15 * 60, now - 48 * HOUR, 0), Some(now - 25 * HOUR), "missed: due since");
    }
}
