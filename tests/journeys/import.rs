//! Files in, on the command line: what this program handed out comes back, and an import can be undone.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use demo::{Options, Source};
use journeys::line;
use journeys::office::{EXPORT_PASSWORD, Office, PASSPHRASE, PURPOSE};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Exports all messages, and gives the zip.
fn exported(store: &Path, to: &Path, profile: &str) -> PathBuf {
    let out = to.join(format!("{profile}.zip"));
    let args = [
        "export",
        "messages",
        "--form",
        "csv",
        "--protect",
        "zip",
        "--profile",
        profile,
        "--purpose",
        PURPOSE,
    ];
    line::json(store, &[&args[..], &["--out", out.to_str().unwrap()]].concat());
    out
}

/// The CSV in a zip of ours, its rows in order of their text.
fn rows(zip: &Path, to: &Path) -> Vec<String> {
    let folder = to.join(zip.file_stem().unwrap());
    let unpacked = Command::new("7z")
        .args(["x", "-y", &format!("-p{EXPORT_PASSWORD}"), &format!("-o{}", folder.display())])
        .arg(zip)
        .output()
        .unwrap();
    assert!(unpacked.status.success(), "{}", String::from_utf8_lossy(&unpacked.stdout));
    let csv =
        files(&folder).into_iter().find(|path| path.extension().is_some_and(|end| end == "csv")).unwrap();
    let mut rows: Vec<String> =
        std::fs::read_to_string(csv).unwrap().split("\r\n").map(str::to_owned).collect();
    rows.sort();
    rows
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn import(store: &Path, password: &str, args: &[&str]) -> Output {
    let mut command = line::command(store, &[&["import", "--json"], args].concat());
    command.env("COUNTERFOIL_IMPORT_PASSWORD", password).output().unwrap()
}

fn done(output: &Output) -> Value {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(said.lines().last().unwrap()).unwrap()
}

#[test]
fn what_was_handed_out_comes_back_as_it_was() {
    // shows B16, B15, S1.2, S1.5, B21
    let office = Office::new();
    let provider =
        office.serve(Options { source: Source::Generated { seed: 9, messages: 600 }, ..Options::default() });
    office.add_account("Gateway", &provider);
    assert!(office.sync().fault.is_none());
    let store = office.store_folder();
    office.desk.close();
    let folder = TempDir::new().unwrap();
    let marked = exported(&store, folder.path(), "spreadsheet");
    let before = rows(&exported(&store, folder.path(), "raw"), folder.path());

    let other = TempDir::new().unwrap();
    let copy = other.path().join("store");
    line::json(&copy, &["init", "--person", "Noor"]);
    let path = marked.to_str().unwrap();
    assert_eq!(
        import(&copy, "", &[path, "--account", "Copy", "--new-account"]).status.code(),
        Some(3),
        "no password"
    );
    assert_eq!(import(&copy, "wrong", &[path, "--account", "Copy", "--new-account"]).status.code(), Some(3));
    let seen = done(&import(&copy, EXPORT_PASSWORD, &[path, "--account", "Copy", "--new-account"]));
    assert_eq!(
        (&seen["form"], &seen["rejected"], &seen["changed"]),
        (&json!("b2chat"), &json!(0), &json!(0))
    );
    assert_eq!(line::json(&copy, &["account", "list"]), json!([]), "a preview makes no account");
    let taken =
        done(&import(&copy, EXPORT_PASSWORD, &[path, "--account", "Copy", "--new-account", "--accept"]));
    assert_eq!(taken["preview"], seen, "accepting does what the preview said");
    let after = rows(&exported(&copy, other.path(), "raw"), other.path());
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
    let again = done(&import(&copy, EXPORT_PASSWORD, &[path, "--account", "Copy"]));
    assert_eq!((&again["new"], &again["changed"]), (&json!(0), &json!(0)));

    assert_eq!(
        line::run(&copy, &["account", "test", "Copy"]).status.code(),
        Some(4),
        "there is nobody to ask"
    );
    let number = taken["id"].to_string();
    let undone = line::json(&copy, &["import", "undo", &number]);
    assert_eq!((&undone["removed"], &undone["left"]), (&seen["new"], &json!(0)));
    assert_eq!(line::json(&copy, &["query", "messages", "--count"])["count"], 0);
    assert_eq!(line::run(&copy, &["import", "undo", &number]).status.code(), Some(4), "once");
    assert_eq!(line::json(&copy, &["import", "list"])[0]["name"], "spreadsheet.zip");
}

#[test]
fn any_csv_comes_in_by_a_mapping() {
    // shows B16, B21
    let folder = TempDir::new().unwrap();
    let store = folder.path().join("store");
    line::json(&store, &["init", "--person", "Mara"]);
    let file = folder.path().join("log.csv");
    let text = "Gespräch;Zeit;Richtung;Text\n7;21/11/2026 09:12;ein;Grüße\n7;21/11/2026 09:13;aus;Hallo\n7;später;ein;x\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    std::fs::write(&file, latin).unwrap();
    let map = folder.path().join("map.json");
    let mapping = json!({ "subject": "messages", "times": "day-first", "fixed": { "channel": "sms" },
        "columns": { "chat_id": "Gespräch", "at": "Zeit", "direction": "Richtung", "text": "Text" },
        "words": { "direction": { "ein": "incoming", "aus": "outgoing" } } });
    std::fs::write(&map, mapping.to_string()).unwrap();
    let (file, map) = (file.to_str().unwrap(), map.to_str().unwrap());
    let args = [file, "--account", "Old system", "--new-account", "--as", "csv", "--map", map];
    assert_eq!(import(&store, "", &args).status.code(), Some(2), "nobody said whose clocks these are");
    let zone = [&args[..], &["--zone", "Europe/Zurich"]].concat();
    let seen = done(&import(&store, "", &zone));
    assert_eq!((&seen["rows"], &seen["rejected"], &seen["new"]), (&json!(3), &json!(1), &json!(3)));
    assert_eq!(
        seen["rejects"],
        json!([{ "place": 4, "why": "its at is no time of the form that the mapping names" }])
    );
    assert!(seen["notes"][0].as_str().unwrap().contains("Windows-1252"), "{seen}");
    done(&import(&store, "", &[&zone[..], &["--accept"]].concat()));
    let found = line::json(&store, &["query", "messages", "Grüße channel:sms", "--count"]);
    assert_eq!(found["count"], 1);
    // The new account keeps the zone it was told.
    let again = done(&import(&store, "", &[file, "--account", "Old system", "--as", "csv", "--map", map]));
    assert_eq!((&again["new"], &again["unchanged"]), (&json!(0), &json!(3)));
    let plain =
        line::command(&store, &["import", file, "--account", "Old system", "--as", "csv", "--map", map]);
    let mut plain = plain;
    let words =
        String::from_utf8(plain.env("COUNTERFOIL_PASSPHRASE", PASSPHRASE).output().unwrap().stdout).unwrap();
    assert!(words.contains("line 4:") && words.contains("Nothing is written yet"), "{words}");
    assert_eq!(line::run(&store, &["import", file, "--account", "Nobody"]).status.code(), Some(2));
    assert_eq!(
        line::run(&store, &["import", "absent.csv", "--account", "Old system"]).status.code(),
        Some(2)
    );
}
