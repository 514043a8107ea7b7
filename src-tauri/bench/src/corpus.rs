//! What is measured on: the demo provider's made-up logs, as the bytes that its server would send.
//!
//! Pages are made ahead on a thread of their own, so that making them is no part of any figure.

use crate::error::{Error, Result};
use crate::limits::{PAGE, PAGES_AHEAD, SEED};
use model::{Fetched, Kind, Record, Stamp};
use provider::log_api::wire;
use std::sync::mpsc::sync_channel;

/// The kinds that are loaded before messages and deliveries. Every side loads the same ones.
pub const FEW: [Kind; 6] =
    [Kind::Agent, Kind::Bot, Kind::Campaign, Kind::Template, Kind::Contact, Kind::Session];

/// A page of records of one kind, as JSON objects.
pub type Page = Vec<String>;

/// How the provider names its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// As the demo provider does: one number after the other.
    Counted,
    /// 32 hexadecimal digits, as most providers do: neighbours in time are none in the index.
    Random,
}

/// The pages of a kind; `messages` is the scale of the whole.
pub fn pages(messages: u64, kind: Kind, ids: Ids) -> impl Iterator<Item = Result<Page>> {
    let (send, receive) = sync_channel(PAGES_AHEAD);
    std::thread::spawn(move || {
        let mut made = demo::made(SEED, messages, kind);
        loop {
            let page: Result<Page> =
                made.by_ref().take(PAGE).map(|(record, at)| object(named(record, ids), at)).collect();
            let last = page.as_ref().map_or(true, |page| page.len() < PAGE);
            // Nobody listens any more: the reader has had enough.
            if send.send(page).is_err() || last {
                return;
            }
        }
    });
    receive.into_iter().filter(|page| page.as_ref().map_or(true, |page| !page.is_empty()))
}

fn named(record: Record, ids: Ids) -> Record {
    match ids {
        Ids::Counted => record,
        Ids::Random => demo::scattered(SEED, record),
    }
}

fn object(record: Record, updated_at: model::Millis) -> Result<String> {
    Ok(String::from(Box::<str>::from(wire::from_record(&record, Stamp::utc(updated_at))?)))
}

/// Reading an object is part of loading it, for us and for the peer.
pub fn read(kind: Kind, object: &str) -> Result<Record> {
    Ok(wire::to_record(kind, object).map_err(Error::Record)?.0)
}

/// A record with its raw form, as a provider hands it over.
pub fn fetched(kind: Kind, object: &str) -> Result<Fetched> {
    Ok(wire::fetched(kind, 1, object).map_err(Error::Record)?.0)
}

/// The number of an order that is spoken of some way into the log, such as `XK-482913`.
pub fn order_number(messages: u64) -> String {
    let texts = demo::made(SEED, messages, Kind::Message).skip(PAGE);
    let mut words = texts.filter_map(|(record, _)| match record {
        Record::Message(message) => message.text.split_whitespace().find_map(number_of_an_order),
        _ => None,
    });
    words.next().unwrap_or_else(|| "invoice".to_owned())
}

fn number_of_an_order(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let (letters, digits) = word.split_once('-')?;
    let is_one = letters.len() == 2
        && letters.chars().all(|c| c.is_ascii_uppercase())
        && digits.len() == 6
        && digits.chars().all(|c| c.is_ascii_digit());
    is_one.then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_comes_once_and_in_order_whatever_it_is_called() {
        let ids = |ids| -> Vec<String> {
            let pages = pages(2_500, Kind::Message, ids).map(|page| page.expect("a page"));
            pages
                .flatten()
                .map(|object| read(Kind::Message, &object).expect("a message").id().to_owned())
                .collect()
        };
        let counted = ids(Ids::Counted);
        let made: Vec<String> =
            demo::made(SEED, 2_500, Kind::Message).map(|(record, _)| record.id().to_owned()).collect();
        assert_eq!(counted, made);
        let random = ids(Ids::Random);
        assert_eq!(random.len(), made.len());
        assert!(random.iter().all(|id| id.len() == 32) && !random.is_sorted());
    }

    #[test]
    fn the_number_of_an_order_is_one() {
        let number = order_number(2_000);
        assert_eq!(number_of_an_order(&format!("({number}).")), Some(number));
        assert_eq!(number_of_an_order("AB-12"), None);
    }
}
