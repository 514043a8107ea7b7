//! What is asked of a kind, and where its reading begins.

use crate::limits;
use crate::place::Back;
use provider::{Since, Window};
use store::Checkpoint;

/// What is read of a kind, and so what its pages bring it to.
pub(crate) enum Course {
    /// All that changed since the last complete run, oldest change first.
    Straight,
    /// One window of a first load.
    Window(Back),
    /// What changed since the first load began or last caught up.
    CatchUp(Back),
}

impl Course {
    /// Whether nothing of the kind was read to its end yet.
    pub fn is_first(&self, kept: Option<&Checkpoint>) -> bool {
        match self {
            Self::Straight => kept.is_none_or(|kept| kept.updated_since.is_none()),
            Self::Window(_) => true,
            Self::CatchUp(_) => false,
        }
    }

    pub fn since(&self, kept: Option<&Checkpoint>) -> Since {
        match self {
            // A place back in time is no cursor; whoever goes straight from there begins at the beginning.
            Self::Straight => Since {
                cursor: kept.filter(|c| Back::of(c).is_none()).and_then(|c| c.cursor.clone()),
                updated_since: kept.and_then(|c| c.updated_since),
                window: Window::EVER,
            },
            Self::Window(back) => {
                Since { cursor: back.cursor.clone(), updated_since: None, window: back.window() }
            }
            Self::CatchUp(back) => Since {
                cursor: None,
                updated_since: Some(back.caught.saturating_sub(limits::OVERLAP)),
                window: Window::EVER,
            },
        }
    }
}
