//! What a provider's records come in: its streams, and how each is walked.

use model::{Kind, Millis};

/// One list of a provider's API, or one list for each record of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    /// Names its checkpoint and its gaps in the store, so it never changes once it was released.
    pub id: &'static str,
    /// In a sentence: `Syncing {title} stopped.`
    pub title: &'static str,
    /// What its pages may bring.
    pub kinds: &'static [Kind],
    pub walk: Walk,
}

/// How a stream is read, the first time and later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    /// By the moment of the last change, oldest first: later runs ask for what changed since.
    Changes,
    /// By the records' own time. Later runs read again what is up to `lookback` older than the last complete
    /// run, because records change after they were listed.
    Windows { lookback: Millis, whole: Whole },
    /// All of it each time; what is known is not written again.
    Sweep { whole: Whole },
    /// Latest change first: later runs stop at the first page on which everything is known. Every `sweep`
    /// milliseconds one goes to the end, as a sweep does.
    Head { sweep: Millis, whole: Whole },
    /// A list for each record of the stream `of`, of those that changed since it was last read to its end.
    /// `newest_first`: it stops at the first page on which everything is known.
    /// `whole`: kinds of which all the lists together show all there is. That is told when each was read to its end
    /// in one run, so `of` has to be swept, and its lists to be [`crate::Version::Open`].
    Branches { of: &'static str, newest_first: bool, whole: Whole },
}

/// Kinds of which a stream lists all that there are, and nobody else does: what it lists no more is gone at
/// the provider.
pub type Whole = &'static [Kind];

impl Walk {
    /// The kinds of which a walk to the end tells what is gone.
    pub const fn whole(&self) -> Whole {
        match self {
            Self::Windows { whole, .. }
            | Self::Sweep { whole }
            | Self::Head { whole, .. }
            | Self::Branches { whole, .. } => whole,
            Self::Changes => &[],
        }
    }
}
