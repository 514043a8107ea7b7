//! Every kind there and back, and what a reader must forgive or refuse.

use super::*;
use model::{DeliveryStatus, Direction, EventKind, Measures, MessageKind, Party, PersonKind, SessionState};

const SEEN: Stamp = Stamp { at: 1_795_000_000_125, offset: 60 };

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn stamp(n: i64) -> Stamp {
    Stamp { at: 1_700_000_000_000 + n, offset: -210 }
}

fn session() -> model::Session {
    model::Session {
        id: "s-1".into(),
        channel: "whatsapp".into(),
        channel_number: some("+41790000000"),
        channel_name: some("Zürich"),
        merchant_id: some("m"),
        sender: Party { name: some("李雷"), number: some("+86") },
        recipient: Party { name: None, number: some("007") },
        contact_id: some("c"),
        agent_id: some("a"),
        follower_ids: vec!["a".into(), "b".into()],
        state: SessionState::Snoozed,
        state_raw: some("on hold"),
        created_at: stamp(0),
        last_active_at: Some(stamp(1)),
        first_opened_at: Some(stamp(2)),
        opened_at: Some(stamp(3)),
        picked_up_at: Some(stamp(4)),
        snoozed_at: Some(stamp(5)),
        closed_at: Some(stamp(6)),
        first_replied_at: Some(stamp(7)),
        tags: vec!["=SUM(1)".into()],
        campaign_id: some("k"),
        support_bot_id: some("sb"),
        description: some("שלום <script>"),
        measures: Measures {
            waiting: Some(0),
            replies: Some(3),
            operation_resolution: Some(9),
            ..Measures::default()
        },
    }
}

fn delivery() -> model::Delivery {
    model::Delivery {
        id: "d".into(),
        category: some("Marketing Campaign"),
        name: some("Autumn"),
        template_id: some("t"),
        response_code: some("200"),
        recipient_type: some("leads"),
        recipient: some("a@b.example"),
        contact_id: some("c"),
        session_id: some("s"),
        channel: "email".into(),
        channel_number: some("1"),
        status: DeliveryStatus::BatchCount,
        status_raw: some("13/18"),
        message_type: some("service"),
        credits: Some(1.5),
        company: some("Ltd"),
        batch_id: some("b"),
        campaign_id: some("k"),
        request: some("{\"to\": \"+1\",\n \"big\": 12345678901234567890123, \"to\": 2}"),
        response: some("plain \"words\""),
        parameters: vec![("1".into(), "x".into()), ("1".into(), String::new())],
        recorded_at: stamp(8),
    }
}

/// A full and a bare record of each kind.
fn samples() -> Vec<Record> {
    let full = |n| Some(stamp(n));
    let mut all = vec![
        Record::Session(Box::new(session())),
        Record::SessionEvent(model::SessionEvent {
            id: "e".into(),
            session_id: "s".into(),
            at: stamp(1),
            state: Some(SessionState::Closed),
            action: "autoClose".into(),
            by: some("bot 7"),
        }),
        Record::Delivery(Box::new(delivery())),
        Record::Batch(model::Batch {
            id: "b".into(),
            name: some("n"),
            company: some("c"),
            delivered: 13,
            total: 18,
            created_at: stamp(1),
        }),
        Record::Template(model::Template {
            id: "t".into(),
            name: "n".into(),
            language: some("de"),
            category: some("m"),
            body: "Hi {{1}}".into(),
            channel: some("sms"),
        }),
        Record::Contact(model::Contact {
            id: "c".into(),
            name: some("n"),
            identification: some("00123"),
            email: some("e"),
            phone: some("p"),
            mobile: some("m"),
            language: some("ar"),
            country: some("CH"),
            company: some("c"),
            created_at: full(1),
        }),
        Record::Agent(model::Agent {
            id: "a".into(),
            name: some("n"),
            username: some("u"),
            email: some("e"),
            mobile: some("m"),
            role: some("r"),
            removed: true,
            created_at: full(2),
        }),
        Record::Bot(model::Bot { id: "b".into(), name: some("n"), created_at: full(3) }),
        Record::SupportBot(model::SupportBot {
            id: "s".into(),
            name: some("n"),
            revision_id: some("r"),
            section_path: some("a > b"),
        }),
        Record::Campaign(model::Campaign {
            id: "k".into(),
            name: some("n"),
            kind: some("one_time"),
            state: some("sent"),
            starts_at: full(4),
            ends_at: full(5),
        }),
        Record::Tag(model::Tag {
            id: "t".into(),
            name: "n".into(),
            description: some("d"),
            colour: some("#f00"),
            created_at: full(6),
        }),
    ];
    for (n, kind) in EventKind::ALL.iter().enumerate() {
        all.push(Record::DeliveryEvent(model::DeliveryEvent {
            id: format!("e{n}"),
            delivery_id: "d".into(),
            at: stamp(2),
            kind: *kind,
            kind_raw: some("word"),
            source: "webhook".into(),
            code: some("131026"),
            detail: some("…"),
        }));
    }
    for (n, kind) in MessageKind::ALL.iter().enumerate() {
        all.push(Record::Message(model::Message {
            id: format!("m{n}"),
            session_id: "s".into(),
            at: stamp(3),
            direction: Direction::Outgoing,
            person: PersonKind::User,
            person_id: some("p"),
            kind: *kind,
            text: "🙂 \u{0}\u{2028}".into(),
            caption: some("c"),
            attachment: some("https://x.example/a"),
            template_id: some("t"),
            delivery_id: some("d"),
        }));
    }
    for status in DeliveryStatus::ALL {
        let request = some(&"[".repeat(80));
        all.push(Record::Delivery(Box::new(model::Delivery { status: *status, request, ..delivery() })));
    }
    all
}

/// The same with everything left out that may be.
const BARE: &[(Kind, &str)] = &[
    (Kind::Tag, r#""name":"n""#),
    (Kind::Agent, ""),
    (Kind::Bot, ""),
    (Kind::SupportBot, ""),
    (Kind::Campaign, ""),
    (Kind::Template, r#""name":"n","body":"b""#),
    (Kind::Contact, ""),
    (Kind::Session, r#""channel":"sms","state":"opened","created_at":"2026-01-01T00:00:00Z""#),
    (Kind::SessionEvent, r#""session_id":"s","at":"2026-01-01T00:00:00Z","action":"join""#),
    (Kind::Message, r#""session_id":"s","at":"2026-01-01T00:00:00Z""#),
    (Kind::Batch, r#""delivered":0,"total":0,"created_at":"2026-01-01T00:00:00Z""#),
    (Kind::Delivery, r#""channel":"sms","status":"sent","recorded_at":"2026-01-01T00:00:00Z""#),
    (Kind::DeliveryEvent, r#""delivery_id":"d","at":"2026-01-01T00:00:00Z","kind":"read""#),
];

fn bare(kind: Kind, with: &str) -> String {
    let fields = BARE.iter().find(|(k, _)| *k == kind).map_or("", |(_, f)| f);
    let parts = [r#""id":"1","updated_at":"2026-01-01T00:00:00Z""#, fields, with];
    format!("{{{}}}", parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(","))
}

fn read(kind: Kind, with: &str) -> Record {
    to_record(kind, &bare(kind, with)).unwrap().0
}

#[test]
fn every_kind_comes_back_as_it_went() {
    // shows S4.8
    let samples = samples();
    for kind in Kind::ALL {
        assert!(samples.iter().any(|r| r.kind() == *kind), "{kind:?} has a sample");
    }
    for record in samples {
        let json = from_record(&record, SEEN).unwrap();
        let (back, seen) = to_record(record.kind(), json.get()).unwrap();
        assert_eq!(back, record);
        assert_eq!(seen, SEEN);
        assert!(crate::http::depth::of(json.get().as_bytes()) < limits::JSON_DEPTH);
    }
}

#[test]
fn bare_records_and_unknown_fields_are_read() {
    for (kind, _) in BARE {
        let record = read(*kind, r#""colour_of_moon":{"deep":[1,2,{"x":null}]},"null_field":null"#);
        assert_eq!((record.kind(), record.id()), (*kind, "1"));
        let json = from_record(&record, SEEN).unwrap();
        assert_eq!(to_record(*kind, json.get()).unwrap().0, record);
        assert!(!json.get().contains("null"), "what is absent is not written: {}", json.get());
    }
}

#[test]
fn missing_and_doubled_keys_are_refused_by_name() {
    for (kind, fields) in BARE {
        for field in fields.split("\",\"").filter(|f| !f.is_empty()) {
            let name = field.trim_start_matches('"').split('"').next().unwrap();
            let without = bare(*kind, "").replace(&format!("\"{name}\":"), "\"other\":");
            let error = to_record(*kind, &without).unwrap_err();
            assert!(error.contains(name), "{kind:?} without {name}: {error}");
        }
        let error = to_record(*kind, &bare(*kind, r#""id":"2""#)).unwrap_err();
        assert!(error.contains("duplicate field `id`"), "{error}");
    }
    assert!(to_record(Kind::Bot, r#"{"id":"","updated_at":"2026-01-01T00:00:00Z"}"#).is_err());
    let error = to_record(Kind::Bot, r#"{"id":"1","updated_at":"Jane \"Doe\""}"#).unwrap_err();
    assert!(error.contains("RFC 3339") && !error.contains("Jane") && !error.contains("Doe"), "{error}");
    let error = to_record(Kind::Bot, r#"{"id":"1","updated_at":7,"name":["Jane"]}"#).unwrap_err();
    assert!(error.contains("expected"), "{error}");
    assert!(to_record(Kind::Bot, r#"{"id":"1"}"#).unwrap_err().contains("updated_at"));
    let long =
        format!(r#"{{"id":"{}","updated_at":"2026-01-01T00:00:00Z"}}"#, "é".repeat(limits::ID_CHARS + 1));
    assert!(to_record(Kind::Bot, &long).is_err());
}

#[test]
fn unknown_words_go_to_the_nearest_and_stay_readable() {
    for (word, state, raw) in [
        ("closed", SessionState::Closed, None),
        ("Picked up", SessionState::PickedUp, Some("Picked up")),
        ("RESPONDED_BY_AGENT", SessionState::PickedUp, Some("RESPONDED_BY_AGENT")),
        ("resolved", SessionState::Closed, Some("resolved")),
        ("marinating", SessionState::Opened, Some("marinating")),
    ] {
        let json = bare(Kind::Session, "").replace("opened", word);
        let Record::Session(session) = to_record(Kind::Session, &json).unwrap().0 else { panic!() };
        assert_eq!((session.state, session.state_raw.as_deref()), (state, raw), "{word}");
    }
    for (word, status, raw) in [
        ("sent", DeliveryStatus::Sent, None),
        ("Invalid Phone Number", DeliveryStatus::InvalidPhoneNumber, Some("Invalid Phone Number")),
        ("teleported", DeliveryStatus::InProgress, Some("teleported")),
    ] {
        let json = bare(Kind::Delivery, "").replace("sent", word);
        let Record::Delivery(delivery) = to_record(Kind::Delivery, &json).unwrap().0 else { panic!() };
        assert_eq!((delivery.status, delivery.status_raw.as_deref()), (status, raw), "{word}");
    }
    let json = bare(Kind::DeliveryEvent, "").replace("read", "bounced");
    let Record::DeliveryEvent(event) = to_record(Kind::DeliveryEvent, &json).unwrap().0 else { panic!() };
    assert_eq!((event.kind, event.kind_raw.as_deref()), (EventKind::Other, Some("bounced")));
    let Record::SessionEvent(event) = read(Kind::SessionEvent, r#""state":"marinating""#) else { panic!() };
    assert_eq!(event.state, None);
}

#[test]
fn who_speaks_and_which_way_follow_from_each_other() {
    for (with, direction, person) in [
        (r#""person":"user""#, Direction::Incoming, PersonKind::User),
        (r#""person":"bot""#, Direction::Outgoing, PersonKind::Bot),
        (r#""direction":"inbound""#, Direction::Incoming, PersonKind::User),
        (r#""direction":"outgoing""#, Direction::Outgoing, PersonKind::Agent),
        (r#""person":"ghost""#, Direction::Outgoing, PersonKind::System),
        ("", Direction::Outgoing, PersonKind::System),
    ] {
        let Record::Message(message) = read(Kind::Message, with) else { panic!() };
        assert_eq!((message.direction, message.person), (direction, person), "{with}");
    }
    let Record::Message(message) = read(Kind::Message, r#""kind":"hologram""#) else { panic!() };
    assert_eq!(message.kind, MessageKind::Other);
}

#[test]
fn payloads_keep_their_letters() {
    // shows S2.4
    for (sent, kept) in [
        ("null", None),
        (r#""text \"q\"""#, Some("text \"q\"")),
        (r#"{ "a" : 1.0 , "a":2 }"#, Some(r#"{ "a" : 1.0 , "a":2 }"#)),
        ("true", Some("true")),
        ("10000000000000000000000000000001", Some("10000000000000000000000000000001")),
    ] {
        let Record::Delivery(d) = read(Kind::Delivery, &format!("\"request\":{sent}")) else { panic!() };
        assert_eq!(d.request.as_deref(), kept, "{sent}");
    }
    let Record::Delivery(d) = read(Kind::Delivery, r#""response_code":404"#) else { panic!() };
    assert_eq!(d.response_code.as_deref(), Some("404"));
}

#[test]
fn a_path_names_its_kind() {
    for kind in Kind::ALL {
        assert_eq!(kind_at(path(*kind)), Some(*kind));
    }
    assert_eq!(kind_at("tag"), None);
    let root: Root = serde_json::from_str(
        r#"{"name":"n","version":1,"time":"2026-01-01T00:00:00Z","kinds":["delivery_event","tags","moon","tag"]}"#,
    )
    .unwrap();
    assert_eq!(root.known_kinds(), [Kind::Tag, Kind::DeliveryEvent]);
}
