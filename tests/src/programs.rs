//! Where the programs under test lie: in the profile folder of the running test, beside its `deps`.

use std::path::{Path, PathBuf};

/// A program of this workspace. `COUNTERFOIL_PROGRAMS` names another folder to take them from.
pub fn program(name: &str) -> PathBuf {
    let folder = std::env::var_os("COUNTERFOIL_PROGRAMS").map_or_else(profile, PathBuf::from);
    folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    profile().parent().map(Path::to_path_buf).unwrap_or_default()
}

/// `target/debug` for a test at `target/debug/deps/NAME-HASH`.
fn profile() -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    test.ancestors().nth(2).map(Path::to_path_buf).unwrap_or_default()
}
