//! How far an export is.

use crate::limits;
use model::Millis;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Rows read so far, those left out included.
    pub rows: u64,
    /// Rows the query found.
    pub total: u64,
    /// Bytes of the protected file so far.
    pub bytes: u64,
    pub per_second: f64,
}

impl Progress {
    /// Rows still to come.
    pub const fn remaining(&self) -> u64 {
        self.total.saturating_sub(self.rows)
    }

    /// Seconds still to come at the rate so far; `None` before there is one.
    pub fn remaining_seconds(&self) -> Option<f64> {
        (self.per_second > 0.0).then(|| self.remaining() as f64 / self.per_second)
    }
}

/// Says when progress is to be told, and at which rate it goes.
pub(crate) struct Meter {
    begun: Millis,
    told: Option<Millis>,
    total: u64,
}

impl Meter {
    pub fn new(now: Millis, total: u64) -> Self {
        Self { begun: now, told: None, total }
    }

    /// Progress, if it is the first, the last, or long enough after the one before.
    pub fn tell(&mut self, rows: u64, bytes: u64, now: Millis) -> Option<Progress> {
        let due = self.told.is_none_or(|told| now.saturating_sub(told) >= limits::PROGRESS_EVERY);
        if !due && rows < self.total {
            return None;
        }
        self.told = Some(now);
        let seconds = now.saturating_sub(self.begun).max(0) as f64 / 1000.0;
        let per_second = if seconds > 0.0 { rows as f64 / seconds } else { 0.0 };
        Some(Progress { rows, total: self.total, bytes, per_second })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_last_and_ten_a_second() {
        // shows S1.4
        let mut meter = Meter::new(1_000, 100);
        assert_eq!(meter.tell(0, 0, 1_000).map(|p| p.per_second), Some(0.0));
        assert_eq!(meter.tell(10, 5, 1_050), None);
        let half = meter.tell(50, 5, 3_000).unwrap();
        assert_eq!((half.per_second, half.remaining(), half.remaining_seconds()), (25.0, 50, Some(2.0)));
        assert!(meter.tell(100, 9, 3_001).is_some(), "the last is always told");
    }
}
