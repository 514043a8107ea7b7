//! What is asked first in a store that was just opened: nothing of it is in the program's memory yet. (The
//! system's own cache of the file is left alone; a person's machine has just read it too.)

use crate::clock::{Took, time};
use crate::error::{Error, Result};
use crate::limits::{FACET_VALUES, OPENINGS, PATIENCE, RUNS_LEAST, WINDOW};
use crate::ours::{Asker, Ours};
use crate::report::Report;
use crate::stats::Runs;
use crate::tell;
use query::Subject;
use std::path::Path;
use std::time::Instant;

/// Facets over all rows: a subject and a field with many values.
const FACETS: [(&str, Subject, &str); 3] = [
    ("sessions_sender", Subject::Sessions, "sender"),
    ("messages_agent", Subject::Messages, "agent"),
    ("deliveries_template", Subject::Deliveries, "template"),
];
/// Bars of a plot: a day each, over the thirteen months of the made-up world.
const BARS: usize = 396;

pub fn ask(store: &Path, report: &mut Report) -> Result<()> {
    if report.wants("open.first_screen") {
        opening(store, report)?;
    }
    for (name, subject, field) in FACETS {
        let name = format!("facet.first.{name}");
        if report.wants(&name) {
            let runs =
                first(store, &name, |asker| some(&name, asker.values(subject, field, FACET_VALUES)?.1))?;
            report.latencies(&name, "", &runs, &Runs::default());
        }
    }
    Ok(())
}

/// From the key in hand to the first window of sessions with their number.
fn opening(store: &Path, report: &mut Report) -> Result<()> {
    tell::say("Asking: open.first_screen");
    let key = Ours::unlock(store)?;
    let runs = repeated(|| {
        let (opened, took) = time(|| -> Result<Ours> {
            let ours = Ours::open(store, &key)?;
            let asker = ours.asker();
            let answer = asker.open(Subject::Sessions, "")?;
            some("open.first_screen", asker.window(&answer, 0, WINDOW)? as u64)?;
            Ok(ours)
        });
        opened?.close()?;
        Ok(took)
    })?;
    report.latencies("open.first_screen", "", &runs, &Runs::default());
    Ok(())
}

/// Each run in a store opened anew; opening is not counted.
fn first(store: &Path, name: &str, work: impl Fn(&Asker<'_>) -> Result<()>) -> Result<Runs> {
    tell::say(&format!("Asking: {name}"));
    let key = Ours::unlock(store)?;
    repeated(|| {
        let ours = Ours::open(store, &key)?;
        let (done, took) = time(|| work(&ours.asker()));
        done?;
        ours.close()?;
        Ok(took)
    })
}

fn repeated(mut work: impl FnMut() -> Result<Took>) -> Result<Runs> {
    let (mut runs, mut count) = (Runs::default(), 0);
    let began = Instant::now();
    while count < OPENINGS && (count < RUNS_LEAST || began.elapsed() < PATIENCE * 2) {
        runs.push(work()?);
        count += 1;
    }
    Ok(runs)
}

/// Plots over all time, and the rows of a question over time.
pub fn plots(asker: &Asker<'_>, report: &mut Report) -> Result<()> {
    let plots = [
        ("plot.sessions_by_channel", Subject::Sessions, Some("channel")),
        ("plot.messages_by_channel", Subject::Messages, Some("channel")),
        ("plot.deliveries_by_status", Subject::Deliveries, Some("status")),
        ("plot.messages", Subject::Messages, None),
    ];
    for (name, subject, field) in plots {
        warm(name, report, || some(name, asker.plot(subject, field)?))?;
    }
    let histograms = [
        ("histogram.messages", Subject::Messages, ""),
        ("histogram.messages_of_a_channel", Subject::Messages, "channel:whatsapp"),
        ("histogram.deliveries_failed", Subject::Deliveries, "status:failed"),
        ("histogram.word", Subject::Messages, "courier"),
    ];
    for (name, subject, text) in histograms {
        warm(name, report, || some(name, asker.histogram(subject, text, BARS)?))?;
    }
    Ok(())
}

fn warm(name: &str, report: &mut Report, work: impl Fn() -> Result<()>) -> Result<()> {
    if report.wants(name) {
        tell::say(&format!("Asking: {name}"));
        let runs = Runs::of_ours(|_| work())?;
        report.latencies(name, "", &runs, &Runs::default());
    }
    Ok(())
}

fn some(what: &str, found: u64) -> Result<()> {
    if found > 0 { Ok(()) } else { Err(Error::Empty { what: what.to_owned() }) }
}
