//! Accounts at a provider of another make: added, tested, synced by hand and by schedule, refused, paused, looked at,
//! removed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use api::calls::accounts::{
    AccountPage, Calendar, CalendarReply, Edit, Get, List, Pause, Remove, Resume, StretchWhy, Test,
};
use api::calls::register;
use api::{FaultCode, JobState, Subject};
use fakes::{Book, Running, twilio::Twilio};
use journeys::line;
use journeys::office::Office;
use model::Kind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A Twilio on loopback, and a store made on the command line.
struct Line {
    folder: TempDir,
    server: Running,
    _runtime: Runtime,
}

impl Line {
    fn new() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let server = runtime.block_on(fakes::serve(Twilio, Book::new(6, 12))).unwrap();
        let line = Self { folder: TempDir::new().unwrap(), server, _runtime: runtime };
        line::json(&line.store(), &["init", "--person", "Mara"]);
        line
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    fn token(&self) -> String {
        self.server.secrets()[0].1.clone()
    }

    /// `account add NAME` with this token in the environment.
    fn add(&self, name: &str, token: &str) -> Output {
        let sid = format!("account_sid={}", self.server.settings()[0].1);
        let add = ["account", "add", name, "--provider", "twilio", "--url", &self.server.url, "--set", &sid];
        self.with_token(&[&add[..], &["--secret", "auth_token=TWILIO_TOKEN"]].concat(), token)
    }

    fn with_token(&self, args: &[&str], token: &str) -> Output {
        line::command(&self.store(), args).env("TWILIO_TOKEN", token).output().unwrap()
    }

    fn code(&self, args: &[&str]) -> i32 {
        line::run(&self.store(), args).status.code().unwrap()
    }

    fn json(&self, args: &[&str]) -> Value {
        line::json(&self.store(), args)
    }

    fn count(&self, subject: &str, query: &str) -> u64 {
        self.json(&["query", subject, query, "--count"])["count"].as_u64().unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_twilio_account_on_the_command_line() {
    // shows B8, B21, S0.9
    let line = Line::new();
    let providers = line.json(&["providers"]);
    let twilio = providers.as_array().unwrap().iter().find(|p| p["id"] == "twilio").unwrap();
    assert_eq!(twilio["url"], "https://api.twilio.com");
    assert_eq!(twilio["settings"][0]["name"], "account_sid");
    assert_eq!(twilio["settings"][0]["required"], true);
    let elsewhere = |field: &&Value| field["name"] == "conversations_url";
    assert_eq!(twilio["settings"].as_array().unwrap().iter().find(elsewhere).unwrap()["takes"], "address");
    assert_eq!(twilio["secrets"][0]["name"], "auth_token");

    let short = line.add("Shop", "");
    assert_eq!(short.status.code(), Some(2), "no token in the environment");
    let added = line.add("Shop", &line.token());
    assert!(added.status.success(), "{}", said(&added));
    assert_eq!(line.server.asked().len(), 0, "nothing was asked of the server yet");

    let tested = line.json(&["account", "test", "Shop"]);
    let words = tested["words"].as_str().unwrap();
    assert!(
        words.contains("Twilio answers for Shop. The credentials may read messages and conversations."),
        "{words}"
    );
    assert!(words.contains("The first sync tells about participants"), "{words}");
    assert_eq!(
        tested["streams"][0],
        json!({ "id": "messages", "title": "messages", "may": true, "words": "May be read." })
    );

    assert_eq!(line.json(&["sync", "Shop"])["state"], "done");
    assert_eq!((line.count("deliveries", ""), line.count("sessions", "")), (12, 6));
    let shown = line.json(&["account", "show", "Shop"]);
    assert_eq!(shown["secrets"], json!([{ "name": "auth_token", "title": "Auth token", "set": true }]));
    assert_eq!(shown["runs"][0]["ended"], "complete");
    assert!(shown["streams"].as_array().unwrap().iter().all(|stream| stream["whole"] == true), "{shown}");
    assert_eq!((&shown["missing"], &shown["rate"]), (&json!([]), &Value::Null));
    let people = line::run(&line.store(), &["account", "show", "Shop"]);
    assert!(
        said(&people).contains("auth_token: set") && said(&people).contains("session: 6"),
        "{}",
        said(&people)
    );

    edit_and_pause(&line);
    remove(&line);
}

fn edit_and_pause(line: &Line) {
    let edited = line.json(&["account", "edit", "Shop", "--rename", "Store", "--schedule", "daily@07:30"]);
    assert_eq!((&edited["name"], &edited["schedule"]), (&json!("Store"), &json!("daily@07:30")));
    assert!(edited["next_sync_at"].is_i64(), "{edited}");
    assert_eq!(line.code(&["account", "edit", "Store", "--schedule", "sometimes"]), 2);
    assert_eq!(line.code(&["account", "edit", "Store", "--set", "account_sid="]), 2, "it cannot do without");
    let elsewhere = ["account", "edit", "Store", "--url", "http://127.0.0.1:9/"];
    assert_eq!(line.code(&elsewhere), 4, "kept credentials are sent to no other address");
    let sideways = ["account", "edit", "Store", "--set", "conversations_url=http://127.0.0.1:9/"];
    assert_eq!(line.code(&sideways), 4, "nor through a setting");
    assert_eq!(line.json(&["account", "show", "Store"])["account"]["url"], line.server.url);
    assert!(line.json(&["account", "pause", "Store"])["pause"]["refused"] == false);
    line.server.asked();
    assert_eq!((line.code(&["sync", "Store"]), line.code(&["sync"])), (4, 4));
    assert_eq!(line.server.asked().len(), 0, "a paused account is left alone");
    assert_eq!(line.json(&["account", "resume", "Store"])["pause"], Value::Null);
    assert_eq!(line.json(&["sync"])["state"], "done");
}

fn remove(line: &Line) {
    assert!(line.add("Other", &line.token()).status.success());
    assert_eq!(line.json(&["sync", "Other"])["state"], "done");
    assert_eq!(line.count("deliveries", ""), 24);
    assert_eq!(line.code(&["account", "remove", "Store", "--with-data"]), 2, "asked twice");
    assert_eq!(line.count("deliveries", ""), 24);
    let removed = line.json(&["account", "remove", "Store", "--with-data", "--yes"]);
    assert_eq!(removed, json!({ "name": "Store", "removed": true, "data": "deleted" }));
    assert_eq!((line.count("deliveries", ""), line.count("sessions", "")), (12, 6));
    assert_eq!(
        (line.count("deliveries", "account:Store"), line.count("deliveries", "account:Other")),
        (0, 12)
    );
    line.json(&["account", "remove", "Other"]);
    assert_eq!(line.count("deliveries", ""), 12, "without the word its data stays");
    assert_eq!(line.json(&["account", "list"]), json!([]));
    let entries = line.json(&["register", "list"]);
    let detail = |n: usize| (entries[n]["kind"].clone(), entries[n]["detail"]["data"].clone());
    assert_eq!(detail(0), (json!("account_removed"), json!("kept")));
    assert_eq!(detail(1), (json!("account_removed"), json!("deleted")));
    assert_eq!(entries[1]["detail"]["deliveries"], "12");
    assert_eq!(line.json(&["register", "verify"])["faults"], json!([]));
}

#[test]
fn a_refused_login_is_tried_once_and_waits_for_a_person() {
    let line = Line::new();
    let wrong = "not-the-token-of-anyone";
    assert!(line.add("Shop", wrong).status.success());
    assert_eq!(line.code(&["sync"]), 5);
    assert_eq!(line.server.asked().len(), 1, "one login, and nothing more");
    let paused = line.json(&["account", "list"])[0]["pause"].clone();
    assert_eq!(paused["refused"], true);
    assert!(paused["words"].as_str().unwrap().contains("refused the credentials"), "{paused}");
    for again in [&["sync"][..], &["sync", "Shop"], &["account", "test", "Shop"]] {
        let output = line::run(&line.store(), again);
        assert_eq!(output.status.code(), Some(4), "{again:?}");
        assert!(
            said(&output).contains("refused its login") && !said(&output).contains(wrong),
            "{}",
            said(&output)
        );
    }
    assert_eq!(line.server.asked().len(), 0);
    // Resumed, it is tried once more; with other credentials it is let in.
    line.json(&["account", "resume", "Shop"]);
    assert_eq!(line.code(&["account", "test", "Shop"]), 5);
    assert_eq!((line.server.asked().len(), line.code(&["sync"])), (1, 4), "a test is a login too");
    let edit = ["account", "edit", "Shop", "--secret", "auth_token=TWILIO_TOKEN"];
    let edited = line.with_token(&edit, &line.token());
    assert!(edited.status.success(), "{}", said(&edited));
    assert_eq!(line.json(&["sync"])["state"], "done");
}

#[cfg(unix)]
#[test]
fn an_account_is_synced_by_its_schedule_until_told_to_stop() {
    let line = Line::new();
    assert!(line.add("Shop", &line.token()).status.success());
    assert_eq!(line.code(&["sync", "--watch"]), 2, "nothing has a schedule");
    line.json(&["account", "edit", "Shop", "--schedule", "live"]);
    let mut watch =
        line::command(&line.store(), &["sync", "--watch", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines();
    let mut next = || -> Value { serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap() };
    let first = next();
    assert_eq!(first["state"], "done", "{first}");
    assert!(first["sync"]["new"].as_u64().unwrap() > 12);
    line.server.book(Book::add);
    let second = next();
    assert!(second["sync"]["new"].as_u64().unwrap() > 0, "what came meanwhile came by itself: {second}");
    assert!(Command::new("kill").arg("-INT").arg(watch.id().to_string()).status().unwrap().success());
    assert!(watch.wait().unwrap().success());
    assert_eq!(line.count("sessions", ""), 7, "the chat that was opened meanwhile");
    assert_eq!(line.json(&["account", "show", "Shop"])["runs"].as_array().unwrap().len(), 2);
}

/// 2026-11-01, when the fake's clock begins.
const BOOK: i64 = 1_793_491_200_000;

fn page(office: &Office, id: i64) -> AccountPage {
    office.desk.ask(office.asker, Get { id, offset: 0 }).unwrap()
}

fn calendar(office: &Office, id: i64, subject: Subject) -> CalendarReply {
    let ask = Calendar { id, subject, offset: 0, until: Some(BOOK), days: 30 };
    office.desk.ask(office.asker, ask).unwrap()
}

#[test]
fn what_is_held_missing_and_gone_is_told_by_day_and_channel() {
    // shows S0.9, B8
    let office = Office::new();
    let server = office.serve_fake(Twilio, Book::new(9, 23));
    let id = office.add_fake("Shop", &server);
    let before = calendar(&office, id, Subject::Sessions);
    assert_eq!((before.days, before.channels.len(), before.earliest), (30, 0, None));
    let whole =
        |reply: &CalendarReply| (reply.stretches[0].from, reply.stretches[0].until, reply.stretches[0].why);
    assert_eq!(whole(&before), (0, 30, StretchWhy::NotRead), "never synced");

    assert_eq!(office.sync().state, JobState::Done);
    for (subject, rows) in [(Subject::Sessions, 9), (Subject::Deliveries, 23)] {
        let reply = calendar(&office, id, subject);
        let held: u64 = reply.channels.iter().flat_map(|channel| &channel.held).sum();
        assert_eq!((held, office.count(subject, "")), (rows, rows), "{subject}");
        assert_eq!(reply.stretches, [], "{subject}: read to its end");
        // Each cell is what the list finds there.
        for channel in &reply.channels {
            let day = channel.held.iter().position(|rows| *rows > 0).unwrap();
            let from = reply.from + day as i64 * 86_400_000;
            let day_of = |at: i64| api::Stamp::utc(at).to_rfc3339()[..10].to_owned();
            let field = if subject == Subject::Sessions { "created" } else { "recorded" };
            let query = format!("channel:{} {field}:{}", channel.channel, day_of(from));
            assert_eq!(office.count(subject, &query), channel.held[day], "{query}");
        }
    }
    assert_eq!(calendar(&office, id, Subject::Sessions).channels.len(), 3, "three channels");

    server.book(Book::vanish);
    assert_eq!(office.sync().state, JobState::Done);
    let after = calendar(&office, id, Subject::Sessions);
    let gone: u64 = after.channels.iter().flat_map(|channel| &channel.gone).sum();
    assert_eq!(gone, 1, "a chat that vanished at the provider");
    let said: u64 = calendar(&office, id, Subject::Messages).channels.iter().flat_map(|c| &c.gone).sum();
    assert_eq!(said, server.book(|book| book.chats[3].lines.len() as u64), "with what was said in it");
    let held = page(&office, id).held;
    let sessions = held.iter().find(|held| held.kind == Kind::Session).unwrap();
    assert_eq!((sessions.held, sessions.gone), (9, 1));
    assert!(sessions.noticed_at.is_some());
}

#[test]
fn removing_an_account_with_its_data_leaves_nothing_of_it() {
    let office = Office::new();
    let server = office.serve_fake(Twilio, Book::new(9, 23));
    let (id, other) = (office.add_fake("Shop", &server), office.add_fake("Other", &server));
    assert_eq!(office.sync().state, JobState::Done);
    let canary = server.book(|book| book.sends[0].to.clone());
    let remove = Remove { id, data: true };
    office.desk.ask(office.asker, remove).unwrap();
    assert_eq!(office.count(Subject::Deliveries, ""), 23);
    assert_eq!(
        office.count(Subject::Deliveries, &format!("\"{canary}\"")),
        1,
        "only that of the other account"
    );
    assert_eq!(office.desk.ask(office.asker, Get { id, offset: 0 }).unwrap_err().code, FaultCode::NotFound);
    let held: u64 = calendar(&office, other, Subject::Deliveries).channels.iter().flat_map(|c| &c.held).sum();
    assert_eq!(held, 23);
    let names: Vec<String> =
        office.desk.ask(office.asker, List {}).unwrap().into_iter().map(|account| account.name).collect();
    assert_eq!(names, ["Other"]);
    let entries = office.desk.ask(office.asker, register::List { from: 0, len: 1 }).unwrap().entries;
    assert_eq!(entries[0].detail["data"], "deleted");
}

#[test]
fn credentials_come_out_of_no_call() {
    let office = Office::new();
    let server = office.serve_fake(Twilio, Book::new(3, 3));
    let id = office.add_fake("Shop", &server);
    let secret = server.secrets()[0].1.clone();
    let body = json!({ "id": id, "offset": 0 });
    let edit =
        json!({ "id": id, "name": null, "url": null, "settings": {}, "secrets": {}, "schedule": "1h" });
    for (name, body) in [
        ("accounts.list", json!({})),
        ("accounts.get", body),
        ("accounts.edit", edit),
        ("accounts.test", json!({ "id": id })),
        ("accounts.pause", json!({ "id": id })),
        ("accounts.resume", json!({ "id": id })),
    ] {
        let reply = office.desk.ask_json(office.asker, name, body).unwrap().to_string();
        assert!(!reply.contains(&secret), "{name}: {reply}");
    }
    // Nor to another server.
    let thief = office.serve_fake(Twilio, Book::new(1, 1));
    let url = Some(thief.url.clone());
    let edit = |secrets: BTreeMap<String, String>| Edit {
        id,
        name: None,
        url: url.clone(),
        settings: BTreeMap::new(),
        secrets,
        schedule: None,
    };
    let refused = office.desk.ask(office.asker, edit(BTreeMap::new())).unwrap_err();
    assert_eq!(refused.code, FaultCode::Refused);
    let empty = BTreeMap::from([("auth_token".to_owned(), " ".to_owned())]);
    assert!(office.desk.ask(office.asker, edit(empty)).is_err());
    let anew = BTreeMap::from([("auth_token".to_owned(), "another".to_owned())]);
    assert_eq!(office.desk.ask(office.asker, edit(anew)).unwrap().url, thief.url);
    assert_eq!(thief.asked().len(), 0);
}

#[test]
fn a_paused_account_is_left_out_and_the_others_are_synced() {
    let office = Office::new();
    let server = office.serve_fake(Twilio, Book::new(3, 3));
    let (first, second) = (office.add_fake("First", &server), office.add_fake("Second", &server));
    office.desk.ask(office.asker, Pause { id: first }).unwrap();
    assert_eq!(office.sync().state, JobState::Done);
    assert_eq!((page(&office, first).runs.len(), page(&office, second).runs.len()), (0, 1));
    office.desk.ask(office.asker, Resume { id: first }).unwrap();
    assert_eq!(office.sync().state, JobState::Done);
    assert_eq!((page(&office, first).runs.len(), page(&office, second).runs.len()), (1, 2));
    let test = office.desk.ask(office.asker, Test { id: first }).unwrap();
    assert!(test.streams.iter().all(|stream| stream.may != Some(false)));
}
