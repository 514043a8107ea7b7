//! The command line, run as a program of its own: the only way to kill it for real.

use crate::office::{EXPORT_PASSWORD, PASSPHRASE};
use crate::programs::program;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The built `counterfoil`, beside the tests. `cargo xtask test` builds it first.
pub fn binary() -> PathBuf {
    let path = program("counterfoil");
    assert!(
        path.exists(),
        "{} is not built: run `cargo build -p cli`, or `cargo xtask test`",
        path.display()
    );
    path
}

/// `counterfoil --store STORE ARGS`, with the passphrases of these tests in its environment.
pub fn command(store: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.arg("--store").arg(store).args(args).stdin(Stdio::null());
    command.env("COUNTERFOIL_PASSPHRASE", PASSPHRASE).env("COUNTERFOIL_EXPORT_PASSWORD", EXPORT_PASSWORD);
    command
}

pub fn run(store: &Path, args: &[&str]) -> Output {
    command(store, args).output().unwrap()
}

/// Runs it, expects success, and reads its one JSON document.
pub fn json(store: &Path, args: &[&str]) -> serde_json::Value {
    let output = run(store, &[args, &["--json"]].concat());
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{args:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
    let last = said.lines().last().unwrap_or_default();
    serde_json::from_str(last).unwrap_or_else(|error| panic!("{args:?} printed {last:?}: {error}"))
}

/// Kills it the hard way, and tells whether it was still at work.
pub fn kill(mut child: Child) -> bool {
    let working = child.try_wait().unwrap().is_none();
    let _ = child.kill();
    child.wait().unwrap();
    working
}
