//! Parts of records, and how several become one.
//!
//! Each is a set, the earliest, the latest, or the later by time and text: ways of putting together that give the
//! same in any order, and twice the same once.

use model::{Fetched, Millis, Record};
use serde::Serialize;

/// A text and when it was said. The order decides which of two is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dated {
    pub at: Millis,
    pub text: String,
}

impl Dated {
    pub fn given(at: Millis, text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self { at, text: text.to_owned() })
    }
}

/// Keeps the later; nothing is earlier than anything.
pub(super) fn later(held: &mut Option<Dated>, new: Option<Dated>) {
    if *held < new {
        *held = new;
    }
}

pub(super) fn json(kept: &impl Serialize) -> String {
    // Texts and numbers can always be written.
    serde_json::to_string(kept).unwrap_or_default()
}

/// A message, of which the later form is kept.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    at: Millis,
    raw: String,
    message: model::Message,
}

impl Heard {
    pub fn new(at: Millis, raw: &str, message: model::Message) -> Self {
        Self { at, raw: raw.to_owned(), message }
    }

    pub fn record(&self) -> Fetched {
        Fetched::new(Record::Message(self.message.clone()), self.raw.clone())
    }

    fn place(&self) -> (Millis, &str, &str) {
        (self.at, &self.raw, &self.message.session_id)
    }
}

impl PartialEq for Heard {
    fn eq(&self, other: &Self) -> bool {
        self.place() == other.place()
    }
}

impl PartialOrd for Heard {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.place().cmp(&other.place()))
    }
}
