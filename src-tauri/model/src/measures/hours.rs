//! When somebody is there to answer, by the clocks of a zone.

use crate::time::Millis;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};

const MINUTES_OF_DAY: u16 = 24 * 60;
/// Days that are walked through for one length of time; of a longer one nothing is told. Source: no chat of ten
/// years is measured, and a made-up date must not cost a second.
const DAYS: u64 = 3_660;
/// The year 9999: what lies beyond is no moment of a chat.
const LATEST: u64 = 253_402_300_800_000;
/// Parts of a text of hours. Source: three shifts on each day of a week, and some to spare.
const PARTS: usize = 40;
const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What is told of a text that names no hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("hours are written like mon-fri 09:00-18:00, sat 10:00-14:00, or always")]
pub struct NoHours;

/// A stretch of a weekday in which somebody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// From 0 for Monday to 6.
    pub day: u8,
    /// Minutes from midnight on the clock; 1440 is the next midnight.
    pub from: u16,
    pub to: u16,
}

/// When somebody is there to answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours {
    /// `None`: always.
    shifts: Option<Vec<Shift>>,
}

impl Hours {
    /// Day and night: what an account has that keeps no hours.
    pub const ALWAYS: Self = Self { shifts: None };

    /// Shifts that overlap count once. `None` for one that is no part of a week.
    pub fn of(shifts: &[Shift]) -> Option<Self> {
        let fits = |shift: &Shift| shift.day < 7 && shift.from < shift.to && shift.to <= MINUTES_OF_DAY;
        if !shifts.iter().all(fits) {
            return None;
        }
        let mut sorted = shifts.to_vec();
        sorted.sort_by_key(|shift| (shift.day, shift.from));
        let mut apart: Vec<Shift> = Vec::new();
        for shift in sorted {
            match apart.last_mut().filter(|last| last.day == shift.day && shift.from <= last.to) {
                Some(last) => last.to = last.to.max(shift.to),
                None => apart.push(shift),
            }
        }
        Some(Self { shifts: Some(apart) })
    }

    /// Reads `mon-fri 09:00-18:00, sat 10:00-14:00`. Days may have several shifts (`mon 09:00-12:00 13:00-17:00`), a
    /// shift may run past midnight (`fri 22:00-02:00`), and an empty text or `always` is [`Hours::ALWAYS`].
    ///
    /// # Errors
    /// [`NoHours`] for any other text.
    pub fn parse(text: &str) -> Result<Self, NoHours> {
        let text = text.trim().to_lowercase();
        if text.is_empty() || text == "always" {
            return Ok(Self::ALWAYS);
        }
        let parts: Vec<&str> =
            text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
        if parts.is_empty() || parts.len() > PARTS {
            return Err(NoHours);
        }
        let shifts = parts.into_iter().map(part).collect::<Result<Vec<_>, _>>()?;
        Self::of(&shifts.concat()).ok_or(NoHours)
    }

    /// Milliseconds between two moments in which somebody was there by the clocks of `zone`; days of 23 and of
    /// 25 hours have as many. `None` beyond ten years.
    pub fn within<Z: TimeZone>(&self, zone: &Z, from: Millis, to: Millis) -> Option<Millis> {
        let Some(shifts) = &self.shifts else { return Some(to.saturating_sub(from).max(0)) };
        let (first, last) = (date(zone, from)?, date(zone, to.max(from))?);
        let days =
            u64::try_from(last.signed_duration_since(first).num_days()).ok().filter(|days| *days <= DAYS)?;
        let mut sum: Millis = 0;
        for day in (0..=days).filter_map(|days| first.checked_add_days(Days::new(days))) {
            let weekday = day.weekday().num_days_from_monday();
            for shift in shifts.iter().filter(|shift| u32::from(shift.day) == weekday) {
                let begins = moment(zone, day, shift.from, Of::Earliest)?;
                let ends = moment(zone, day, shift.to, Of::Latest)?;
                sum = sum.saturating_add(ends.min(to).saturating_sub(begins.max(from)).max(0));
            }
        }
        Some(sum)
    }
}

fn date<Z: TimeZone>(zone: &Z, at: Millis) -> Option<NaiveDate> {
    let at = Some(at).filter(|at| at.unsigned_abs() < LATEST)?;
    DateTime::<Utc>::from_timestamp_millis(at).map(|at| at.with_timezone(zone).date_naive())
}

/// Which of two, when clocks show a time twice.
#[derive(Clone, Copy)]
enum Of {
    Earliest,
    Latest,
}

/// When clocks show so many minutes after midnight; a time that they leap over is read as if they had not leapt.
fn moment<Z: TimeZone>(zone: &Z, day: NaiveDate, minutes: u16, of: Of) -> Option<Millis> {
    let shown = day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(i64::from(minutes)))?;
    let read = |shown: &NaiveDateTime| {
        let times = zone.from_local_datetime(shown);
        match of {
            Of::Earliest => times.earliest(),
            Of::Latest => times.latest(),
        }
    };
    let time = match read(&shown) {
        Some(time) => time,
        None => {
            let leap = TimeDelta::hours(3);
            read(&shown.checked_sub_signed(leap)?)?.checked_add_signed(leap)?
        }
    };
    Some(time.timestamp_millis())
}

/// `mon-fri 09:00-12:00 13:00-18:00`
fn part(text: &str) -> Result<Vec<Shift>, NoHours> {
    let mut words = text.split_whitespace();
    let days = days(words.next().ok_or(NoHours)?)?;
    let times = words.take(PARTS).map(times).collect::<Result<Vec<_>, _>>()?;
    if times.is_empty() {
        return Err(NoHours);
    }
    Ok(days.iter().flat_map(|day| times.iter().flat_map(|(from, to)| shifts(*day, *from, *to))).collect())
}

/// One that runs past midnight is two.
fn shifts(day: u8, from: u16, to: u16) -> Vec<Shift> {
    if from < to {
        return vec![Shift { day, from, to }];
    }
    let late = Shift { day, from, to: MINUTES_OF_DAY };
    let early = Shift { day: (day + 1) % 7, from: 0, to };
    [late, early].into_iter().filter(|shift| shift.from < shift.to).collect()
}

/// `mon`, `mon-fri`, `sat-mon`
fn days(text: &str) -> Result<Vec<u8>, NoHours> {
    let day = |word: &str| {
        let at = WEEK.iter().position(|known| *known == word);
        at.and_then(|at| u8::try_from(at).ok()).ok_or(NoHours)
    };
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (day(first)?, day(last)?);
    let many = (last + 7 - first) % 7;
    Ok((0..=many).map(|after| (first + after) % 7).collect())
}

/// `09:00-18:00`; the same time twice is no shift.
fn times(text: &str) -> Result<(u16, u16), NoHours> {
    let (from, to) = text.split_once('-').ok_or(NoHours)?;
    let (from, to) = (clock(from)?, clock(to)?);
    if from == to || from >= MINUTES_OF_DAY { Err(NoHours) } else { Ok((from, to)) }
}

/// Minutes since midnight; `24:00` is the next one.
fn clock(text: &str) -> Result<u16, NoHours> {
    let number = |text: &str| match text.len() {
        1 | 2 if text.bytes().all(|b| b.is_ascii_digit()) => text.parse::<u16>().map_err(|_| NoHours),
        _ => Err(NoHours),
    };
    let (hour, minute) = text.split_once(':').ok_or(NoHours)?;
    let (hour, minute) = (number(hour)?, number(minute)?);
    let minutes = hour * 60 + minute;
    if minute < 60 && minutes <= MINUTES_OF_DAY { Ok(minutes) } else { Err(NoHours) }
}
