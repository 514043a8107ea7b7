//! `counterfoil-bench`: figures of the program beside those of the plain tools that do the same work.
//!
//! Promises: ours and its peers do the same work on the same made-up data in the same run; where they find
//! different things there is no figure but an error. With `--json` standard output holds one JSON document and
//! nothing else. Never: the network beyond loopback, real data, or anything left behind that was not asked for.

mod bars;
mod clock;
mod corpus;
mod error;
mod figure;
mod folders;
mod limits;
mod load;
mod measure;
mod memory;
mod options;
mod ours;
mod peer;
mod plain;
mod question;
mod report;
mod stats;
mod tell;

use clap::Parser;
use error::{Error, Result};
use figure::{Figure, growth, table};
use folders::{Folders, Side};
use measure::peers::Peers;
use options::{Child, Options};
use ours::Ours;
use report::Report;
use std::process::ExitCode;

/// As in the program: faster than the system's for many small strings, on each system (docs/decisions/0007-allocator.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            tell::say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<String> {
    match &options.child {
        Some(Child::Export { store, out }) => {
            return Ok(serde_json::to_string(&measure::export::child::run(store, out)?)?);
        }
        Some(Child::Load { side, scale, root }) => {
            return Ok(serde_json::to_string(&load::run(*side, *scale, root)?)?);
        }
        Some(Child::Sync { url, token, root }) => {
            return Ok(serde_json::to_string(&measure::sync_rate::run(url, token, root)?)?);
        }
        Some(Child::Serve { scale }) => return measure::sync_rate::serve(*scale),
        None => {}
    }
    let figures = if options.read.is_empty() { measure(options)? } else { read(options)? };
    if options.json {
        return Ok(serde_json::to_string_pretty(&figures)? + "\n");
    }
    let look = if options.markdown { table::Look::Markdown } else { table::Look::Terminal };
    Ok(if options.growth { growth::table(&figures, look) } else { table::tables(&figures, look) })
}

/// Figures of earlier runs.
fn read(options: &Options) -> Result<Vec<Figure>> {
    let mut figures: Vec<Figure> = Vec::new();
    for path in &options.read {
        let json = std::fs::read(path).map_err(Error::disk(path))?;
        figures.extend(serde_json::from_slice::<Vec<Figure>>(&json)?);
    }
    Ok(figures)
}

/// Everything, in one order: the peers; then ours is loaded, opened, asked, scrolled, loaded again, handed out.
fn measure(options: &Options) -> Result<Vec<Figure>> {
    let mut report = Report::new(options.scale, options.only.clone());
    measure::sync_rate::compare(&mut report)?;
    if report.is_of(measure::sync_rate::NAME) {
        return report.done();
    }
    let folders = match (&options.from, &options.keep) {
        (Some(root), _) => Folders::found(root)?,
        (_, Some(root)) => Folders::kept(root)?,
        _ => Folders::passing()?,
    };
    let peers = measure::peers::ask(options, &folders, &report)?;
    let ours = load::ensure(Side::Ours, options.scale, &folders, options.from.is_some())?;
    load::figures(&ours, peers.plain.as_ref(), &mut report);
    measure::cold::ask(&folders.store(), &mut report)?;
    ask(&folders, &peers, &mut report)?;
    measure::export::ask(&folders, peers.plain(), &mut report)?;
    measure::random_ids::compare(&mut report)?;
    report.done()
}

/// What is asked of an open store.
fn ask(folders: &Folders, peers: &Peers, report: &mut Report) -> Result<()> {
    let key = Ours::unlock(&folders.store())?;
    let ours = Ours::open(&folders.store(), &key)?;
    let asker = ours.asker();
    measure::window::ask(&asker, peers.plain(), report)?;
    measure::scan::ask(&asker, peers.plain(), report)?;
    measure::cold::plots(&asker, report)?;
    measure::questions::ask(&asker, peers, report)?;
    measure::resync::ask(&ours, peers.plain(), report)?;
    ours.close()
}
