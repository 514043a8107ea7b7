//! What is asked of a stream, and where its reading begins.

use crate::limits;
use crate::place::{Back, Within};
use model::Millis;
use provider::{Parent, Place, Stream, Walk, Window};
use store::{Checkpoint, Due};

/// What is read of a stream, and so what its pages bring it to.
pub(crate) enum Course {
    /// What is new since the last complete run, in the way of the stream.
    Straight(Straight),
    /// One window of a first load.
    Window(Back),
    /// What changed since the first load began or last caught up.
    CatchUp(Back),
    /// The list of one record.
    Branch(Due),
}

/// A run straight through a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Straight {
    /// When it began, if it was left in the middle by an earlier run.
    pub began: Option<Millis>,
    cursor: Option<String>,
    /// As [`Checkpoint::updated_since`].
    since: Option<Millis>,
    /// Ends at the first page on which everything is known.
    pub stops: bool,
}

impl Course {
    /// Where a stream stands that is read straight; `to_its_end`: even where a look at its head would do.
    pub fn straight(stream: &Stream, kept: Option<&Checkpoint>, now: Millis, to_its_end: bool) -> Self {
        let within = kept.and_then(Within::of);
        // A place back in time is no cursor; whoever goes straight from there begins at the beginning.
        let plain = kept.filter(|c| within.is_none() && Back::of(c).is_none()).and_then(|c| c.cursor.clone());
        let since = kept.and_then(|c| c.updated_since);
        let fresh = match stream.walk {
            Walk::Head { sweep, .. } => since.is_some_and(|swept| now.saturating_sub(swept) < sweep),
            _ => false,
        };
        Self::Straight(Straight {
            began: within.as_ref().map(|within| within.began),
            // What an earlier run left may lie among what is known, so that it goes on to the end.
            stops: fresh && within.is_none() && !to_its_end,
            cursor: within.map(|within| within.cursor).or(plain),
            since,
        })
    }

    /// Whether nothing of the stream was read to its end yet.
    pub fn is_first(&self) -> bool {
        match self {
            Self::Straight(straight) => straight.since.is_none(),
            Self::Window(_) => true,
            Self::CatchUp(_) => false,
            Self::Branch(due) => !due.known,
        }
    }

    /// Whether it goes on where an earlier run was left.
    pub fn is_resumed(&self) -> bool {
        matches!(self, Self::Straight(straight) if straight.cursor.is_some())
    }

    /// Whether everything that the stream or the list has comes by, from its beginning to its end.
    pub fn is_whole(&self, walk: &Walk) -> bool {
        match (self, walk) {
            (Self::Straight(straight), Walk::Sweep { .. } | Walk::Head { .. }) => {
                straight.cursor.is_none() && !straight.stops
            }
            (Self::Branch(due), Walk::Branches { newest_first, .. }) => {
                due.cursor.is_none() && !(*newest_first && due.known)
            }
            _ => false,
        }
    }

    /// Whether to end at the first page on which everything is known.
    pub fn stops(&self, walk: &Walk) -> bool {
        match (self, walk) {
            (Self::Straight(straight), _) => straight.stops,
            (Self::Branch(due), Walk::Branches { newest_first, .. }) => {
                *newest_first && due.known && due.cursor.is_none()
            }
            _ => false,
        }
    }

    pub fn place(&self, walk: &Walk) -> Place {
        match self {
            Self::Straight(Straight { cursor, since, .. }) => {
                let from = if matches!(walk, Walk::Windows { .. }) { *since } else { None };
                let updated_since = if matches!(walk, Walk::Changes) { *since } else { None };
                let window = Window { from, until: None };
                Place { cursor: cursor.clone(), updated_since, window, parent: None }
            }
            Self::Window(back) => {
                Place { cursor: back.cursor.clone(), window: back.window(), ..Place::default() }
            }
            Self::CatchUp(back) => match walk {
                Walk::Windows { lookback, .. } => {
                    let window = Window { from: Some(back.caught.saturating_sub(*lookback)), until: None };
                    Place { window, ..Place::default() }
                }
                _ => {
                    let since = back.caught.saturating_sub(limits::OVERLAP);
                    Place { updated_since: Some(since), ..Place::default() }
                }
            },
            Self::Branch(due) => Place {
                cursor: due.cursor.clone(),
                parent: Some(Parent { key: due.parent.clone(), carry: due.carry.clone() }),
                ..Place::default()
            },
        }
    }

    /// Where a stream stands when nothing of this course counts: where the last complete run ended, or at the
    /// beginning of the window.
    pub fn beginning(&self, at: Millis) -> Checkpoint {
        match self {
            Self::Straight(straight) => Checkpoint { cursor: None, updated_since: straight.since, at },
            Self::Window(back) => Back { cursor: None, ..back.clone() }.checkpoint(at),
            Self::CatchUp(back) => back.checkpoint(at),
            Self::Branch(_) => Checkpoint { at, ..Checkpoint::default() },
        }
    }
}
