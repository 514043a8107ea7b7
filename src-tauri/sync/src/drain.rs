//! One kind, from where it was left to its end, or to the end of a window.

use crate::place::Back;
use crate::run::Run;
use crate::{Error, Report, limits, write};
use model::{Kind, Millis};
use provider::{Page, Since, Trail, Window};
use std::sync::Arc;
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
    fn since(&self, kept: Option<&Checkpoint>) -> Since {
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
    report: Report,
}

impl Run<'_> {
    /// While one page is stored the next is fetched. Whatever stops it, stored pages stay.
    pub(crate) async fn drain(&mut self, kind: Kind, course: Course) -> Result<(), Fault> {
        let kept = write::checkpoint(&self.store, self.account, kind).await?;
        let mut since = course.since(kept.as_ref());
        let mut page = self.first_page(kind, &mut since).await?;
        let trail = Trail::from_cursor(since.cursor.as_deref());
        let began = page.fetched_at.min(page.as_of.unwrap_or(Millis::MAX));
        let mut drain = Drain { kind, course, kept, trail, newest: None, began, report: Report::default() };
        loop {
            let (remaining, next, strays) = (page.remaining, page.next.clone(), page.strays);
            let straight = drain.trail.step(&page);
            let storing = self.store_page(&mut drain, page, straight.is_ok());
            since.cursor = next;
            let fetched = if straight.is_ok() && since.cursor.is_some() && !strays {
                let (stored, fetched) = tokio::join!(storing, self.fetch(kind, &since));
                self.brought(&mut drain, stored?, remaining);
                Some(fetched)
            } else {
                let stored = storing.await?;
                self.brought(&mut drain, stored, remaining);
                None
            };
            straight?;
            match fetched {
                Some(fetched) => page = fetched?,
                None => return Ok(()),
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

    /// Stores a page with the checkpoint that it reaches, once polled.
    fn store_page(
        &self,
        drain: &mut Drain,
        page: Page,
        straight: bool,
    ) -> impl Future<Output = Result<Report, Error>> + use<> {
        drain.newest = drain.newest.max(safe_newest(&page));
        let (kind, account) = (drain.kind, self.account);
        let (checkpoint, always) = match straight {
            true => drain.reached(&page),
            // What a circle hid is not known, so nothing counts as reached.
            false => (drain.beginning(page.fetched_at), false),
        };
        let store = Arc::clone(&self.store);
        async move {
            write::blocking(&store, move |store| {
                write::page(store, account, kind, &page, &checkpoint, always)
            })
            .await
        }
    }

    fn brought(&mut self, drain: &mut Drain, stored: Report, remaining: Option<u64>) {
        drain.report += stored;
        self.report += stored;
        self.remaining = remaining;
        self.show(None);
    }
}

impl Drain {
    /// The checkpoint after a page, and whether it is saved even if the page brought nothing.
    fn reached(&self, page: &Page) -> (Checkpoint, bool) {
        let at = page.fetched_at;
        match &self.course {
            Course::Straight => (self.straight(page), self.must_save(page)),
            // A provider that sends what was not asked for does not know windows: the kind is read
            // straight, from its beginning.
            Course::Window(_) if page.strays => (Checkpoint { at, ..Checkpoint::default() }, true),
            Course::Window(back) => {
                let back = Back { newest: back.newest.max(self.newest), ..back.clone() };
                let on = match &page.next {
                    Some(next) => Some(Back { cursor: Some(next.clone()), ..back.clone() }),
                    None => back.older(),
                };
                let end = Checkpoint { cursor: None, updated_since: back.next_run(), at };
                (on.map_or(end, |back| back.checkpoint(at)), true)
            }
            Course::CatchUp(back) if page.next.is_none() => {
                let newest = back.newest.max(self.newest);
                (Back { caught: self.began, newest, ..back.clone() }.checkpoint(at), true)
            }
            Course::CatchUp(_) => (self.beginning(at), false),
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
    /// cleared, or when it says for the first time how far the kind is read. Otherwise reading what is
    /// known writes nothing.
    fn must_save(&self, page: &Page) -> bool {
        let stands_within = self.report.wrote() || self.kept.as_ref().is_some_and(|c| c.cursor.is_some());
        let says_more = self.newest.is_some() && self.kept.as_ref().is_none_or(|c| c.updated_since.is_none());
        page.next.is_none() && (stands_within || says_more)
    }
}

/// The page's latest change, but not later than the server's own clock: a record dated into the future
/// must not hide the changes that come before its date.
fn safe_newest(page: &Page) -> Option<Millis> {
    page.newest.map(|newest| newest.min(page.as_of.unwrap_or(page.fetched_at)))
}
