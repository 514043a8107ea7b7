//! Twilio's Messages and Conversations. Source: the examples and schemas of its OpenAPI documents.

use crate::{Answer, Asked, Book, By, Chat, Fake, Line, Sending, Sent, State, Times, Truth};
use chrono::{DateTime, SecondsFormat};
use model::{Kind, Millis};
use serde_json::{Value, json};

/// An account that shows its own token.
#[derive(Debug, Default)]
pub struct Twilio;

const ACCOUNT: &str = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const TOKEN: &str = "tw-70c1fe55-hush";
const OURS: &str = "+15005550006";

/// A SID of a kind of thing.
fn sid(prefix: &str, number: u32) -> String {
    format!("{prefix}{number:032x}")
}

fn rfc2822(at: Millis) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().to_rfc2822()
}

fn iso(at: Millis) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn error(status: u16, code: u32, message: &str) -> Answer {
    let more = format!("https://www.twilio.com/docs/errors/{code}");
    Answer::status(status, &json!({"code": code, "message": message, "more_info": more, "status": status}))
}

impl Fake for Twilio {
    fn provider(&self) -> &'static str {
        "twilio"
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![("account_sid", ACCOUNT.to_owned())]
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        vec![("auth_token", TOKEN.to_owned())]
    }

    fn answer(&mut self, book: &Book, asked: &Asked) -> Answer {
        if !asked.is_basic(ACCOUNT, TOKEN) {
            return error(401, 20003, "Authenticate");
        }
        match asked.parts().as_slice() {
            ["2010-04-01", "Accounts", file] if *file == format!("{ACCOUNT}.json") => {
                Answer::json(&json!({"sid": ACCOUNT, "friendly_name": "Shop", "status": "active"}))
            }
            ["2010-04-01", "Accounts", ACCOUNT, "Messages.json"] => messages(book, asked),
            ["v1", "Conversations"] => {
                page(asked, "conversations", book.chats().rev().map(conversation).collect())
            }
            ["v1", "Conversations", chat, rest @ ..] => {
                match book.chats().find(|c| sid("CH", c.number) == *chat) {
                    Some(chat) => of_chat(asked, chat, rest),
                    None => error(404, 20404, "The requested resource was not found"),
                }
            }
            _ => error(404, 20404, "The requested resource was not found"),
        }
    }

    fn limited(&self, _: Millis) -> Answer {
        error(429, 20429, "Too Many Requests").header("retry-after", 0)
    }

    fn truth(&self, book: &Book) -> Truth {
        let mut truth = Truth::new();
        for send in &book.sends {
            let status = match send.state {
                Sending::Sent => "sent",
                Sending::Delivered => "delivered",
                Sending::Failed => "failed",
            };
            truth.insert((Kind::Delivery, sid("SM", send.number)), status.to_owned());
        }
        for chat in book.chats() {
            let state = match chat.state {
                State::Open => "picked_up",
                State::Snoozed => "snoozed",
                State::Closed => "closed",
            };
            truth.insert((Kind::Session, sid("CH", chat.number)), state.to_owned());
            for line in &chat.lines {
                truth.insert((Kind::Message, sid("IM", line.number)), line.text.clone());
                if line.by == By::Agent {
                    truth.insert((Kind::DeliveryEvent, sid("DY", line.number)), "delivered".to_owned());
                }
            }
        }
        truth
    }

    fn times(&self, book: &Book) -> Times {
        let sends = book.sends.iter().map(|send| ((Kind::Delivery, sid("SM", send.number)), send.at));
        let chats = book.chats().map(|chat| ((Kind::Session, sid("CH", chat.number)), chat.opened_at));
        let lines = book.chats().flat_map(|chat| &chat.lines);
        let lines = lines.map(|line| ((Kind::Message, sid("IM", line.number)), line.at));
        sends.chain(chats).chain(lines).collect()
    }

    fn words(&self) -> &'static [&'static str] {
        &["state", "status", "direction", "type"]
    }

    fn pages_by_link(&self) -> bool {
        true
    }
}

/// `api.twilio.com` pages by a number and a token, and writes links without a host.
fn messages(book: &Book, asked: &Asked) -> Answer {
    let moment = |name: &str| asked.query(name).and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    let (from, until) = (moment("DateSent>"), moment("DateSent<"));
    // By the second, both ends included.
    let second = |at: Millis| at.div_euclid(1000);
    let mut sends: Vec<&Sent> = book
        .sends
        .iter()
        .filter(|send| from.is_none_or(|from| second(send.at) >= from.timestamp()))
        .filter(|send| until.is_none_or(|until| second(send.at) <= until.timestamp()))
        .collect();
    sends.sort_by_key(|send| std::cmp::Reverse(send.at));
    let (size, number) = (asked.number("PageSize", 50).min(1_000), asked.number("Page", 0));
    let start = number * size;
    let shown: Vec<Value> = sends.iter().skip(start).take(size).map(|send| message(send)).collect();
    let more = sends.len() > start + size;
    let link = |page: usize| asked.with("Page", &page.to_string());
    Answer::json(&json!({
        "page": number, "page_size": size, "start": start, "end": start + shown.len().saturating_sub(1),
        "uri": link(number), "first_page_uri": link(0),
        "previous_page_uri": number.checked_sub(1).map(link),
        "next_page_uri": more.then(|| link(number + 1)),
        "messages": shown,
    }))
}

fn message(send: &Sent) -> Value {
    let (status, code) = match send.state {
        Sending::Sent => ("sent", None),
        Sending::Delivered => ("delivered", None),
        Sending::Failed => ("failed", Some(30008)),
    };
    let own = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages/{}", sid("SM", send.number));
    json!({
        "sid": sid("SM", send.number), "account_sid": ACCOUNT, "api_version": "2010-04-01", "body": send.text,
        "from": OURS, "to": send.to, "direction": "outbound-api", "status": status,
        "error_code": code, "error_message": code.map(|_| "Unknown error"),
        "num_media": "0", "num_segments": "1", "price": "-0.00750", "price_unit": "USD",
        "messaging_service_sid": null,
        "date_created": rfc2822(send.at - 1_000), "date_sent": rfc2822(send.at),
        "date_updated": rfc2822(send.updated_at),
        "uri": format!("{own}.json"), "subresource_uris": {"media": format!("{own}/Media.json")},
        // Not in the documents.
        "risk_check": "disable",
    })
}

fn of_chat(asked: &Asked, chat: &Chat, rest: &[&str]) -> Answer {
    match rest {
        ["Participants"] => page(asked, "participants", participants(chat)),
        ["Messages"] => {
            let mut lines: Vec<&Line> = chat.lines.iter().collect();
            if asked.query("Order") == Some("desc") {
                lines.reverse();
            }
            page(asked, "messages", lines.into_iter().map(|line| said(chat, line)).collect())
        }
        ["Messages", message, "Receipts"] => {
            let line = chat.lines.iter().find(|line| sid("IM", line.number) == *message);
            page(asked, "delivery_receipts", line.map(|line| receipt(chat, line)).into_iter().collect())
        }
        _ => error(404, 20404, "The requested resource was not found"),
    }
}

/// `conversations.twilio.com` writes whole links.
fn page(asked: &Asked, key: &str, objects: Vec<Value>) -> Answer {
    let (size, number) = (asked.number("PageSize", 50).min(100), asked.number("Page", 0));
    let shown: Vec<&Value> = objects.iter().skip(number * size).take(size).collect();
    let more = objects.len() > (number + 1) * size;
    let link = |page: usize| format!("{}{}", asked.origin, asked.with("Page", &page.to_string()));
    Answer::json(&json!({
        "meta": {
            "page": number, "page_size": size, "key": key, "url": link(number), "first_page_url": link(0),
            "previous_page_url": number.checked_sub(1).map(link),
            "next_page_url": more.then(|| link(number + 1)),
        },
        key: shown,
    }))
}

fn conversation(chat: &Chat) -> Value {
    let state = match chat.state {
        State::Open => "active",
        State::Snoozed => "inactive",
        State::Closed => "closed",
    };
    json!({
        "sid": sid("CH", chat.number), "account_sid": ACCOUNT, "chat_service_sid": sid("IS", 1),
        "messaging_service_sid": sid("MG", 1), "friendly_name": chat.customer, "unique_name": null,
        "attributes": "{}", "state": state, "date_created": iso(chat.opened_at),
        "date_updated": iso(chat.updated_at), "timers": {}, "bindings": {},
        "url": format!("https://conversations.twilio.com/v1/Conversations/{}", sid("CH", chat.number)),
        "links": {},
    })
}

fn participants(chat: &Chat) -> Vec<Value> {
    let address = |number: &str| match chat.channel {
        "whatsapp" => format!("whatsapp:{number}"),
        _ => number.to_owned(),
    };
    let person = |number: u32, identity: Option<String>, binding: Option<Value>| {
        json!({
            "sid": sid("MB", number), "account_sid": ACCOUNT, "conversation_sid": sid("CH", chat.number),
            "identity": identity, "attributes": "{}", "messaging_binding": binding, "role_sid": sid("RL", 1),
            "date_created": iso(chat.opened_at), "date_updated": iso(chat.opened_at),
            "url": "https://conversations.twilio.com/", "last_read_message_index": null,
            "last_read_timestamp": null,
        })
    };
    let binding = json!({
        "type": if chat.channel == "live_chat" { "chat" } else { chat.channel },
        "address": address(&chat.phone), "proxy_address": address(OURS),
    });
    vec![
        person(chat.number * 2, None, Some(binding)),
        person(chat.number * 2 + 1, Some(format!("agent-{}", chat.agent)), None),
    ]
}

fn said(chat: &Chat, line: &Line) -> Value {
    let author = match line.by {
        By::Customer if chat.channel == "whatsapp" => format!("whatsapp:{}", chat.phone),
        By::Customer => chat.phone.clone(),
        By::Agent => format!("agent-{}", chat.agent),
    };
    let delivery = (line.by == By::Agent).then(|| {
        json!({"total": 1, "sent": "all", "delivered": "all", "read": "none", "failed": "none", "undelivered": "none"})
    });
    json!({
        "sid": sid("IM", line.number), "account_sid": ACCOUNT, "conversation_sid": sid("CH", chat.number),
        "index": line.number, "author": author, "body": line.text, "media": null, "attributes": "{}",
        "participant_sid": sid("MB", chat.number * 2), "date_created": iso(line.at),
        "date_updated": iso(line.at), "delivery": delivery, "content_sid": null,
        "url": "https://conversations.twilio.com/", "links": {},
    })
}

fn receipt(chat: &Chat, line: &Line) -> Value {
    json!({
        "sid": sid("DY", line.number), "account_sid": ACCOUNT, "conversation_sid": sid("CH", chat.number),
        "message_sid": sid("IM", line.number), "channel_message_sid": sid("SM", 900_000 + line.number),
        "participant_sid": sid("MB", chat.number * 2), "status": "delivered", "error_code": 0,
        "date_created": iso(line.at), "date_updated": iso(line.at + 1_000),
        "url": "https://conversations.twilio.com/",
    })
}
