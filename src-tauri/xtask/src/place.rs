//! Where things lie: the project's folder, the target folder, the logs, the programs built.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;

/// The folders that every command works in.
pub struct Place {
    /// The folder that holds the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder: `CARGO_TARGET_DIR`, or `target` in the project.
    pub target: PathBuf,
}

impl Place {
    /// Finds the project from the manifest folder that `cargo run` tells.
    pub fn find() -> Result<Self, Error> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .ancestors()
            .nth(2)
            .map(Path::to_path_buf)
            .ok_or_else(|| Error::Wrong("xtask lies where no project can be around it.".into()))?;
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { root, target })
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where steps write what they said, and stamps lie.
    pub fn logs(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Tools that `setup` put there itself.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// A program of this workspace, built in the debug profile.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Cargo, the same one that started this program, in the project's folder.
    pub fn cargo<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(words).current_dir(&self.root);
        command
    }

    /// npm in the UI's folder. On Windows npm is a script that only its full name starts.
    pub fn npm<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        // Colours in a log are noise, and hide the figures from whoever reads it.
        command.args(words).current_dir(self.ui()).env("NO_COLOR", "1");
        command
    }
}
