//! B2Chat's exports of chats and contacts. Source: the examples of its API documentation, and for what they leave
//! out (names in a query, totals, fields of contacts) programs of others.

use crate::{Answer, Asked, Book, By, Chat, Fake, Line, State, Truth};
use chrono::{DateTime, FixedOffset, NaiveDate};
use model::{Kind, Millis};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// An account in Bogotá.
#[derive(Debug, Default)]
pub struct B2Chat {
    /// Tokens that are good no longer.
    ended: u32,
}

const CLIENT: &str = "shop-api";
const SECRET: &str = "b2-4f1d88a0-hush";
const ALIAS: &str = "Whatsapp shop";
/// The clocks of Bogotá stand five hours behind UTC all year.
const OFFSET: i32 = -5 * 3_600;
const MINUTE: Millis = 60_000;

fn local(at: Millis) -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(OFFSET);
    let utc = DateTime::from_timestamp_millis(at).unwrap_or_default();
    zone.map_or_else(|| utc.fixed_offset(), |zone| utc.with_timezone(&zone))
}

fn time(at: Millis) -> String {
    local(at).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Times are told so coarsely here that messages share them.
fn said_at(line: &Line) -> String {
    time(line.at - line.at.rem_euclid(4 * MINUTE))
}

/// Agents often say the same twice within a minute.
fn words(line: &Line) -> &str {
    let short = line.by == By::Agent && line.number % 10 < 4;
    if short { "👍" } else { &line.text }
}

fn chat_id(chat: &Chat) -> String {
    format!("00000000-0000-4000-8000-{:012x}", chat.number)
}

fn error(status: u16, message: &str) -> Answer {
    Answer::status(status, &json!({"message": message}))
}

impl Fake for B2Chat {
    fn provider(&self) -> &'static str {
        "b2chat"
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![("client_id", CLIENT.to_owned()), ("time_zone", "America/Bogota".to_owned())]
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        vec![("client_secret", SECRET.to_owned())]
    }

    fn answer(&mut self, book: &Book, asked: &Asked) -> Answer {
        let parts = asked.parts();
        if parts.as_slice() == ["oauth", "token"] {
            return self.login(asked);
        }
        if !asked.is_bearer(&self.token()) {
            return Answer::status(
                401,
                &json!({"error": "invalid_token", "error_description": "Access token expired"}),
            );
        }
        match (asked.method.as_str(), parts.as_slice()) {
            ("GET", ["chats", "export"]) => chats(book, asked),
            ("GET", ["contacts", "export"]) => {
                page(asked, "contacts", book.chats.iter().map(contact).collect())
            }
            _ => error(404, "Not Found"),
        }
    }

    fn limited(&self, _: Millis) -> Answer {
        error(429, "Too many requests").header("retry-after", 0)
    }

    fn expire(&mut self) -> bool {
        self.ended += 1;
        true
    }

    /// Days that were exported long ago are not exported again.
    fn tells_old_changes(&self) -> bool {
        false
    }

    /// There was no B2Chat before 2014.
    fn began(&self) -> Millis {
        1_388_534_400_000
    }

    /// An export by days does not say what is gone: who has a chat keeps it.
    fn truth(&self, book: &Book) -> Truth {
        let mut truth = Truth::new();
        for chat in &book.chats {
            let state = match chat.state {
                State::Open => "picked_up",
                State::Snoozed => "opened",
                State::Closed => "closed",
            };
            truth.insert((Kind::Session, chat_id(chat)), state.to_owned());
            truth.insert((Kind::Contact, contact_number(chat).to_string()), chat.customer.clone());
            if let Some(name) = agent(book, chat) {
                truth.insert((Kind::Agent, username(chat)), name);
            }
            messages(chat, &mut truth);
        }
        truth
    }
}

impl B2Chat {
    fn token(&self) -> String {
        format!("b2-token-{}-hush", self.ended)
    }

    /// The same token until its end.
    fn login(&self, asked: &Asked) -> Answer {
        let good = asked.method == "POST" && asked.is_basic(CLIENT, SECRET);
        if !good || asked.body != "grant_type=client_credentials" {
            return Answer::status(
                401,
                &json!({"error": "invalid_client", "error_description": "Bad client credentials"}),
            );
        }
        let token = self.token();
        Answer::json(
            &json!({"access_token": token, "token_type": "bearer", "expires_in": 86_399, "scope": "read write"}),
        )
    }
}

/// A message's name is its chat, time, direction, a mark of its kind, caption and text, and a number among those of
/// the same time, direction and mark: the rule that our own documents set, since B2Chat gives none.
fn messages(chat: &Chat, truth: &mut Truth) {
    let mut alike: BTreeMap<String, u32> = BTreeMap::new();
    for line in &chat.lines {
        let way = if line.by == By::Customer { "in" } else { "out" };
        let digest = Sha256::digest(format!("text\n\n{}", words(line)));
        let mark: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let name = format!("{}/{}/{way}/{mark}", chat_id(chat), said_at(line));
        let number = alike.entry(name.clone()).or_default();
        *number += 1;
        truth.insert((Kind::Message, format!("{name}/{number}")), words(line).to_owned());
    }
}

/// Of days by the account's zone, both included; the latest first unless asked otherwise.
fn chats(book: &Book, asked: &Asked) -> Answer {
    let day = |name: &str| asked.query(name).and_then(|text| text.parse::<NaiveDate>().ok());
    let (Some(from), Some(to)) = (day("date_range_from"), day("date_range_to")) else {
        return error(400, "date_range is not valid");
    };
    if from >= to {
        return error(400, "date_range.from must be less than date_range.to");
    }
    let within = |chat: &&Chat| (from..=to).contains(&local(chat.opened_at).date_naive());
    let mut chats: Vec<&Chat> = book.chats().filter(within).collect();
    chats.sort_by_key(|chat| (chat.opened_at, chat.number));
    if asked.query("order_dir") != Some("asc") {
        chats.reverse();
    }
    page(asked, "chats", chats.into_iter().map(|chat| exported(book, chat)).collect())
}

fn page(asked: &Asked, key: &str, objects: Vec<Value>) -> Answer {
    let (limit, offset) = (asked.number("limit", 1_000), asked.number("offset", 0));
    if !(1..=1_000).contains(&limit) {
        return error(400, "limit must not be over 1000");
    }
    let shown: Vec<&Value> = objects.iter().skip(offset).take(limit).collect();
    Answer::json(&json!({"total": objects.len(), "exported": shown.len(), key: shown}))
}

fn contact_number(chat: &Chat) -> u32 {
    8_000_000 + chat.number
}

fn username(chat: &Chat) -> String {
    format!("agent_{}", chat.agent)
}

/// Who picked the chat up, if anybody did.
fn agent(book: &Book, chat: &Chat) -> Option<String> {
    book.agents.get(chat.agent).filter(|_| chat.state != State::Snoozed).cloned()
}

fn exported(book: &Book, chat: &Chat) -> Value {
    // There is no snoozing: such a chat waits for an agent.
    let status = match (chat.state, chat.number % 2) {
        (State::Open, _) => "PICKED_UP",
        (State::Snoozed, _) => "OPENED",
        (State::Closed, 0) => "CLOSED",
        (State::Closed, _) => "COMPLETED_POLL",
    };
    let provider = match chat.channel {
        "whatsapp" => "WHATSAPPB2CHAT",
        "sms" => "B2CBOTAPI",
        _ => "LIVECHAT",
    };
    let agent = agent(book, chat).map(|name| {
        json!({"email": format!("{}@shop.example", username(chat)), "name": name, "username": username(chat)})
    });
    let closed = (chat.state == State::Closed).then_some(chat.updated_at);
    let lasted = closed.map(|closed| (closed - chat.opened_at) / 1_000);
    let tags: Vec<Value> =
        chat.tags.iter().map(|name| json!({"name": name, "assigned_at": chat.opened_at / 1_000})).collect();
    json!({
        "agent": agent, "alias": ALIAS, "chat_id": chat_id(chat), "closed_at": closed.map(time),
        "contact": {
            "custom_attributes": null, "email": null, "id": contact_number(chat), "identification": null,
            "mobile_number": chat.phone, "name": chat.customer, "phone_number": null, "tags": null,
        },
        "created_at": time(chat.opened_at), "department": "Shop", "is_agent_available": true,
        "duration": lasted.map(|s| format!("{:02}:{:02}:{:02}:{:02}", s / 86_400, s / 3_600 % 24, s / 60 % 60, s % 60)),
        "messages": chat.lines.iter().map(said).collect::<Vec<_>>(),
        "opened_at": time(chat.opened_at), "picked_up_at": agent.as_ref().map(|_| time(chat.opened_at + MINUTE)),
        "provider": provider, "status": status, "tags": tags,
        // Not in the documents.
        "poll_response": null, "sentiment": {"score": 0.5},
    })
}

fn said(line: &Line) -> Value {
    json!({
        "body": words(line), "broadcasted": false, "caption": null, "created_at": said_at(line),
        "incoming": line.by == By::Customer, "location": null, "type": "TEXT",
    })
}

fn contact(chat: &Chat) -> Value {
    json!({
        "contact_id": contact_number(chat), "fullname": chat.customer, "identification": null, "email": null,
        "mobile": chat.phone, "landline": null, "city": null, "country": "CO", "company": null,
        "created": time(chat.opened_at), "updated": time(chat.opened_at), "merchant_id": 31,
        "custom_attributes": {}, "tags": [],
    })
}
