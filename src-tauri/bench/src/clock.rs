//! Time as it passes, and time as this thread computes.
//!
//! On a machine that does other things too, the second one repeats better.

use serde::{Deserialize, Serialize};
use std::ops::AddAssign;
use std::time::{Duration, Instant};

/// What some work took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Took {
    pub wall: Duration,
    /// `None` where the system does not tell.
    pub cpu: Option<Duration>,
}

impl AddAssign for Took {
    fn add_assign(&mut self, more: Self) {
        // Nothing yet adds up with something; something untold makes the sum untold.
        let nothing = self.wall.is_zero() && self.cpu.is_none();
        self.cpu = if nothing { more.cpu } else { self.cpu.zip(more.cpu).map(|(a, b)| a + b) };
        self.wall += more.wall;
    }
}

/// Times `work`, which must stay on this thread.
pub fn time<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (began, computed) = (Instant::now(), thread());
    let value = work();
    let cpu = thread().zip(computed).map(|(after, before)| after.saturating_sub(before));
    (value, Took { wall: began.elapsed(), cpu })
}

/// Computed so far by this thread.
#[cfg(target_os = "linux")]
pub fn thread() -> Option<Duration> {
    // Finer than the usage that the system keeps, which may count in ticks.
    let clock = nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID;
    nix::time::clock_gettime(clock).ok().map(Duration::from)
}

#[cfg(not(target_os = "linux"))]
pub fn thread() -> Option<Duration> {
    None
}

/// Computed so far by the programs that this one started and that have ended.
#[cfg(unix)]
pub fn children() -> Option<Duration> {
    let usage = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN).ok()?;
    let micros = |time: nix::sys::time::TimeVal| {
        u64::try_from(time.tv_sec()).unwrap_or(0) * 1_000_000 + u64::try_from(time.tv_usec()).unwrap_or(0)
    };
    Some(Duration::from_micros(micros(usage.user_time()) + micros(usage.system_time())))
}

#[cfg(not(unix))]
pub fn children() -> Option<Duration> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_told_only_when_every_part_is() {
        let took = |ms, cpu: Option<u64>| Took {
            wall: Duration::from_millis(ms),
            cpu: cpu.map(Duration::from_millis),
        };
        let mut sum = Took::default();
        sum += took(5, Some(3));
        sum += took(4, Some(2));
        assert_eq!(sum, took(9, Some(5)));
        sum += took(1, None);
        assert_eq!(sum, took(10, None));
    }
}
