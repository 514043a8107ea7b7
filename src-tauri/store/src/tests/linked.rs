//! What messages take from their session stays what the session says.

use super::indexed::check;
use super::samples::{message, session};
use super::{Fixture, fetched, fixture};
use crate::limits;
use crate::shape::{Subject, message as shape};
use index::Ask;
use model::{Fetched, Kind, Measures, Message, Record, Session, SessionState};

type Change = fn(&mut Session);

fn chat(session: Session) -> Fetched {
    fetched(Record::Session(Box::new(session)))
}

fn said(session: &str, n: usize) -> Fetched {
    let message = message(&format!("{session} {n}"), n as i64, "apples");
    fetched(Record::Message(Message { session_id: session.to_owned(), ..message }))
}

/// Messages of the index with this value.
fn with(fx: &Fixture, field: u8, value: &str) -> u64 {
    let view = fx.store.view().unwrap();
    let ask = Ask::is(field, value);
    index::find(view.catalog(Subject::Message), &view, view.cache(), ask, &|| false).unwrap().sure()
}

/// Rows of each segment of messages, and how many of them are dead.
fn segments(fx: &Fixture) -> Vec<(u32, u32)> {
    let view = fx.store.view().unwrap();
    view.catalog(Subject::Message).parts.iter().map(|p| (p.segment.rows(), p.dead.count())).collect()
}

fn id(fx: &Fixture, ext: &str) -> i64 {
    crate::session::by_ext(&fx.store.reader().unwrap(), 1, ext).unwrap().unwrap().id
}

#[test]
fn only_what_messages_take_from_their_session_renews_them() {
    let fx = fixture();
    let first = || session("s1", &["vip", "late"]);
    fx.put(&[chat(first()), chat(session("s2", &[])), said("s1", 0), said("s1", 1), said("s2", 0)]);
    let others = [
        Session { description: Some("words".into()), ..first() },
        Session { measures: Measures { waiting: Some(7), ..Measures::default() }, ..first() },
        Session { contact_id: Some("c".into()), ..first() },
        session("s1", &["late", "vip", "late"]),
    ];
    for other in others {
        fx.put(&[chat(other)]);
        assert_eq!(segments(&fx), [(3, 0)], "nothing of the messages was written");
    }
    let mut now = first();
    let changes: [(Change, u8, &str); 6] = [
        (|s| s.state = SessionState::Closed, shape::STATE, "closed"),
        (|s| s.agent_id = Some("a".into()), shape::AGENT, "a\u{1f}"),
        (|s| s.tags = vec!["late".into(), "new".into()], shape::TAG, "new"),
        (|s| s.campaign_id = Some("k".into()), shape::CAMPAIGN, "k\u{1f}"),
        (|s| s.channel_number = Some("+41".into()), shape::NUMBER, "+41"),
        (|s| s.channel = "whatsapp".into(), shape::CHANNEL, "whatsapp"),
    ];
    for (change, field, value) in changes {
        assert_eq!(with(&fx, field, value), 0, "{value}");
        change(&mut now);
        fx.put(&[chat(now.clone())]);
        assert_eq!(with(&fx, field, value), 2, "{value}");
        assert_eq!(segments(&fx).last(), Some(&(2, 0)), "its two and no other");
        check(&fx.store);
    }
    assert_eq!((with(&fx, shape::TAG, "vip"), with(&fx, shape::TAG, "late")), (0, 2));
}

#[test]
fn a_session_of_very_many_messages_changes_bit_by_bit() {
    const MANY: usize = limits::PENDING * 5;
    let fx = fixture();
    let parts = || fx.store.view().unwrap().catalog(Subject::Message).parts.len();
    let stands = |open: u64, closed: u64| {
        check(&fx.store);
        assert_eq!((with(&fx, shape::STATE, "opened"), with(&fx, shape::STATE, "closed")), (open, closed));
        // No transaction held all of them back at once.
        assert!(parts() >= 4, "{}", parts());
        while fx.store.tend(&|| false).unwrap() {}
    };
    let many = MANY as u64;
    let closed = |channel: &str| Session {
        state: SessionState::Closed,
        channel: channel.into(),
        ..session("s1", &["vip"])
    };
    fx.put(&(0..MANY).map(|n| said("s1", n)).collect::<Vec<_>>());
    fx.put(&[chat(session("s1", &[]))]);
    stands(many, 0);
    fx.put(&[chat(closed("sms"))]);
    stands(0, many);
    // Together with messages of the same transaction, some of them new and some changed.
    let changed = |n| {
        let message = message(&format!("s1 {n}"), n as i64, "plums");
        fetched(Record::Message(Message { session_id: "s1".to_owned(), ..message }))
    };
    let mut page: Vec<_> = (MANY - 50..MANY + 50).map(changed).collect();
    page.push(chat(closed("email")));
    page.extend((0..50).map(changed));
    fx.put(&page);
    stands(0, many + 50);
    assert_eq!(with(&fx, shape::CHANNEL, "email"), many + 50);
    let session = id(&fx, "s1");
    fx.store.write(|tx| tx.bury(Kind::Session, session, 0)).unwrap();
    stands(0, 0);
}
