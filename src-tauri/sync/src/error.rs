//! Why a sync stopped, which stream it concerns, and what had arrived by then.

use crate::Report;
use crate::words;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server does not let us in at all.
    #[error("The sync did not begin. {0}")]
    Account(#[source] provider::Error),
    /// The first stream that failed, by its title; the others were synced where that made sense.
    #[error("Syncing {stream} stopped. {source}{}", words::also(also))]
    Stream {
        stream: &'static str,
        source: provider::Error,
        /// Further ones that failed, in order.
        also: Vec<&'static str>,
        report: Report,
    },
    #[error("What was fetched could not be stored. {source}")]
    Store {
        #[from]
        source: store::Error,
    },
    #[error("Cancelled after {} records. They are kept; the next sync goes on from there.", .0.records)]
    Cancelled(Report),
    #[error(
        "Storing a page was broken off by a fault of this program. What came before is kept; sync again."
    )]
    Broken,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The provider's fault behind it, if it is one.
    pub fn provider(&self) -> Option<&provider::Error> {
        match self {
            Self::Account(source) | Self::Stream { source, .. } => Some(source),
            Self::Store { .. } | Self::Cancelled(_) | Self::Broken => None,
        }
    }

    /// What came before it.
    pub fn report(&self) -> Report {
        match self {
            Self::Stream { report, .. } | Self::Cancelled(report) => *report,
            Self::Account(_) | Self::Store { .. } | Self::Broken => Report::default(),
        }
    }
}
