//! `counterfoil-bench`: figures of the program beside those of the plain tools that do the same work.
//!
//! Promises: ours and its peer do the same work on the same made-up data in the same process or script, in
//! turns; where they find different things there is no figure but an error. With `--json` standard output
//! holds one JSON document and nothing else. Never: the network, real data, or anything left behind.

mod ask;
mod clock;
mod corpus;
mod error;
mod export;
mod figure;
mod ingest;
mod limits;
mod ours;
mod peer;
mod tell;
mod times;
mod window;

use clap::{Parser, Subcommand};
use error::{Error, Result};
use figure::Figure;
use ours::{Folders, Ours};
use peer::Peer;
use std::path::PathBuf;
use std::process::ExitCode;
use times::Report;

/// Measures the program on made-up logs, each figure beside that of a plain tool.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench")]
struct Options {
    /// Messages in the store, such as 10k, 100k or 1m; sessions, contacts and deliveries go with them.
    #[arg(long, default_value = "1m", value_parser = scale)]
    scale: u64,
    /// Only the figures whose names begin so, such as `search` or `export`.
    #[arg(long)]
    only: Option<String>,
    /// One JSON document on standard output instead of a table.
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    child: Option<Child>,
}

#[derive(Debug, Subcommand)]
enum Child {
    #[command(name = export::child::VERB, hide = true)]
    Export { store: PathBuf, out: PathBuf },
}

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
    if let Some(Child::Export { store, out }) = &options.child {
        return Ok(serde_json::to_string(&export::child::run(store, out)?)?);
    }
    let figures = measure(options.scale, options.only.clone())?;
    Ok(if options.json { serde_json::to_string_pretty(&figures)? + "\n" } else { figure::table(&figures) })
}

/// Everything, in one order: load, load again, ask, scroll, hand out.
fn measure(scale: u64, only: Option<String>) -> Result<Vec<Figure>> {
    let mut report = Report::new(scale, only);
    let folders = Folders::new()?;
    let ours = Ours::create(&folders.store())?;
    let mut peer = Peer::create(&folders.peer())?;
    ingest::load(scale, &ours, &mut peer, &mut report)?;
    if report.wants("resync") {
        ingest::again(scale, &ours, &mut peer, &mut report)?;
    }
    {
        let reader = ours.store.long_reader()?;
        ask::ask(scale, &reader, &peer.conn, &mut report)?;
        window::scroll(&reader, &peer.conn, &mut report)?;
    }
    ours.store.close()?;
    peer.close()?;
    export::compare(scale, &folders, &mut report)?;
    report.done()
}

/// `10k`, `1m` or a plain number.
fn scale(text: &str) -> Result<u64> {
    let lower = text.to_ascii_lowercase();
    let (digits, times) = match (lower.strip_suffix('k'), lower.strip_suffix('m')) {
        (Some(digits), _) => (digits, 1_000),
        (_, Some(digits)) => (digits, 1_000_000),
        _ => (lower.as_str(), 1),
    };
    let number = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(times));
    number
        .filter(|number| (limits::LEAST..=limits::MOST).contains(number))
        .ok_or_else(|| Error::Scale(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_written_as_people_say_them() {
        for (text, want) in [("10k", Some(10_000)), ("1M", Some(1_000_000)), ("2500", Some(2_500))] {
            assert_eq!(scale(text).ok(), want, "{text}");
        }
        for text in ["", "k", "ten", "1", "11m", "-5k", "99999999999999999999m"] {
            assert!(matches!(scale(text), Err(Error::Scale(_))), "{text}");
        }
    }
}
