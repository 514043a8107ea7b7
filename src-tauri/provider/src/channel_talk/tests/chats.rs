//! Chats, and whom they point at.

use super::*;
use model::{Agent, Contact, Measures, Party, Session, SessionState};

fn session(chat: &str) -> Session {
    let read = read(CHATS, None, &format!(r#"{{"userChats":[{chat}]}}"#)).unwrap();
    assert_eq!(read.rejected.first, None);
    let session = records(&read).into_iter().find_map(|record| match record {
        Record::Session(session) => Some(*session),
        _ => None,
    });
    session.unwrap()
}

#[test]
fn each_field_of_a_chat_has_its_place() {
    let read = read(CHATS, None, FULL).unwrap();
    assert_eq!((read.rejected.first.as_deref(), read.next.as_deref()), (None, Some("opened|a+b=")));
    let expected = Session {
        id: "c1".into(),
        channel: "line".into(),
        channel_number: Some("m5".into()),
        channel_name: Some("Shop".into()),
        merchant_id: Some("6263".into()),
        // A one-time message began it.
        sender: Party { name: Some("Shop".into()), number: Some("m5".into()) },
        recipient: Party { name: Some("Jo P.".into()), number: Some("+8210".into()) },
        contact_id: Some("u1".into()),
        agent_id: Some("9".into()),
        follower_ids: vec!["9".into(), "8".into()],
        state: SessionState::PickedUp,
        state_raw: Some("opened".into()),
        created_at: Stamp::utc(AT),
        last_active_at: at(6),
        first_opened_at: at(1),
        opened_at: at(2),
        picked_up_at: None,
        snoozed_at: at(3),
        closed_at: None,
        first_replied_at: at(4),
        tags: vec!["refund".into(), "vip".into()],
        campaign_id: Some("oneTimeMsg-12".into()),
        support_bot_id: Some("b1/r2/A > B".into()),
        description: Some("d".into()),
        measures: Measures {
            waiting: Some(1),
            average_reply: Some(2),
            total_reply: Some(3),
            replies: Some(4),
            resolution: Some(5),
            operation_waiting: Some(6),
            operation_average_reply: Some(7),
            operation_total_reply: Some(8),
            operation_replies: Some(9),
            operation_resolution: None,
        },
    };
    let records = records(&read);
    assert!(records.contains(&Record::Session(Box::new(expected))), "{records:#?}");
    assert!(records.contains(&Record::Contact(Contact {
        id: "u1".into(),
        name: Some("Jo".into()),
        identification: Some("77".into()),
        email: Some("jo@a.example".into()),
        phone: None,
        mobile: Some("+8210".into()),
        language: Some("ko".into()),
        country: Some("KR".into()),
        company: None,
        created_at: at(0),
    })));
    // shows S4.8, of the managers beside chats only who is in no list any more.
    let agents: Vec<&Record> = records.iter().filter(|record| record.kind() == Kind::Agent).collect();
    assert_eq!(
        agents,
        [&Record::Agent(Agent {
            id: "8".into(),
            name: Some("Bo".into()),
            username: None,
            email: Some("bo@a.example".into()),
            mobile: Some("+8211".into()),
            role: Some("owner".into()),
            removed: true,
            created_at: at(1),
        })]
    );
    let branch = read.branches.first().unwrap();
    assert_eq!((branch.stream, branch.parent.as_str(), branch.at), (SAID, "c1", AT + 6_000));
}

#[test]
fn a_bare_chat_is_read_and_an_unreadable_one_is_passed_over() {
    let bare = session(r#"{"id": 7, "createdAt": 1793491200000, "unknown": null}"#);
    assert_eq!(
        (bare.id.as_str(), bare.channel.as_str(), bare.state),
        ("7", "live_chat", SessionState::Opened)
    );
    assert_eq!((bare.state_raw, bare.last_active_at, bare.measures), (None, None, Measures::default()));
    let odd = r#"{"userChats": [{"id": "a"}, {"createdAt": 1}, 5, {"id": "", "createdAt": 1793491200000},
        {"id": "b", "name": {"secret": "hush"}, "createdAt": 1793491200000}, {"id": "ok", "createdAt": 1793491200000}]}"#;
    let read = read(CHATS, None, odd).unwrap();
    assert_eq!((read.rejected.count, records(&read).len()), (5, 1));
    assert!(!format!("{:?}", read.rejected).contains("hush"));
}

#[test]
fn states_and_channels_have_their_words() {
    use SessionState::{Closed, Opened, PickedUp, Snoozed};
    for (word, assignee, state) in [
        ("opened", "", Opened),
        ("opened", "9", PickedUp),
        ("snoozed", "9", Snoozed),
        ("closed", "9", Closed),
        ("queued", "", Opened),
        ("initial", "", Opened),
        ("missed", "", Opened),
        ("melted", "9", Opened),
    ] {
        let chat = format!(r#"{{"id":"c","createdAt":{AT},"state":"{word}","assigneeId":"{assignee}"}}"#);
        let session = session(&chat);
        assert_eq!((session.state, session.state_raw.as_deref()), (state, Some(word)), "{word}");
    }
    for (fields, channel) in [
        (r#""contactMediumType":"appInstagramMessenger""#, "instagram"),
        (r#""contactMediumType":"appSomething""#, "appsomething"),
        (r#""mediumType":"native""#, "live_chat"),
        (r#""mediumType":"phone""#, "phone"),
        (r#""mediumType":"app","source":{"medium":{"mediumType":"app"}}"#, "app"),
        (r#""mediumType":"app","source":{"appMessenger":{"mediumType":"appKakao"}}"#, "kakao"),
        (r#""mediumType":"email","source":null"#, "email"),
    ] {
        let session = session(&format!(r#"{{"id":"c","createdAt":{AT},{fields}}}"#));
        assert_eq!(session.channel, channel, "{fields}");
    }
    let old =
        session(&format!(r#"{{"id":"c","createdAt":{AT},"marketing":{{"type":"campaign","id":"12"}}}}"#));
    assert_eq!(old.campaign_id.as_deref(), Some("campaign-12"), "as version 4 has it");
}

#[test]
fn whatever_moves_makes_another_version() {
    let version = |fields: &str| {
        let page = format!(r#"{{"userChats":[{{"id":"c","createdAt":{AT}{fields}}}]}}"#);
        read(CHATS, None, &page).unwrap().branches.remove(0).version
    };
    let moves = [
        r#","updatedAt":1793491205000"#,
        r#","deskUpdatedAt":1793491205000"#,
        r#","frontUpdatedAt":1793491205000"#,
        r#","deskMessageId":"a""#,
        r#","frontMessageId":"a""#,
        r#","version":2"#,
    ];
    let versions: Vec<Version> = moves.iter().map(|fields| version(fields)).collect();
    for (one, rest) in versions.iter().zip(1..) {
        assert!(matches!(one, Version::Of(_)) && !versions[rest..].contains(one), "{one:?}");
    }
    assert_eq!(version(""), Version::Open, "nothing tells, so it is read each time");
}
