//! The wire format of the log API, version 1: what a server sends and what the demo provider answers with.
//!
//! Promises: [`from_record`] then [`to_record`] gives the same record back, for every kind. Fields nobody
//! knows are skipped here (they stay in the raw text); words nobody knows go to the nearest of ours with
//! the word kept. Reading is strict where a guess would be a lie: a missing id, a time that is no time,
//! a key that stands twice.

mod delivery;
mod directory;
mod envelope;
mod field;
mod head;
mod session;
mod words;

pub use delivery::{Delivery, DeliveryEvent, Parameter, Payload};
pub use directory::{Agent, Batch, Bot, Campaign, Contact, SupportBot, Tag, Template};
pub(crate) use envelope::PageIn;
pub use envelope::{ErrorBody, ErrorSaid, PageOut, Root};
pub use field::{Code, Time};
pub use session::{Message, Session, SessionEvent};

use crate::http::without_values;
use crate::limits;
use model::{Fetched, Kind, Millis, Record, Stamp};
use serde_json::value::{RawValue, to_raw_value};

/// The version of the format that is spoken here.
pub const VERSION: u32 = 1;

/// The last part of a kind's path: `/v1/session-events`.
pub const fn path(kind: Kind) -> &'static str {
    match kind {
        Kind::Tag => "tags",
        Kind::Agent => "agents",
        Kind::Bot => "bots",
        Kind::SupportBot => "support-bots",
        Kind::Campaign => "campaigns",
        Kind::Template => "templates",
        Kind::Contact => "contacts",
        Kind::Session => "sessions",
        Kind::SessionEvent => "session-events",
        Kind::Message => "messages",
        Kind::Batch => "batches",
        Kind::Delivery => "deliveries",
        Kind::DeliveryEvent => "delivery-events",
    }
}

/// Whether records of a kind have a time of their own, by which `from` and `until` tell them apart.
pub const fn has_own_time(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Session
            | Kind::SessionEvent
            | Kind::Message
            | Kind::Batch
            | Kind::Delivery
            | Kind::DeliveryEvent
    )
}

/// A record's own time, in epoch milliseconds: `created_at` of sessions and batches, `recorded_at` of
/// deliveries, `at` of messages and events. The other kinds have none.
pub const fn own_time(record: &Record) -> Option<Millis> {
    match record {
        Record::Session(r) => Some(r.created_at.at),
        Record::SessionEvent(r) => Some(r.at.at),
        Record::Message(r) => Some(r.at.at),
        Record::Batch(r) => Some(r.created_at.at),
        Record::Delivery(r) => Some(r.recorded_at.at),
        Record::DeliveryEvent(r) => Some(r.at.at),
        _ => None,
    }
}

/// The kind that lies at a path's last part.
pub fn kind_at(last: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| path(*kind) == last)
}

/// A record as its object on the wire, with the moment it last changed at its source.
///
/// # Errors
/// When a time of the record lies outside the years that RFC 3339 can write.
pub fn from_record(record: &Record, updated_at: Stamp) -> Result<Box<RawValue>, serde_json::Error> {
    match record {
        Record::Session(r) => to_raw_value(&Session::from_model(r, updated_at)),
        Record::SessionEvent(r) => to_raw_value(&SessionEvent::from_model(r, updated_at)),
        Record::Message(r) => to_raw_value(&Message::from_model(r, updated_at)),
        Record::Delivery(r) => to_raw_value(&Delivery::from_model(r, updated_at)),
        Record::DeliveryEvent(r) => to_raw_value(&DeliveryEvent::from_model(r, updated_at)),
        Record::Batch(r) => to_raw_value(&Batch::from_model(r, updated_at)),
        Record::Template(r) => to_raw_value(&Template::from_model(r, updated_at)),
        Record::Contact(r) => to_raw_value(&Contact::from_model(r, updated_at)),
        Record::Agent(r) => to_raw_value(&Agent::from_model(r, updated_at)),
        Record::Bot(r) => to_raw_value(&Bot::from_model(r, updated_at)),
        Record::SupportBot(r) => to_raw_value(&SupportBot::from_model(r, updated_at)),
        Record::Campaign(r) => to_raw_value(&Campaign::from_model(r, updated_at)),
        Record::Tag(r) => to_raw_value(&Tag::from_model(r, updated_at)),
    }
}

/// An object of the wire as a record, with the moment it last changed at its source.
///
/// # Errors
/// A text saying what is wrong with the object; it names fields and shows no value.
pub fn to_record(kind: Kind, object: &str) -> Result<(Record, Stamp), String> {
    macro_rules! read {
        ($wire:ident, $wrap:expr) => {{
            let object: $wire = serde_json::from_str(object).map_err(|e| without_values(&e.to_string()))?;
            let updated_at = object.updated_at.0;
            ($wrap(object.into_model()), updated_at)
        }};
    }
    let (record, updated_at) = match kind {
        Kind::Tag => read!(Tag, Record::Tag),
        Kind::Agent => read!(Agent, Record::Agent),
        Kind::Bot => read!(Bot, Record::Bot),
        Kind::SupportBot => read!(SupportBot, Record::SupportBot),
        Kind::Campaign => read!(Campaign, Record::Campaign),
        Kind::Template => read!(Template, Record::Template),
        Kind::Contact => read!(Contact, Record::Contact),
        Kind::Session => read!(Session, |r| Record::Session(Box::new(r))),
        Kind::SessionEvent => read!(SessionEvent, Record::SessionEvent),
        Kind::Message => read!(Message, Record::Message),
        Kind::Batch => read!(Batch, Record::Batch),
        Kind::Delivery => read!(Delivery, |r| Record::Delivery(Box::new(r))),
        Kind::DeliveryEvent => read!(DeliveryEvent, Record::DeliveryEvent),
    };
    let id = record.id();
    if id.is_empty() {
        return Err("its `id` is empty".to_owned());
    }
    if id.chars().count() > limits::ID_CHARS {
        return Err(format!("its `id` has more than {} characters", limits::ID_CHARS));
    }
    Ok((record, updated_at))
}

/// An object of a page, at `place` from 1, and when it last changed at its source (epoch ms). It is read only
/// as far as its id and that moment where they are plain to see, else at once.
///
/// # Errors
/// A text saying what is wrong with which object; it names fields and shows no value.
pub fn fetched(kind: Kind, place: usize, object: &str) -> Result<(Fetched, Millis), String> {
    if let Some(head) = head::of(object) {
        let (id, updated_at) = (head.id, head.updated_at.at);
        return Ok((Fetched::later(kind, object.to_owned(), id, place, later), updated_at));
    }
    let (record, updated_at) = read(kind, place, object)?;
    Ok((Fetched::new(record, object.to_owned()), updated_at))
}

/// The same, read at once.
pub(crate) fn read(kind: Kind, place: usize, object: &str) -> Result<(Record, Millis), String> {
    let read = to_record(kind, object).map(|(record, updated_at)| (record, updated_at.at));
    read.map_err(|why| format!("{}, record {place} of the page: {why}", path(kind)))
}

fn later(kind: Kind, place: usize, object: &str) -> Result<Record, String> {
    read(kind, place, object).map(|(record, _)| record)
}

#[cfg(test)]
mod tests;
