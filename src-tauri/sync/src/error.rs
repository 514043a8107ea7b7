//! Why a sync stopped, which kind of record it concerns, and what had arrived by then.

use crate::Report;
use crate::words;
use model::Kind;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server does not let us in at all.
    #[error("The sync did not begin. {0}")]
    Account(#[source] provider::Error),
    /// The first kind that failed; the other kinds were synced where that made sense.
    #[error("Syncing {} stopped. {source}{}", words::plural(*kind), words::also(also))]
    Kind {
        kind: Kind,
        source: provider::Error,
        /// Further kinds that failed, in order.
        also: Vec<Kind>,
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
