//! Mailgun's events. Source: the examples and schemas of its OpenAPI document, and its pages on events and paging.

use crate::{Answer, Asked, Book, Fake, Sending, Sent, Times, Truth};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use model::{Kind, Millis};
use serde_json::{Value, json};

/// A domain that shows its own key.
#[derive(Debug, Default)]
pub struct Mailgun;

const DOMAIN: &str = "mg.example.org";
const API_KEY: &str = "key-5ac1e0ff-hush";
const MOST: usize = 300;

/// Something that happened: when, its number within its day, and what the list says of it.
struct Event {
    at: Millis,
    id: String,
    says: Value,
    /// The delivery it belongs to, and what we call it; nothing for what is about no message.
    told: Option<(String, &'static str)>,
}

impl Fake for Mailgun {
    fn provider(&self) -> &'static str {
        "mailgun"
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![("domain", DOMAIN.to_owned())]
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        vec![("api_key", API_KEY.to_owned())]
    }

    fn answer(&mut self, book: &Book, asked: &Asked) -> Answer {
        if !asked.is_basic("api", API_KEY) {
            return Answer::status(401, &json!("Forbidden"));
        }
        let place = match asked.parts().as_slice() {
            ["v3", DOMAIN, "events"] => Place::asked(asked, book.now),
            ["v3", DOMAIN, "events", token] => Place::of(token),
            _ => return Answer::status(404, &json!({"message": "Domain not found"})),
        };
        match place {
            Ok(place) => page(book, asked, place),
            Err(message) => Answer::status(400, &json!({"message": message})),
        }
    }

    fn limited(&self, _: Millis) -> Answer {
        let message = format!("Domain {DOMAIN}: requests-per-sec limit exceeded, try again after 0 seconds");
        Answer::status(429, &json!({"message": message}))
    }

    fn truth(&self, book: &Book) -> Truth {
        let mut truth = Truth::new();
        for event in events(book) {
            let Some((delivery, kind)) = event.told else { continue };
            let day = DateTime::from_timestamp_millis(event.at).unwrap_or_default().format("%Y-%m-%d");
            truth.insert((Kind::DeliveryEvent, format!("{day}/{}", event.id)), kind.to_owned());
            // A message that came in; the others are below.
            truth.insert((Kind::Delivery, delivery), "success".to_owned());
        }
        for send in &book.sends {
            let status = match send.state {
                Sending::Sent => "in_progress",
                Sending::Delivered => "delivered",
                Sending::Failed => "failed",
            };
            truth.insert((Kind::Delivery, delivery(send)), status.to_owned());
        }
        truth
    }

    fn times(&self, book: &Book) -> Times {
        book.sends.iter().map(|send| ((Kind::Delivery, delivery(send)), send.at)).collect()
    }

    fn words(&self) -> &'static [&'static str] {
        &["event", "severity"]
    }

    /// A further page has a path of its own.
    fn list(&self, asked: &Asked) -> String {
        let place = match asked.parts().as_slice() {
            [.., "events", token] => Place::of(token),
            _ => Place::asked(asked, 0),
        };
        place.map_or_else(|fault| fault, |place| format!("{} {} {}", place.from, place.to, place.descends))
    }

    fn pages_by_link(&self) -> bool {
        true
    }

    /// A delivery's is made of a message's and its recipient.
    fn made_ids(&self) -> &'static [Kind] {
        Kind::ALL
    }
}

/// One message goes to two people.
fn message_id(send: &Sent) -> String {
    format!("20261101.{}@{DOMAIN}", send.number.div_ceil(2))
}

fn recipient(send: &Sent) -> String {
    format!("customer-{}@example.net", send.number)
}

fn delivery(send: &Sent) -> String {
    format!("{} {}", message_id(send), recipient(send))
}

/// All that ever happened, oldest first.
fn events(book: &Book) -> Vec<Event> {
    let mut all: Vec<Event> = book.sends.iter().flat_map(of_send).collect();
    all.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    all
}

fn of_send(send: &Sent) -> Vec<Event> {
    // Ids come again on other days.
    let id = |part: usize| format!("E{}-{part}", send.number % 8);
    let event = |part: usize, at: Millis, kind: &'static str, word: &str, more: Value| Event {
        at,
        id: id(part),
        says: says(send, at, &id(part), word, more),
        told: Some((delivery(send), kind)),
    };
    let passing = |code: u16, attempt: usize| {
        json!({"severity": "temporary", "reason": "generic", "delivery-status": {
            "code": code, "attempt-no": attempt, "message": "Try again later", "retry-seconds": 600,
        }})
    };
    let mut all = vec![event(0, send.at, "accepted", "accepted", json!({"method": "http"}))];
    if send.number.is_multiple_of(3) {
        all.push(event(1, send.at + 500, "queued", "failed", passing(421, 1)));
    }
    for (nth, (at, state)) in send.past.iter().enumerate() {
        let part = 2 + nth;
        all.push(match state {
            Sending::Sent => event(part, *at, "queued", "failed", passing(450, part)),
            Sending::Delivered => event(part, *at, "delivered", "delivered", delivered()),
            Sending::Failed => event(part, *at, "failed", "failed", failed(send)),
        });
    }
    if matches!(send.past.first(), Some((_, Sending::Delivered))) {
        let client =
            json!({"client-info": {"client-type": "browser", "client-name": "Chrome"}, "ip": "192.0.2.7"});
        all.push(event(90, send.at + 2_500, "read", "opened", client));
    }
    if send.number % 5 == 1 {
        all.extend([stored(send, id(91)), validated(send, id(92))]);
    }
    all
}

fn delivered() -> Value {
    json!({"delivery-status": {
        "tls": true, "mx-host": "mx.example.net", "code": 250, "description": "", "session-seconds": 0.43,
        "utf8": true, "attempt-no": 1, "message": "OK", "certificate-verified": true,
    }})
}

fn failed(send: &Sent) -> Value {
    let (reason, code, description) = match send.number % 8 {
        2 => ("suppress-bounce", 605, "Not delivering to previously bounced address"),
        _ => ("bounce", 550, "No such user"),
    };
    json!({"severity": "permanent", "reason": reason, "delivery-status": {
        "attempt-no": 1, "message": "", "code": code, "description": description, "session-seconds": 0,
    }})
}

fn says(send: &Sent, at: Millis, id: &str, word: &str, more: Value) -> Value {
    let from = format!("Shop <shop@{DOMAIN}>");
    // Whoever opens a message is told of in few words.
    let headers = match word {
        "opened" => json!({"message-id": message_id(send), "from": from}),
        _ => {
            json!({"message-id": message_id(send), "from": from, "to": recipient(send), "subject": send.text})
        }
    };
    let says = json!({
        "event": word, "id": id, "timestamp": at as f64 / 1_000.0, "log-level": "info",
        "recipient": recipient(send), "recipient-domain": "example.net",
        "envelope": {"sender": format!("bounce+{id}@{DOMAIN}"), "transport": "smtp", "targets": recipient(send)},
        "flags": {"is-authenticated": true, "is-routed": false, "is-system-test": false, "is-test-mode": false},
        "message": {"headers": headers, "attachments": [], "size": 586},
        "tags": ["orders"], "user-variables": {"order": send.number},
        // Not in the documents.
        "primary-dkim": DOMAIN,
    });
    with(says, more)
}

fn with(mut says: Value, more: Value) -> Value {
    if let (Value::Object(says), Value::Object(more)) = (&mut says, more) {
        says.extend(more);
    }
    says
}

/// A message that came in: its event names no one recipient.
fn stored(send: &Sent, id: String) -> Event {
    let at = send.at + 1_000;
    let (message, to) = (format!("in-{}@mail.example.net", send.number), format!("help@{DOMAIN}"));
    let says = json!({
        "event": "stored", "id": id, "timestamp": at as f64 / 1_000.0, "log-level": "info",
        "flags": {"is-test-mode": false}, "tags": [], "user-variables": {},
        "message": {
            "headers": {"message-id": message, "from": recipient(send), "to": to, "subject": "Re: your order"},
            "attachments": [], "recipients": [to], "size": 900,
        },
        "storage": {"key": "eyJwI", "url": "https://se.api.mailgun.net/v3/domains/x/messages/eyJwI"},
    });
    Event { at, id, says, told: Some((format!("{message} {to}"), "other")) }
}

/// What is about an address and no message.
fn validated(send: &Sent, id: String) -> Event {
    let at = send.at + 1_000;
    let says = json!({
        "event": "email_validation", "id": id, "timestamp": at as f64 / 1_000.0, "log-level": "info",
        "recipient": recipient(send),
    });
    Event { at, id, says, told: None }
}

/// Where a list is read: from a moment on or back, and after which event.
struct Place {
    from: f64,
    to: f64,
    descends: bool,
    limit: usize,
    after: Option<(Millis, String)>,
}

impl Place {
    fn asked(asked: &Asked, now: Millis) -> Result<Self, String> {
        let second = |name: &str| asked.query(name).map(str::parse::<f64>).transpose();
        let (Ok(begin), Ok(end)) = (second("begin"), second("end")) else {
            return Err("the time range is not in epoch seconds".to_owned());
        };
        let begin = begin.unwrap_or(now as f64 / 1_000.0);
        let descends = match (asked.query("ascending"), end) {
            (Some("yes"), None) => false,
            (Some("no"), None) => true,
            (None, Some(end)) if end != begin => end < begin,
            _ => return Err("Inconsistent range".to_owned()),
        };
        let end = end.unwrap_or(if descends { 0.0 } else { f64::MAX });
        match asked.number("limit", MOST) {
            limit @ 1..=MOST => {
                Ok(Self { from: begin.min(end), to: begin.max(end), descends, limit, after: None })
            }
            _ => Err("limit must be from 1 to 300".to_owned()),
        }
    }

    fn token(&self) -> String {
        let all = json!([self.from, self.to, self.descends, self.limit, self.after]);
        URL_SAFE_NO_PAD.encode(all.to_string())
    }

    fn of(token: &str) -> Result<Self, String> {
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| "invalid page token".to_owned())?;
        let read = serde_json::from_slice::<(f64, f64, bool, usize, Option<(Millis, String)>)>(&bytes);
        let (from, to, descends, limit, after) = read.map_err(|_| "invalid page token".to_owned())?;
        Ok(Self { from, to, descends, limit, after })
    }

    fn holds(&self, event: &Event) -> bool {
        let at = event.at as f64 / 1_000.0;
        let here = (event.at, &event.id);
        let on = match &self.after {
            Some((at, id)) if self.descends => here < (*at, id),
            Some((at, id)) => here > (*at, id),
            None => true,
        };
        on && self.from <= at && at <= self.to
    }
}

/// A link to the next page is always given; after the last one comes an empty page that links to itself.
fn page(book: &Book, asked: &Asked, mut place: Place) -> Answer {
    let mut all: Vec<Event> = events(book).into_iter().filter(|event| place.holds(event)).collect();
    if place.descends {
        all.reverse();
    }
    all.truncate(place.limit);
    let link = |place: &Place| format!("{}/v3/{DOMAIN}/events/{}", asked.origin, place.token());
    let previous = link(&place);
    if let Some(last) = all.last() {
        place.after = Some((last.at, last.id.clone()));
    }
    let items: Vec<Value> = all.into_iter().map(|event| event.says).collect();
    Answer::json(&json!({"items": items, "paging": {"next": link(&place), "previous": previous}}))
}
