//! The project's own files, for the tests that hold its layout and its documents.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are made, not written.
const MADE: [&str; 6] = ["target", "node_modules", "dist", ".git", "gen", "permissions"];

/// The folder that holds the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// A file of the project as text; empty when it is not there.
pub fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// All files under a folder of the project with one of these endings, relative to the project, in order.
pub fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    gather(&root().join(folder), endings, &mut found);
    let mut found: Vec<PathBuf> =
        found.into_iter().filter_map(|path| path.strip_prefix(root()).map(Path::to_path_buf).ok()).collect();
    found.sort();
    found
}

fn gather(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !MADE.iter().any(|name| entry.file_name() == *name) {
                gather(&path, endings, found);
            }
        } else if path.extension().and_then(|end| end.to_str()).is_some_and(|end| endings.contains(&end)) {
            found.push(path);
        }
    }
}

/// A Rust file's code: without its comments, and without the tests that follow at its end.
pub fn code(path: &Path) -> String {
    let text = read(path);
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let before = text.get(..end).unwrap_or_default();
    before
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The names in one table of a manifest, such as `dependencies`.
pub fn manifest_names(manifest: &str, table: &str) -> Vec<String> {
    let heading = format!("[{table}]");
    manifest
        .lines()
        .map(str::trim)
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim().split('.').next().unwrap_or_default().to_owned())
        .collect()
}

/// The names in backquotes of a text.
pub fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_manifest_are_those_of_one_table() {
        let text = "[dependencies]\nserde.workspace = true\n# no = 1\ntauri = { version = \"2\" }\n\n[dev-dependencies]\nx = \"1\"\n";
        assert_eq!(manifest_names(text, "dependencies"), ["serde", "tauri"]);
        assert_eq!(manifest_names(text, "dev-dependencies"), ["x"]);
    }

    #[test]
    fn backquoted_names_are_found() {
        assert_eq!(quoted("a `b` c `d`"), ["b", "d"]);
    }
}
