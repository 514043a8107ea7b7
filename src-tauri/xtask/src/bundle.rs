//! `cargo xtask bundle`: packages of the release build.

use crate::error::Error;
use crate::needs::Scope;
use crate::place::Place;
use crate::platform::Platform;
use crate::step::step;
use crate::voice::say;
use crate::{node, setup};

/// The packer comes as an npm package with its program inside, fetched by name and version.
const PACKER: &str = "@tauri-apps/cli@2";

/// `.deb` and `.rpm` on Linux, the system's usual kind elsewhere. The page is built here and not again by it.
pub fn bundle(place: &Place) -> Result<(), Error> {
    setup::setup(place, Scope::Run)?;
    node::build(place)?;
    let mut command = std::process::Command::new(if cfg!(windows) { "npx.cmd" } else { "npx" });
    command.args(["--yes", PACKER, "build", "--config", r#"{"build":{"beforeBuildCommand":null}}"#]);
    if !matches!(Platform::here(), Platform::MacOs | Platform::Windows) {
        command.args(["--bundles", "deb,rpm"]);
    }
    command.current_dir(&place.root);
    step(place, "tauri build", command)?;
    say(&format!("The packages are in {}\n", place.target.join("release/bundle").display()));
    Ok(())
}
