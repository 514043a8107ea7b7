//! Conversations and their inboxes.

use super::*;
use model::{Session, SessionState};

fn held(object: &str) -> Read {
    let text = format!(r#"{{"data":{{"meta":{{"all_count":1}},"payload":[{object}]}}}}"#);
    read(HELD, &place("3/20000", Some(LINE), None), &text).unwrap()
}

fn session(object: &str) -> Session {
    match records(&held(object)).remove(0) {
        Record::Session(session) => *session,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_conversation_and_its_inbox_are_a_session() {
    let object = r#"{"id":42,"inbox_id":3,"status":"open","created_at":1700000000,"updated_at":1700000500.25,
        "timestamp":1700000400,"last_activity_at":1700000400,"first_reply_created_at":1700000060,"labels":["vip"],
        "snoozed_until":null,"waiting_since":0,"messages":[],"additional_attributes":{"mail_subject":"Order"},
        "meta":{"sender":{"id":9,"name":"Kim","phone_number":"+4912"},"channel":"Channel::Whatsapp",
        "assignee":{"id":1,"name":"Ana"},"assignee_type":"User"}}"#;
    let read = held(object);
    assert_eq!(read.newest, Some(1_700_000_500_250));
    assert_eq!(read.records[0].raw(), format!(r#"{{"conversation":{object},"inbox":{LINE}}}"#));
    let branch = &read.branches[0];
    assert_eq!((branch.stream, branch.parent.as_str(), branch.at), (SAID, "42", 1_700_000_400_000));
    let session = session(object);
    assert_eq!((session.id.as_str(), session.channel.as_str()), ("42", "whatsapp"));
    assert_eq!(session.channel_number.as_deref(), Some("+15005550006"));
    assert_eq!(
        (session.channel_name.as_deref(), session.recipient.name.as_deref()),
        (Some("Shop"), Some("Shop"))
    );
    assert_eq!(
        (session.sender.name.as_deref(), session.sender.number.as_deref()),
        (Some("Kim"), Some("+4912"))
    );
    assert_eq!((session.contact_id.as_deref(), session.agent_id.as_deref()), (Some("9"), Some("1")));
    assert_eq!((session.state, session.state_raw.as_deref()), (SessionState::PickedUp, Some("open")));
    assert_eq!(session.created_at.at, 1_700_000_000_000);
    assert_eq!(session.last_active_at.map(|stamp| stamp.at), Some(1_700_000_400_000));
    assert_eq!(session.first_replied_at.map(|stamp| stamp.at), Some(1_700_000_060_000));
    assert_eq!((session.tags, session.description.as_deref()), (vec!["vip".to_owned()], Some("Order")));
}

#[test]
fn each_state_is_known_and_its_word_is_kept() {
    // shows S1.3
    let with = |rest: &str| session(&format!(r#"{{"id":1,"created_at":1700000000{rest}}}"#));
    let assigned = r#","meta":{"assignee":{"id":4},"assignee_type":"AgentBot"}"#;
    for (rest, state) in [
        (r#","status":"open""#.to_owned(), SessionState::Opened),
        (r#","status":"pending""#.to_owned(), SessionState::Opened),
        (r#","status":"snoozed""#.to_owned(), SessionState::Snoozed),
        (r#","status":"resolved""#.to_owned(), SessionState::Closed),
        (r#","status":"on_ice""#.to_owned(), SessionState::Opened),
        (format!(r#","status":"open"{assigned}"#), SessionState::Opened),
        (String::new(), SessionState::Opened),
    ] {
        let session = with(&rest);
        assert_eq!(session.state, state, "{rest}");
        assert!(session.state_raw.is_none_or(|word| rest.contains(&word)));
        assert_eq!((session.agent_id, session.first_replied_at), (None, None));
    }
    let last = |status: &str, turned: &str| {
        let activity =
            format!(r#"{{"activity":{{"type":"conversation_status_changed","status":"{turned}"}}}}"#);
        with(&format!(
            r#","status":"{status}","messages":[{{"id":1,"message_type":2,"created_at":1700000009,
            "updated_at":"2023-11-14T22:13:29.120Z","content_attributes":{activity}}}]"#
        ))
    };
    assert_eq!(last("resolved", "resolved").closed_at.map(|stamp| stamp.at), Some(1_700_000_009_000));
    assert_eq!(last("snoozed", "snoozed").snoozed_at.map(|stamp| stamp.at), Some(1_700_000_009_000));
    let moved = last("resolved", "open");
    assert_eq!(
        (moved.closed_at, moved.snoozed_at),
        (None, None),
        "it says nothing of the state it is in now"
    );
}

#[test]
fn what_is_odd_in_a_conversation_is_taken_or_told() {
    let rejected = |object: &str| held(object).rejected;
    assert_eq!(rejected(r#"{"id":1}"#).first.unwrap(), "conversations, record 1 of the page: it has no time");
    let other = rejected(r#"{"id":1,"inbox_id":4,"created_at":1700000000}"#);
    assert!(other.first.unwrap().contains("another inbox"));
    let secret = rejected(r#"{"id":1,"created_at":1700000000,"status":{"Kim":"hush"}}"#).first.unwrap();
    assert!(!secret.contains("hush"), "{secret}");
    let odd = session(
        r#"{"id":"1","inbox_id":"3","created_at":"2023-11-14T22:13:20Z","status":null,"labels":null,"meta":null,
        "additional_attributes":"none","messages":[{"odd":true}],"unheard_of":[1]}"#,
    );
    assert_eq!((odd.id.as_str(), odd.created_at.at), ("1", 1_700_000_000_000));
    assert_eq!((odd.tags.len(), odd.sender.number), (0, None));
}

#[test]
fn the_version_of_a_list_of_messages_moves_with_its_last_message() {
    let version = |rest: &str| {
        let object = format!(r#"{{"id":1,"created_at":1700000000,"last_activity_at":1700000000{rest}}}"#);
        held(&object).branches.remove(0).version
    };
    let last = |status: &str, updated: &str| {
        format!(r#","messages":[{{"id":7,"status":"{status}","created_at":1,"updated_at":{updated}}}]"#)
    };
    let sent = version(&last("sent", "1700000000"));
    assert_eq!(sent, version(&last("sent", "\"2023-11-14T22:13:20.000Z\"")), "a number or a text");
    assert_ne!(sent, version(&last("read", "1700000000")));
    assert_ne!(sent, version(&last("sent", "1700000001")));
    assert_ne!(version(""), version(r#","updated_at":1700000000.5"#));
}

#[test]
fn each_channel_has_its_word() {
    for (line, conversation, channel) in [
        (r#"{"id":"3","channel_type":"Channel::WebWidget"}"#, "", "live_chat"),
        (r#"{"id":"3","channel_type":"Channel::TwilioSms"}"#, "", "sms"),
        (r#"{"id":"3","channel_type":"Channel::TwilioSms","medium":"whatsapp"}"#, "", "whatsapp"),
        (r#"{"id":"3","channel_type":"Channel::FacebookPage"}"#, "", "messenger"),
        (
            r#"{"id":"3","channel_type":"Channel::FacebookPage"}"#,
            r#","additional_attributes":{"type":"instagram_direct_message"}"#,
            "instagram",
        ),
        (r#"{"id":"3","channel_type":"Channel::Telegram"}"#, "", "telegram"),
        (r#"{"id":"3"}"#, r#","meta":{"channel":"Channel::Email"}"#, "email"),
        (r#"{"id":"3"}"#, "", "other"),
    ] {
        let object = format!(r#"{{"id":1,"created_at":1700000000{conversation}}}"#);
        let text = format!(r#"{{"data":{{"payload":[{object}]}}}}"#);
        let read = read(HELD, &place("3/1", Some(line), None), &text).unwrap();
        assert!(
            matches!(&records(&read)[0], Record::Session(session) if session.channel == channel),
            "{line}"
        );
    }
}

#[test]
fn the_list_tells_which_conversations_there_are() {
    let text = r#"{"data":{"meta":{"all_count":2},"payload":[{"id":41},{"id":"42"}]}}"#;
    let read = read(LISTED, &Place::default(), text).unwrap();
    assert_eq!(read.there, [(Kind::Session, "41".to_owned()), (Kind::Session, "42".to_owned())]);
    assert_eq!((read.records.len(), read.branches.len(), read.next), (0, 0, None));
}
