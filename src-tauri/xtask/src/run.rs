//! `cargo xtask run`: from a fresh download to the open window, or to the same journey without one.

use crate::error::Error;
use crate::journey;
use crate::needs::Scope;
use crate::place::Place;
use crate::step::step;
use crate::voice::say;
use crate::{node, setup};

pub fn run(place: &Place) -> Result<(), Error> {
    setup::setup(place, Scope::Run)?;
    if has_display() { window(place) } else { headless(place) }
}

/// The debug profile: it builds in a third of the time of a release, and what is slow without optimisation
/// (key stretching, compression, the database) is optimised in it too.
fn window(place: &Place) -> Result<(), Error> {
    node::build(place)?;
    step(
        place,
        "cargo build, with the window",
        place.cargo(["build", "--locked", "--package", "counterfoil-desktop"]),
    )?;
    // A folder of its own: nobody's real store is ever opened by trying the program.
    let store = place.target.join("window-store");
    say("The window opens on the demo provider. Close it to end.\n");
    say(&format!("Its store is {}; remove that folder to begin anew.\n", store.display()));
    let program = place.program("counterfoil-desktop");
    let mut command = std::process::Command::new(&program);
    command.arg("--demo").arg("--store").arg(store).current_dir(&place.root);
    let status =
        command.status().map_err(|source| Error::Start { program: program.display().to_string(), source })?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::Wrong(format!("The window ended with an error ({status}).")))
    }
}

/// The program is built here too, so that one command tells whether it builds; then the command line is used.
fn headless(place: &Place) -> Result<(), Error> {
    say("There is no display here: the same journey runs through the command line.\n");
    node::build(place)?;
    let build = ["build", "--locked", "--package", "counterfoil-desktop", "--package", "cli"];
    step(place, "cargo build", place.cargo(build))?;
    journey::journey(place)
}

/// On macOS and Windows a session always has one; elsewhere X11 or Wayland say so.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || named("DISPLAY") || named("WAYLAND_DISPLAY")
}
