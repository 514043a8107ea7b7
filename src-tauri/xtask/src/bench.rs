//! `cargo xtask bench`: builds the benchmark program and hands the options on to it.

use std::process::{Command, Stdio};

use crate::error::Error;
use crate::place::Place;
use crate::{peers, step};

const PROGRAM: &str = "counterfoil-bench";
const PACKAGE: &str = "bench";

/// Options are the benchmark's own; see its `--help`. With `--json` or `--markdown` nothing but its document
/// goes to standard output, and peers are not installed: `cargo xtask setup` does that too.
pub fn bench(place: &Place, words: &[String]) -> Result<(), Error> {
    if !place.root.join("src-tauri").join(PACKAGE).join("Cargo.toml").is_file() {
        return Err(Error::Missing(format!(
            "The benchmark ({PROGRAM}, in src-tauri/{PACKAGE}) is not there yet."
        )));
    }
    let build = ["build", "--locked", "--release", "--package", PACKAGE];
    if words.iter().any(|word| word == "--json" || word == "--markdown") {
        quietly(place.cargo(build))?;
    } else {
        peers::install(place);
        step::step(place, "cargo build --release", place.cargo(build))?;
    }
    let program = place.target.join("release").join(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(&program);
    command.args(words).current_dir(&place.root);
    run(command, "The benchmark ended with an error")
}

/// Builds with cargo's own words on standard error.
fn quietly(mut command: Command) -> Result<(), Error> {
    command.stdout(Stdio::null());
    run(command, "The benchmark could not be built")
}

fn run(mut command: Command, trouble: &str) -> Result<(), Error> {
    let status = command.status().map_err(|source| Error::Start {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    })?;
    if status.success() { Ok(()) } else { Err(Error::Wrong(format!("{trouble} ({status})."))) }
}
