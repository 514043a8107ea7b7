//! Answers as Channel Talk writes them, and the records they become.

mod chats;
mod directory;
mod said;

use super::legs::{Leg, Legs};
use super::*;
use crate::{Parent, Version, system_clock};
use model::{Millis, Record, Stamp};

const AT: Millis = 1_793_491_200_000;

fn at(seconds: Millis) -> Option<Stamp> {
    Some(Stamp::utc(AT + seconds * 1_000))
}

/// A page with a chat that has everything.
const FULL: &str = r#"{
    "next": "a+b=", "somethingNew": {"x": [1]},
    "users": [{"id": "u1", "memberId": 77, "name": "Jo", "profile": {"mobileNumber": "+8210", "email": "jo@a.example",
        "age": 7}, "language": "ko", "country": "KR", "createdAt": 1793491200000, "lastSeenAt": 1}],
    "managers": [{"id": "9", "name": "Ana", "removed": false}, {"id": "8", "name": "Bo", "email": "bo@a.example",
        "mobileNumber": "+8211", "role": "owner", "removed": true, "createdAt": 1793491201000}],
    "messages": [{"id": "not read here"}],
    "userChats": [{
        "id": "c1", "channelId": "6263", "contactMediumType": "appLine", "state": "opened", "userId": "u1",
        "name": "Jo P.", "title": "t", "description": "d", "managerIds": ["9", 8], "assigneeId": "9",
        "tags": ["refund", "vip"], "mediumId": "m5",
        "source": {"marketing": {"type": "oneTimeMsg", "id": 12}, "appMessenger": {"id": "x", "displayName": "Shop"},
            "supportBot": {"id": "b1", "revisionId": "r2", "sectionPath": ["A", "B"]}},
        "createdAt": 1793491200000, "firstOpenedAt": 1793491201000, "openedAt": 1793491202000,
        "snoozedAt": 1793491203000000, "closedAt": 0, "firstRepliedAtAfterOpen": "1793491204000",
        "updatedAt": 1793491205000, "deskUpdatedAt": 1793491206000, "frontUpdatedAt": 1793491204000,
        "deskMessageId": "d1", "version": 3,
        "waitingTime": 1, "avgReplyTime": 2.4, "totalReplyTime": "3", "replyCount": 4, "resolutionTime": 5,
        "operationWaitingTime": 6, "operationAvgReplyTime": 7, "operationTotalReplyTime": 8,
        "operationReplyCount": 9, "operationResolutionTime": [10]
    }]
}"#;

fn channel_talk() -> ChannelTalk {
    ChannelTalk { legs: Legs::with("").unwrap(), page: 100 }
}

fn read(stream: &str, cursor: Option<&str>, text: &str) -> Result<Read> {
    let stream = ChannelTalk::STREAMS.iter().find(|known| known.id == stream).unwrap();
    let parent = Some(Parent { key: "c1".into(), carry: None });
    let place = Place { cursor: cursor.map(str::to_owned), parent, ..Place::default() };
    channel_talk().read(stream, &place, text)
}

fn records(read: &Read) -> Vec<Record> {
    read.records.iter().map(|fetched| fetched.record().unwrap().into_owned()).collect()
}

#[test]
fn the_walk_goes_through_each_state_and_looks_again() {
    let legs = Legs::with("").unwrap();
    let mut way = Vec::new();
    let mut cursor: Option<String> = None;
    for next in [Some("x|y"), None, None, Some("z"), None, Some("not followed"), None, None] {
        let leg = legs.at(cursor.as_deref());
        way.push(format!("{} {:?} {}", leg.state(), leg.since(), leg.is_second_look()));
        cursor = legs.after(&leg, next.map(str::to_owned));
    }
    assert_eq!(cursor, None);
    assert_eq!(
        way,
        [
            "opened None false",
            "opened Some(\"x|y\") false",
            "snoozed None false",
            "closed None false",
            "closed Some(\"z\") false",
            "opened None true",
            "snoozed None true",
            "closed None true",
        ]
    );
    let first: Leg<'_> = legs.at(None);
    for odd in ["", "opened", "queued|a", "again|queued", "|", "OPENED|a"] {
        assert_eq!(legs.at(Some(odd)), first, "{odd}");
    }
    let more = Legs::with(" Queued,missed, queued ,").unwrap();
    assert_eq!(more.after(&more.at(Some("closed|a")), None).as_deref(), Some("queued|"));
    assert!(matches!(Legs::with("asleep"), Err(Error::Settings { .. })));
}

#[test]
fn a_second_look_only_says_what_is_there() {
    let read = read(CHATS, Some("again|closed"), FULL).unwrap();
    assert_eq!((read.records.len(), read.branches.len(), read.next), (0, 0, None));
    assert_eq!(read.there, [(Kind::Session, "c1".to_owned())]);
}

#[test]
fn a_page_without_its_list_is_no_page() {
    for stream in ChannelTalk::STREAMS {
        for text in ["{}", r#"{"channel":{"id":"1"}}"#, r#"{"next":"a","others":[]}"#] {
            assert!(
                matches!(read(stream.id, None, text), Err(Error::Malformed { .. })),
                "{} {text}",
                stream.id
            );
        }
    }
    let same = read(BOTS, Some("5"), r#"{"next":5,"bots":[]}"#).unwrap();
    assert_eq!(same.next, None, "what was asked for already is no next page");
    assert!(matches!(read(BOTS, None, r#"{"bots":[{"id":"#), Err(Error::Network { .. })));
}

#[test]
fn requests_are_as_the_documents_say() {
    let home = "http://127.0.0.1:9";
    let url = |stream: &str, cursor: Option<&str>| {
        let stream = ChannelTalk::STREAMS.iter().find(|known| known.id == stream).unwrap();
        let parent = Some(Parent { key: "c/1".into(), carry: None });
        let place = Place { cursor: cursor.map(str::to_owned), parent, ..Place::default() };
        let client = Client::new(
            Base::parse(home).unwrap(),
            Vec::new(),
            Auth::Headers(Vec::new()),
            Manners::default(),
            crate::limits::Limits::default(),
            system_clock(),
        );
        client.unwrap().prepare(&channel_talk().ask(stream, &place).unwrap()).unwrap().url.to_string()
    };
    for (stream, cursor, expected) in [
        (TAGS, None, "chat-tags?limit=100"),
        (MANAGERS, Some("a@b.example"), "managers?limit=100&since=a%40b.example"),
        (BOTS, Some("5"), "bots?limit=100&since=5"),
        (CAMPAIGNS, None, "mkt/campaigns?limit=100&states=draft&states=active&states=stopped"),
        (
            ONE_TIME,
            None,
            "mkt/one-time-msgs?limit=100&states=draft&states=waiting&states=sent&states=canceled",
        ),
        (CHATS, None, "user-chats?limit=100&state=opened&sortOrder=desc"),
        (CHATS, Some("closed|a+="), "user-chats?limit=100&state=closed&sortOrder=desc&since=a%2B%3D"),
        (SAID, Some("x"), "user-chats/c%2F1/messages?limit=100&sortOrder=desc&since=x"),
    ] {
        assert_eq!(url(stream, cursor), format!("{home}/open/v5/{expected}"));
    }
    let stream = ChannelTalk::STREAMS.last().unwrap();
    assert!(channel_talk().ask(stream, &Place::default()).is_err(), "messages of no chat");
}

#[test]
fn who_answers_is_said() {
    let channel = channel_talk();
    let bare = "Channel Talk answers for Shop.";
    assert_eq!(channel.greeted(r#"{"channel":{"id":1,"name":"Shop"}}"#).unwrap(), bare);
    assert_eq!(channel.greeted(r#"{"channel":{"id":"1"}}"#).unwrap(), "Channel Talk answers for 1.");
    assert!(channel.greeted("[]").is_err());
    let says = |zone: &str, ranges: &str| {
        let hours = format!(r#""timeZone":{zone},"operationTimeRanges":{{"timeRanges":{ranges}}}"#);
        channel.greeted(&format!(r#"{{"channel":{{"id":1,"name":"Shop",{hours}}}}}"#)).unwrap()
    };
    for (days, from, to, hours) in [
        (r#""mon","tue","wed","thu","fri""#, 540, 1_080, "mon-fri 09:00-18:00"),
        (r#""mon","wed""#, 0, 1_440, "mon 00:00-24:00, wed 00:00-24:00"),
        (r#""sun""#, 605, 610, "sun 10:05-10:10"),
    ] {
        let told =
            says(r#""Asia/Seoul""#, &format!(r#"[{{"dayOfWeeks":[{days}],"from":{from},"to":{to}}}]"#));
        assert!(told.contains(&format!("open {hours} by the clocks of Asia/Seoul")), "{told}");
    }
    let range = |fields: &str| format!("[{{{fields}}}]");
    for (zone, ranges) in [
        (r#""Mars/Olympus""#, range(r#""dayOfWeeks":["mon"],"from":0,"to":9"#)),
        (r#""Asia/Seoul""#, range(r#""dayOfWeeks":["moonday"],"from":0,"to":9"#)),
        (r#""Asia/Seoul""#, range(r#""dayOfWeeks":["mon"],"from":0,"to":9999"#)),
        (r#""Asia/Seoul""#, range(r#""dayOfWeeks":"mon","from":0,"to":9"#)),
        (r#""Asia/Seoul""#, "[]".to_owned()),
        ("7", "[]".to_owned()),
    ] {
        assert_eq!(says(zone, &ranges), bare, "{zone} {ranges}");
    }
}
