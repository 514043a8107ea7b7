//! WhatsApp Cloud API: templates, phone numbers and message history. Source: Meta's OpenAPI document (v23.0).
//!
//! Where the document leaves something open the fake does the harder thing: the history comes oldest first, links
//! to a next page are there in some lists and not in others, limits come under status 400, and one of the two
//! phone numbers gives its events in a list of their own.

use crate::{Answer, Asked, Book, Fake, Sending, Sent, Truth};
use model::{Kind, Millis};
use serde_json::{Value, json};

/// An account with two phone numbers.
#[derive(Debug, Default)]
pub struct WhatsApp {
    /// The message history is refused: status of HTTP and code of the error.
    refused: Option<(u16, u32)>,
}

const ACCOUNT: &str = "102290129340398";
const TOKEN: &str = "EAAG-hush-f1c9";
/// The one gives events with each entry, the other in a list of their own.
const NUMBERS: [(&str, &str); 2] =
    [("106540352242922", "+34 600 000 501"), ("106540352242923", "+34 600 000 502")];
/// Enough for three pages of the suite.
const TEMPLATES: u32 = 9;

impl WhatsApp {
    /// An account that may not read the message history.
    pub fn without_history(status: u16, code: u32) -> Self {
        Self { refused: Some((status, code)) }
    }
}

fn error(status: u16, code: u32, message: &str) -> Answer {
    let transient = matches!(code, 2 | 4 | 80_007);
    Answer::status(
        status,
        &json!({"error": {
            "message": message, "type": "OAuthException", "code": code, "is_transient": transient,
            "error_subcode": 2_446_079, "fbtrace_id": "AXsgnV2Cm3ZMGF3dF_cfYIn",
        }}),
    )
}

impl Fake for WhatsApp {
    fn provider(&self) -> &'static str {
        "whatsapp"
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![("waba_id", ACCOUNT.to_owned())]
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        vec![("access_token", TOKEN.to_owned())]
    }

    fn answer(&mut self, book: &Book, asked: &Asked) -> Answer {
        if !asked.is_bearer(TOKEN) {
            return error(401, 190, "Invalid OAuth access token");
        }
        let parts = asked.parts();
        let Some((&"v23.0", rest)) = parts.split_first() else {
            return error(400, 100, "Invalid version format");
        };
        match (rest, self.refused) {
            ([ACCOUNT], _) => Answer::json(&json!({"id": ACCOUNT, "name": "Shop"})),
            ([ACCOUNT, "message_templates"], _) => page(asked, (0..TEMPLATES).map(template).collect(), false),
            ([ACCOUNT, "phone_numbers"], _) => page(asked, NUMBERS.iter().map(number).collect(), false),
            ([_, "message_history" | "events"], Some((status, code))) => {
                error(status, code, "Your app doesn't have permission to access message history")
            }
            ([number, "message_history"], None) if NUMBERS.iter().any(|(id, _)| id == number) => {
                let of = book.sends.iter().filter(|send| line(send) == *number);
                page(asked, of.map(|send| entry(send, asked)).collect(), true)
            }
            ([entry, "events"], None) => match book.sends.iter().find(|send| history(send) == *entry) {
                Some(send) => page(asked, edges(send), true),
                None => error(404, 803, "WhatsApp Business Message History not found"),
            },
            _ => error(404, 803, "Object does not exist"),
        }
    }

    fn limited(&self, _: Millis) -> Answer {
        error(400, 80_007, "Business request limit reached for WhatsApp Business Account")
    }

    fn words(&self) -> &'static [&'static str] {
        &["delivery_status"]
    }

    fn truth(&self, book: &Book) -> Truth {
        let mut truth = Truth::new();
        for n in 0..TEMPLATES {
            truth.insert((Kind::Template, template_id(n)), format!("offer_{n}"));
        }
        if self.refused.is_some() {
            return truth;
        }
        for send in &book.sends {
            let status = match send.state {
                Sending::Sent => "sent",
                Sending::Delivered => "delivered",
                Sending::Failed => "failed",
            };
            truth.insert((Kind::Delivery, wamid(send)), status.to_owned());
            for (id, word, _) in events(send) {
                let kind = if word == "ERROR" { "failed".to_owned() } else { word.to_lowercase() };
                truth.insert((Kind::DeliveryEvent, id), kind);
            }
        }
        truth
    }
}

/// A cursor is the number of the last object; a list that has links gives its own address as well.
fn page(asked: &Asked, objects: Vec<Value>, links: bool) -> Answer {
    let limit = asked.number("limit", 25).clamp(1, 100);
    let start = match asked.query("after").map(|after| after.trim_start_matches("QVF").parse::<usize>()) {
        None => 0,
        Some(Ok(start)) => start,
        Some(Err(_)) => return error(400, 100, "Invalid cursor"),
    };
    let shown: Vec<&Value> = objects.iter().skip(start).take(limit).collect();
    let end = start + shown.len();
    if shown.is_empty() {
        return Answer::json(&json!({"data": []}));
    }
    let cursors = json!({"before": format!("QVF{start}"), "after": format!("QVF{end}")});
    if !links || end >= objects.len() {
        return Answer::json(&json!({"data": shown, "paging": {"cursors": cursors}}));
    }
    // As Meta does, the link holds the token.
    let link = format!("{}{}&access_token={TOKEN}", asked.origin, asked.with("after", &format!("QVF{end}")));
    Answer::json(&json!({"data": shown, "paging": {"cursors": cursors, "next": link}}))
}

fn template_id(n: u32) -> String {
    format!("{}", 1_192_339_204_654_000_u64 + u64::from(n))
}

fn template(n: u32) -> Value {
    json!({
        "id": template_id(n), "name": format!("offer_{n}"), "language": "en_US", "category": "MARKETING",
        "status": "APPROVED", "previous_category": "ACCOUNT_UPDATE",
        "components": [
            {"type": "HEADER", "format": "TEXT", "text": "Hello"},
            {"type": "BODY", "text": "Hi {{1}}, use {{2}}.", "example": {"body_text": [["Mark", "FALL25"]]}},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Stop"}]},
        ],
    })
}

fn number((id, display): &(&str, &str)) -> Value {
    json!({"id": id, "display_phone_number": display, "verified_name": "Shop", "status": "LINKED",
        "quality_rating": "GREEN"})
}

/// The phone number that sent it.
fn line(send: &Sent) -> &'static str {
    if send.number % 2 == 1 { NUMBERS[0].0 } else { NUMBERS[1].0 }
}

fn history(send: &Sent) -> String {
    format!("{}", 8_000_000_000_000_u64 + u64::from(send.number))
}

fn wamid(send: &Sent) -> String {
    format!("wamid.HBgL{:010}AgAR/GBI=", send.number)
}

/// Id, word and time of each event, in the words of the list that it comes in.
fn events(send: &Sent) -> Vec<(String, &'static str, Millis)> {
    let own = line(send) == NUMBERS[1].0;
    let last = match (send.state, own) {
        (Sending::Sent, _) => None,
        (Sending::Delivered, _) => Some((3, "DELIVERED")),
        (Sending::Failed, true) => Some((4, "ERROR")),
        (Sending::Failed, false) => Some((4, "FAILED")),
    };
    let accepted = own.then_some((1, "ACCEPTED", send.at - 1_000));
    let known = accepted
        .into_iter()
        .chain([(2, "SENT", send.at)])
        .chain(last.map(|(n, word)| (n, word, send.updated_at)));
    let id = |n: u64| format!("{}", (2_000_000_000_000_u64 + u64::from(send.number)) * 10 + n);
    known.map(|(n, word, at)| (id(n), word, at)).collect()
}

/// Events come only when they are asked for, and not of all entries with all.
fn entry(send: &Sent, asked: &Asked) -> Value {
    let (id, wamid) = (history(send), wamid(send));
    if line(send) == NUMBERS[1].0 || !asked.query("fields").unwrap_or_default().contains("events{") {
        return json!({"id": id, "message_id": wamid});
    }
    let all: Vec<Value> = events(send)
        .into_iter()
        .map(|(id, word, at)| {
            json!({"id": id, "delivery_status": word, "timestamp": at / 1000, "webhook_update_state": "DELIVERED",
                "application": {"id": "9876543210987654"}, "webhook_uri": "https://example.com/webhook"})
        })
        .collect();
    // Every third goes on in the list of its own.
    let events = match send.number % 3 {
        0 => {
            json!({"data": [all.first()], "paging": {"cursors": {"after": "QVF1"}, "next": "https://graph.facebook.com/x"}})
        }
        _ => json!({"data": all, "paging": {"cursors": {"after": "QVF9"}}}),
    };
    json!({"id": id, "message_id": wamid, "events": events})
}

fn edges(send: &Sent) -> Vec<Value> {
    let edge = |(n, (id, word, at)): (usize, (String, &str, Millis))| {
        json!({"cursor": format!("QVF{}", n + 1), "node": {
            "id": id, "delivery_status": word, "occurrence_timestamp": at / 1000, "status_timestamp": at / 1000 + 5,
            "application": {"id": "9876543210987654", "name": "Shop's client"},
        }})
    };
    events(send).into_iter().enumerate().map(edge).collect()
}
