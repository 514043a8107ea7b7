//! A PBX's messages and sessions, as its guide has them, become the records that they are.

mod lists;

use super::*;
use crate::Parent;
use model::{Direction, EventKind, MessageKind, PersonKind, Record, SessionState, Stamp};
use std::sync::Arc;

fn connector(page: usize) -> Yeastar {
    Yeastar { page, clock: Arc::new(|| 20_000 * DAY + 5) }
}

fn stream(id: &str) -> &'static Stream {
    Yeastar::STREAMS.iter().find(|stream| stream.id == id).unwrap()
}

fn place(key: &str, carry: Option<&str>, cursor: Option<&str>) -> Place {
    let parent = Parent { key: key.to_owned(), carry: carry.map(str::to_owned) };
    Place { cursor: cursor.map(str::to_owned), parent: Some(parent), ..Place::default() }
}

fn records(read: &Read) -> Vec<Record> {
    read.records.iter().map(|fetched| fetched.record().unwrap().into_owned()).collect()
}

const SESSION: &str = r#"{"id":2874,"type":"livechat","is_close":1,"is_archived":0,"expire":-1,"did_number":"5503301",
    "to":{"user_id":0,"user_no":"1cc0","user_type":5,"avatar":"","username":"Website Visitor"},
    "last_msg_id":9263,"queue_id":3,"pickup_member_id":7}"#;
const CLOSED: &str = r#"{"session_id":2874,"msg_id":9263,"delivery_status":1,"msg_type":7,"msg_kind":0,
    "sender":{"user_no":"1cc0","user_type":5},"msg_body":"The visitor has left.","msg_files":"","send_time":1753238892}"#;
const REPLY: &str = r#"{"session_id":2874,"msg_id":9262,"delivery_status":2,"msg_type":0,"send_error":"request_fail",
    "sender":{"user_no":"1000","user_type":1},"msg_body":"Hi","send_time":1753238800,"send_error_msg":"no"}"#;
const PICKED: &str = r#"{"session_id":2874,"msg_id":9261,"msg_type":5,"sender":{"user_no":"1000","user_type":1},"msg_body":"","send_time":1753238700}"#;
const FIRST: &str = r#"{"session_id":2874,"msg_id":"9260","delivery_status":1,"msg_type":0,"sender":{"user_no":"1cc0","user_type":5},
    "msg_body":"Hello","msg_files":"[{\"name\":\"a.png\",\"type\":\"image/png\"}]","send_time":"1753238600","receive_time":1753238601}"#;

fn said(records: &[&str]) -> String {
    format!(
        r#"{{"errcode":0,"errmsg":"SUCCESS","data":{{"session_id":2874,"records":[{}]}}}}"#,
        records.join(",")
    )
}

fn stamp(seconds: i64) -> Option<Stamp> {
    Some(Stamp::utc(seconds * 1_000))
}

#[test]
fn a_session_comes_with_its_first_message() {
    // shows S0.1
    let few = connector(2);
    let first =
        few.read(stream(MESSAGES), &place("2874", Some(SESSION), None), &said(&[CLOSED, REPLY])).unwrap();
    assert!(!records(&first).iter().any(|record| matches!(record, Record::Session(_))));
    let cursor = first.next.unwrap();
    let at = place("2874", Some(SESSION), Some(&cursor));
    assert!(few.ask(stream(MESSAGES), &at).unwrap().asked().contains("last_msg_id=9262"));
    let second = few.read(stream(MESSAGES), &at, &said(&[PICKED, FIRST])).unwrap();
    let at = place("2874", Some(SESSION), second.next.as_deref());
    let last = few.read(stream(MESSAGES), &at, &said(&[])).unwrap();
    assert_eq!((last.next.as_deref(), last.rejected.count), (None, 0));
    let made = records(&last);
    let [Record::Session(session)] = made.as_slice() else { panic!("one session") };
    assert_eq!((session.id.as_str(), session.channel.as_str()), ("2874", "live_chat"));
    assert_eq!(session.channel_number.as_deref(), Some("5503301"));
    assert_eq!(
        (session.sender.name.as_deref(), session.sender.number.as_deref()),
        (Some("Website Visitor"), Some("1cc0"))
    );
    assert_eq!(session.recipient.number.as_deref(), Some("5503301"));
    assert_eq!((session.state, session.state_raw.as_deref()), (SessionState::Closed, Some("closed")));
    assert_eq!(Some(session.created_at), stamp(1_753_238_600));
    assert_eq!((session.last_active_at, session.closed_at), (stamp(1_753_238_892), stamp(1_753_238_892)));
    assert_eq!((session.picked_up_at, session.agent_id.as_deref()), (stamp(1_753_238_700), Some("1000")));
    assert_eq!(last.records.first().unwrap().raw(), SESSION, "exactly as received");
}

#[test]
fn messages_say_who_and_what_and_what_became_of_them() {
    // shows S0.6
    let all = [CLOSED, REPLY, PICKED, FIRST];
    let read =
        connector(100).read(stream(MESSAGES), &place("2874", Some(SESSION), None), &said(&all)).unwrap();
    let records = records(&read);
    let messages: Vec<_> = records
        .iter()
        .filter_map(|r| if let Record::Message(message) = r { Some(message) } else { None })
        .collect();
    let each: Vec<_> =
        messages.iter().map(|m| (m.id.as_str(), m.direction, m.person, m.kind, m.text.as_str())).collect();
    use Direction::{Incoming, Outgoing};
    assert_eq!(
        each,
        [
            ("9263", Outgoing, PersonKind::System, MessageKind::Text, "The visitor has left."),
            ("9262", Outgoing, PersonKind::Agent, MessageKind::Text, "Hi"),
            ("9261", Outgoing, PersonKind::System, MessageKind::Text, ""),
            ("9260", Incoming, PersonKind::User, MessageKind::Image, "Hello"),
        ]
    );
    let first = messages.last().unwrap();
    assert_eq!((first.session_id.as_str(), first.attachment.as_deref()), ("2874", Some("a.png")));
    assert_eq!((Some(first.at), first.person_id.as_deref()), (stamp(1_753_238_600), Some("1cc0")));
    let events: Vec<_> = records
        .iter()
        .filter_map(|r| if let Record::SessionEvent(event) = r { Some(event) } else { None })
        .map(|event| (event.id.as_str(), event.state, event.action.as_str(), event.by.as_deref()))
        .collect();
    assert_eq!(
        events,
        [
            ("9263", Some(SessionState::Closed), "closed by the visitor", Some("user 1cc0")),
            ("9261", Some(SessionState::PickedUp), "picked up", Some("agent 1000")),
        ]
    );
    let sent: Vec<_> = records
        .iter()
        .filter_map(|r| if let Record::DeliveryEvent(event) = r { Some(event) } else { None })
        .collect();
    let [failed] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(
        (failed.id.as_str(), failed.delivery_id.as_str(), failed.kind),
        ("9262/failed", "9262", EventKind::Failed)
    );
    assert_eq!((failed.code.as_deref(), failed.detail.as_deref()), (Some("request_fail"), Some("no")));
}

#[test]
fn each_number_of_the_guide_is_known() {
    let one = |changes: &[(&str, &str)]| {
        let message = changes.iter().fold(REPLY.to_owned(), |text, (from, to)| text.replace(from, to));
        records(
            &connector(100)
                .read(stream(MESSAGES), &place("1", Some(SESSION), None), &said(&[&message]))
                .unwrap(),
        )
    };
    for (kind, person) in [
        ("1", PersonKind::Agent),
        ("2", PersonKind::User),
        ("3", PersonKind::User),
        ("4", PersonKind::User),
        ("5", PersonKind::User),
        ("8", PersonKind::User),
        ("9", PersonKind::Bot),
        ("77", PersonKind::Bot),
    ] {
        let records = one(&[("\"user_type\":1", format!("\"user_type\":{kind}").as_str())]);
        assert!(
            records.iter().any(|r| matches!(r, Record::Message(message) if message.person == person)),
            "{kind}"
        );
    }
    for (number, state, word) in [
        ("1", None, "transferred"),
        ("2", Some(SessionState::Closed), "closed"),
        ("3", Some(SessionState::Closed), "closed automatically"),
        ("4", None, "not supported"),
        ("5", Some(SessionState::PickedUp), "picked up"),
        ("6", None, "transferred to a queue"),
        ("7", Some(SessionState::Closed), "closed by the visitor"),
        ("8", None, "call"),
        ("19", None, "type 19"),
    ] {
        let records = one(&[("\"msg_type\":0", format!("\"msg_type\":{number}").as_str())]);
        let event =
            records.iter().find_map(|r| if let Record::SessionEvent(event) = r { Some(event) } else { None });
        assert_eq!(event.map(|event| (event.state, event.action.as_str())), Some((state, word)));
    }
    for (number, kind) in
        [("0", None), ("1", Some(EventKind::Sent)), ("2", Some(EventKind::Failed)), ("9", None)]
    {
        let records = one(&[("\"delivery_status\":2", format!("\"delivery_status\":{number}").as_str())]);
        let event = records
            .iter()
            .find_map(|r| if let Record::DeliveryEvent(event) = r { Some(event.kind) } else { None });
        assert_eq!(event, kind);
    }
    let template = one(&[("\"msg_type\":0", "\"msg_type\":0,\"msg_kind\":1")]);
    assert!(
        template
            .iter()
            .any(|r| matches!(r, Record::Message(message) if message.kind == MessageKind::Template))
    );
}
