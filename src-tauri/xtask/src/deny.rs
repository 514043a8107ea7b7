//! cargo-deny: licences, sources and banned crates. Its list of advisories is left out on purpose: it lies on
//! the net, and the tests call nowhere.

use std::path::PathBuf;

use crate::error::Error;
use crate::needs;
use crate::place::Place;
use crate::step;

/// Pinned, so that the rules mean the same everywhere.
const VERSION: &str = "0.20.2";

/// Builds cargo-deny once into `target/tools`, unless the machine has one. Unoptimised and without its
/// network features it takes a minute instead of five, and checks the same.
pub fn install(place: &Place) -> Result<(), Error> {
    if program(place).is_some() {
        return Ok(());
    }
    let mut command = place.cargo([
        "install",
        "cargo-deny",
        "--locked",
        "--debug",
        "--no-default-features",
        "--version",
        VERSION,
    ]);
    command.arg("--root").arg(place.tools());
    command.env("CARGO_TARGET_DIR", place.tools().join("build")).env("CARGO_PROFILE_DEV_DEBUG", "0");
    step::step(place, "build cargo-deny, once", command)?;
    Ok(())
}

/// The rules of deny.toml.
pub fn check(place: &Place) -> Result<(), Error> {
    let program = program(place)
        .ok_or_else(|| Error::Missing("cargo-deny is missing. Get it: cargo xtask setup".to_owned()))?;
    let mut command = std::process::Command::new(program);
    command.args(["--locked", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    command.current_dir(&place.root);
    step::step(place, "cargo deny", command)?;
    Ok(())
}

fn program(place: &Place) -> Option<PathBuf> {
    let own = place.tools().join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if own.is_file() { Some(own) } else { needs::find_program("cargo-deny") }
}
