//! Providers that misbehave, and a program that dies in the middle.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use api::{FaultCode, JobState, Sort, Subject};
use demo::Misbehaviour;
use fakes::{Book, Fake};
use journeys::desk::{agree, held};
use journeys::line;
use journeys::office::{Office, PASSPHRASE, made_up, plaintext};
use model::Kind;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

const POINTS: u64 = 20;

/// What passes by itself costs time and nothing else.
#[test]
fn survivable_misbehaviour_loses_nothing() {
    // shows B8
    for kind in ["rate-limit", "server-errors", "cut-off", "slow", "clock-skew", "ignore-window"] {
        let office = Office::new();
        let mut options = made_up(10_000);
        options.misbehave = vec![kind.parse::<Misbehaviour>().unwrap()];
        let provider = office.serve(options);
        office.add_account("Gateway", &provider);
        let job = office.sync();
        assert_eq!(job.state, JobState::Done, "{kind}: {:?}", job.fault);
        holds_exactly(&office, &provider, kind);
    }
}

/// What cannot be trusted is stopped, named, and leaves nothing half or double behind.
#[test]
fn hostile_misbehaviour_is_stopped_and_named() {
    // shows B8
    for kind in ["repeat-page", "endless", "foreign-next", "html", "huge"] {
        let office = Office::new();
        let mut options = made_up(10_000);
        options.misbehave = vec![kind.parse::<Misbehaviour>().unwrap()];
        let provider = office.serve(options);
        office.add_account("Gateway", &provider);
        let job = office.sync();
        let fault = job.fault.unwrap_or_else(|| panic!("{kind} went unnoticed"));
        assert_eq!((job.state, fault.code), (JobState::Failed, FaultCode::Provider), "{kind}");
        assert!(!fault.what.is_empty() && !fault.todo.is_empty(), "{kind}: {fault:?}");
        let ids = message_ids(&office);
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{kind}: nothing doubled");
        assert!(ids.len() as u64 <= provider.truth().counts[&Kind::Message], "{kind}: nothing made up");
    }
}

fn holds_exactly(office: &Office, provider: &demo::Running, kind: &str) {
    let truth = provider.truth();
    assert_eq!(office.count(Subject::Messages, ""), truth.counts[&Kind::Message], "{kind}");
    assert_eq!(office.count(Subject::Sessions, ""), truth.counts[&Kind::Session], "{kind}");
    assert_eq!(office.count(Subject::Deliveries, ""), truth.counts[&Kind::Delivery], "{kind}");
}

fn message_ids(office: &Office) -> Vec<String> {
    let sort = Sort::newest(Subject::Messages);
    let rows = office.rows(Subject::Messages, "", sort, &["id"]);
    rows.iter().map(|row| serde_json::to_value(&row.cells[0]).unwrap().to_string()).collect()
}

/// Delays spread over a run, the same in each test run.
fn points(whole: Duration) -> impl Iterator<Item = Duration> {
    // A step that has no common factor with the number of points visits each part of the run once.
    (0..POINTS).map(move |n| whole.mul_f64(((n * 7) % POINTS) as f64 / POINTS as f64 + 0.025))
}

#[test]
fn killed_in_mid_sync_nothing_is_lost_or_doubled() {
    // shows B8
    let office = Office::new();
    let provider = office.serve(made_up(10_000));
    office.add_account("Gateway", &provider);
    office.desk.close();
    let pristine = office.store_folder();
    let store = office.folder.path().join("killed");

    copy(&pristine, &store);
    line::json(&store, &["sync"]);
    let whole = provider.asked();
    let canary = a_text(&store);

    let mut killed_at_work = 0;
    for n in 0..POINTS {
        // Every fifth starts anew; the others go on where the last one died. Each gets a sixth of the way at most, so
        // that five leave some; another fraction each time, and another moment between two pages.
        if n % 5 == 0 {
            copy(&pristine, &store);
        }
        let pages = whole * (n * 7 % POINTS + 1) / (POINTS * 6);
        killed_at_work += u64::from(killed_in_sync(&store, &|| provider.asked(), pages, n));
        assert_eq!(
            plaintext(&store, std::slice::from_ref(&canary)),
            None,
            "nothing readable is left after {pages} pages"
        );
        if n % 5 == 4 {
            line::json(&store, &["sync"]);
            let truth = provider.truth();
            for (subject, count) in [
                ("messages", truth.counts[&Kind::Message]),
                ("sessions", truth.counts[&Kind::Session]),
                ("deliveries", truth.counts[&Kind::Delivery]),
            ] {
                let found = line::json(&store, &["query", subject, "--count"]);
                assert_eq!(found["count"], count, "{subject} after point {n}");
            }
            let again = line::json(&store, &["sync"]);
            assert_eq!((&again["sync"]["new"], &again["sync"]["changed"]), (&0.into(), &0.into()));
        }
    }
    assert!(killed_at_work >= POINTS / 2, "only {killed_at_work} of {POINTS} were killed at work");
}

/// Starts a sync and kills it after so many pages and some milliseconds more; whether it was at work then.
fn killed_in_sync(store: &Path, asked: &dyn Fn() -> u64, pages: u64, n: u64) -> bool {
    let begun = asked();
    let child = line::command(store, &["sync", "--json"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.unwrap();
    while asked() - begun < pages && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    std::thread::sleep(Duration::from_millis(n % 4 * 5));
    line::kill(child)
}

/// Kills of each of the providers below: fewer than of the log API above, since each has the suite as well.
const KILLS: u64 = 10;

/// A provider's connector, killed again and again, with changes at the server meanwhile.
fn killed_in_mid_sync_all_is_there_once(fake: impl Fake) {
    let office = Office::new();
    // The program goes by the system's clock, and looks back some days for what is new.
    let began = provider::system_clock()() - KILLS as i64 * 3_600_000;
    let server = office.serve_fake(fake, Book::new(40, 300).at(began));
    office.add_fake("Shop", &server);
    office.desk.close();
    let pristine = office.store_folder();
    let store = office.folder.path().join("killed");
    copy(&pristine, &store);
    let asked = || server.count() as u64;
    line::json(&store, &["sync"]);
    let whole = asked();

    let mut killed_at_work = 0;
    for n in 0..KILLS {
        if n % 5 == 0 {
            copy(&pristine, &store);
        }
        let pages = whole * (n * 7 % KILLS + 1) / (KILLS * 6);
        killed_at_work += u64::from(killed_in_sync(&store, &asked, pages, n));
        server.book(Book::add);
        if n % 5 == 4 {
            line::json(&store, &["sync"]);
            agrees(&store, &server, &format!("after point {n}"));
            let again = line::json(&store, &["sync"]);
            assert_eq!((&again["sync"]["new"], &again["sync"]["changed"]), (&0.into(), &0.into()));
        }
    }
    assert!(killed_at_work >= KILLS / 2, "only {killed_at_work} of {KILLS} were killed at work");
}

fn agrees(folder: &Path, server: &fakes::Running, when: &str) {
    let passphrase = vault::Secret::from(PASSPHRASE.to_owned());
    let key = vault::Slots::open(folder).unwrap().unlock(&passphrase).unwrap().0;
    let store = store::Store::open(folder, &key, 0).unwrap();
    agree(&held(&store), &server.truth(), when);
    store.close().unwrap();
}

macro_rules! killed {
    ($($name:ident: $fake:expr;)+) => {
        mod killed_in_mid_sync {
            $(
                #[test]
                fn $name() {
                    super::killed_in_mid_sync_all_is_there_once($fake);
                }
            )+
        }
    };
}

// A new provider is one line here.
killed! {
    log_api: fakes::log_api::LogApi { windows: true };
    mailgun: fakes::mailgun::Mailgun;
    twilio: fakes::twilio::Twilio;
}

#[test]
fn killed_in_mid_export_no_half_file_has_a_name() {
    // shows S1.4, B12
    let office = Office::new();
    let provider = office.serve(made_up(20_000));
    office.add_account("Gateway", &provider);
    assert_eq!(office.sync().state, JobState::Done);
    office.desk.close();
    let store = office.store_folder();
    let canary = a_text(&store);
    let outbox = office.folder.path().join("outbox");
    std::fs::create_dir(&outbox).unwrap();

    let export = |file: &Path| {
        let out = file.display().to_string();
        let purpose = ["--purpose", "A test of what a kill leaves behind", "--out", &out, "--json"];
        line::command(
            &store,
            &[&["export", "messages", "--form", "csv", "--protect", "zip"], &purpose[..]].concat(),
        )
    };
    let started = Instant::now();
    assert!(export(&outbox.join("whole.zip")).output().unwrap().status.success());
    let whole = started.elapsed();

    let mut killed_at_work = 0;
    for (n, delay) in points(whole).enumerate() {
        let file = outbox.join(format!("{n}.zip"));
        let child = export(&file).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(delay);
        killed_at_work += u64::from(line::kill(child));
        assert_eq!(
            plaintext(&outbox, std::slice::from_ref(&canary)),
            None,
            "nothing readable is left at {delay:?}"
        );
        assert_eq!(
            plaintext(&store, std::slice::from_ref(&canary)),
            None,
            "nothing readable is left at {delay:?}"
        );
        // The next unlock tidies up; after it a file is there whole and entered, or not at all.
        let verdict = line::json(&store, &["register", "verify"]);
        assert_eq!(verdict["faults"], serde_json::json!([]), "point {n}");
        let left: Vec<_> = std::fs::read_dir(&outbox).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().contains("part")), "point {n}: {left:?}");
        if file.exists() {
            let found = line::json(&store, &["identify", &file.display().to_string()]);
            assert_eq!(found["unaltered"], true, "point {n}");
        }
    }
    assert!(killed_at_work >= POINTS / 4, "only {killed_at_work} of {POINTS} were killed at work");
    let entries = line::json(&store, &["register", "list", "--limit", "500"]);
    let of = |kind: &str| entries.as_array().unwrap().iter().filter(|e| e["kind"] == kind).count();
    assert_eq!(
        of("export_begun"),
        of("export_done") + of("export_interrupted"),
        "each begun export has its end"
    );
}

/// A message text long enough to be found by chance nowhere else, from a store that holds all of them.
fn a_text(store: &Path) -> String {
    let purpose = ["--columns", "text", "--limit", "500", "--purpose", "Find a canary for this test"];
    let reply = line::json(store, &[&["query", "messages"], &purpose[..]].concat());
    let texts = reply["rows"].as_array().unwrap().iter().map(|row| row["text"].as_str().unwrap().to_owned());
    texts.filter(|text| text.is_ascii()).find(|text| text.len() > 40).expect("the demo has long messages")
}

fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}
