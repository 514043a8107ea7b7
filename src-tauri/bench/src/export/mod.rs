//! Handing out: every message with its 27 columns as CSV in a zip encrypted with AES-256.
//!
//! Ours runs in a process of its own, so that its peak of memory is its own. The peer is the pipe that one
//! would type: `sqlite3 -csv … | 7z a -si`.

pub mod child;
mod pipe;

use crate::error::Result;
use crate::figure::Unit;
use crate::limits::EXPORTS;
use crate::ours::Folders;
use crate::tell;
use crate::times::Report;
use serde::{Deserialize, Serialize};

/// One run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Run {
    pub rows: u64,
    pub wall: f64,
    /// Seconds computed, all programs together.
    pub cpu: Option<f64>,
    /// Most bytes in memory at once, all programs together.
    pub peak: Option<u64>,
}

const NAME: &str = "export.messages";

/// In turns, ours and the pipe's. Both databases must be closed.
pub fn compare(scale: u64, folders: &Folders, report: &mut Report) -> Result<()> {
    if !report.wants("export") {
        return Ok(());
    }
    let pipe = pipe::Pipe::find();
    let (mut ours, mut peer) = (Vec::new(), Vec::new());
    for run in 0..EXPORTS {
        tell::say(&format!("Exporting, {} of {EXPORTS}", run + 1));
        ours.push(child::start(folders, run)?);
        if let Ok(pipe) = &pipe {
            peer.push(pipe.run(scale, folders, run)?);
        }
    }
    let title = pipe.as_ref().map_or_else(ToString::to_string, pipe::Pipe::title);
    let mut add = |name: &str, unit, figure: fn(&Run) -> Option<f64>| {
        report.add(name, unit, median(&ours, figure), &title, median(&peer, figure));
    };
    add(NAME, Unit::RowsPerSecond, |run| Some(run.rows as f64 / run.wall));
    add("export.messages.cpu", Unit::RowsPerCpuSecond, |run| Some(run.rows as f64 / run.cpu?));
    add("export.peak_memory", Unit::Megabytes, |run| Some(run.peak? as f64 / 1_000_000.0));
    Ok(())
}

fn median(runs: &[Run], figure: impl Fn(&Run) -> Option<f64>) -> Option<f64> {
    let mut figures: Vec<f64> = runs.iter().map(figure).collect::<Option<_>>()?;
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len().saturating_sub(1) / 2).copied()
}
