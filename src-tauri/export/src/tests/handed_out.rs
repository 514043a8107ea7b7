//! What stands in the file is what stands in the store.

use super::world::{NOW, PASSWORD, TEXTS, World, unpacked};
use crate::form::{CsvProfile, Form};
use crate::spreadsheet::restore;
use crate::{Manifest, Spec, print_of, seven};
use model::{Direction, Message, PersonKind, Session, SessionState, Stamp, dd_hh_mm_ss};
use query::Subject;
use register::EntryKind;
use serde_json::{Value, json};
use std::path::Path;

/// The 27 cells of a message, made from the records themselves.
fn seed_row(message: &Message, session: &Session) -> [String; 27] {
    let time = |s: Option<Stamp>| s.map(|s| Stamp { offset: 60, ..s }.to_rfc3339()).unwrap_or_default();
    let known = session.contact_id.is_some();
    let if_known = |text: &str| if known { text.to_owned() } else { String::new() };
    let closed = session.closed_at.filter(|_| session.state == SessionState::Closed);
    let said = message.attachment.clone().unwrap_or_else(|| message.text.clone());
    let incoming = message.direction == Direction::Incoming;
    [
        session.id.clone(),
        "m7".into(),
        "whatsapp".into(),
        time(Some(session.created_at)),
        time(Some(message.at)),
        session.contact_id.clone().unwrap_or_default(),
        if_known("00123"),
        if_known("=HYPERLINK(\"http://x.example\")"),
        if_known("c0@x.example"),
        if_known("+41440000000"),
        if_known("+41790000000"),
        session.agent_id.clone().unwrap_or_default(),
        if_known("Ada, the agent"),
        if_known("@ada"),
        if_known("ada@x.example"),
        incoming.to_string(),
        if incoming { said.clone() } else { String::new() },
        if incoming { String::new() } else { said },
        message.kind.as_str().into(),
        message.caption.clone().unwrap_or_default(),
        "-line 1".into(),
        if message.person == PersonKind::Bot { "Robby".into() } else { String::new() },
        session.state.as_str().to_uppercase(),
        time(session.first_opened_at.or(session.opened_at)),
        time(session.picked_up_at.filter(|_| session.state != SessionState::Opened)),
        time(closed),
        closed.map(|c| dd_hh_mm_ss(c.at - session.created_at.at)).unwrap_or_default(),
    ]
}

/// Header and rows of a CSV file, as the csv crate reads it.
fn csv_of(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let bytes = std::fs::read(path).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes));
    let own = |r: &csv::StringRecord| r.iter().map(str::to_owned).collect::<Vec<_>>();
    let head = own(reader.headers().unwrap());
    (head, reader.records().map(|r| own(&r.unwrap())).collect())
}

fn manifest_of(dir: &Path) -> Manifest {
    serde_json::from_slice(&std::fs::read(dir.join("manifest.json")).unwrap()).unwrap()
}

#[test]
fn messages_leave_as_the_seeds_27_columns_and_come_back_exactly() {
    // shows S1.2 S1.3 S1.5 B15
    let world = World::new(1_200);
    for profile in [CsvProfile::Spreadsheet, CsvProfile::Raw] {
        let out = world.out.path().join(format!("{}.zip", profile.as_str()));
        let spec = Spec { profile, out, ..world.spec(Subject::Messages, "") };
        let done = world.run(&spec).unwrap();
        assert_eq!((done.rows, done.complete), (1_200, true));
        let dir = unpacked(&done.path);
        let (head, rows) = csv_of(&dir.path().join("messages.csv"));
        assert_eq!(head.len(), 27);
        assert_eq!((head[0].as_str(), head[26].as_str()), ("Chat ID", "Duration"));
        assert_eq!(rows.len(), 1_200);
        for (row, message) in rows.iter().zip(&world.messages) {
            let session = world.sessions.iter().find(|s| s.id == message.session_id).unwrap();
            let back = row.iter().map(|c| if profile == CsvProfile::Raw { c.as_str() } else { restore(c) });
            assert_eq!(back.collect::<Vec<_>>(), seed_row(message, session), "{}", message.id);
        }
        let formulas =
            rows.iter().flatten().filter(|c| c.starts_with(['=', '+', '-', '@', '\t', '\r', '＝'])).count();
        assert_eq!(formulas == 0, profile == CsvProfile::Spreadsheet);
    }
}

#[test]
fn seven_zip_opens_it_with_the_password_and_with_no_other() {
    // shows S1.5
    let world = World::new(20);
    let done = world.run(&world.spec(Subject::Messages, "")).unwrap();
    assert!(seven::opens(&done.path, PASSWORD));
    assert!(!seven::opens(&done.path, "correct-horse-batterx"));
    assert!(!seven::opens(&done.path, ""));
    let bytes = std::fs::read(&done.path).unwrap();
    for text in TEXTS.iter().filter(|t| t.len() > 7) {
        assert!(!bytes.windows(text.len()).any(|w| w == text.as_bytes()), "{text:?} is readable in the file");
    }
}

#[test]
fn the_manifest_is_last_and_says_what_the_file_is() {
    // shows B11
    let world = World::new(40);
    let done = world.run(&world.spec(Subject::Messages, "state:closed")).unwrap();
    let dir = unpacked(&done.path);
    let said = manifest_of(dir.path());
    let print = print_of(&dir.path().join("messages.csv")).unwrap();
    assert_eq!(said.files.len(), 1);
    assert_eq!((&said.files[0].sha256, said.files[0].bytes), (&print.sha256, print.bytes));
    assert_eq!((said.rows, said.rows_left_out, said.complete), (10, 0, true));
    assert_eq!(
        (said.query.as_str(), said.zone.as_str(), said.person.as_str()),
        ("state:closed", "+01:00", "Ada")
    );
    assert_eq!(said.purpose.text, "complaint 4711 of Ms Müller");
    assert_eq!(said.columns.len(), 27);
    let begun = world.entries().into_iter().find(|e| e.kind == EntryKind::ExportBegun).unwrap();
    let after = world.entries().into_iter().find(|e| e.number == begun.number + 1).unwrap();
    assert_eq!(said.register.number, begun.number.to_string());
    assert_eq!(said.register.head, after.previous, "the head at that moment is what the next entry follows");
    let list = seven::seven_zip(&["l", "-slt", "-ba", &format!("-p{PASSWORD}")], &done.path).stdout;
    let list = String::from_utf8_lossy(&list);
    let names: Vec<_> = list.lines().filter_map(|l| l.strip_prefix("Path = ")).collect();
    assert_eq!(names, ["messages.csv", "manifest.json"]);
}

#[test]
fn json_is_an_array_of_objects_with_ids_as_text() {
    // shows S1.2
    let world = World::new(600);
    let spec = Spec { form: Form::Json, ..world.spec(Subject::Messages, "") };
    let dir = unpacked(&world.run(&spec).unwrap().path);
    let rows: Vec<Value> =
        serde_json::from_slice(&std::fs::read(dir.path().join("messages.json")).unwrap()).unwrap();
    assert_eq!(rows.len(), 600);
    for (row, message) in rows.iter().zip(&world.messages) {
        assert_eq!(row.as_object().unwrap().len(), 27);
        assert_eq!(row["chat_id"], json!(message.session_id));
        assert_eq!(row["message_incoming"], json!(message.direction == Direction::Incoming));
        assert_eq!(row["message_created_at"], json!(Stamp { offset: 60, ..message.at }.to_rfc3339()));
        let said =
            if row["message_incoming"] == true { &row["message_contact"] } else { &row["message_agent"] };
        assert_eq!(*said, json!(message.attachment.as_ref().unwrap_or(&message.text)));
    }
    assert_eq!(manifest_of(dir.path()).csv_profile, None);
}

#[test]
fn open_chats_stay_or_are_left_out() {
    // shows S1.1
    let world = World::new(400);
    for (subject, all, closed) in
        [(Subject::Messages, 400, 100), (Subject::Sessions, 4, 1), (Subject::Deliveries, 5, 5)]
    {
        for (include_open, want) in [(true, all), (false, closed)] {
            let out = world.out.path().join(format!("{}-{include_open}.zip", subject.as_str()));
            let spec = Spec { include_open, out, ..world.spec(subject, "") };
            assert_eq!(crate::preview(&world.store, &spec).unwrap().rows, want, "said before");
            let done = world.run(&spec).unwrap();
            assert_eq!((done.rows, done.complete), (want, true), "{subject:?} {include_open}");
            let said = manifest_of(unpacked(&done.path).path());
            assert_eq!((said.rows, said.rows_left_out), (want, all - want));
        }
    }
}

#[test]
fn sessions_and_deliveries_leave_with_the_columns_asked_for() {
    // shows S0.4 S1.1
    let world = World::new(0);
    let columns = ["id", "created", "tags", "waiting", "state"].map(str::to_owned).to_vec();
    let spec = Spec { columns, form: Form::Json, ..world.spec(Subject::Sessions, "state:closed") };
    let dir = unpacked(&world.run(&spec).unwrap().path);
    let rows: Value =
        serde_json::from_slice(&std::fs::read(dir.path().join("sessions.json")).unwrap()).unwrap();
    let closed = &world.sessions[3];
    let want = json!([{
        "id": closed.id, "created": Stamp { offset: 60, ..closed.created_at }.to_rfc3339(),
        "tags": ["vip", "=tag"], "waiting": 93_784_999, "state": "closed",
    }]);
    assert_eq!(rows, want);

    let out = world.out.path().join("d.zip");
    let dir = unpacked(&world.run(&Spec { out, ..world.spec(Subject::Deliveries, "") }).unwrap().path);
    let (head, rows) = csv_of(&dir.path().join("deliveries.csv"));
    let titles: Vec<_> =
        query::columns(Subject::Deliveries).iter().filter(|c| c.shown).map(|c| c.title).collect();
    assert_eq!(head, titles);
    assert_eq!(rows.len(), 5);
    assert!(
        rows[0].iter().any(|c| c == "'=Marketing Campaign") && rows[0].iter().any(|c| c == "'+41790000000")
    );
}

#[test]
fn a_file_is_known_again_and_a_changed_one_is_named() {
    // shows S1.5 B12
    let world = World::new(10);
    let done = world.run(&world.spec(Subject::Messages, "")).unwrap();
    let same = crate::identify(&world.store, &done.path).unwrap();
    assert_eq!((same.number, same.unaltered), (Some(done.register.number), true));
    let moved = world.out.path().join("renamed.zip");
    std::fs::copy(&done.path, &moved).unwrap();
    assert!(crate::identify(&world.store, &moved).unwrap().unaltered, "a name is not what makes it the file");
    let mut bytes = std::fs::read(&done.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&done.path, &bytes).unwrap();
    let changed = crate::identify(&world.store, &done.path).unwrap();
    assert_eq!((changed.number, changed.unaltered), (Some(done.register.number), false));
    std::fs::write(&moved, &bytes).unwrap();
    assert_eq!(crate::identify(&world.store, &moved).unwrap().number, None);
}

#[test]
fn names_of_files_hold_no_data() {
    assert_eq!(crate::file_name(Subject::Deliveries, NOW, 0), "counterfoil-deliveries-20261121-090000.zip");
}
