//! The made-up world: a shop's service desk over thirteen months, in fourteen languages.
//!
//! Every record is computed from the seed and its number, so ten million messages need no memory.

mod aside;
mod batch;
mod chat;
pub mod clock;
mod course;
mod delivery;
pub mod dice;
mod directory;
mod lexicon;
mod message;
mod payload;
pub mod person;
mod send;
mod session;
mod shape;
pub mod text;
pub mod words;

pub use delivery::fresh_delivery;
pub use lexicon::mix;

use crate::log::{Entry, Log};
use clock::{Rhythm, logged};
use directory::directory;
use model::{Kind, Millis, Stamp};
use shape::{BATCHES, Block, DELIVERIES, MESSAGES, SESSIONS};
use std::collections::BTreeMap;
use words::Tongue;

/// A moment on the clock of a language's country.
pub fn stamp(at: Millis, words: &Tongue) -> Stamp {
    Stamp { at, offset: words.zone.offset(at) }
}

pub struct World {
    pub seed: u64,
    messages: u64,
    pub sessions: u64,
    /// Blocks with all their messages; only these have deliveries.
    blocks: u64,
    pub contacts: u64,
    rhythm: Rhythm,
    directories: BTreeMap<Kind, Vec<Entry>>,
}

impl World {
    pub fn new(seed: u64, messages: u64) -> Self {
        let blocks = messages / MESSAGES;
        let rest = u32::try_from(messages % MESSAGES).unwrap_or(0);
        let directories = Kind::ALL.iter().map(|kind| (*kind, directory(seed, *kind)));
        Self {
            seed,
            messages,
            sessions: blocks * SESSIONS + Block::new(seed, blocks).sessions_of(rest),
            blocks,
            contacts: (messages / 32).max(40),
            rhythm: Rhythm::new(),
            directories: directories.filter(|(_, entries)| !entries.is_empty()).collect(),
        }
    }

    /// When all of a block has reached the log.
    fn block_logged(&self, block: u64) -> Millis {
        logged(self.started(block * SESSIONS + SESSIONS - 1))
    }
}

impl Log for World {
    fn units(&self, kind: Kind) -> u64 {
        match kind {
            Kind::Session | Kind::SessionEvent | Kind::Message => self.sessions,
            Kind::Delivery | Kind::DeliveryEvent | Kind::Batch => self.blocks,
            Kind::Contact => self.contacts,
            _ => self.directories.get(&kind).map_or(0, |entries| entries.len() as u64),
        }
    }

    fn unit(&self, kind: Kind, unit: u64) -> Vec<Entry> {
        if unit >= self.units(kind) {
            return Vec::new();
        }
        match kind {
            Kind::Session => vec![self.session(&self.chat(unit))],
            Kind::SessionEvent => self.session_events(&self.chat(unit)),
            Kind::Message => self.messages(&self.chat(unit)),
            Kind::Delivery => self.deliveries(unit),
            Kind::DeliveryEvent => self.delivery_events(unit),
            Kind::Batch => self.batches(unit),
            Kind::Contact => vec![self.contact(unit)],
            _ => self.directory_entry(kind, unit).into_iter().cloned().collect(),
        }
    }

    fn unit_time(&self, kind: Kind, unit: u64) -> Millis {
        match kind {
            Kind::Session | Kind::SessionEvent | Kind::Message => logged(self.started(unit)),
            Kind::Delivery | Kind::DeliveryEvent | Kind::Batch => self.block_logged(unit),
            Kind::Contact => self.contact_time(unit),
            _ => self.directory_entry(kind, unit).map_or(0, |entry| entry.updated_at),
        }
    }

    fn unit_start(&self, kind: Kind, unit: u64) -> Millis {
        match kind {
            Kind::Session | Kind::SessionEvent | Kind::Message => self.started(unit),
            Kind::Delivery | Kind::DeliveryEvent | Kind::Batch => self.started(unit * SESSIONS),
            _ => self.unit_time(kind, unit),
        }
    }

    fn before(&self, kind: Kind, unit: u64) -> Option<u64> {
        match kind {
            Kind::SessionEvent | Kind::DeliveryEvent => None,
            Kind::Message if unit >= self.sessions => Some(self.messages),
            Kind::Message => Some(self.span(unit).0),
            Kind::Delivery => Some(unit * DELIVERIES),
            Kind::Batch => Some(unit * BATCHES),
            _ => Some(unit),
        }
    }
}

impl World {
    fn directory_entry(&self, kind: Kind, unit: u64) -> Option<&Entry> {
        self.directories.get(&kind)?.get(usize::try_from(unit).ok()?)
    }
}

#[cfg(test)]
mod tests;
