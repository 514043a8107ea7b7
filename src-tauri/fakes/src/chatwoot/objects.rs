//! Chatwoot's objects.

use super::inboxes::inbox_of;
use super::{Chatwoot, Said, is_pending, said, status, word};
use crate::{Book, By, Chat};
use chrono::{DateTime, SecondsFormat};
use model::Millis;
use serde_json::{Map, Value, json};

pub(super) fn seconds(at: Millis) -> i64 {
    at.div_euclid(1_000)
}

pub(super) fn iso(at: Millis) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn put(object: &mut Value, name: &str, value: Value) {
    object.as_object_mut().unwrap_or(&mut Map::new()).insert(name.to_owned(), value);
}

fn first_reply(chat: &Chat) -> i64 {
    chat.lines.iter().find(|line| line.by == By::Agent).map_or(0, |line| seconds(line.at))
}

impl Chatwoot {
    /// A number, or now and then a text.
    fn id(self, number: u32, as_text: bool) -> Value {
        if as_text && !self.documented { json!(number.to_string()) } else { json!(number) }
    }

    /// A whole number of seconds, one with a fraction, or RFC 3339.
    fn changed(self, at: Millis, form: u32) -> Value {
        match form % 3 {
            2 if !self.documented => json!(iso(at)),
            0 => json!(seconds(at)),
            _ => json!(at as f64 / 1_000.0),
        }
    }

    pub(super) fn conversation(self, book: &Book, chat: &Chat) -> Value {
        let (inbox, channel) = inbox_of(chat);
        let all = said(book, chat);
        let active = all.last().map_or(chat.opened_at, |said| said.at).max(chat.updated_at);
        let last = all.last().map(|said| {
            let mut last = self.message(chat, said);
            // The last message comes with all its attributes, and its time as the database has it.
            put(
                &mut last,
                "updated_at",
                if said.id.is_multiple_of(2) { json!(iso(said.at)) } else { json!(seconds(said.at)) },
            );
            put(&mut last, "account_id", json!(7));
            last
        });
        json!({
            "meta": self.meta(book, chat, channel), "id": self.id(chat.number, chat.number.is_multiple_of(3)),
            "messages": last.into_iter().collect::<Vec<_>>(), "account_id": 7,
            "uuid": format!("00000000-0000-4000-8000-{:012}", chat.number),
            "additional_attributes": {}, "custom_attributes": {}, "can_reply": true,
            "agent_last_seen_at": 0, "assignee_last_seen_at": 0, "contact_last_seen_at": 0,
            "inbox_id": self.id(inbox, chat.number.is_multiple_of(5)), "labels": chat.tags, "muted": false, "snoozed_until": null,
            "status": status(chat), "created_at": seconds(chat.opened_at),
            "updated_at": self.changed(chat.updated_at, chat.number), "timestamp": seconds(active),
            "first_reply_created_at": first_reply(chat), "unread_count": 0, "last_activity_at": seconds(active),
            "priority": null, "waiting_since": 0, "sla_policy_id": null,
        })
    }

    fn meta(self, book: &Book, chat: &Chat, channel: &str) -> Value {
        let mut meta = json!({
            "sender": self.person(300 + chat.number, &chat.customer, Some(&chat.phone), chat.opened_at),
            "channel": channel, "hmac_verified": false,
        });
        if !is_pending(chat) {
            put(&mut meta, "assignee", json!(self.agents(book).get(chat.agent)));
            put(&mut meta, "assignee_type", json!("User"));
        }
        meta
    }

    pub(super) fn message(self, chat: &Chat, said: &Said) -> Value {
        let sender = match said.kind {
            0 => Some(json!({"id": 300 + chat.number, "name": chat.customer, "type": "contact"})),
            1 => Some(json!({"id": chat.agent + 1, "name": "An agent", "type": "user"})),
            _ => None,
        };
        // Older servers wrote the words alone.
        let attributes = match said.turn.filter(|_| !chat.number.is_multiple_of(3)) {
            Some(state) => {
                json!({"activity": {"type": "conversation_status_changed", "status": word(state)}})
            }
            None => json!({}),
        };
        let as_text = said.id.is_multiple_of(300);
        let mut message = json!({
            "id": self.id(said.id, as_text), "content": said.text, "inbox_id": inbox_of(chat).0,
            "conversation_id": self.id(chat.number, as_text), "message_type": said.kind, "content_type": "text",
            "status": "sent", "content_attributes": attributes, "created_at": seconds(said.at),
            "private": said.private, "source_id": null,
            // Not in the document.
            "echo_of": null,
        });
        if let Some(sender) = sender {
            put(&mut message, "sender", sender);
        }
        message
    }

    pub(super) fn agents(self, book: &Book) -> Vec<Value> {
        let agent = |(n, name): (u32, &String)| {
            json!({
                "id": self.id(n + 1, n == 1), "account_id": 7, "availability_status": "offline", "auto_offline": true,
                "confirmed": true, "email": format!("agent{n}@shop.example"), "available_name": name, "name": name,
                "role": if n == 0 { "administrator" } else { "agent" }, "thumbnail": "", "custom_role_id": null,
            })
        };
        (0..).zip(&book.agents).map(agent).collect()
    }

    pub(super) fn person(self, number: u32, name: &str, phone: Option<&str>, at: Millis) -> Value {
        json!({
            "additional_attributes": {"city": "Lima", "country": "Peru", "country_code": "PE"},
            "availability_status": "offline", "email": format!("person{number}@example.org"),
            "id": self.id(number, number.is_multiple_of(7)), "name": name, "phone_number": phone, "blocked": false,
            "identifier": null, "thumbnail": "", "custom_attributes": {}, "last_activity_at": seconds(at),
            "created_at": seconds(at),
        })
    }
}
