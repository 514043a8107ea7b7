//! One kind, from where it was left to its end, or to the end of a window.

use crate::course::Course;
use crate::hold::Hold;
use crate::place::Back;
use crate::run::Run;
use crate::write::{self, Arrived, Saved};
use crate::{Error, Report, limits};
use model::{Kind, Millis};
use provider::{Page, Since, Trail};
use store::Checkpoint;

/// Why a kind was not drained.
#[derive(Debug)]
pub(crate) enum Fault {
    Provider(provider::Error),
    Ours(Error),
}

impl From<provider::Error> for Fault {
    fn from(error: provider::Error) -> Self {
        Self::Provider(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            // Records are read when they are stored; what is wrong with one is the server's doing.
            Error::Store { source: store::Error::Unreadable { what } } => {
                Self::Provider(provider::Error::Malformed { what })
            }
            ours => Self::Ours(ours),
        }
    }
}

/// What a drain knows while it goes.
struct Drain {
    kind: Kind,
    course: Course,
    kept: Option<Checkpoint>,
    trail: Trail,
    /// The latest change seen, by the provider's clock.
    newest: Option<Millis>,
    /// When the first page was made, by the earlier of the provider's clock and ours.
    began: Millis,
    hold: Hold,
    /// Of what was stored, what was shown.
    shown: Report,
}

impl Run<'_> {
    /// While pages are stored the next ones are fetched. Whatever stops it, what came is stored.
    pub(crate) async fn drain(&mut self, kind: Kind, course: Course) -> Result<(), Fault> {
        let kept = write::checkpoint(&self.store, self.account, kind).await?;
        let mut since = course.since(kept.as_ref());
        let page = self.first_page(kind, &mut since).await?;
        let trail = Trail::from_cursor(since.cursor.as_deref());
        let began = page.fetched_at.min(page.as_of.unwrap_or(Millis::MAX));
        let hold =
            Hold::new(&self.store, self.account, kind, self.cancel.clone(), course.is_first(kept.as_ref()));
        let shown = Report::default();
        let mut drain = Drain { kind, course, kept, trail, newest: None, began, hold, shown };
        let walked = self.walk(&mut drain, page, since).await;
        let begun = drain.hold.store().await;
        self.tell(&mut drain);
        let stored = drain.hold.stored().await;
        self.tell(&mut drain);
        begun.and(stored)?;
        walked
    }

    async fn walk(&mut self, drain: &mut Drain, mut page: Page, mut since: Since) -> Result<(), Fault> {
        loop {
            let (next, strays) = (page.next.clone(), page.strays);
            let straight = drain.trail.step(&page);
            drain.arrived(page, straight.is_ok());
            straight?;
            since.cursor = next;
            if since.cursor.is_none() || strays {
                return Ok(());
            }
            if drain.hold.is_due() {
                drain.hold.store().await?;
            } else if drain.hold.is_through() {
                drain.hold.stored().await?;
            }
            self.tell(drain);
            page = self.next_page(drain, &since).await?;
        }
    }

    /// A page that keeps us waiting keeps none that came before it from the store.
    async fn next_page(&mut self, drain: &mut Drain, since: &Since) -> Result<Page, Fault> {
        let fetching = self.fetch(drain.kind, since);
        let Some(until) = drain.hold.until() else { return Ok(fetching.await?) };
        tokio::pin!(fetching);
        match tokio::time::timeout_at(until, &mut fetching).await {
            Ok(fetched) => Ok(fetched?),
            Err(_) => {
                let (stored, fetched) = tokio::join!(drain.hold.store(), fetching);
                stored?;
                Ok(fetched?)
            }
        }
    }

    /// A cursor may be too old for the server; then it goes on from the last complete run, or from the
    /// beginning of the window.
    async fn first_page(&mut self, kind: Kind, since: &mut Since) -> Result<Page, provider::Error> {
        match self.fetch(kind, since).await {
            Err(provider::Error::Status { code: 400 | 404 | 410 | 422, .. }) if since.cursor.is_some() => {
                since.cursor = None;
                self.fetch(kind, since).await
            }
            other => other,
        }
    }

    /// Shows what was stored since it was last shown.
    fn tell(&mut self, drain: &mut Drain) {
        let stored = drain.hold.report;
        if stored != drain.shown {
            self.report += stored - drain.shown;
            drain.shown = stored;
            self.remaining = drain.hold.remaining;
            self.show(None);
        }
    }
}

impl Drain {
    fn arrived(&mut self, page: Page, straight: bool) {
        self.newest = self.newest.max(safe_newest(&page));
        let (checkpoint, saved) = match straight {
            true => self.reached(&page),
            // What a circle hid is not known, so nothing counts as reached.
            false => (self.beginning(page.fetched_at), Saved::WithRecords),
        };
        self.hold.add(Arrived { page, checkpoint, saved });
    }

    /// The checkpoint after a page, and when it is saved.
    fn reached(&self, page: &Page) -> (Checkpoint, Saved) {
        let at = page.fetched_at;
        match &self.course {
            Course::Straight => (self.straight(page), self.saved(page)),
            // A provider that sends what was not asked for does not know windows: the kind is read
            // straight, from its beginning.
            Course::Window(_) if page.strays => (Checkpoint { at, ..Checkpoint::default() }, Saved::Always),
            Course::Window(back) => {
                let back = Back { newest: back.newest.max(self.newest), ..back.clone() };
                let on = match &page.next {
                    Some(next) => Some(Back { cursor: Some(next.clone()), ..back.clone() }),
                    None => back.older(),
                };
                let end = Checkpoint { cursor: None, updated_since: back.next_run(), at };
                (on.map_or(end, |back| back.checkpoint(at)), Saved::Always)
            }
            Course::CatchUp(back) if page.next.is_none() => {
                let newest = back.newest.max(self.newest);
                (Back { caught: self.began, newest, ..back.clone() }.checkpoint(at), Saved::Always)
            }
            Course::CatchUp(_) => (self.beginning(at), Saved::WithRecords),
        }
    }

    /// Within the kind: the cursor, and the beginning that it belongs to. At its end: the next beginning.
    fn straight(&self, page: &Page) -> Checkpoint {
        let began = self.beginning(page.fetched_at);
        match (&page.next, self.newest) {
            (None, Some(newest)) => {
                Checkpoint { updated_since: Some(newest.saturating_sub(limits::OVERLAP)), ..began }
            }
            (next, _) => Checkpoint { cursor: next.clone(), ..began },
        }
    }

    /// Where the last complete run ended, or the beginning of the window.
    fn beginning(&self, at: Millis) -> Checkpoint {
        match &self.course {
            Course::Straight => {
                let updated_since = self.kept.as_ref().and_then(|c| c.updated_since);
                Checkpoint { cursor: None, updated_since, at }
            }
            Course::Window(back) => Back { cursor: None, ..back.clone() }.checkpoint(at),
            Course::CatchUp(back) => back.checkpoint(at),
        }
    }

    /// At the end the checkpoint is saved even if the last page brought nothing: when a cursor is to be
    /// cleared, or when it says for the first time how far the kind is read.
    fn saved(&self, page: &Page) -> Saved {
        let stood_within = self.kept.as_ref().is_some_and(|c| c.cursor.is_some());
        let says_more = self.newest.is_some() && self.kept.as_ref().is_none_or(|c| c.updated_since.is_none());
        match page.next {
            Some(_) => Saved::WithRecords,
            None if stood_within || says_more => Saved::Always,
            None => Saved::AtEnd,
        }
    }
}

/// The page's latest change, but not later than the server's own clock: a record dated into the future
/// must not hide the changes that come before its date.
fn safe_newest(page: &Page) -> Option<Millis> {
    page.newest.map(|newest| newest.min(page.as_of.unwrap_or(page.fetched_at)))
}
