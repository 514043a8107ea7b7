//! The trait that every provider fulfils, and what it gives.

use crate::Result;
use crate::stream::Stream;
use async_trait::async_trait;
use model::{Fetched, Kind, Millis};
use std::fmt;
use std::sync::Arc;
use tokio::sync::watch;

/// The time now, epoch milliseconds; an argument, so that tests set it.
pub type Clock = Arc<dyn Fn() -> Millis + Send + Sync>;

/// The system's clock.
pub fn system_clock() -> Clock {
    Arc::new(|| chrono::Utc::now().timestamp_millis())
}

/// Where to read on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// A cursor of an earlier [`Page::next`]; opaque to all but the provider that made it.
    pub cursor: Option<String>,
    /// Only what changed at or after this moment (epoch ms). Used where there is no cursor.
    pub updated_since: Option<Millis>,
    /// Only what happened within it. Asked only of streams that give windows ([`Offer::Windows`]), and with
    /// every page.
    pub window: Window,
    /// Whose list it is, of a stream that has one for each record of another.
    pub parent: Option<Parent>,
}

/// The record to which a list belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parent {
    /// As [`Branch::parent`].
    pub key: String,
    /// As [`Branch::carry`].
    pub carry: Option<String>,
}

/// A list that belongs to a record, and whether it has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The id of the stream that reads it.
    pub stream: &'static str,
    /// Names the list to the provider; at most [`crate::limits::ID_CHARS`] characters.
    pub parent: String,
    pub version: Version,
    /// When there was last something new in it (epoch ms); the latest are read first.
    pub at: Millis,
    /// What reading the list needs of the record; at most [`crate::limits::CARRY_BYTES`].
    pub carry: Option<String>,
}

/// What tells whether a list has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// Something that differs whenever the list does: a moment of change, a last message's id.
    Of(String),
    /// Nothing tells, so it is read once a run.
    Open,
}

/// A stretch of a record's own time: when it was made, said, recorded or happened, in epoch milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// Inclusive; `None` goes back to the beginning, records without a time included.
    pub from: Option<Millis>,
    /// Exclusive; `None` goes on without end.
    pub until: Option<Millis>,
}

impl Window {
    /// All of time.
    pub const EVER: Self = Self { from: None, until: None };

    /// Whether a record of this time belongs here.
    pub fn holds(&self, at: Option<Millis>) -> bool {
        match at {
            Some(at) => self.from.is_none_or(|from| at >= from) && self.until.is_none_or(|until| at < until),
            None => self.from.is_none(),
        }
    }
}

/// One page of a stream.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub records: Vec<Fetched>,
    /// What came and is no record that can be read.
    pub rejected: Rejected,
    /// Objects on the page, whatever was made of them.
    pub objects: usize,
    /// Lists that belong to its records.
    pub branches: Vec<Branch>,
    /// Records that are listed here and read by another stream: they are not gone.
    pub there: Vec<(Kind, String)>,
    /// The cursor of the page after this; `None` when the stream is drained.
    pub next: Option<String>,
    /// What was asked, without its query: `GET https://log.example/v1/messages`.
    pub endpoint: String,
    pub fetched_at: Millis,
    /// Records after this page, where the provider says.
    pub remaining: Option<u64>,
    /// The provider's clock when it answered, where it says.
    pub as_of: Option<Millis>,
    /// The latest change among the records, by the provider's clock.
    pub newest: Option<Millis>,
    /// A record lies outside the window that was asked for, so the server does not know windows.
    pub strays: bool,
    /// Requests that are left, where the provider says.
    pub rate: Option<Rate>,
}

/// Objects that were passed over, since they cannot be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rejected {
    pub count: u64,
    /// Of the first: which, and why; in words that show none of its values.
    pub first: Option<String>,
}

impl Rejected {
    pub fn add(&mut self, why: impl FnOnce() -> String) {
        self.count += 1;
        self.first.get_or_insert_with(why);
    }
}

/// How many requests a provider still takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub left: u64,
    /// Of how many, where it says.
    pub of: Option<u64>,
    /// When they are all there again (epoch ms), where it says.
    pub resets_at: Option<Millis>,
}

/// What the credentials may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// For a person: who answers, what it offers, how its clock stands.
    pub words: String,
    /// What is offered of each stream; one that is not named is not offered.
    pub offers: Vec<(&'static str, Offer)>,
    /// The provider's clock when it answered, where it says.
    pub as_of: Option<Millis>,
}

/// What an account may read of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    All,
    /// All, and by [`Window`], so that the newest can be read first.
    Windows,
    /// Nothing, and why.
    Nothing(String),
}

impl Standing {
    pub fn of(&self, stream: &Stream) -> Option<&Offer> {
        self.offers.iter().find(|(id, _)| *id == stream.id).map(|(_, offer)| offer)
    }
}

/// Why a provider keeps one waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    RateLimited,
    ServerFault,
    Network,
}

/// A wait before the next try. Its text: `rate limited: 3 s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    pub reason: Reason,
    pub millis: Millis,
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.reason {
            Reason::RateLimited => "rate limited",
            Reason::ServerFault => "the server has a fault, trying again",
            Reason::Network => "the network has a fault, trying again",
        };
        write!(f, "{reason}: {} s", self.millis.saturating_add(999) / 1000)
    }
}

/// Another system's logs, page by page.
///
/// Dropping a future of these cancels it, waits included; nothing is left half done, since a provider
/// only reads.
#[async_trait]
pub trait Provider: Send + Sync {
    /// What it can give at all, in the order of reading: what is pointed at comes first. [`Standing`] says what
    /// this account may read.
    fn streams(&self) -> &'static [Stream];

    /// Asks the server who it is and what it offers.
    async fn test(&self) -> Result<Standing>;

    /// Why older records of a stream may be there no more, in a sentence, where the provider forgets them: nobody
    /// can then tell what there was before the oldest one.
    fn forgets(&self, _stream: &Stream) -> Option<&'static str> {
        None
    }

    /// Reads one page. Tries again where that makes sense, within the bounds of [`crate::limits`].
    /// Whoever reads page after page walks with a [`crate::Trail`], which sees circles.
    async fn page(&self, stream: &Stream, place: &Place) -> Result<Page>;

    /// The wait it is in, if any, for whoever shows progress.
    fn waits(&self) -> watch::Receiver<Option<Wait>>;
}
