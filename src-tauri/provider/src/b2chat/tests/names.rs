//! Names of messages, and the account's clock.

use super::*;

/// The names of a chat's messages by what they say.
fn named(messages_json: &[&str]) -> Vec<(String, String)> {
    let chat = format!(
        r#"{{"chat_id":"c","created_at":"2024-01-02 11:00:00","messages":[{}]}}"#,
        messages_json.join(",")
    );
    let mut named: Vec<_> =
        messages(&read(CHATS, &page(&[&chat]))).into_iter().map(|m| (m.id, m.text)).collect();
    named.sort();
    named
}

const A: &str = r#"{"body":"a","created_at":"2024-01-02 11:00:01","incoming":true}"#;
const B: &str = r#"{"body":"b","created_at":"2024-01-02T11:00:01","incoming":true}"#;
const REPLY: &str = r#"{"body":"a","created_at":"2024-01-02 11:00:01","incoming":false}"#;
const LATER: &str = r#"{"body":"a","created_at":"2024-01-02 11:00:02","incoming":true}"#;

#[test]
fn a_message_has_one_name_in_every_order_and_equal_ones_have_two() {
    let name = |second: u8, incoming: bool, said: &str, number: u32| {
        let time = format!("2024-01-02 11:00:0{second}");
        (message_id("c", &time, incoming, &mark(MessageKind::Text, "", said), number), said.to_owned())
    };
    let mut all = [
        name(1, true, "a", 1),
        name(1, true, "a", 2),
        name(1, true, "b", 1),
        name(1, false, "a", 1),
        name(2, true, "a", 1),
    ];
    all.sort();
    for order in [[A, A, B, REPLY, LATER], [LATER, REPLY, B, A, A], [A, LATER, B, REPLY, A]] {
        assert_eq!(named(&order), all);
    }
    assert_eq!(
        message_id("c", " 2024-01-02T11:00:01.5 ", false, "0123456789abcdef", 7),
        "c/2024-01-02 11:00:01/out/0123456789abcdef/7"
    );
}

#[test]
fn whatever_is_put_before_or_behind_a_message_it_keeps_its_name() {
    let before = named(&[B, REPLY]);
    for grown in [&[A, B, REPLY][..], &[A, A, B, REPLY, LATER], &[LATER, B, B, A, REPLY], &[REPLY, A, B]] {
        let after = named(grown);
        assert!(before.iter().all(|one| after.contains(one)), "{after:?}");
        assert_eq!(after.len(), grown.len());
        let names: std::collections::BTreeSet<_> = after.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), grown.len(), "no two have one name");
    }
}

#[test]
fn a_mark_says_what_was_said_and_not_who_signed_the_link() {
    let image = |caption, link| mark(MessageKind::Image, caption, link);
    let roof = image("Roof", "https://a.example/x/1.jpg?sig=1");
    assert_eq!(roof, image("Roof", "https://b.example/y/z/1.jpg?sig=2#3"));
    for other in [image("", "1.jpg"), image("Roof", "2.jpg"), mark(MessageKind::Text, "Roof", "1.jpg")] {
        assert_ne!(roof, other);
    }
    let text = |body| mark(MessageKind::Text, "", body);
    assert_ne!(text("see https://a.example/1.jpg?a"), text("see https://a.example/1.jpg?b"));
    assert_eq!(text("a").len(), 16);
}

/// When a chat was opened, of which a clock in this zone showed `text`: in UTC, and the offset in minutes.
fn opened(text: &str, zone: &str) -> (String, i16) {
    let chat = format!(r#"{{"chat_id":"c","created_at":"{text}"}}"#);
    let connector = B2Chat { zone: zone.parse().unwrap(), ..connector() };
    let read = connector.read(stream(CHATS), &Place::default(), &page(&[&chat])).unwrap();
    let stamp = sessions(&read).remove(0).created_at;
    (Stamp::utc(stamp.at).to_rfc3339(), stamp.offset)
}

#[test]
fn hours_that_come_twice_or_never_are_read_by_a_rule() {
    // shows B7
    for (text, zone, utc, offset) in [
        ("2026-07-01 12:00:00", "America/Bogota", "2026-07-01T17:00:00.000Z", -300),
        ("2026-07-01 12:00:00", "Europe/Madrid", "2026-07-01T10:00:00.000Z", 120),
        ("2026-12-01 12:00:00", "Europe/Madrid", "2026-12-01T11:00:00.000Z", 60),
        // The clocks go back at three: half past two comes twice, and is taken for the first.
        ("2026-10-25 02:30:00", "Europe/Madrid", "2026-10-25T00:30:00.000Z", 120),
        ("2026-10-25 03:30:00", "Europe/Madrid", "2026-10-25T02:30:00.000Z", 60),
        // They go forward at two: half past two never comes, and is taken for half past three.
        ("2026-03-29 02:30:00", "Europe/Madrid", "2026-03-29T01:30:00.000Z", 120),
        // In Santiago the day of the change begins at one.
        ("2026-09-06 00:30:00", "America/Santiago", "2026-09-06T04:30:00.000Z", -180),
    ] {
        assert_eq!(opened(text, zone), (utc.to_owned(), offset), "{text} {zone}");
    }
}
