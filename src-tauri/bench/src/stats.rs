//! From many runs to few figures.

use crate::clock::{Took, time};
use crate::error::Result;
use crate::limits::{PATIENCE, PEER_PATIENCE, PEER_RUNS, RUNS, RUNS_FOR_P99, RUNS_LEAST};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};

/// What each run of one question took.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Runs(Vec<Took>);

impl Runs {
    pub fn push(&mut self, took: Took) {
        self.0.push(took);
    }

    pub fn extend(&mut self, more: &Self) {
        self.0.extend_from_slice(&more.0);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Of ours: one run that does not count, then as many as patience allows.
    pub fn of_ours(mut work: impl FnMut(usize) -> Result<()>) -> Result<Self> {
        work(0)?;
        let mut runs = Self::default();
        let began = Instant::now();
        while runs.0.len() < RUNS && (runs.0.len() < RUNS_LEAST || began.elapsed() < PATIENCE) {
            let run = runs.0.len();
            let (done, took) = time(|| work(run));
            done?;
            runs.push(took);
        }
        Ok(runs)
    }

    /// Of a peer, which was asked once already: fewer, and a slow one only once.
    pub fn of_peer(mut work: impl FnMut(usize) -> Result<()>) -> Result<Self> {
        let mut runs = Self::default();
        let began = Instant::now();
        while runs.is_empty() || (runs.0.len() < PEER_RUNS && began.elapsed() < PEER_PATIENCE) {
            let run = runs.0.len();
            let (done, took) = time(|| work(run));
            done?;
            runs.push(took);
        }
        Ok(runs)
    }

    /// Milliseconds of the clock on the wall; the median at 0.5. High shares need many runs.
    pub fn wall(&self, share: f64) -> Option<f64> {
        let enough = share <= 0.5 || self.0.len() >= RUNS_FOR_P99;
        percentile(self.0.iter().map(|took| Some(took.wall)), share).filter(|_| enough)
    }

    /// Milliseconds computed.
    pub fn cpu(&self, share: f64) -> Option<f64> {
        let enough = share <= 0.5 || self.0.len() >= RUNS_FOR_P99;
        percentile(self.0.iter().map(|took| took.cpu), share).filter(|_| enough)
    }
}

/// Milliseconds that a share of the runs did not take longer than. `None` when a run does not tell.
fn percentile(runs: impl Iterator<Item = Option<Duration>>, share: f64) -> Option<f64> {
    let mut millis: Vec<f64> = runs.map(|run| Some(run?.as_secs_f64() * 1000.0)).collect::<Option<_>>()?;
    millis.sort_by(f64::total_cmp);
    // The nearest rank: never a time that no run took.
    let rank = (share * millis.len() as f64).ceil() as usize;
    millis.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn took(ms: u64, cpu: Option<u64>) -> Took {
        Took { wall: Duration::from_millis(ms), cpu: cpu.map(Duration::from_millis) }
    }

    #[test]
    fn percentiles_are_times_that_runs_took_and_need_enough_of_them() {
        let runs = Runs((1..=100).rev().map(|ms| took(ms, Some(ms / 2))).collect());
        assert_eq!((runs.wall(0.5), runs.wall(0.99)), (Some(50.0), Some(99.0)));
        assert_eq!(runs.cpu(0.99), Some(49.0));
        let few = Runs(vec![took(3, Some(1)), took(1, None), took(2, Some(1))]);
        assert_eq!((few.wall(0.5), few.wall(0.99), few.cpu(0.5)), (Some(2.0), None, None));
        assert_eq!(Runs::default().wall(0.5), None);
    }

    #[test]
    fn a_peer_runs_at_least_once_and_ours_once_more_than_counted() {
        let mut asked = 0;
        let runs = Runs::of_ours(|_| {
            asked += 1;
            Ok(())
        });
        assert_eq!((runs.map(|runs| runs.0.len()).ok(), asked), (Some(RUNS), RUNS + 1));
        let runs = Runs::of_peer(|_| Ok(()));
        assert_eq!(runs.map(|runs| runs.0.len()).ok(), Some(PEER_RUNS));
    }
}
