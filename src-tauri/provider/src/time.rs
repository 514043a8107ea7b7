//! How other systems write moments and lengths of time.
//!
//! Promises: nothing is guessed that a provider did not state. A time without a zone is read in the zone
//! that the account names; a number's unit is the connector's to say.

use chrono::{DateTime, LocalResult, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use model::{Millis, Stamp};
use serde::Deserialize;
use std::borrow::Cow;

/// What a provider counts in, since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    Millis,
    Micros,
}

/// A number, or a number as text: providers mix them within one answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Number<'a> {
    Whole(i64),
    Broken(f64),
    #[serde(borrow)]
    Text(Cow<'a, str>),
}

impl Number<'_> {
    /// The moment that it stands for, in UTC; `None` for what is no number, or no year of a calendar.
    pub fn moment(&self, unit: Unit) -> Option<Stamp> {
        let whole = match self {
            Self::Whole(number) => return of(*number, unit),
            Self::Broken(number) => *number,
            Self::Text(text) => match text.trim().parse::<i64>() {
                Ok(number) => return of(number, unit),
                Err(_) => text.trim().parse::<f64>().ok()?,
            },
        };
        // Mailgun: seconds with a fraction.
        let millis = whole
            * match unit {
                Unit::Seconds => 1_000.0,
                Unit::Millis => 1.0,
                Unit::Micros => 0.001,
            };
        (millis.is_finite() && millis.abs() < MOST as f64).then(|| Stamp::utc(millis.round() as Millis))
    }
}

/// The year 9999, in milliseconds.
const MOST: Millis = 253_402_300_800_000;

fn of(number: i64, unit: Unit) -> Option<Stamp> {
    let millis = match unit {
        Unit::Seconds => number.checked_mul(1_000)?,
        Unit::Millis => number,
        Unit::Micros => number.div_euclid(1_000),
    };
    (millis.abs() < MOST).then(|| Stamp::utc(millis))
}

/// `Fri, 21 Nov 2026 09:12:00 +0000`, with its offset.
pub(crate) fn rfc2822(text: &str) -> Option<Stamp> {
    let time = DateTime::parse_from_rfc2822(text.trim()).ok()?;
    let offset = i16::try_from(time.offset().local_minus_utc() / 60).ok()?;
    Some(Stamp { at: time.timestamp_millis(), offset })
}

/// `2024-01-02 11:17:37` (or with a `T`) as a clock in `zone` showed it. Of an hour that comes twice it is the first; one that
/// no clock there showed is read as if the clocks had not yet been put forward.
pub fn local(text: &str, zone: Tz) -> Option<Stamp> {
    let text = text.trim();
    let naive = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    let time = match zone.from_local_datetime(&naive) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => time,
        LocalResult::None => {
            let before = naive.checked_sub_signed(TimeDelta::hours(3))?;
            let earlier = zone.from_local_datetime(&before).earliest()?;
            earlier.checked_add_signed(TimeDelta::hours(3))?
        }
    };
    let offset = i16::try_from(time.offset().fix().local_minus_utc() / 60).ok()?;
    Some(Stamp { at: time.timestamp_millis(), offset })
}

/// How many minutes the clocks in `zone` are ahead of UTC at a moment (epoch ms).
pub fn offset_at(at: Millis, zone: Tz) -> Option<i16> {
    let time = DateTime::from_timestamp_millis(at)?.with_timezone(&zone);
    i16::try_from(time.offset().fix().local_minus_utc() / 60).ok()
}

/// `dd:hh:mm:ss` in milliseconds, as B2Chat writes lengths of time.
pub fn length(text: &str) -> Option<Millis> {
    let parts =
        text.trim().split(':').map(|part| part.parse::<i64>().ok().filter(|n| (0..=9_999_999).contains(n)));
    let parts: Vec<i64> = parts.collect::<Option<_>>()?;
    match parts.as_slice() {
        [days, hours, minutes, seconds] => {
            Some((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000)
        }
        _ => None,
    }
}
