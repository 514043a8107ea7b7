//! Handing out: every message with its 27 columns as CSV in a zip encrypted with AES-256.
//!
//! Ours runs in a process of its own, so that its peak of memory is its own. The peer is the pipe that one
//! would type: `sqlite3 -csv … | 7z a -si`.

pub mod child;
mod pipe;

use super::told::Told;
use crate::error::Result;
use crate::figure::Unit;
use crate::folders::Folders;
use crate::limits::{EXPORTS, EXPORTS_MOST};
use crate::report::Report;
use crate::tell;
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

/// The store must be closed.
pub fn ask(folders: &Folders, plain: Option<&Told>, report: &mut Report) -> Result<()> {
    if !report.wants(NAME) {
        return Ok(());
    }
    let ours = runs(report.scale, "Exporting", |run| child::start(folders, run))?;
    let title = plain.map_or("not asked", |told| told.exporter.as_str());
    let peer = plain.map(|told| told.exports.as_slice()).unwrap_or_default();
    let mut add = |name: &str, unit, figure: fn(&Run) -> Option<f64>| {
        report.add(&format!("{NAME}.{name}"), unit, median(&ours, figure), title, median(peer, figure));
    };
    add("wall", Unit::RowsPerSecond, |run| Some(run.rows as f64 / run.wall));
    add("cpu", Unit::RowsPerCpuSecond, |run| Some(run.rows as f64 / run.cpu?));
    add("peak_memory", Unit::Megabytes, |run| Some(run.peak? as f64 / 1_000_000.0));
    Ok(())
}

pub fn of_pipe(folders: &Folders, report: &Report, told: &mut Told) -> Result<()> {
    if report.wants(NAME) {
        match pipe::Pipe::find() {
            Ok(pipe) => {
                told.exporter = pipe.title();
                let rows = report.scale;
                told.exports = runs(rows, "Exporting with sqlite3 | 7z", |run| pipe.run(rows, folders, run))?;
            }
            Err(missing) => told.exporter = missing.to_string(),
        }
    }
    Ok(())
}

fn runs(rows: u64, doing: &str, export: impl Fn(usize) -> Result<Run>) -> Result<Vec<Run>> {
    let runs = if rows > EXPORTS_MOST { 1 } else { EXPORTS };
    let run = |run| {
        tell::say(&format!("{doing}, {} of {runs}", run + 1));
        export(run)
    };
    (0..runs).map(run).collect()
}

fn median(runs: &[Run], figure: impl Fn(&Run) -> Option<f64>) -> Option<f64> {
    let mut figures: Vec<f64> = runs.iter().map(figure).collect::<Option<_>>()?;
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len().saturating_sub(1) / 2).copied()
}
