//! What a page of a stream brings it to, and when that is kept.

use crate::course::Course;
use crate::drain::Drain;
use crate::limits;
use crate::place::{Back, Within};
use crate::write::{Reached, Saved};
use model::Millis;
use provider::{Page, Walk};
use store::Checkpoint;

impl Drain {
    pub fn nothing_reached(&self, at: Millis) -> Reached {
        match &self.course {
            Course::Branch(_) => Reached::Nothing,
            course => Reached::Stream(course.beginning(at), Saved::WithRecords),
        }
    }

    /// The place after a page, and when it is saved.
    pub fn reached(&self, page: &Page) -> Reached {
        let at = page.fetched_at;
        let (place, saved) = match &self.course {
            Course::Branch(due) => {
                return match &page.next {
                    Some(next) => Reached::Within { branch: due.id, cursor: next.clone() },
                    None => Reached::End { branch: due.id, version: due.version.clone() },
                };
            }
            Course::Straight(_) => (self.straight(page), self.saved(page)),
            // A provider that sends what was not asked for does not know windows: the stream is read
            // straight, from its beginning.
            Course::Window(_) if page.strays => (Checkpoint { at, ..Checkpoint::default() }, Saved::Always),
            Course::Window(back) => {
                let back = Back { newest: back.newest.max(self.newest), ..back.clone() };
                let on = match &page.next {
                    Some(next) => Some(Back { cursor: Some(next.clone()), ..back.clone() }),
                    None => back.older(),
                };
                let end = Checkpoint { cursor: None, updated_since: self.next_run(&back), at };
                (on.map_or(end, |back| back.checkpoint(at)), Saved::Always)
            }
            Course::CatchUp(back) if page.next.is_none() => {
                let newest = back.newest.max(self.newest);
                (Back { caught: self.began, newest, ..back.clone() }.checkpoint(at), Saved::Always)
            }
            Course::CatchUp(_) => (self.course.beginning(at), Saved::WithRecords),
        };
        Reached::Stream(place, saved)
    }

    /// Where the first run after a first load begins.
    fn next_run(&self, back: &Back) -> Option<Millis> {
        match self.stream.walk {
            Walk::Windows { lookback, .. } => Some(back.caught.saturating_sub(lookback)),
            _ => back.next_run(),
        }
    }

    /// Within the stream: the cursor, and the beginning that it belongs to. At its end: the next beginning.
    fn straight(&self, page: &Page) -> Checkpoint {
        let began = self.course.beginning(page.fetched_at);
        let asks_for_changes = matches!(self.stream.walk, Walk::Changes);
        match (&page.next, self.newest) {
            (Some(next), _) if asks_for_changes => Checkpoint { cursor: Some(next.clone()), ..began },
            (Some(next), _) => {
                let within = Within { began: self.began, cursor: next.clone() };
                Checkpoint { cursor: Some(within.cursor()), ..began }
            }
            (None, newest) => {
                let next_run = match self.stream.walk {
                    Walk::Changes => newest.map(|newest| newest.saturating_sub(limits::OVERLAP)),
                    Walk::Windows { lookback, .. } => Some(self.began.saturating_sub(lookback)),
                    _ => Some(self.began),
                };
                Checkpoint { updated_since: next_run.or(began.updated_since), ..began }
            }
        }
    }

    /// At the end the checkpoint is saved even if the last page brought nothing: when a cursor is to be
    /// cleared, or when it says for the first time how far the stream is read.
    fn saved(&self, page: &Page) -> Saved {
        let stood_within = self.kept.as_ref().is_some_and(|c| c.cursor.is_some());
        let told = self.newest.is_some() || !matches!(self.stream.walk, Walk::Changes);
        let says_more = told && self.kept.as_ref().is_none_or(|c| c.updated_since.is_none());
        // When there was a sweep last decides when the next one is due.
        let says_more = says_more || matches!(self.stream.walk, Walk::Head { .. }) && self.seen.is_some();
        match page.next {
            Some(_) => Saved::WithRecords,
            None if stood_within || says_more => Saved::Always,
            None => Saved::AtEnd,
        }
    }
}

/// The page's latest change, but not later than the server's own clock: a record dated into the future
/// must not hide the changes that come before its date.
pub(crate) fn safe_newest(page: &Page) -> Option<Millis> {
    page.newest.map(|newest| newest.min(page.as_of.unwrap_or(page.fetched_at)))
}
