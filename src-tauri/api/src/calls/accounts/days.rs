//! The days that a calendar shows.

use crate::limits;
use model::Millis;

pub(super) const HOUR: Millis = 3_600_000;
pub(super) const DAY: Millis = 24 * HOUR;

/// The days that are shown, as the person has them.
pub(super) struct Days {
    /// Days since the epoch, there.
    first: i64,
    pub count: usize,
    /// From UTC, in milliseconds, whole hours: counts are kept by the hour.
    east: Millis,
}

impl Days {
    pub fn new(until: Millis, count: usize, offset: i16) -> Self {
        let count = count.clamp(1, limits::CALENDAR);
        let east = (i64::from(offset) + 30).div_euclid(60) * HOUR;
        let last = until.saturating_add(east).div_euclid(DAY);
        Self { first: last - i64::try_from(count).unwrap_or(0) + 1, count, east }
    }

    /// The number of a moment's day, which may lie outside.
    fn day(&self, at: Millis) -> i64 {
        at.saturating_add(self.east).div_euclid(DAY) - self.first
    }

    pub fn at(&self, at: Millis) -> Option<usize> {
        usize::try_from(self.day(at)).ok().filter(|day| *day < self.count)
    }

    pub fn begin(&self, day: i64) -> Millis {
        (self.first + day) * DAY - self.east
    }

    /// The days from a moment's day on, and before the day after another's; `None` when none is shown.
    pub fn between(&self, from: Option<Millis>, to: Option<Millis>) -> Option<(usize, usize)> {
        let count = i64::try_from(self.count).unwrap_or(i64::MAX);
        let from = from.map_or(0, |from| self.day(from).clamp(0, count));
        // A day that ends at the moment is wholly before it.
        let until = to.map_or(count, |to| (self.day(to.saturating_sub(1)) + 1).clamp(0, count));
        let (from, until) = (usize::try_from(from).ok()?, usize::try_from(until).ok()?);
        (from < until).then_some((from, until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 100 * DAY + 9 * HOUR;

    #[test]
    fn days_are_the_persons_own() {
        let days = Days::new(NOW, 10, 120);
        assert_eq!((days.count, days.at(NOW), days.at(NOW - 10 * DAY)), (10, Some(9), None));
        assert_eq!(days.begin(9), 100 * DAY - 2 * HOUR);
        assert_eq!(days.at(100 * DAY - 2 * HOUR), Some(9), "two hours east the day has begun");
        assert_eq!(Days::new(NOW, 0, 0).count, 1);
        assert_eq!(Days::new(NOW, 9_999, 0).count, limits::CALENDAR);
        assert_eq!(Days::new(0, 1, -570).east, -9 * HOUR, "the nearest whole hour");
    }
}
