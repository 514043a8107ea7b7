//! Servers on loopback that speak the wire formats of other providers, for tests alone.
//!
//! A fake keeps a [`Book`], which knows no provider's format, and answers from it as its provider would, by that
//! provider's documents: it shares no code with the connector, so that the two must agree with the documents to
//! agree with each other. Promises: listens on loopback only; [`Fake::truth`] tells what a client must end up
//! with. Never holds data of real customers and never reaches out to the network.

mod asked;
pub mod b2chat;
mod body;
mod book;
pub mod channel_talk;
pub mod chatwoot;
mod json;
pub mod log_api;
pub mod mailgun;
mod odd;
mod server;
mod trap;
mod trouble;
pub mod twilio;
mod twist;
pub mod whatsapp;
pub mod yeastar;

pub use asked::{Answer, Asked};
pub use book::{Book, By, Chat, Line, Sending, Sent, State};
pub use server::{Running, serve};
pub use trouble::Trouble;
pub use twist::{NUMBER, Twist, WORD};

use model::{Kind, Millis};
use std::collections::BTreeMap;

/// What tells one record from another, and from what it was before: its kind, its provider's id, and one thing it
/// says (a message its text, a session its state, a delivery its status, others their name).
pub type Truth = BTreeMap<(Kind, String), String>;

/// A record's own time: a session's beginning, when a message was said, a delivery recorded.
pub type Times = BTreeMap<(Kind, String), Millis>;

/// A provider's manner of speaking.
pub trait Fake: Send + Sync + 'static {
    /// Its id in the catalogue.
    fn provider(&self) -> &'static str;

    /// What an account is told to get in.
    fn settings(&self) -> Vec<(&'static str, String)>;
    fn secrets(&self) -> Vec<(&'static str, String)>;

    /// The answer to a request.
    fn answer(&mut self, book: &Book, asked: &Asked) -> Answer;

    /// That there were too many requests.
    fn limited(&self, now: model::Millis) -> Answer;

    /// Tokens that were given are good no longer. False where a secret is good for ever.
    fn expire(&mut self) -> bool {
        false
    }

    fn truth(&self, book: &Book) -> Truth;

    /// Of some of the truth, to which second its own time belongs; none where it is not said here.
    fn times(&self, _book: &Book) -> Times {
        Times::new()
    }

    /// The fields whose values are words, or numbers, of a closed set.
    fn words(&self) -> &'static [&'static str] {
        &["state", "status"]
    }

    /// The list that a request asks for a page of: the same for its first page and for those after it.
    fn list(&self, asked: &Asked) -> String {
        asked.list()
    }

    /// Whether a page names the next one by a link that a client must follow.
    fn pages_by_link(&self) -> bool {
        false
    }

    /// The kinds whose ids a client makes of what stands in answers, rather than finding them there.
    fn made_ids(&self) -> &'static [Kind] {
        &[]
    }

    /// Whether it tells of a change to what is long past.
    fn tells_old_changes(&self) -> bool {
        true
    }

    /// Nothing of this provider's is older.
    fn began(&self) -> Millis {
        Millis::MIN
    }
}
