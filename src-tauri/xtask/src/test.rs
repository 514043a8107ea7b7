//! `cargo xtask test`: every check that the project has, the quick ones first.

use std::process::Command;
use std::time::Instant;

use crate::error::Error;
use crate::needs::{self, Scope};
use crate::place::Place;
use crate::step::{shown, step};
use crate::tally::{Tally, tally};
use crate::voice::{say, spoken};
use crate::{deny, features, node, setup};

/// Stops at the first step that fails.
pub fn test(place: &Place) -> Result<(), Error> {
    let begun = Instant::now();
    setup::setup(place, Scope::Test)?;
    step(place, "cargo fmt", place.cargo(["fmt", "--all", "--check"]))?;
    step(place, "svelte-check", place.npm(["run", "types"]))?;
    step(place, "eslint", place.npm(["run", "lint"]))?;
    let page = tally(&step(place, "vitest", place.npm(["run", "test"]))?);
    node::build(place)?;
    deny::check(place)?;
    let clippy = ["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"];
    step(place, "cargo clippy", place.cargo(clippy))?;
    build(place)?;
    let rust = tests(place)?;
    features::report(place)?;
    close(page.and(rust), begun)
}

/// The programs and the tests. The tests start the programs by their paths, so both are built before one runs.
fn build(place: &Place) -> Result<(), Error> {
    step(place, "cargo build", place.cargo(["build", "--locked", "--workspace", "--bins"]))?;
    step(place, "build the tests", place.cargo(["test", "--locked", "--workspace", "--no-run"]))?;
    Ok(())
}

/// All Rust tests: with nextest where it is, which ends what hangs; else with cargo itself.
fn tests(place: &Place) -> Result<Tally, Error> {
    let command = if needs::find_program("cargo-nextest").is_some() {
        place.cargo(["nextest", "run", "--locked", "--workspace", "--no-fail-fast"])
    } else {
        place.cargo(["test", "--locked", "--workspace", "--no-fail-fast"])
    };
    let counted = tally(&shown(place, "Rust tests", alone(command))?);
    if counted.passed == 0 {
        return Err(Error::Wrong("The Rust tests ended well, and none was executed.".to_owned()));
    }
    Ok(counted)
}

/// Without what a developer's shell may set and a test must not see.
fn alone(mut command: Command) -> Command {
    for name in ["COUNTERFOIL_PASSPHRASE", "COUNTERFOIL_EXPORT_PASSWORD", "DISPLAY", "WAYLAND_DISPLAY"] {
        command.env_remove(name);
    }
    command
}

fn close(all: Tally, begun: Instant) -> Result<(), Error> {
    say(&format!(
        "\nAll steps done in {}.\n{} passed, {} failed\n",
        spoken(begun.elapsed()),
        all.passed,
        all.failed
    ));
    Ok(())
}
