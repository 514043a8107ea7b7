//! The invariants of docs/ARCHITECTURE.md, each a test of the same name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use journeys::tree::{code, files, manifest_names, quoted, read};

/// No Rust file is longer.
const LONGEST_FILE: usize = 500;

/// Crates that open connections, and who may have them.
const NETWORK: [(&str, &[&str]); 9] = [
    ("reqwest", &["provider"]),
    ("rustls", &["provider"]),
    ("axum", &["demo", "fakes"]),
    ("hyper", &[]),
    ("hyper-util", &[]),
    ("ureq", &[]),
    ("tungstenite", &[]),
    ("fantoccini", &[]),
    ("lettre", &["export"]),
];

/// Nothing stands on the benchmark, so it may reach into any crate.
const MEASURES_ALL: &str = "bench";

/// Words that only SQL has.
const SQL: [&str; 6] = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA ", " ORDER BY "];

/// A crate's name and the text of its manifest.
fn crates() -> Vec<(String, String)> {
    let name = |path: &Path| path.parent()?.file_name()?.to_str().map(str::to_owned);
    let manifests = files("src-tauri", &["toml"]).into_iter().filter(|path| path.ends_with("Cargo.toml"));
    manifests.filter_map(|path| Some((name(&path)?, read(&path)))).collect()
}

/// The crate that a file of `src-tauri` belongs to.
fn owner(path: &Path) -> String {
    path.components().nth(1).map(|part| part.as_os_str().to_string_lossy().into_owned()).unwrap_or_default()
}

/// Files whose code holds one of these words and whose crate is none of the allowed.
fn strangers(words: &[&str], allowed: &[&str]) -> Vec<PathBuf> {
    let outside =
        files("src-tauri", &["rs"]).into_iter().filter(|path| !allowed.contains(&owner(path).as_str()));
    outside.filter(|path| !is_test(path) && words.iter().any(|word| code(path).contains(word))).collect()
}

fn is_test(path: &Path) -> bool {
    path.iter().any(|part| part == "tests" || part == "tests.rs" || part == "benches")
}

/// The rows of the table in docs/ARCHITECTURE.md: a crate and whom it may use.
fn may_use() -> Vec<(String, BTreeSet<String>)> {
    let text = read("docs/ARCHITECTURE.md");
    let rows = text.lines().skip_while(|line| !line.starts_with("| crate | may use |")).skip(2);
    rows.map_while(|line| line.strip_prefix('|')?.split_once('|'))
        .map(|(name, used)| {
            let used = quoted(used).into_iter().map(str::to_owned).collect();
            (quoted(name).concat(), used)
        })
        .collect()
}

#[test]
fn crates_use_only_whom_they_may() {
    let ours: BTreeSet<String> = crates().into_iter().map(|(name, _)| name).collect();
    let rows = may_use();
    for (name, manifest) in crates() {
        let used: BTreeSet<String> = manifest_names(&manifest, "dependencies")
            .into_iter()
            .filter(|used| ours.contains(used))
            .collect();
        let row = rows.iter().find(|(row, _)| *row == name);
        let (_, allowed) = row.unwrap_or_else(|| panic!("{name} has no row in docs/ARCHITECTURE.md"));
        if name == MEASURES_ALL {
            continue;
        }
        assert_eq!(&used, allowed, "what {name} uses (left) and what docs/ARCHITECTURE.md says (right)");
    }
}

#[test]
fn only_store_and_query_speak_sql() {
    assert_eq!(strangers(&SQL, &["store", "query", "bench"]), Vec::<PathBuf>::new());
}

#[test]
fn only_provider_reaches_the_network() {
    for (name, manifest) in crates() {
        for used in manifest_names(&manifest, "dependencies") {
            let rule = NETWORK.iter().find(|(library, _)| *library == used);
            assert!(rule.is_none_or(|(_, allowed)| allowed.contains(&name.as_str())), "{name} uses {used}");
        }
    }
    let sockets = ["TcpStream", "UdpSocket", "TcpListener", "UnixStream"];
    // The benchmark asks its peers on loopback; it is no part of the program.
    assert_eq!(strangers(&sockets, &["provider", "demo", "fakes", "bench"]), Vec::<PathBuf>::new());
}

#[test]
fn only_app_knows_tauri() {
    let knowing =
        crates().into_iter().filter(|(_, manifest)| manifest.lines().any(|line| line.starts_with("tauri")));
    assert_eq!(knowing.map(|(name, _)| name).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(strangers(&["tauri::", "tauri_"], &["app", "build.rs"]), Vec::<PathBuf>::new());
}

#[test]
fn every_crate_keeps_the_lints() {
    let root = read("Cargo.toml");
    for rule in
        ["unsafe_code = \"forbid\"", "unwrap_used = \"deny\"", "expect_used = \"deny\"", "panic = \"deny\""]
    {
        assert!(root.contains(rule), "the workspace's lints lack {rule}");
    }
    for (name, manifest) in crates() {
        assert!(manifest.contains("[lints]\nworkspace = true"), "{name} does not take the workspace's lints");
    }
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let all = ["src-tauri", "tests"].iter().flat_map(|folder| files(folder, &["rs"]));
    let long: Vec<PathBuf> = all.filter(|path| read(path).lines().count() > LONGEST_FILE).collect();
    assert_eq!(long, Vec::<PathBuf>::new());
}

#[test]
fn the_page_never_inserts_html() {
    let page = files("ui/src", &["svelte", "ts", "js"]);
    assert!(!page.is_empty(), "the page's files were not found");
    let ways = ["{@html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("];
    for path in page {
        let text = read(&path);
        assert!(!ways.iter().any(|way| text.contains(way)), "{} inserts HTML", path.display());
    }
}

#[test]
fn only_ipc_calls_the_program() {
    for path in files("ui/src", &["svelte", "ts", "js"]) {
        let inside = path.starts_with("ui/src/ipc");
        assert!(
            inside || !read(&path).contains("@tauri-apps/api"),
            "{} calls the program itself",
            path.display()
        );
    }
}

#[test]
fn invariants_and_promises_name_tests_that_exist() {
    let tests = names_of_tests();
    for (document, heading) in [("docs/ARCHITECTURE.md", "## Invariants"), ("README.md", "## Promises")] {
        let text = read(document);
        let part = text.split(heading).nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
        let rows = part.lines().filter(|line| line.starts_with('|') && line.contains('`'));
        let mut count = 0;
        for row in rows {
            let last = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
            for name in quoted(last) {
                assert!(tests.contains(name), "{document} names the test {name}, which does not exist");
                count += 1;
            }
        }
        assert!(count > 0, "{document} names no tests under {heading}");
    }
}

/// Every function name in Rust tests, and every title in the page's.
fn names_of_tests() -> BTreeSet<String> {
    let rust = ["src-tauri", "tests"].iter().flat_map(|folder| files(folder, &["rs"]));
    let functions = rust.flat_map(|path| {
        let text = read(path);
        let names =
            text.split("fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next().map(str::to_owned));
        names.collect::<Vec<_>>()
    });
    let titles = files("ui/src", &["ts"]).into_iter().flat_map(|path| {
        let text = read(path);
        let parts = text.split(["\"", "'", "`"].map(|quote| quote.chars().next().unwrap()));
        parts.map(str::to_owned).collect::<Vec<_>>()
    });
    functions.chain(titles).collect()
}
