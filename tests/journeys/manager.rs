//! The manager's journey over the api: demo → sync → filter → detail → export → register.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use api::calls::{columns, deliveries, exports, facets, provenance, register, sessions};
use api::{Cell, Form, JobState, Sort, Subject};
use journeys::office::{EXPORT_PASSWORD, Office, PURPOSE, made_up};
use model::Kind;
use std::process::Command;

fn text(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        other => panic!("{other:?} is no text"),
    }
}

#[test]
fn manager_over_the_api() {
    // shows S0.1, S0.2, S0.6, S1.2, S1.4, S1.5, S2.4, B9, B11, B12, B23
    let office = Office::new();
    let provider = office.serve(made_up(10_000));
    office.add_account("Gateway", &provider);

    let job = office.sync();
    assert_eq!(job.state, JobState::Done, "{:?}", job.fault);
    let done = job.sync.unwrap();
    assert_eq!(done.records, done.new, "a first sync finds nothing but new records");
    let truth = provider.truth();
    assert_eq!(office.count(Subject::Messages, ""), truth.counts[&Kind::Message]);
    assert_eq!(office.count(Subject::Sessions, ""), truth.counts[&Kind::Session]);

    let again = office.sync().sync.unwrap();
    assert_eq!((again.new, again.changed), (0, 0), "what did not change is not written again");

    let detail = filter_and_open(&office);
    read_conversation(&office, detail);
    look_at_a_failed_delivery(&office);
    export_and_register(&office);
}

/// Combined filters find fewer and fewer; each row found fits all of them.
fn filter_and_open(office: &Office) -> i64 {
    let all = office.count(Subject::Sessions, "");
    let whatsapp = office.count(Subject::Sessions, "channel:whatsapp");
    let closed = office.count(Subject::Sessions, "channel:whatsapp state:closed");
    let open = office.count(Subject::Sessions, "channel:whatsapp state:open");
    assert!(0 < closed && closed < whatsapp && whatsapp < all);
    assert_eq!(closed + open, whatsapp, "`open` means not closed");

    let found = office.rows(
        Subject::Sessions,
        "channel:whatsapp state:closed",
        Sort { column: "created".into(), desc: true },
        &["channel", "state", "created"],
    );
    let times: Vec<i64> = found
        .iter()
        .map(|row| match &row.cells[2] {
            Cell::Stamp(stamp) => stamp.at,
            other => panic!("{other:?} is no time"),
        })
        .collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "newest first");
    assert!(found.iter().all(|row| text(&row.cells[0]) == "whatsapp" && text(&row.cells[1]) == "closed"));

    let facets = facets::Count {
        subject: Subject::Sessions,
        text: "channel:whatsapp".into(),
        offset: 0,
        fields: vec!["state".into(), "channel".into()],
        limit: 20,
        slot: None,
    };
    let counted = office.desk.ask(office.asker, facets).unwrap();
    let of =
        |field: usize, value: &str| counted[field].values.iter().find(|v| v.value == value).map(|v| v.count);
    assert_eq!(of(0, "closed"), Some(closed), "other chips apply");
    assert_eq!(of(1, "whatsapp"), Some(whatsapp), "its own chip does not");
    assert!(counted[1].values.len() > 1);
    found[0].id
}

fn read_conversation(office: &Office, id: i64) {
    let detail = office.desk.ask(office.asker, sessions::Detail { id }).unwrap();
    assert!(detail.messages > 0);
    let page =
        office.desk.ask(office.asker, sessions::Messages { id, from: 0, len: 500, words: None }).unwrap();
    assert_eq!(page.messages.len() as u64, detail.messages.min(500));
    assert!(page.messages.is_sorted_by_key(|message| message.at.at), "oldest first");
    let origin = office.desk.ask(office.asker, provenance::Get { kind: Kind::Session, id }).unwrap();
    let raw: serde_json::Value = serde_json::from_str(&origin.raw).unwrap();
    assert_eq!(raw["id"], detail.session.id.as_str());
    assert!(origin.endpoint.contains("/v1/sessions"), "{}", origin.endpoint);
}

fn look_at_a_failed_delivery(office: &Office) {
    let sort = Sort::newest(Subject::Deliveries);
    let failed = office.rows(Subject::Deliveries, "outcome:failed", sort, &["delivery"]);
    let id = failed.first().expect("the demo has failures").id;
    let detail = office.desk.ask(office.asker, deliveries::Detail { id }).unwrap();
    assert!(!detail.status_meaning.meaning.is_empty() && !detail.status_meaning.todo.is_empty());
    assert!(detail.delivery.request.is_some() && detail.delivery.response.is_some());
}

fn export_and_register(office: &Office) {
    let known = office.desk.ask(office.asker, columns::List { subject: Subject::Sessions }).unwrap();
    assert!(known.iter().any(|column| column.id == "created" && column.sort));

    let mut spec = office.spec(Subject::Messages, "channel:whatsapp", Form::Csv, "whatsapp.zip");
    spec.purpose.text = String::new();
    let refused = office.desk.ask(office.asker, exports::Start(spec)).unwrap_err();
    assert_eq!(refused.code, api::FaultCode::Refused, "no purpose, no export");

    let spec = office.spec(Subject::Messages, "channel:whatsapp", Form::Csv, "whatsapp.zip");
    let job = office.desk.ask(office.asker, exports::Start(spec)).unwrap();
    let job = office.ended(job);
    assert_eq!(job.state, JobState::Done, "{:?}", job.fault);
    let done = job.export.unwrap();

    let test = |password: &str| {
        Command::new("7z")
            .arg("t")
            .arg(format!("-p{password}"))
            .arg(&done.path)
            .output()
            .expect("7z is installed")
    };
    assert!(test(EXPORT_PASSWORD).status.success(), "7-Zip opens it");
    assert!(!test("not the password").status.success(), "and not with another password");

    let out = office.folder.path().join("unpacked");
    let mut unpack = Command::new("7z");
    unpack.arg("x").arg(format!("-p{EXPORT_PASSWORD}")).arg(format!("-o{}", out.display())).arg(&done.path);
    assert!(unpack.output().unwrap().status.success());
    let csv = std::fs::read_to_string(out.join("messages.csv")).unwrap();
    let heads = csv.lines().next().unwrap().split(',').count();
    assert_eq!(heads, 27);
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["query"], "channel:whatsapp");
    assert_eq!(manifest["complete"], true);

    let page = office.desk.ask(office.asker, register::List { from: 0, len: 50 }).unwrap();
    let kinds: Vec<&str> = page.entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(&kinds[..3], ["export_done", "export_begun", "export_refused"], "newest first: {kinds:?}");
    assert_eq!(page.entries[1].detail["purpose"], PURPOSE);
    let verdict = office.desk.ask(office.asker, register::Verify {}).unwrap();
    assert_eq!((verdict.entries, verdict.faults.len()), (page.total, 0));
    let found = office.desk.ask(office.asker, exports::Identify { path: done.path }).unwrap();
    assert!(found.unaltered && found.number.is_some());
}
