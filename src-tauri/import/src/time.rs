//! How files write moments.

use chrono_tz::Tz;
use model::{Millis, Stamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// In which order a file writes the parts of a day, or what it counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "ImportTimes")]
pub enum Times {
    /// `2026-11-21 09:12:00`, with an offset or without.
    #[default]
    Iso,
    /// `21/11/2026 09:12`, `21.11.2026 09:12:00`.
    DayFirst,
    /// `11/21/2026 09:12`.
    MonthFirst,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
}

/// Why a cell is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Odd {
    /// It is one, by a clock of which nobody said where it stands.
    NoZone,
    Unreadable,
}

/// A moment; `None` when the cell is empty.
pub(crate) fn read(cell: &str, times: Times, zone: Option<Tz>) -> Result<Option<Stamp>, Odd> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    match times {
        Times::Iso => iso(cell, zone),
        Times::DayFirst | Times::MonthFirst => {
            let text = turned(cell, times == Times::DayFirst).ok_or(Odd::Unreadable)?;
            local(&text, zone)
        }
        Times::Seconds => count(cell, 1000.0),
        Times::Millis => count(cell, 1.0),
    }
    .map(Some)
}

fn iso(cell: &str, zone: Option<Tz>) -> Result<Stamp, Odd> {
    if let Ok(stamp) = Stamp::parse(cell) {
        return Ok(stamp);
    }
    // RFC 3339 allows a space for the T; the seconds are sometimes left out.
    let text = if cell.matches(':').count() == 1 { format!("{cell}:00") } else { cell.to_owned() };
    local(&text, zone)
}

fn local(text: &str, zone: Option<Tz>) -> Result<Stamp, Odd> {
    let utc = provider::local_time(text, Tz::UTC).ok_or(Odd::Unreadable)?;
    match zone {
        Some(zone) => provider::local_time(text, zone).ok_or(Odd::Unreadable),
        None if utc.at.abs() < Millis::MAX => Err(Odd::NoZone),
        None => Err(Odd::Unreadable),
    }
}

/// `21/11/2026 09:12` as `2026-11-21 09:12:00`.
fn turned(cell: &str, day_first: bool) -> Option<String> {
    let (date, clock) = cell.split_once([' ', 'T', ',']).unwrap_or((cell, ""));
    let mut parts = date.trim_end_matches(',').split(['/', '.', '-']);
    let (one, two, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (day, month) = if day_first { (one, two) } else { (two, one) };
    let number = |text: &str| text.parse::<u32>().ok();
    let (day, month, year) = (number(day)?, number(month)?, number(year)?);
    if parts.next().is_some() || year < 1000 {
        return None;
    }
    let clock = match clock.trim() {
        "" => "00:00:00".to_owned(),
        clock if clock.matches(':').count() == 1 => format!("{clock}:00"),
        clock => clock.to_owned(),
    };
    Some(format!("{year:04}-{month:02}-{day:02} {clock}"))
}

/// The year 9999, in milliseconds.
const MOST: f64 = 253_402_300_800_000.0;

fn count(cell: &str, millis: f64) -> Result<Stamp, Odd> {
    let number: f64 = cell.parse().map_err(|_| Odd::Unreadable)?;
    let at = (number * millis).round();
    if at.is_finite() && at.abs() < MOST { Ok(Stamp::utc(at as Millis)) } else { Err(Odd::Unreadable) }
}

/// A moment as a clock in `zone` shows it, for keys: `2024-01-02 11:17:37`, with milliseconds where there are any.
pub(crate) fn clock(stamp: Stamp, zone: Option<Tz>) -> String {
    let offset = zone.and_then(|zone| provider::offset_at(stamp.at, zone)).unwrap_or(0);
    let text = Stamp { at: stamp.at, offset }.to_rfc3339();
    let text = text.get(..23).unwrap_or(&text).replacen('T', " ", 1);
    text.strip_suffix(".000").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::Bogota;

    #[test]
    fn moments_are_read_as_the_file_writes_them_and_never_guessed() {
        let at = |text: &str| Ok(Some(Stamp::parse(text).unwrap()));
        let cases = [
            ("", Times::Iso, None, Ok(None)),
            ("2026-11-21T09:12:00.125+01:00", Times::Iso, None, at("2026-11-21T09:12:00.125+01:00")),
            ("2026-11-21 09:12:00", Times::Iso, None, Err(Odd::NoZone)),
            ("2026-11-21 09:12:00", Times::Iso, Some(Bogota), at("2026-11-21T09:12:00-05:00")),
            ("2026-11-21 09:12", Times::Iso, Some(Bogota), at("2026-11-21T09:12:00-05:00")),
            ("21/11/2026 09:12", Times::Iso, Some(Bogota), Err(Odd::Unreadable)),
            ("21/11/2026 09:12", Times::DayFirst, Some(Bogota), at("2026-11-21T09:12:00-05:00")),
            ("3.4.2026", Times::DayFirst, Some(Bogota), at("2026-04-03T00:00:00-05:00")),
            ("3/4/2026 1:02:03", Times::MonthFirst, Some(Bogota), at("2026-03-04T01:02:03-05:00")),
            ("13/4/2026", Times::MonthFirst, Some(Bogota), Err(Odd::Unreadable)),
            ("1700000000", Times::Seconds, None, at("2023-11-14T22:13:20Z")),
            ("1700000000123", Times::Millis, None, at("2023-11-14T22:13:20.123Z")),
            ("1e300", Times::Millis, None, Err(Odd::Unreadable)),
            ("soon", Times::Iso, None, Err(Odd::Unreadable)),
        ];
        for (cell, times, zone, want) in cases {
            assert_eq!(read(cell, times, zone), want, "{cell}");
        }
        let stamp = Stamp::parse("2026-11-21T14:12:00Z").unwrap();
        assert_eq!(clock(stamp, Some(Bogota)), "2026-11-21 09:12:00");
        assert_eq!(clock(Stamp::utc(stamp.at + 7), None), "2026-11-21 14:12:00.007");
    }
}
