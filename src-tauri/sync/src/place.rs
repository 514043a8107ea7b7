//! Where a stream stands, as its checkpoint keeps it.
//!
//! A stream is read straight, or back through time: window by window from the newest to the beginning, while
//! the first load of a provider that can do so goes on. Whoever reads straight without asking for changes has to
//! know when that began. A checkpoint has one column for all of it, so these are written into it behind a mark.

use crate::{Result, limits, write};
use model::Millis;
use provider::Window;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Checkpoint, Store};

/// Begins the text of a [`Back`]. No more than a mark: whoever sends such a cursor mixes up their own account only.
const MARK: &str = "back-in-time ";
/// Begins the text of a [`Within`].
const WITHIN: &str = "within ";

/// A run straight through a stream that was left in the middle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Within {
    /// When the run began, by the earlier of the provider's clock and ours.
    pub began: Millis,
    /// Where to go on.
    pub cursor: String,
}

impl Within {
    pub fn cursor(&self) -> String {
        format!("{WITHIN}{}", serde_json::to_string(self).unwrap_or_default())
    }

    /// What a checkpoint says, if it is such a place.
    pub fn of(checkpoint: &Checkpoint) -> Option<Self> {
        serde_json::from_str(checkpoint.cursor.as_deref()?.strip_prefix(WITHIN)?).ok()
    }
}

/// A first load, on its way back through time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Back {
    /// When the load began, by the earlier of the provider's clock and ours. Windows are counted from here.
    pub began: Millis,
    /// What changed before this moment is here, as far as it lies in what was read.
    pub caught: Millis,
    /// The window that is being read: what is not older than its end is complete.
    pub from: Option<Millis>,
    pub until: Option<Millis>,
    /// Where to go on within the window.
    pub cursor: Option<String>,
    /// The latest change seen in the whole load, by the provider's clock.
    pub newest: Option<Millis>,
}

impl Back {
    /// At the newest window.
    pub fn new(began: Millis) -> Self {
        let from = edge(began, None);
        Self { began, caught: began, from, until: None, cursor: None, newest: None }
    }

    pub const fn window(&self) -> Window {
        Window { from: self.from, until: self.until }
    }

    /// The start of the next older window; `None` when this one was the last.
    pub fn older(&self) -> Option<Self> {
        let until = self.from?;
        let from = edge(self.began, Some(until));
        Some(Self { from, until: Some(until), cursor: None, ..self.clone() })
    }

    /// From where the next run asks for changes: from when the load began, or from the latest change if
    /// that is earlier, since a provider's clock and its changes may go by different watches.
    pub fn next_run(&self) -> Option<Millis> {
        Some(self.newest?.min(self.caught).saturating_sub(limits::OVERLAP))
    }

    pub fn checkpoint(&self, at: Millis) -> Checkpoint {
        let text = serde_json::to_string(self).unwrap_or_default();
        Checkpoint { cursor: Some(format!("{MARK}{text}")), updated_since: None, at }
    }

    /// What a checkpoint says, if it is a place back in time.
    pub fn of(checkpoint: &Checkpoint) -> Option<Self> {
        serde_json::from_str(checkpoint.cursor.as_deref()?.strip_prefix(MARK)?).ok()
    }
}

/// The newest edge between two windows that is older than `than`; `None` when only the beginning is left.
fn edge(began: Millis, than: Option<Millis>) -> Option<Millis> {
    let mut edges = limits::STRETCHES.iter().map(|stretch| began.saturating_sub(*stretch));
    edges.find(|edge| *edge > 0 && than.is_none_or(|than| *edge < than))
}

/// The checkpoint without its cursor: the window begins anew, or the stream where its last complete run ended.
pub(crate) fn rewound(kept: Checkpoint, at: Millis) -> Checkpoint {
    match Back::of(&kept) {
        Some(back) => Back { cursor: None, ..back }.checkpoint(at),
        None => Checkpoint { cursor: None, at, ..kept },
    }
}

/// Where a stream stands on its way back through time, if it is.
pub(crate) async fn back(store: &Arc<Store>, account: i64, stream: &'static str) -> Result<Option<Back>> {
    Ok(write::checkpoint(store, account, stream).await?.as_ref().and_then(Back::of))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Millis = 86_400_000;

    #[test]
    fn windows_cover_all_of_time_and_each_moment_once() {
        for began in [20_000 * DAY, 500 * DAY, DAY / 2, 0, -5, Millis::MIN, Millis::MAX] {
            let mut back = Back::new(began);
            assert_eq!(back.until, None, "what is dated into the future is in the first");
            let mut count = 1;
            while let Some(older) = back.older() {
                assert_eq!(older.until, back.from);
                assert!(older.from.is_none_or(|from| Some(from) < older.until && from > 0));
                back = older;
                count += 1;
            }
            assert_eq!(back.from, None, "the last goes back to the beginning");
            assert!(count <= limits::STRETCHES.len() + 1);
        }
    }

    #[test]
    fn a_place_comes_back_out_of_a_checkpoint_and_a_cursor_is_no_place() {
        let back = Back { cursor: Some("a\"b".into()), newest: Some(7), ..Back::new(20_000 * DAY) };
        let kept = back.checkpoint(9);
        assert_eq!(Back::of(&kept), Some(back.clone()));
        assert_eq!(Back::of(&rewound(kept, 10)), Some(Back { cursor: None, ..back }));
        let within = Within { began: 5, cursor: "page 3".into() };
        let kept = Checkpoint { cursor: Some(within.cursor()), updated_since: None, at: 9 };
        assert_eq!((Within::of(&kept), Back::of(&kept)), (Some(within), None));
        for cursor in ["within ", "c1.session.f.1.0", "back-in-time ", "back-in-time {}", "{\"began\":1}"] {
            let kept = Checkpoint { cursor: Some(cursor.into()), updated_since: Some(5), at: 1 };
            assert_eq!((Back::of(&kept), Within::of(&kept)), (None, None), "{cursor}");
            assert_eq!(rewound(kept, 2), Checkpoint { cursor: None, updated_since: Some(5), at: 2 });
        }
    }
}
