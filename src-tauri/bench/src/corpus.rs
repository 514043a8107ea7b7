//! What is measured on: the demo provider's made-up logs, as the bytes that its server would send.

use crate::error::{Error, Result};
use crate::limits::{PAGE, SEED};
use model::{Fetched, Kind, Record, Stamp};
use provider::log_api::wire;

/// The kinds that are loaded, in the order of a sync. Both sides load the same ones.
pub const KINDS: [Kind; 6] =
    [Kind::Agent, Kind::Bot, Kind::Contact, Kind::Session, Kind::Message, Kind::Delivery];

/// A page of records of one kind, as JSON objects.
pub type Page = Vec<String>;

/// The pages of a kind; `messages` is the scale of the whole.
pub fn pages(messages: u64, kind: Kind) -> impl Iterator<Item = Result<Page>> {
    let mut made = demo::made(SEED, messages, kind);
    std::iter::from_fn(move || {
        let page: Result<Page> = made.by_ref().take(PAGE).map(|(record, at)| object(&record, at)).collect();
        match page {
            Ok(page) if page.is_empty() => None,
            page => Some(page),
        }
    })
}

fn object(record: &Record, updated_at: model::Millis) -> Result<String> {
    Ok(wire::from_record(record, Stamp::utc(updated_at))?.get().to_owned())
}

/// Reading an object is part of loading it, for us and for the peer.
pub fn read(kind: Kind, object: &str) -> Result<Record> {
    Ok(wire::to_record(kind, object).map_err(Error::Record)?.0)
}

/// A record with its raw form, as a provider hands it over.
pub fn fetched(kind: Kind, object: &str) -> Result<Fetched> {
    Ok(Fetched { record: read(kind, object)?, raw: object.to_owned() })
}

/// A word that few messages hold: an order's number, from the middle of the log.
pub fn rare_word(messages: u64) -> String {
    let texts = demo::made(SEED, messages, Kind::Message).skip(usize::try_from(messages / 2).unwrap_or(0));
    let words = texts.filter_map(|(record, _)| match record {
        Record::Message(message) => message.text.split_whitespace().find_map(number_of_an_order),
        _ => None,
    });
    let mut words = words;
    words.next().unwrap_or_else(|| "invoice".to_owned())
}

fn number_of_an_order(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let digits = word.chars().filter(char::is_ascii_digit).count();
    (plain && digits >= 5).then(|| word.to_owned())
}
