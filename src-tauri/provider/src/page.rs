//! The trait that every provider fulfils, and what it gives.

use crate::Result;
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
pub struct Since {
    /// A cursor of an earlier [`Page::next`]; opaque to all but the provider that made it.
    pub cursor: Option<String>,
    /// Only what changed at or after this moment (epoch ms). Used where there is no cursor.
    pub updated_since: Option<Millis>,
    /// Only what happened within it. Asked of the kinds of [`Standing::windows`] only, and with every page.
    pub window: Window,
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

/// One page of records of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub records: Vec<Fetched>,
    /// The cursor of the page after this; `None` when the kind is drained.
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
}

/// What the credentials may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// For a person: who answers, what it offers, how its clock stands.
    pub words: String,
    /// The kinds that this account serves, in the order of syncing.
    pub kinds: Vec<Kind>,
    /// Those of them that it gives by [`Window`], so that the newest can be read first.
    pub windows: Vec<Kind>,
    /// The provider's clock when it answered, where it says.
    pub as_of: Option<Millis>,
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
    /// The kinds it can give at all; [`Standing::kinds`] are those of this account.
    fn kinds(&self) -> &[Kind];

    /// Asks the server who it is and what it offers.
    async fn test(&self) -> Result<Standing>;

    /// Reads one page. Tries again where that makes sense, within the bounds of [`crate::limits`].
    /// Whoever reads page after page walks with a [`crate::Trail`], which sees circles.
    async fn page(&self, kind: Kind, since: &Since) -> Result<Page>;

    /// The wait it is in, if any, for whoever shows progress.
    fn waits(&self) -> watch::Receiver<Option<Wait>>;
}
