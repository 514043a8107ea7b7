//! The UI's packages and its build, each done again only when what it is made from changed.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::place::Place;
use crate::step;

/// Folders of the UI that are made, not written.
const MADE: [&str; 3] = ["node_modules", "dist", ".svelte-kit"];

/// `npm ci`, when the lock file is not the one that was installed last.
pub fn packages(place: &Place) -> Result<(), Error> {
    let lock = place.ui().join("package-lock.json");
    let wanted = print_of(std::slice::from_ref(&lock))?;
    if place.ui().join("node_modules").is_dir() && read_stamp(place, "npm") == Some(wanted.clone()) {
        return Ok(());
    }
    step::step(place, "npm ci", place.npm(["ci", "--no-audit", "--no-fund"]))?;
    write_stamp(place, "npm", &wanted)
}

/// `npm run build`, when a file of the UI changed since.
pub fn build(place: &Place) -> Result<(), Error> {
    let mut files = Vec::new();
    list(&place.ui(), &mut files)?;
    files.sort();
    let wanted = print_of(&files)?;
    if place.ui().join("dist/index.html").is_file() && read_stamp(place, "ui") == Some(wanted.clone()) {
        return Ok(());
    }
    step::step(place, "npm run build", place.npm(["run", "build"]))?;
    write_stamp(place, "ui", &wanted)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let unread = |source| Error::File { path: folder.to_path_buf(), deed: "listed", source };
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let path = entry.path();
        if MADE.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        if path.is_dir() { list(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// A fingerprint of files and their names. It guards against work done twice, not against an enemy.
fn print_of(files: &[PathBuf]) -> Result<String, Error> {
    let mut hasher = DefaultHasher::new();
    for path in files {
        let bytes =
            std::fs::read(path).map_err(|source| Error::File { path: path.clone(), deed: "read", source })?;
        hasher.write(path.to_string_lossy().as_bytes());
        hasher.write(&bytes);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn stamp(place: &Place, name: &str) -> PathBuf {
    place.logs().join(format!("{name}.stamp"))
}

fn read_stamp(place: &Place, name: &str) -> Option<String> {
    std::fs::read_to_string(stamp(place, name)).ok()
}

fn write_stamp(place: &Place, name: &str, print: &str) -> Result<(), Error> {
    let path = stamp(place, name);
    std::fs::write(&path, print).map_err(|source| Error::File { path, deed: "written", source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_changes_with_a_byte_and_with_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let first = print_of(&[write("a", "one")]).unwrap();
        assert_eq!(print_of(&[write("a", "one")]).unwrap(), first);
        assert_ne!(print_of(&[write("a", "two")]).unwrap(), first);
        assert_ne!(print_of(&[write("b", "one")]).unwrap(), first);
    }

    #[test]
    fn made_folders_are_not_looked_into() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["src", "dist", "node_modules/deep"] {
            std::fs::create_dir_all(folder.path().join(path)).unwrap();
        }
        for path in ["src/a.ts", "dist/b.js", "node_modules/deep/c.js"] {
            std::fs::write(folder.path().join(path), "x").unwrap();
        }
        let mut files = Vec::new();
        list(folder.path(), &mut files).unwrap();
        assert_eq!(files, [folder.path().join("src/a.ts")]);
    }
}
