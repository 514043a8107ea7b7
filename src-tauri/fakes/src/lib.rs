//! Servers on loopback that speak the wire formats of other providers, for tests alone.
//!
//! A fake keeps a [`Book`], which knows no provider's format, and answers from it as its provider would, by that
//! provider's documents: it shares no code with the connector, so that the two must agree with the documents to
//! agree with each other. Promises: listens on loopback only; [`Fake::truth`] tells what a client must end up
//! with. Never holds data of real customers and never reaches out to the network.

mod asked;
mod book;
mod server;
mod trouble;
pub mod twilio;

pub use asked::{Answer, Asked};
pub use book::{Book, By, Chat, Line, Sending, Sent, State};
pub use server::{Running, serve};
pub use trouble::Trouble;

use model::Kind;
use std::collections::BTreeMap;

/// What tells one record from another, and from what it was before: its kind, its provider's id, and one thing it
/// says (a message its text, a session its state, a delivery its status, others their name).
pub type Truth = BTreeMap<(Kind, String), String>;

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
}
