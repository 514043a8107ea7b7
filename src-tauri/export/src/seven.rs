//! 7-Zip, the tool that a receiver opens an export with. For tests only.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs `7z` with these arguments.
///
/// # Panics
/// When it is not installed: a file that was never opened by the tool it is made for proves nothing.
pub fn seven_zip(arguments: &[&str], file: &Path) -> Output {
    let run = Command::new("7z").args(arguments).arg(file).stdin(Stdio::null()).output();
    run.unwrap_or_else(|e| {
        panic!(
            "7z cannot be run ({e}). Install it: Debian p7zip-full, Fedora and Arch p7zip, macOS sevenzip."
        )
    })
}

/// Whether the password opens every entry of the file.
pub fn opens(file: &Path, password: &str) -> bool {
    seven_zip(&["t", &format!("-p{password}")], file).status.success()
}

/// Unpacks everything into `to`.
pub fn unpack(file: &Path, password: &str, to: &Path) {
    let out = seven_zip(&["x", "-y", &format!("-p{password}"), &format!("-o{}", to.display())], file);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}
