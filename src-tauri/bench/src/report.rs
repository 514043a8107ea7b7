//! The figures so far, all of one scale.

use crate::bars;
use crate::error::{Error, Result};
use crate::figure::{Figure, Unit};
use crate::stats::Runs;

#[derive(Debug)]
pub struct Report {
    pub scale: u64,
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

    /// Whether all of them are wanted.
    pub const fn whole(&self) -> bool {
        self.only.is_none()
    }

    /// Whether only figures whose names begin so are wanted.
    pub fn is_of(&self, name: &str) -> bool {
        self.only.as_ref().is_some_and(|only| only.starts_with(name))
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

    /// A figure beside its peer's; a peer that has none says why in its name.
    pub fn add(&mut self, name: &str, unit: Unit, value: Option<f64>, peer: &str, peer_value: Option<f64>) {
        let bar = bars::of(name, peer_value);
        let holds = value.zip(bar).map(|(value, bar)| unit.reaches(value, bar));
        self.figures.push(Figure {
            name: name.to_owned(),
            scale: self.scale,
            value,
            unit,
            peer: peer.to_owned(),
            peer_value,
            bar,
            holds,
        });
    }

    /// The 50th and 99th percentile by the clock on the wall and by the time computed.
    pub fn latencies(&mut self, name: &str, peer: &str, ours: &Runs, peers: &Runs) {
        let mut add = |ending: &str, unit, figure: fn(&Runs) -> Option<f64>| {
            self.add(&format!("{name}.{ending}"), unit, figure(ours), peer, figure(peers));
        };
        add("p50", Unit::Millis, |runs| runs.wall(0.5));
        add("p99", Unit::Millis, |runs| runs.wall(0.99));
        add("cpu", Unit::CpuMillis, |runs| runs.cpu(0.5));
        add("cpu_p99", Unit::CpuMillis, |runs| runs.cpu(0.99));
    }

    /// Ours beside one more peer, by medians of the clock on the wall.
    pub fn beside(&mut self, name: &str, ending: &str, peer: &str, ours: &Runs, peers: &Runs) {
        self.add(&format!("{name}.{ending}"), Unit::Millis, ours.wall(0.5), peer, peers.wall(0.5));
    }
}
