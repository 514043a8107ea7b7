//! What a book holds as records of the log API.

use crate::{Book, By, Chat, Sending, Sent, State};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use model::{Kind, Millis};
use serde_json::{Value, json};

/// When what never changes was entered: 2024-01-01.
const LONG_AGO: Millis = 1_704_067_200_000;
const TAGS: [&str; 2] = ["vip", "refund"];

/// A record of the log.
pub struct Entry {
    pub updated_at: Millis,
    pub id: String,
    /// Its own time.
    pub at: Option<Millis>,
    /// The one thing that tells it from what it was before.
    pub says: String,
    fields: Value,
}

/// RFC 3339, in an offset that differs from record to record.
pub fn time(at: Millis) -> String {
    let minutes = [0, 60, -210, 330, 765].get(at.rem_euclid(5) as usize).copied().unwrap_or(0);
    let utc = DateTime::from_timestamp_millis(at).unwrap_or_default();
    let there = FixedOffset::east_opt(minutes * 60).map(|offset| utc.with_timezone(&offset).to_rfc3339());
    match (at.rem_euclid(3), there) {
        (0, Some(there)) => there,
        _ => utc.to_rfc3339_opts(SecondsFormat::Millis, true),
    }
}

impl Entry {
    pub fn object(self) -> Value {
        let mut object = self.fields;
        if let Some(fields) = object.as_object_mut() {
            fields.insert("id".to_owned(), json!(self.id));
            fields.insert("updated_at".to_owned(), json!(time(self.updated_at)));
        }
        object
    }
}

/// All there are of a kind, in no order.
pub fn entries(book: &Book, kind: Kind) -> Vec<Entry> {
    let fixed = |id: &str, says: &str, fields: Value| Entry {
        updated_at: LONG_AGO,
        id: id.to_owned(),
        at: None,
        says: says.to_owned(),
        fields,
    };
    match kind {
        Kind::Tag => TAGS.iter().map(|tag| fixed(&format!("tag-{tag}"), tag, json!({"name": tag}))).collect(),
        Kind::Agent => {
            let agents = book.agents.iter().enumerate();
            agents.map(|(n, name)| fixed(&agent(n), name, json!({"name": name, "role": "member"}))).collect()
        }
        Kind::Bot => vec![fixed("bot-1", "Night shift", json!({"name": "Night shift"}))],
        Kind::SupportBot => vec![fixed("menu-1", "Menu", json!({"name": "Menu", "section_path": "a > b"}))],
        Kind::Campaign => vec![fixed("autumn", "Autumn", json!({"name": "Autumn", "kind": "one_time"}))],
        Kind::Template => {
            let body = json!({"name": "reminder", "body": "Dear {{1}}, see you.", "language": "en"});
            vec![fixed("tpl-1", "reminder", body)]
        }
        Kind::Batch => {
            let fields = json!({"name": "October", "delivered": 3, "total": 4, "created_at": time(LONG_AGO)});
            vec![Entry { at: Some(LONG_AGO), ..fixed("batch-1", "October", fields) }]
        }
        Kind::Contact => book.chats().map(contact).collect(),
        Kind::Session => book.chats().map(session).collect(),
        Kind::SessionEvent => book.chats().flat_map(session_events).collect(),
        Kind::Message => book.chats().flat_map(messages).collect(),
        Kind::Delivery => book.sends.iter().map(delivery).collect(),
        Kind::DeliveryEvent => book.sends.iter().flat_map(delivery_events).collect(),
    }
}

fn agent(number: usize) -> String {
    format!("agent-{number:04}")
}

fn chat_id(chat: &Chat) -> String {
    format!("chat-{:06}", chat.number)
}

fn contact(chat: &Chat) -> Entry {
    Entry {
        updated_at: chat.opened_at,
        id: format!("contact-{:06}", chat.number),
        at: None,
        says: chat.customer.clone(),
        fields: json!({"name": chat.customer, "mobile": chat.phone, "created_at": time(chat.opened_at)}),
    }
}

fn word(state: State) -> &'static str {
    match state {
        State::Open => "opened",
        State::Snoozed => "snoozed",
        State::Closed => "closed",
    }
}

fn session(chat: &Chat) -> Entry {
    let closed = chat.past.iter().rev().find(|(_, state)| *state == State::Closed).map(|(at, _)| time(*at));
    Entry {
        updated_at: chat.updated_at,
        id: chat_id(chat),
        at: Some(chat.opened_at),
        says: word(chat.state).to_owned(),
        fields: json!({
            "channel": chat.channel, "state": word(chat.state), "created_at": time(chat.opened_at),
            "sender": {"name": chat.customer, "number": chat.phone}, "contact_id": format!("contact-{:06}", chat.number),
            "agent_id": agent(chat.agent), "tags": chat.tags, "opened_at": time(chat.opened_at),
            "closed_at": closed, "measures": {"replies": 2},
        }),
    }
}

fn session_events(chat: &Chat) -> impl Iterator<Item = Entry> + '_ {
    chat.past.iter().enumerate().map(|(n, (at, state))| Entry {
        updated_at: *at,
        id: format!("{}-{n:02}", chat_id(chat)),
        at: Some(*at),
        says: "move".to_owned(),
        fields: json!({"session_id": chat_id(chat), "at": time(*at), "action": "move", "state": word(*state)}),
    })
}

fn messages(chat: &Chat) -> impl Iterator<Item = Entry> + '_ {
    chat.lines.iter().map(|line| Entry {
        updated_at: line.at,
        id: format!("line-{:07}", line.number),
        at: Some(line.at),
        says: line.text.clone(),
        fields: json!({
            "session_id": chat_id(chat), "at": time(line.at), "text": line.text,
            "person": if line.by == By::Customer { "user" } else { "agent" }, "person_id": agent(chat.agent),
        }),
    })
}

fn status(state: Sending) -> &'static str {
    match state {
        Sending::Sent => "sent",
        Sending::Delivered => "delivered",
        Sending::Failed => "failed",
    }
}

fn send_id(number: u32) -> String {
    format!("send-{number:06}")
}

fn delivery(send: &Sent) -> Entry {
    Entry {
        updated_at: send.updated_at,
        id: send_id(send.number),
        at: Some(send.at),
        says: status(send.state).to_owned(),
        fields: json!({
            "channel": "sms", "status": status(send.state), "recorded_at": time(send.at), "recipient": send.to,
            "response_code": 201, "request": {"to": send.to, "body": send.text}, "response": "queued",
            "parameters": [{"name": "1", "value": send.text}], "batch_id": "batch-1",
        }),
    }
}

fn delivery_events(send: &Sent) -> impl Iterator<Item = Entry> {
    let (id, at) = (send_id(send.number), send.at);
    [("a", "accepted", 0), ("b", "sent", 900)].into_iter().map(move |(end, kind, later)| Entry {
        updated_at: at + later,
        id: format!("{id}-{end}"),
        at: Some(at + later),
        says: kind.to_owned(),
        fields: json!({"delivery_id": id, "kind": kind, "at": time(at + later), "source": "api", "code": 201}),
    })
}
