//! Messages and what they tell of a conversation's state.

use super::*;
use model::{Direction, MessageKind, PersonKind, SessionState};

fn said(object: &str) -> Read {
    read(SAID, &place("42", None, None), &format!(r#"{{"meta":{{}},"payload":[{object}]}}"#)).unwrap()
}

fn message(fields: &str) -> model::Message {
    let object = format!(r#"{{"id":900,"conversation_id":42,"created_at":1700000000{fields}}}"#);
    match records(&said(&object)).remove(0) {
        Record::Message(message) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_speaks_is_known_in_each_form() {
    use PersonKind::{Agent, Bot, System, User};
    for (fields, person, id) in [
        (r#","message_type":0,"sender":{"id":9,"type":"contact"}"#, User, Some("9")),
        (r#","message_type":"incoming""#, User, None),
        (r#","message_type":1,"sender_type":"User","sender_id":4"#, Agent, Some("4")),
        (r#","message_type":1,"sender":{"id":5,"type":"agent_bot"}"#, Bot, Some("5")),
        (r#","message_type":1,"sender_type":"Captain::Assistant","sender_id":6"#, Bot, Some("6")),
        (r#","message_type":1,"content_attributes":{"automation_rule_id":3}"#, Bot, None),
        (r#","message_type":1,"content_attributes":{"external_echo":true}"#, Agent, None),
        (r#","message_type":3"#, System, None),
        (r#","message_type":2,"content":"Ana self-assigned this conversation""#, System, None),
        (r#","message_type":9"#, System, None),
    ] {
        let message = message(fields);
        assert_eq!((message.person, message.person_id.as_deref()), (person, id), "{fields}");
        let incoming = message.direction == Direction::Incoming;
        assert_eq!(incoming, person == User, "{fields}");
        assert_eq!((message.id.as_str(), message.session_id.as_str()), ("900", "42"));
    }
}

#[test]
fn what_is_said_has_its_kind_and_its_file() {
    let file = |kind: &str| {
        format!(
            r#","message_type":0,"attachments":[{{"file_type":"{kind}","data_url":"https://f.example/1"}}]"#
        )
    };
    for (kind, wanted) in [
        ("image", MessageKind::Image),
        ("audio", MessageKind::Audio),
        ("video", MessageKind::Video),
        ("ig_reel", MessageKind::Video),
        ("file", MessageKind::File),
        ("share", MessageKind::Other),
    ] {
        let message = message(&file(kind));
        assert_eq!((message.kind, message.attachment.as_deref()), (wanted, Some("https://f.example/1")));
    }
    let place = r#","message_type":0,"attachments":[{"file_type":"location","coordinates_lat":48.1,
        "coordinates_long":"11.5","fallback_title":"Our shop","data_url":null}]"#;
    let place = message(place);
    assert_eq!((place.kind, place.attachment.as_deref()), (MessageKind::Location, Some("48.1,11.5")));
    assert_eq!(place.caption.as_deref(), Some("Our shop"));
    for (content, wanted) in [
        ("text", MessageKind::Text),
        ("incoming_email", MessageKind::Text),
        ("sticker", MessageKind::Image),
        ("input_select", MessageKind::Other),
        ("voice_call", MessageKind::Other),
    ] {
        let message = message(&format!(r#","message_type":0,"content":null,"content_type":"{content}""#));
        assert_eq!((message.kind, message.text.as_str()), (wanted, ""), "{content}");
    }
    let sent = message(
        r#","message_type":1,"content":"Hi","additional_attributes":{"template_params":{"name":"hello"}}"#,
    );
    assert_eq!((sent.kind, sent.template_id.as_deref()), (MessageKind::Template, Some("hello")));
    assert_eq!(message(r#","message_type":3,"content":"How was it?""#).kind, MessageKind::Template);
    let note = message(r#","message_type":1,"private":true,"content":"do not refund""#);
    assert_eq!((note.kind, note.direction), (MessageKind::Note, Direction::Outgoing));
}

#[test]
fn a_change_of_state_is_an_event() {
    // shows S4.7
    let event = |fields: &str| {
        let object = format!(
            r#"{{"id":901,"conversation_id":"42","created_at":1700000000,"message_type":2{fields}}}"#
        );
        match records(&said(&object)).remove(0) {
            Record::SessionEvent(event) => Some((event.action, event.state, event.by)),
            _ => None,
        }
    };
    let stated = |status: &str, words: &str| {
        event(&format!(
            r#","content":"{words}","content_attributes":{{"activity":{{"type":"conversation_status_changed","status":"{status}"}}}}"#
        ))
    };
    let agent = |name: &str| Some(format!("agent {name}"));
    for (status, words, state, by) in [
        ("snoozed", "Conversation was snoozed by Ana", SessionState::Snoozed, agent("Ana")),
        ("resolved", "Ana marcó la conversación como resuelta", SessionState::Closed, None),
        ("resolved", "Conversation was resolved by Kim", SessionState::Closed, Some("user Kim".to_owned())),
        (
            "open",
            "Conversation was reopened by Automation System",
            SessionState::Opened,
            Some("system".to_owned()),
        ),
        ("pending", "", SessionState::Opened, None),
    ] {
        assert_eq!(stated(status, words), Some((status.to_owned(), Some(state), by)), "{words}");
    }
    for (words, action) in [
        ("Conversation was marked resolved by system due to 5 days of inactivity", "resolved"),
        ("System reopened the conversation due to a new incoming message.", "open"),
        ("Conversation was snoozed by Ana", "snoozed"),
    ] {
        assert_eq!(event(&format!(r#","content":"{words}""#)).map(|event| event.0).as_deref(), Some(action));
    }
    assert_eq!(event(r#","content":"Ana added vip""#), None);
    assert_eq!(
        event(r#","content":"Ana marcó la conversación como resuelta""#),
        None,
        "not known in words alone"
    );
}

#[test]
fn what_a_customer_writes_is_no_activity() {
    let message = message(r#","message_type":0,"content":"Conversation was marked resolved by Ana""#);
    assert_eq!(message.text, "Conversation was marked resolved by Ana");
}

#[test]
fn messages_go_back_by_their_ids_with_one_seen_twice() {
    let page = |ids: &[i64]| {
        let object = |id: &i64| format!(r#"{{"id":{id},"conversation_id":42,"created_at":1700000000}}"#);
        said(&ids.iter().map(object).collect::<Vec<_>>().join(","))
    };
    let full: Vec<i64> = (0..20).map(|n| 500 + n * 3).collect();
    assert_eq!(page(&full).next.as_deref(), Some("503"), "500 comes again, and whatever lies beside it");
    let mut crossed = full.clone();
    crossed.swap(0, 1);
    assert_eq!(page(&crossed).next.as_deref(), Some("503"));
    assert_eq!(page(&full[1..]).next, None, "fewer than a page are the last");
    assert_eq!(page(&[]).next, None);
    let other = r#"{"id":1,"conversation_id":43,"created_at":1700000000}"#;
    assert!(said(other).rejected.first.unwrap().contains("another conversation"));
    assert!(said(r#"{"id":1,"conversation_id":42}"#).rejected.first.unwrap().contains("no time"));
}
