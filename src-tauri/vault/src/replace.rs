//! Replacing a small file in one step.

use crate::{Error, Result};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Puts `content` at `path`: written beside it, flushed, renamed over it, and the rename flushed. A
/// kill or a power cut at any moment leaves the old content or the new. Only the owner may read it.
///
/// # Errors
/// [`Error::Io`]; the old content still stands then, unless only the last flush failed.
pub fn replace_file(path: &Path, content: &[u8]) -> Result<()> {
    let next = write_next(path, content)?;
    fs::rename(&next, path).map_err(io("put in place", path))?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// The first half: the content under its temporary name, on the disk.
pub(crate) fn write_next(path: &Path, content: &[u8]) -> Result<PathBuf> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let next = PathBuf::from(name);
    let mut file = create_private(&next).map_err(io("create", &next))?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(io("write", &next))?;
    Ok(next)
}

/// A left-over of a killed run is overwritten.
fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the rename itself lasting. Windows has no such call; its file system journals renames.
fn sync_dir(dir: &Path) -> Result<()> {
    #[cfg(unix)]
    File::open(dir).and_then(|d| d.sync_all()).map_err(io("flush", dir))?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |source| Error::Io { action, path, source }
}
