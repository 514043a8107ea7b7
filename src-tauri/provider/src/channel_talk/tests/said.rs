//! What was said and done.

use super::*;
use model::{Direction, Message, MessageKind, PersonKind, SessionEvent, SessionState};

fn said(message: &str) -> Vec<Record> {
    let read = read(SAID, None, &format!(r#"{{"messages":[{message}],"bots":[]}}"#)).unwrap();
    assert_eq!(read.rejected.first, None, "{message}");
    records(&read)
}

#[test]
fn what_was_said_is_a_message() {
    for (fields, direction, person, kind, text, file) in [
        (
            r#""personType":"user","plainText":"배송 👍""#,
            Direction::Incoming,
            PersonKind::User,
            MessageKind::Text,
            "배송 👍",
            None,
        ),
        (
            r#""personType":"manager","blocks":[{"type":"text","value":"a"},null,{"type":"bullets","blocks":[{"value":"b"},null]}]"#,
            Direction::Outgoing,
            PersonKind::Agent,
            MessageKind::Text,
            "a\nb",
            None,
        ),
        (
            r#""personType":"bot","files":[{"id":"f","type":"image","name":"n.png","key":"k/1"}],"log":null"#,
            Direction::Outgoing,
            PersonKind::Bot,
            MessageKind::Image,
            "",
            Some("k/1"),
        ),
        (
            r#""personType":"robot","files":[{"id":"f","contentType":"a/b"}]"#,
            Direction::Outgoing,
            PersonKind::System,
            MessageKind::File,
            "",
            Some("f"),
        ),
        (r#""meet":{"id":"x"}"#, Direction::Outgoing, PersonKind::System, MessageKind::Other, "", None),
        (
            r#""personType":"manager","plainText":"refund?","options":["silent","private"]"#,
            Direction::Outgoing,
            PersonKind::Agent,
            MessageKind::Note,
            "refund?",
            None,
        ),
        (
            r#""personType":"user","plainText":"hi","options":{"private":1}"#,
            Direction::Incoming,
            PersonKind::User,
            MessageKind::Text,
            "hi",
            None,
        ),
    ] {
        let message = format!(r#"{{"id":"m1","chatId":"c1","personId":9,"createdAt":{AT},{fields}}}"#);
        let expected = Message {
            id: "m1".into(),
            session_id: "c1".into(),
            at: Stamp::utc(AT),
            direction,
            person,
            person_id: Some("9".into()),
            kind,
            text: text.into(),
            caption: fields.contains("n.png").then(|| "n.png".into()),
            attachment: file.map(str::to_owned),
            template_id: None,
            delivery_id: None,
        };
        assert_eq!(said(&message), [Record::Message(expected)], "{fields}");
    }
    let page = format!(r#"{{"messages":[{{"id":"m","chatId":"c2","createdAt":{AT}}}]}}"#);
    let other = read(SAID, None, &page).unwrap().rejected.first.unwrap();
    assert!(other.contains("another chat"), "{other}");
    assert!(read(SAID, None, r#"{"messages":[],"userChats":[]}"#).is_err(), "a page of chats");
    let late = read(SAID, None, r#"{"messages":[{"id":"m"}]}"#).unwrap();
    assert_eq!(late.rejected.count, 1, "one without a time cannot be placed");
}

#[test]
fn what_was_done_is_the_history_of_states() {
    // shows S4.7
    use SessionState::{Closed, Opened, Snoozed};
    for (action, state) in [
        ("open", Some(Opened)),
        ("autoOpen", Some(Opened)),
        ("enqueue", Some(Opened)),
        ("snooze", Some(Snoozed)),
        ("close", Some(Closed)),
        ("autoClose", Some(Closed)),
        ("assign", None),
        ("autoAssign", None),
        ("unassign", None),
        ("invite", None),
        ("join", None),
        ("leave", None),
        ("addTags", None),
        ("removeTags", None),
        ("tryOpenWithAlf", None),
        ("whatever comes", None),
    ] {
        let message = format!(
            r#"{{"id":"l1","personType":"manager","personId":"9","createdAt":{AT},"log":{{"action":"{action}","values":["x"]}}}}"#
        );
        let event = SessionEvent {
            id: "l1".into(),
            session_id: "c1".into(),
            at: Stamp::utc(AT),
            state,
            action: action.into(),
            by: Some("agent 9".into()),
        };
        assert_eq!(said(&message), [Record::SessionEvent(event)], "{action}");
    }
    for (fields, by) in [
        (r#""personType":"user","personId":"u1""#, "user u1"),
        (r#""personType":"bot","personId":3"#, "bot 3"),
        (r#""personId":"3""#, "system"),
    ] {
        let log = r#""log":{"action":"close"}"#;
        let records = said(&format!(r#"{{"id":"l","createdAt":{AT},{fields},{log}}}"#));
        assert!(
            matches!(&records[..], [Record::SessionEvent(event)] if event.by.as_deref() == Some(by)),
            "{by}"
        );
    }
    let log = r#""log":{"action":"autoClose","triggerType":"workflow","triggerId":2840}"#;
    let both = said(&format!(r#"{{"id":"l","createdAt":{AT},"plainText":"Closed.",{log}}}"#));
    let kinds: Vec<Kind> = both.iter().map(Record::kind).collect();
    assert_eq!(kinds, [Kind::SessionEvent, Kind::Message], "what has words is shown as well");
    assert!(
        matches!(&both[0], Record::SessionEvent(event) if event.by.as_deref() == Some("system workflow 2840"))
    );
    let neither = said(&format!(r#"{{"id":"l","createdAt":{AT},"log":{{"values":[]}}}}"#));
    assert!(matches!(&neither[..], [Record::Message(_)]), "a log without an action is not lost");
}
