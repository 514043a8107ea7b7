//! The Counterfoil log API, all kinds of record. Source: docs/LOG-API.md.

mod records;

use crate::{Answer, Asked, Book, Fake, Times, Truth};
use chrono::DateTime;
use model::{Kind, Millis};
use records::{Entry, entries, time};
use serde_json::{Value, json};

/// A gateway that announces windows of time, and one that does not.
#[derive(Debug)]
pub struct LogApi {
    pub windows: bool,
}

const TOKEN: &str = "la-5d77aa01-hush";
/// Most that is given where nothing is asked.
const PAGE: usize = 100;

/// The names of the kinds in paths, in the order of the page.
const PATHS: [(&str, Kind); 13] = [
    ("tags", Kind::Tag),
    ("agents", Kind::Agent),
    ("bots", Kind::Bot),
    ("support-bots", Kind::SupportBot),
    ("campaigns", Kind::Campaign),
    ("templates", Kind::Template),
    ("contacts", Kind::Contact),
    ("sessions", Kind::Session),
    ("session-events", Kind::SessionEvent),
    ("messages", Kind::Message),
    ("batches", Kind::Batch),
    ("deliveries", Kind::Delivery),
    ("delivery-events", Kind::DeliveryEvent),
];
/// Those that have a time of their own.
const TIMED: [Kind; 6] =
    [Kind::Session, Kind::SessionEvent, Kind::Message, Kind::Batch, Kind::Delivery, Kind::DeliveryEvent];

fn error(status: u16, code: &str, message: &str) -> Answer {
    let todo = "See docs/LOG-API.md.";
    Answer::status(status, &json!({"error": {"code": code, "message": message, "what_to_do": todo}}))
}

impl Fake for LogApi {
    fn provider(&self) -> &'static str {
        "log-api"
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        vec![("token", TOKEN.to_owned())]
    }

    fn answer(&mut self, book: &Book, asked: &Asked) -> Answer {
        if !asked.is_bearer(TOKEN) {
            return error(401, "unauthorized", "The token is missing or wrong.");
        }
        match asked.parts().as_slice() {
            ["v1"] => self.front(book),
            ["v1", path] => match PATHS.iter().find(|(known, _)| known == path) {
                Some((_, kind)) => self.page(book, *kind, asked),
                None => error(404, "not_found", "There is nothing here."),
            },
            _ => error(404, "not_found", "There is nothing here."),
        }
    }

    fn limited(&self, _: Millis) -> Answer {
        error(429, "rate_limited", "Too many requests.").header("retry-after", 0)
    }

    /// What vanished is listed no more, and nobody says so: whoever has it keeps it.
    fn truth(&self, book: &Book) -> Truth {
        let whole = whole(book);
        let entries =
            PATHS.iter().flat_map(|(_, kind)| entries(&whole, *kind).into_iter().map(|e| (*kind, e)));
        entries.map(|(kind, entry)| ((kind, entry.id), entry.says)).collect()
    }

    fn times(&self, book: &Book) -> Times {
        let whole = whole(book);
        let timed = [Kind::Session, Kind::Message, Kind::Delivery].into_iter();
        let entries =
            timed.flat_map(|kind| entries(&whole, kind).into_iter().map(move |entry| (kind, entry)));
        entries.filter_map(|(kind, entry)| Some(((kind, entry.id), entry.at?))).collect()
    }

    fn words(&self) -> &'static [&'static str] {
        &["state", "status", "kind", "direction", "person", "action"]
    }

    fn pages_by_link(&self) -> bool {
        true
    }
}

fn whole(book: &Book) -> Book {
    let mut whole = book.clone();
    whole.chats.iter_mut().for_each(|chat| chat.vanished = false);
    whole
}

impl LogApi {
    fn front(&self, book: &Book) -> Answer {
        let kinds: Vec<&str> = PATHS.iter().map(|(_, kind)| kind.as_str()).collect();
        let timed: Vec<&str> = TIMED.iter().map(|kind| kind.as_str()).collect();
        let windows = if self.windows { json!(timed) } else { json!([]) };
        Answer::json(&json!({
            "name": "Parcel gateway", "version": 1, "time": time(book.now), "kinds": kinds, "windows": windows,
        }))
    }

    /// By `updated_at`, then by id. A cursor is both of the record before; every other page names the next by a link.
    fn page(&self, book: &Book, kind: Kind, asked: &Asked) -> Answer {
        let moment = |name: &str| match asked.query(name).map(DateTime::parse_from_rfc3339) {
            None => Ok(None),
            Some(Ok(time)) => Ok(Some(time.timestamp_millis())),
            Some(Err(_)) => Err(error(400, "bad_request", "A time is none.")),
        };
        let (since, from, until) = match (moment("updated_since"), moment("from"), moment("until")) {
            (Ok(since), Ok(from), Ok(until)) => (since, from, until),
            (Err(wrong), ..) | (_, Err(wrong), _) | (.., Err(wrong)) => return wrong,
        };
        let limit = asked.number("limit", PAGE);
        if !(1..=1_000).contains(&limit) {
            return error(400, "bad_request", "The limit is 1 to 1000.");
        }
        let after = match asked.query("cursor").map(read_cursor) {
            Some(None) => return error(400, "bad_cursor", "The cursor is none of ours."),
            after => after.flatten(),
        };
        let timed = self.windows && TIMED.contains(&kind);
        let mut entries = entries(book, kind);
        entries.retain(|entry| match &after {
            Some(after) => (entry.updated_at, &entry.id) > (after.0, &after.1),
            None => since.is_none_or(|since| entry.updated_at >= since),
        });
        entries.retain(|entry| {
            let (early, late) = (from.zip(entry.at), until.zip(entry.at));
            !timed || early.is_none_or(|(from, at)| at >= from) && late.is_none_or(|(until, at)| at < until)
        });
        entries.sort_by(|a, b| (a.updated_at, &a.id).cmp(&(b.updated_at, &b.id)));
        let last = entries.get(limit - 1).filter(|_| entries.len() > limit);
        let next = last.map(|entry| format!("{}~{}", entry.updated_at, entry.id));
        let remaining = entries.len().saturating_sub(limit);
        let data: Vec<Value> = entries.into_iter().take(limit).map(Entry::object).collect();
        let link = next.as_ref().filter(|_| remaining % 2 == 1);
        let link = link.map(|next| format!("{}{}", asked.origin, asked.with("cursor", next)));
        let next = next.filter(|_| link.is_none());
        Answer::json(&json!({
            "data": data, "next": next, "next_url": link, "remaining": remaining, "as_of": time(book.now),
        }))
    }
}

fn read_cursor(text: &str) -> Option<(Millis, String)> {
    let (at, id) = text.split_once('~')?;
    Some((at.parse().ok()?, id.to_owned()))
}
