//! Finds `// shows ID` marks in Rust and TypeScript tests, each with the test it stands in.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// Where tests lie.
const FOLDERS: [&str; 3] = ["src-tauri", "tests", "ui/src"];

/// A mark: the row, and `file: test`.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    pub id: String,
    pub test: String,
}

/// All marks of the project, by file.
pub fn tree(root: &Path) -> Result<Vec<Shown>, Error> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        let folder = root.join(folder);
        if folder.is_dir() {
            list(&folder, &mut files)?;
        }
    }
    files.sort();
    let mut shown = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path);
        let text = text.map_err(|source| Error::File { path: path.clone(), deed: "read", source })?;
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        shown.extend(marks(&text, &name));
    }
    Ok(shown)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let unread = |source| Error::File { path: folder.to_path_buf(), deed: "listed", source };
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        let ours = path.extension().is_some_and(|end| end == "rs" || end == "ts");
        // The marks in this crate's own tests are examples.
        if path.is_dir() && !path.ends_with("xtask") {
            list(&path, files)?;
        } else if ours {
            files.push(path);
        }
    }
    Ok(())
}

/// The marks of one file's text.
fn marks(text: &str, file: &str) -> Vec<Shown> {
    let mut test = "";
    let mut found = Vec::new();
    for line in text.lines() {
        test = test_name(line).unwrap_or(test);
        let Some((_, ids)) = line.split_once("// shows ") else { continue };
        let ids = ids
            .split([',', ' '])
            .map(|id| id.trim_end_matches('.'))
            .take_while(|id| id.is_empty() || looks_like_id(id));
        found.extend(
            ids.filter(|id| !id.is_empty())
                .map(|id| Shown { id: id.to_owned(), test: format!("{file}: {test}") }),
        );
    }
    found
}

/// A capital letter and a digit: near enough to an id that a mistyped one is not passed over.
fn looks_like_id(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.next().is_some_and(|c| c.is_ascii_digit())
}

/// The name of the test that begins on a line: a Rust function, or the first argument of
/// `describe(`, `test(` or `it(`.
fn test_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rust = ["fn ", "async fn ", "pub fn ", "pub async fn "];
    if let Some(rest) = rust.iter().find_map(|start| line.strip_prefix(start)) {
        return rest.split(['(', '<']).next();
    }
    let script = ["describe(", "test(", "it(", "test.each(", "it.each("];
    let rest = script.iter().find_map(|start| line.strip_prefix(start))?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    rest.get(1..)?.split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_with_the_test_around_them() {
        let rust = "#[test]\nfn sorts() {\n    // shows S0.3\n}\n#[tokio::test]\nasync fn finds() {\n  // shows S0.2, S2.3 and more words\n}\n";
        let script = "  it('keeps its place', () => {\n    // shows S0.5.\n";
        let cases = [
            (rust, "a.rs", vec![("S0.3", "a.rs: sorts"), ("S0.2", "a.rs: finds"), ("S2.3", "a.rs: finds")]),
            (script, "b.ts", vec![("S0.5", "b.ts: keeps its place")]),
            ("describe(\"time\", () => {\n  // shows B7\n", "e.ts", vec![("B7", "e.ts: time")]),
            ("fn a() { // shows how it is done\n", "c.rs", vec![]),
            ("fn typo() {\n // shows S99\n", "d.rs", vec![("S99", "d.rs: typo")]),
        ];
        for (text, file, wanted) in cases {
            let found = marks(text, file);
            let found: Vec<(&str, &str)> =
                found.iter().map(|mark| (mark.id.as_str(), mark.test.as_str())).collect();
            assert_eq!(found, wanted);
        }
    }

    #[test]
    fn the_tree_is_searched_where_tests_lie_and_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "fn a() {\n // shows B1\n}\n").unwrap();
        };
        for path in [
            "src-tauri/api/src/a.rs",
            "tests/journeys/b.rs",
            "src-tauri/xtask/src/c.rs",
            "docs/d.rs",
            "tests/e.md",
        ] {
            write(path);
        }
        let found = tree(folder.path()).unwrap();
        let tests: Vec<&str> = found.iter().map(|mark| mark.test.as_str()).collect();
        assert_eq!(tests, ["src-tauri/api/src/a.rs: a", "tests/journeys/b.rs: a"]);
    }
}
