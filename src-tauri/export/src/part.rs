//! The unfinished file beside its final name, and the step to that name.
//!
//! Promises: created for its owner alone and never over another file; the final name is taken only when
//! the bytes are on the disk, and never from a file that is there. It is not removed when dropped: who
//! ends an export says what becomes of it, and [`crate::recover`] sees to those that nobody ended.

use crate::error::{Error, Result};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// `out` with `.part` after its whole name.
pub fn part_path(out: &Path) -> PathBuf {
    let mut name = OsString::from(out);
    name.push(".part");
    PathBuf::from(name)
}

/// Makes the part file of `out`.
///
/// # Errors
/// [`Error::Exists`] when `out` or its part is there; [`Error::Disk`].
pub fn create(out: &Path) -> Result<File> {
    if fs::symlink_metadata(out).is_ok() {
        return Err(Error::Exists(out.to_owned()));
    }
    let path = part_path(out);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path).map_err(Error::disk(&path))
}

/// Gives the part of `out` its final name.
///
/// # Errors
/// [`Error::Exists`] when the name is taken; [`Error::Disk`]. The part is still there then.
pub fn place(out: &Path) -> Result<()> {
    let part = part_path(out);
    let held = TempPath::try_from_path(&part).map_err(Error::disk(&part))?;
    if let Err(failed) = held.persist_noclobber(out) {
        let _ = failed.path.keep();
        // File systems without hard links or an exclusive rename (sticks, shares): look, then rename.
        if failed.error.kind() == io::ErrorKind::AlreadyExists || fs::symlink_metadata(out).is_ok() {
            return Err(Error::Exists(out.to_owned()));
        }
        fs::rename(&part, out).map_err(Error::disk(out))?;
    }
    // The file has its name. Should a power cut take it back, recovery finds the part and gives it again.
    let _ = sync_folder(out);
    Ok(())
}

/// Removes the part of `out`, if it is one of ours: a plain file that is empty or begins as a zip does.
/// Returns whether a file was removed.
///
/// # Errors
/// [`Error::Disk`] when it is there and cannot be removed.
pub fn remove(out: &Path) -> Result<bool> {
    let path = part_path(out);
    if !is_ours(&path) {
        return Ok(false);
    }
    fs::remove_file(&path).map_err(Error::disk(&path))?;
    sync_folder(out)?;
    Ok(true)
}

fn is_ours(path: &Path) -> bool {
    let plain = fs::symlink_metadata(path).is_ok_and(|m| m.is_file());
    let mut start = Vec::new();
    let read = plain && File::open(path).and_then(|f| f.take(4).read_to_end(&mut start)).is_ok();
    read && b"PK\x03\x04".starts_with(&start)
}

/// Makes the names in the folder of `out` last: a name is on the disk when its folder is.
///
/// # Errors
/// [`Error::Disk`]; not when the file system knows no such thing. Windows has no such call and needs none.
pub fn sync_folder(out: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        let folder = out.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match File::open(folder).and_then(|f| f.sync_all()) {
            Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {}
            other => other.map_err(Error::disk(folder))?,
        }
    }
    #[cfg(not(unix))]
    let _ = out;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_name_that_is_taken_is_never_taken_over() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("a.zip");
        let mut part = create(&out).unwrap();
        part.write_all(b"PK\x03\x04ours").unwrap();
        assert!(matches!(create(&out), Err(Error::Exists(_))), "one part at a time");
        fs::write(&out, "theirs").unwrap();
        assert!(matches!(place(&out), Err(Error::Exists(_))));
        assert_eq!(fs::read(&out).unwrap(), b"theirs");
        assert!(part_path(&out).exists(), "a failed step leaves the part");
        assert!(remove(&out).unwrap());
        assert!(!part_path(&out).exists());
        assert!(matches!(create(&out), Err(Error::Exists(_))));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("a.zip");
        drop(create(&out).unwrap());
        assert_eq!(fs::metadata(part_path(&out)).unwrap().permissions().mode() & 0o777, 0o600);
        place(&out).unwrap();
        assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn only_our_own_part_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("a.zip");
        for (content, ours) in [("diary", false), ("P", true), ("", true), ("PK\x03\x04x", true)] {
            fs::write(part_path(&out), content).unwrap();
            assert_eq!(remove(&out).unwrap(), ours, "{content:?}");
            assert_eq!(part_path(&out).exists(), !ours);
        }
        fs::remove_file(part_path(&out)).ok();
        fs::create_dir(part_path(&out)).unwrap();
        assert!(!remove(&out).unwrap(), "a folder is not ours");
    }
}
