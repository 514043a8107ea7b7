use super::*;
use crate::link::Link;
use crate::tests::samples;
use index::{FieldKind, Row};
use model::{Record, Stamp};
use std::sync::Arc;

/// Everything in a row, by the names of its fields: a line each.
fn told(subject: Subject, row: &Row) -> Vec<String> {
    let name = |field: &u8| subject.schema().fields[usize::from(*field)].name;
    let values = row.values.iter().map(|(field, value)| format!("{} {value}", name(field)));
    let numbers = row.numbers.iter().map(|(field, number)| format!("{} {number}", name(field)));
    values.chain(numbers).chain(row.texts.iter().map(|text| format!("“{text}”"))).collect()
}

/// The full sample of a subject, named as the index keeps it. Whoever is asked for is called after kind and id.
fn row(subject: Subject) -> Row {
    let chat = model::Session {
        channel_number: Some("+3".into()),
        agent_id: Some("b".into()),
        campaign_id: Some("k".into()),
        ..samples::session("s1", &["vip", "late", "vip"])
    };
    let link = Link::of(1, 9, &chat);
    let full =
        samples::all().into_iter().find(|record| (record.kind(), record.id()) == (subject.kind(), "full"));
    let entry = match full.unwrap() {
        Record::Session(r) => session::entry(5, 7, 9, &r),
        Record::Message(r) => message::entry(5, 7, Some(&link), &r),
        Record::Delivery(r) => delivery::entry(5, 7, Some("they differ"), &r),
        _ => unreachable!(),
    };
    let called =
        |kind: Kind, account: i64, ext: &str| Ok(Some(Arc::from(format!("{}{account}{ext}", kind.as_str()))));
    entry.name(subject, called).unwrap()
}

#[test]
fn a_session_is_indexed_by_all_its_fields() {
    let row = row(Subject::Session);
    let at = |millis: i64| crate::tests::NOW + millis;
    assert_eq!((row.at, row.id), (at(0), 5));
    let expected = [
        "account 7",
        "channel whatsapp",
        "number +49 30 1",
        "channel_name Line 订单",
        "state snoozed",
        "sender_name Ana",
        "sender_number +1",
        "recipient_name Shop",
        "recipient_number +2",
        "contact c\u{1f}contact7c",
        "agent a\u{1f}agent7a",
        "campaign k\u{1f}campaign7k",
        "tag vip",
        "tag late",
        "has agent",
        "has contact",
        "has campaign",
        "has tag",
        "ext full",
        "seq 9",
        &format!("active {}", at(10)),
        &format!("opened {}", at(2)),
        &format!("picked_up {}", at(3)),
        &format!("closed {}", at(5)),
        "waiting 1",
    ];
    let told = told(Subject::Session, &row);
    for line in expected {
        assert!(told.iter().any(|told| told == line), "{line}: {told:#?}");
    }
    let texts = ["“Ana”", "“Shop”", "“+1”", "“+2”", "“<script>”", "“full”"];
    assert!(told.ends_with(&texts.map(str::to_owned)), "{told:#?}");
}

#[test]
fn a_message_is_indexed_by_all_its_fields() {
    let row = row(Subject::Message);
    assert_eq!((row.at, row.id), (crate::tests::NOW + 3, 5));
    let expected = [
        "account 7",
        "direction outgoing",
        "person agent",
        "kind image",
        "name a\u{1f}agent7a",
        "template t\u{1f}template7t",
        "has attachment",
        "has caption",
        "has template",
        "has delivery",
        "channel sms",
        "state opened",
        "number +3",
        "agent b\u{1f}agent7b",
        "campaign k\u{1f}campaign7k",
        "tag late",
        "tag vip",
        "session 9",
        "“=1+1 \u{202e}שלום 🙂”",
        "“caption”",
    ];
    assert_eq!(told(Subject::Message, &row), expected);
}

#[test]
fn a_delivery_is_indexed_by_all_its_fields() {
    let row = row(Subject::Delivery);
    assert_eq!((row.at, row.id), (crate::tests::NOW, 5));
    let expected = [
        "account 7",
        "status delivered",
        "channel sms",
        "number +4",
        "recipient +3",
        "category Template Bot",
        "name Reminder",
        "template t\u{1f}template7t",
        "code 200",
        "type leads",
        "message_type service",
        "credits 0.25",
        "company ACME",
        "batch b\u{1f}batch7b",
        "contact c\u{1f}contact7c",
        "campaign k\u{1f}campaign7k",
        "contradiction they differ",
        "has contradiction",
        "has batch",
        "has session",
        "has template",
        "has code",
        "has response",
        "“+3”",
        "“Reminder”",
        "“ACME”",
        "“Template Bot”",
        "“{\"to\":1}”",
        "“name”",
        "“Ana”",
        "“name”",
        "“again”",
        "“template7t”",
    ];
    assert_eq!(told(Subject::Delivery, &row), expected);
}

#[test]
fn who_spoke_is_looked_for_where_the_person_says() {
    let spoke = |person: &str| {
        let person = model::PersonKind::from_name(person).unwrap();
        let message = model::Message { person, person_id: Some("x".into()), ..samples::message("m", 0, "") };
        let entry = message::entry(1, 1, None, &message);
        let row = entry.name(Subject::Message, |kind, _, _| Ok(Some(Arc::from(kind.as_str())))).unwrap();
        row.values.into_iter().find(|(field, _)| *field == message::NAME).map(|(_, value)| value)
    };
    let cases = [
        ("user", Some("x\u{1f}contact")),
        ("agent", Some("x\u{1f}agent")),
        ("bot", Some("x\u{1f}bot")),
        ("system", None),
    ];
    for (person, expected) in cases {
        assert_eq!(spoke(person).as_deref(), expected, "{person}");
    }
}

#[test]
fn references_come_apart_again_whatever_is_in_them() {
    for (ext, name, parts) in [
        ("a", Some("Ana"), ("a", "Ana")),
        ("a", None, ("a", "")),
        ("", Some(""), ("", "")),
        ("a\u{1f}b", Some("c\u{1f}d"), ("a b", "c\u{1f}d")),
    ] {
        let value = reference(ext, name);
        assert_eq!(referred(&value), parts, "{ext:?} {name:?}");
    }
}

#[test]
fn a_bare_record_has_only_what_it_says() {
    let bare = delivery::entry(1, 2, None, &samples::delivery("bare", model::DeliveryStatus::Sent));
    assert_eq!(told(Subject::Delivery, &bare.row), ["account 2", "status sent", "channel sms"]);
    let odd =
        model::Delivery { credits: Some(f64::NAN), ..samples::delivery("odd", model::DeliveryStatus::Sent) };
    assert_eq!(delivery::entry(1, 2, None, &odd).get(delivery::CREDITS), None);
    let late = model::Session { created_at: Stamp { at: 3, offset: 0 }, ..samples::session("s", &[]) };
    let entry = session::entry(1, 2, 0, &late);
    assert_eq!(told(Subject::Session, &entry.row)[0..3], ["account 2", "channel sms", "state opened"]);
    assert!(entry.row.numbers.contains(&(session::ACTIVE, 3)), "without a time of its own, that of creation");
}

#[test]
fn every_reference_is_a_value_of_its_subject() {
    for to in REFERS {
        assert_eq!(to.subject.schema().kind(to.field), Some(FieldKind::Value));
    }
    for subject in Subject::ALL {
        let schema = subject.schema();
        assert_eq!((schema.name, schema.fields[0].name), (subject.kind().as_str(), "account"));
        assert_eq!(Subject::of(subject.kind()), Some(subject));
    }
    assert_eq!(Subject::of(Kind::Tag), None);
}
