//! The command line as scripts rely on it: its surface, its output, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use journeys::line;
use journeys::office::PASSPHRASE;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

struct Demo(Child);

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn demo(args: &[&str]) -> (Demo, Value) {
    let mut child =
        Command::new(line::binary()).arg("demo").args(args).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    (Demo(child), serde_json::from_str(&first).unwrap())
}

fn code(store: &Path, args: &[&str]) -> i32 {
    line::run(store, args).status.code().unwrap()
}

#[test]
fn the_whole_way_on_the_command_line() {
    // shows B21, B23, S0.4
    let folder = TempDir::new().unwrap();
    let store = folder.path().join("store");
    let (_demo, ready) = demo(&["--messages", "10000", "--seed", "3"]);
    let url = ready["url"].as_str().unwrap();

    line::json(&store, &["init", "--person", "Mara"]);
    let add = [
        "account",
        "add",
        "Gateway",
        "--provider",
        "log-api",
        "--url",
        url,
        "--secret",
        "token=GATEWAY_TOKEN",
    ];
    let added =
        line::command(&store, &add).env("GATEWAY_TOKEN", ready["token"].as_str().unwrap()).output().unwrap();
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let tested = line::json(&store, &["account", "test", "Gateway"]);
    assert!(!tested["words"].as_str().unwrap().is_empty());

    let synced = line::json(&store, &["sync", "Gateway"]);
    assert_eq!(synced["state"], "done");
    let all = line::json(&store, &["query", "messages", "--count"]);
    assert_eq!(all["count"].as_u64().unwrap(), synced_messages(&store));
    let failed = line::json(&store, &["--json", "query", "deliveries", "outcome:failed", "--count"]);
    assert!(failed["count"].as_u64().unwrap() > 0);

    let out = folder.path().join("out.zip");
    let out = out.to_str().unwrap();
    let export =
        ["export", "deliveries", "outcome:failed", "--form", "json", "--protect", "zip", "--out", out];
    assert_eq!(code(&store, &export), 4, "no purpose, no export");
    let done = line::json(&store, &[&export[..], &["--purpose", "Monthly look at what failed"]].concat());
    assert_eq!(done["rows"], failed["count"]);
    assert_eq!(line::json(&store, &["register", "verify"])["faults"], json!([]));
    assert_eq!(line::json(&store, &["identify", out])["unaltered"], true);
    assert_eq!(code(&store, &["identify", line::binary().to_str().unwrap()]), 6, "not one of ours");
}

fn synced_messages(store: &Path) -> u64 {
    line::json(store, &["account", "list"])[0]["messages"].as_u64().unwrap()
}

#[test]
fn printing_to_a_pipe_is_handing_out() {
    // shows B12, B21
    let folder = TempDir::new().unwrap();
    let store = folder.path().join("store");
    line::json(&store, &["init", "--person", "Mara"]);
    assert_eq!(code(&store, &["query", "sessions"]), 4);
    let reply = line::json(&store, &["query", "sessions", "--purpose", "See whether anything is there"]);
    assert_eq!(reply, json!({ "total": 0, "rows": [] }));
    let entries = line::json(&store, &["register", "list"]);
    assert_eq!(entries[0]["kind"], "printed");
    assert_eq!(entries[1]["kind"], "export_refused");
}

#[test]
fn exit_codes_are_as_documented() {
    // shows B21
    let folder = TempDir::new().unwrap();
    let store = folder.path().join("store");
    assert_eq!(code(&store, &["account", "list"]), 2, "there is no store");
    line::json(&store, &["init", "--person", "Mara"]);
    assert_eq!(code(&store, &["query", "sessions", "colour:red", "--count"]), 2);
    assert_eq!(code(&store, &["query", "sessions", "--nonsense"]), 2);
    let mut wrong = line::command(&store, &["account", "list"]);
    let wrong = wrong.env("COUNTERFOIL_PASSPHRASE", "something else entirely").output().unwrap();
    assert_eq!(wrong.status.code(), Some(3));
    let add = [
        "account",
        "add",
        "Nobody",
        "--provider",
        "log-api",
        "--url",
        "http://127.0.0.1:9/",
        "--secret",
        "token=T",
    ];
    assert!(line::command(&store, &add).env("T", "t").output().unwrap().status.success());
    assert_eq!(code(&store, &["account", "test", "Nobody"]), 5);
    std::fs::write(store.join("slots.json"), "{}").unwrap();
    assert_eq!(code(&store, &["account", "list"]), 6);
}

#[cfg(unix)]
#[test]
fn an_interrupted_sync_ends_with_its_own_code_and_keeps_what_it_has() {
    // shows B8, B21
    let folder = TempDir::new().unwrap();
    let store = folder.path().join("store");
    let (_demo, ready) = demo(&["--messages", "20000", "--misbehave", "slow"]);
    line::json(&store, &["init", "--person", "Mara"]);
    let url = ready["url"].as_str().unwrap();
    let add = ["account", "add", "Gateway", "--provider", "log-api", "--url", url, "--secret", "token=T"];
    assert!(
        line::command(&store, &add)
            .env("T", ready["token"].as_str().unwrap())
            .output()
            .unwrap()
            .status
            .success()
    );

    let mut sync = line::command(&store, &["sync", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    // The first line says that the sync is at work.
    let mut said = String::new();
    let mut lines = BufReader::new(sync.stdout.take().unwrap());
    lines.read_line(&mut said).unwrap();
    assert!(said.contains("\"running\""), "{said}");
    assert!(Command::new("kill").arg("-INT").arg(sync.id().to_string()).status().unwrap().success());
    assert_eq!(sync.wait().unwrap().code(), Some(7));
    assert_eq!(line::json(&store, &["register", "verify"])["faults"], json!([]));
}

#[cfg(unix)]
#[test]
fn secrets_come_by_descriptor_and_show_nowhere() {
    // shows B21
    let folder = TempDir::new().unwrap();
    let store = folder.path().join("store");
    let script = format!(
        "'{}' --store '{}' init --person Mara --passphrase-fd 3 3<<'X'\n{PASSPHRASE}\nX\n",
        line::binary().display(),
        store.display()
    );
    let made =
        Command::new("sh").arg("-c").arg(script).env_remove("COUNTERFOIL_PASSPHRASE").output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(
        line::run(&store, &["account", "list"]).status.success(),
        "the passphrase of the descriptor opens it"
    );
    let shown = String::from_utf8_lossy(&made.stdout).into_owned() + &String::from_utf8_lossy(&made.stderr);
    assert!(!shown.contains("thimble"));
}
