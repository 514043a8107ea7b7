//! Where the peers' programs are: `cargo xtask setup` puts them into `target/tools/peers`, beside the folder
//! that holds this program.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// The Python that has DuckDB and Datasette.
///
/// # Errors
/// [`Error::Peer`] when it is not there.
pub fn python(peer: &'static str) -> Result<PathBuf> {
    let place = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    let program = std::env::current_exe().map_err(Error::disk("this program"))?;
    let mut folders = program.ancestors().map(|folder| folder.join("tools/peers").join(place));
    let missing = || Error::peer(peer, "is not installed; `cargo xtask setup` installs it");
    folders.find(|python| python.is_file()).ok_or_else(missing)
}

/// A program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder: PathBuf| Path::new(&folder).join(&name))
        .find(|file| file.is_file())
}
