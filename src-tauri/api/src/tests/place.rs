//! A hit in its chat.

use super::world::World;
use crate::calls::results::{Open, Rows};
use crate::calls::sessions::{Detail, Messages, MessagesReply, Place};
use crate::{FaultCode, Sort, Subject};

#[test]
fn a_message_is_found_in_its_chat() {
    // shows B5
    let world = World::synced(1_500);
    let found = world.ask(Open::whole(Subject::Messages, "order", Sort::newest(Subject::Messages), 0));
    let rows = world.ask(Rows { id: found.id, from: 0, len: 40, columns: vec!["session".into()] }).rows;
    assert!(rows.len() > 10);
    for row in rows {
        let place = world.ask(Place { message: row.id });
        let session = place.session.unwrap();
        let ask = Messages { id: session, from: place.index, len: 1, words: Some("order".into()) };
        let there = world.ask(ask);
        assert_eq!((there.messages[0].id, there.total), (row.id, place.total));
        assert!(!there.messages[0].text_marks.is_empty(), "{}", there.messages[0].text);
        assert_eq!(world.ask(Detail { id: session }).messages, place.total);
    }
    assert_eq!(world.try_ask(Place { message: 1 }).unwrap_err().code, FaultCode::NotFound);
}

#[test]
fn a_chat_is_read_in_windows_that_meet() {
    // shows S0.6
    let world = World::synced(1_500);
    let chats = Open::whole(Subject::Sessions, "", Sort { column: "messages".into(), desc: true }, 0);
    let found = world.ask(chats);
    let id = world.ask(Rows { id: found.id, from: 0, len: 1, columns: vec![] }).rows[0].id;
    let window = |from, len| world.ask(Messages { id, from, len, words: None });
    let whole = window(0, 500);
    assert!(whole.total > 3);
    let half = whole.total / 2;
    let ids = |reply: &MessagesReply| reply.messages.iter().map(|m| m.id).collect::<Vec<_>>();
    let parts = [ids(&window(0, half)), ids(&window(half, 500))].concat();
    assert_eq!(parts, ids(&whole));
    assert!(whole.messages.iter().all(|m| m.text_marks.is_empty()), "no words, no marks");
}
