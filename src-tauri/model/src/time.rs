//! Moments and durations.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Milliseconds: since the epoch (UTC) for a moment, or a length of time.
pub type Millis = i64;

/// A moment, with the offset it was stated in. Providers differ; what they said is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct Stamp {
    /// Epoch milliseconds, UTC.
    pub at: Millis,
    /// Offset from UTC as received, in minutes (`+01:00` is 60).
    pub offset: i16,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TimeError {
    #[error("{0:?} is not an RFC 3339 time such as 2026-11-21T09:12:00+01:00")]
    NotRfc3339(String),
    #[error("the time {0} lies outside the years 1 to 9999")]
    OutOfRange(Millis),
}

impl Stamp {
    pub const fn utc(at: Millis) -> Self {
        Self { at, offset: 0 }
    }

    /// Reads RFC 3339, keeping its offset. Fractions finer than a millisecond are dropped.
    ///
    /// # Errors
    /// [`TimeError::NotRfc3339`] with the text, cut to 64 characters.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let time = DateTime::parse_from_rfc3339(text)
            .map_err(|_| TimeError::NotRfc3339(text.chars().take(64).collect()))?;
        let offset = i16::try_from(time.offset().local_minus_utc() / 60).unwrap_or(0);
        Ok(Self { at: time.timestamp_millis(), offset })
    }

    /// The moment in its own offset.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] for moments no calendar here can hold.
    pub fn local(self) -> Result<DateTime<FixedOffset>, TimeError> {
        let zone = FixedOffset::east_opt(i32::from(self.offset) * 60);
        let utc = DateTime::from_timestamp_millis(self.at);
        match (utc, zone) {
            (Some(utc), Some(zone)) => Ok(utc.with_timezone(&zone)),
            _ => Err(TimeError::OutOfRange(self.at)),
        }
    }

    /// RFC 3339 with milliseconds and its own offset; [`Stamp::parse`] gives the same stamp back.
    pub fn to_rfc3339(self) -> String {
        match self.local() {
            Ok(time) => time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
            Err(_) => format!("{} ms", self.at),
        }
    }
}

/// A duration as seed S1 writes it: `dd:hh:mm:ss`, days unbounded, fractions dropped.
pub fn dd_hh_mm_ss(length: Millis) -> String {
    let sign = if length < 0 { "-" } else { "" };
    let s = length.unsigned_abs() / 1000;
    format!("{sign}{:02}:{:02}:{:02}:{:02}", s / 86_400, s / 3600 % 24, s / 60 % 60, s % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_keeps_the_offset_it_came_with() {
        for text in
            ["2026-11-21T09:12:00.000+01:00", "2026-03-29T03:00:00.125+02:00", "1969-12-31T23:59:59.999Z"]
        {
            let stamp = Stamp::parse(text).unwrap();
            assert_eq!(stamp.to_rfc3339(), text);
        }
        assert_eq!(Stamp::parse("2026-11-21T09:12:00+05:45").unwrap().offset, 345);
        assert!(Stamp::parse("21.11.2026").is_err());
    }

    #[test]
    fn durations_read_as_the_seed_writes_them() {
        // shows S1.2
        assert_eq!(dd_hh_mm_ss(0), "00:00:00:00");
        assert_eq!(dd_hh_mm_ss(93_784_999), "01:02:03:04");
        assert_eq!(dd_hh_mm_ss(-61_000), "-00:00:01:01");
    }
}
