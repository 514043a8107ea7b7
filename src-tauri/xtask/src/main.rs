//! The front door for developers: `cargo xtask run` and `cargo xtask test`, and what belongs to them.
//!
//! Promises: on Debian 12 with Rust, Node 20 and root (or sudo), `run` and `test` need nothing else; on other
//! systems they name what is missing and how to get it before anything is built; whatever takes long shows that
//! it is alive, and writes what it said to `target/xtask/*.log`.
//! Never: changes a file of the project, or asks for anything but packages by name.

mod advice;
mod bench;
mod bundle;
mod demo;
mod deny;
mod error;
mod features;
mod journey;
mod limits;
mod needs;
mod node;
mod peers;
mod place;
mod platform;
mod run;
mod setup;
mod step;
mod tally;
mod test;
mod voice;

use std::process::ExitCode;

use error::Error;
use place::Place;

const HELP: &str = "\
cargo xtask COMMAND

  run        set up, build, and open the window on the demo provider; with no display, the same journey
             through the command line: demo, sync, query, export, verify
  test       set up, build, and run every test, the window's included
  setup      what `run` and `test` do first: packages, the UI's packages, tools; and the benchmark's peers
  features   each row of docs/FEATURES.md with the tests that show it; fails when a done row has none
  bench      [--scale 100k|1m|10m] [--only NAME] [--peers sqlite,duckdb,datasette,lnav|none] [--json|--markdown]
             [--keep FOLDER|--from FOLDER] [--read FILE]... [--growth]   figures beside their peers
  bundle     .deb and .rpm packages";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match act(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn act(words: &[String]) -> Result<(), Error> {
    let (verb, rest) = words.split_first().map_or(("help", &[][..]), |(verb, rest)| (verb.as_str(), rest));
    let place = Place::find()?;
    let takes_options = matches!(verb, "bench");
    if let (false, Some(extra)) = (takes_options, rest.first()) {
        return Err(Error::Usage(format!("`cargo xtask {verb}` takes no `{extra}`.\n\n{HELP}")));
    }
    match verb {
        "run" => run::run(&place),
        "test" => test::test(&place),
        "setup" => setup::setup(&place, needs::Scope::Test).map(|()| peers::install(&place)),
        "features" => features::report(&place),
        "bench" => bench::bench(&place, rest),
        "bundle" => bundle::bundle(&place),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(Error::Usage(format!("There is no `cargo xtask {other}`.\n\n{HELP}"))),
    }
}
