//! From many runs to few figures.

use crate::clock::{Took, time};
use crate::error::{Error, Result};
use crate::figure::{Figure, Unit};
use crate::limits::{PATIENCE, RUNS, RUNS_FOR_P99, RUNS_LEAST};
use crate::tell;
use std::time::{Duration, Instant};

/// The figures so far, all of one scale.
#[derive(Debug)]
pub struct Report {
    scale: u64,
    only: Option<String>,
    figures: Vec<Figure>,
}

impl Report {
    /// `only`: the beginning of a figure's name; others are not measured where that saves work.
    pub const fn new(scale: u64, only: Option<String>) -> Self {
        Self { scale, only, figures: Vec::new() }
    }

    /// Whether any figure whose name begins so is wanted.
    pub fn wants(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|only| name.starts_with(only.as_str()) || only.starts_with(name))
    }

    /// The figures that were asked for.
    ///
    /// # Errors
    /// [`Error::Only`] when there are none.
    pub fn done(self) -> Result<Vec<Figure>> {
        let Some(only) = self.only else { return Ok(self.figures) };
        let figures: Vec<Figure> = self.figures.into_iter().filter(|f| f.name.starts_with(&only)).collect();
        if figures.is_empty() { Err(Error::Only(only)) } else { Ok(figures) }
    }

    pub fn add(&mut self, name: &str, unit: Unit, value: Option<f64>, peer: &str, peer_value: Option<f64>) {
        self.figures.push(Figure {
            name: name.to_owned(),
            scale: self.scale,
            value,
            unit,
            peer: peer.to_owned(),
            peer_value,
            bar: None,
            holds: None,
        });
    }

    /// Runs `ours` and `peer` in turns, each after one run that does not count, and adds the 50th and 99th
    /// percentile and the median of the time computed. Each gets the number of the run and tells how much
    /// it found; both must find the same. Nothing at all when the figure is not wanted.
    pub fn turns(
        &mut self,
        name: &str,
        peer_name: &str,
        mut ours: impl FnMut(usize) -> Result<u64>,
        mut peer: impl FnMut(usize) -> Result<u64>,
    ) -> Result<()> {
        if !self.wants(name) {
            return Ok(());
        }
        tell::say(&format!("Asking: {name}"));
        let found = ours(0)?;
        agree(name, found, peer(0)?)?;
        let (mut mine, mut theirs) = (Vec::new(), Vec::new());
        let began = Instant::now();
        while mine.len() < RUNS && (mine.len() < RUNS_LEAST || began.elapsed() < PATIENCE) {
            let run = mine.len();
            let (a, took) = time(|| ours(run));
            mine.push(took);
            let (b, took) = time(|| peer(run));
            theirs.push(took);
            agree(name, a?, b?)?;
        }
        self.latencies(name, peer_name, &mine, &theirs);
        Ok(())
    }

    fn latencies(&mut self, name: &str, peer: &str, mine: &[Took], theirs: &[Took]) {
        let wall = |runs: &[Took], share| percentile(runs.iter().map(|t| Some(t.wall)), share);
        let enough = mine.len() >= RUNS_FOR_P99;
        let late = |runs: &[Took]| wall(runs, 0.99).filter(|_| enough);
        let cpu = |runs: &[Took]| percentile(runs.iter().map(|t| t.cpu), 0.5);
        self.add(&format!("{name}.p50"), Unit::Millis, wall(mine, 0.5), peer, wall(theirs, 0.5));
        self.add(&format!("{name}.p99"), Unit::Millis, late(mine), peer, late(theirs));
        self.add(&format!("{name}.cpu"), Unit::CpuMillis, cpu(mine), peer, cpu(theirs));
    }
}

fn agree(name: &str, ours: u64, peer: u64) -> Result<()> {
    if ours == peer { Ok(()) } else { Err(Error::Disagree { what: name.to_owned(), ours, peer }) }
}

/// Milliseconds that a share of the runs did not take longer than; the median at 0.5. `None` when a run
/// does not tell.
pub fn percentile(runs: impl Iterator<Item = Option<Duration>>, share: f64) -> Option<f64> {
    let mut millis: Vec<f64> = runs.map(|run| Some(run?.as_secs_f64() * 1000.0)).collect::<Option<_>>()?;
    millis.sort_by(f64::total_cmp);
    // The nearest rank: never a time that no run took.
    let rank = (share * millis.len() as f64).ceil() as usize;
    millis.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_a_run_took() {
        let runs = |list: &[u64]| list.iter().map(|ms| Some(Duration::from_millis(*ms))).collect::<Vec<_>>();
        let hundred: Vec<u64> = (1..=100).rev().collect();
        for (list, share, want) in [
            (hundred.as_slice(), 0.5, Some(50.0)),
            (hundred.as_slice(), 0.99, Some(99.0)),
            (&[3, 1, 2], 0.5, Some(2.0)),
            (&[7], 0.99, Some(7.0)),
            (&[], 0.5, None),
        ] {
            assert_eq!(percentile(runs(list).into_iter(), share), want, "{list:?}");
        }
        assert_eq!(percentile([Some(Duration::ZERO), None].into_iter(), 0.5), None);
    }

    #[test]
    fn sides_that_find_different_things_are_not_compared() {
        let mut report = Report::new(1, None);
        let found = report.turns("x", "y", |_| Ok(2), |_| Ok(3));
        assert!(matches!(found, Err(Error::Disagree { ours: 2, peer: 3, .. })), "{found:?}");
        assert!(report.turns("x", "y", |run| Ok(run as u64), |run| Ok(run as u64)).is_ok());
        let names: Vec<_> = report.figures.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["x.p50", "x.p99", "x.cpu"]);
    }
}
