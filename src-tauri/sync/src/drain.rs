//! One kind, from where it was left to its end.

use crate::run::Run;
use crate::{Error, Report, limits, write};
use model::{Kind, Millis};
use provider::{Page, Since, Trail};
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
        Self::Ours(error)
    }
}

/// What a drain knows while it goes.
struct Drain {
    kind: Kind,
    kept: Option<Checkpoint>,
    trail: Trail,
    /// The latest change seen, by the provider's clock.
    newest: Option<Millis>,
    report: Report,
}

impl Run<'_> {
    /// While one page is stored the next is fetched. Whatever stops it, stored pages stay.
    pub(crate) async fn drain(&mut self, kind: Kind) -> Result<(), Fault> {
        let kept = write::checkpoint(&self.store, self.account, kind).await?;
        let mut since = Since {
            cursor: kept.as_ref().and_then(|c| c.cursor.clone()),
            updated_since: kept.as_ref().and_then(|c| c.updated_since),
        };
        let mut page = self.first_page(kind, &mut since).await?;
        let trail = Trail::from_cursor(since.cursor.as_deref());
        let mut drain = Drain { kind, kept, trail, newest: None, report: Report::default() };
        loop {
            let (remaining, next) = (page.remaining, page.next.clone());
            let straight = drain.trail.step(&page);
            let storing = self.store_page(&mut drain, page, straight.is_ok());
            since.cursor = next;
            let fetched = if straight.is_ok() && since.cursor.is_some() {
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

    /// A cursor may be too old for the server; then it goes on from the last complete run.
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
            true => (drain.checkpoint(&page), drain.must_save(&page)),
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
    /// Within the kind: the cursor, and the beginning that it belongs to. At its end: the next beginning.
    fn checkpoint(&self, page: &Page) -> Checkpoint {
        let began = self.beginning(page.fetched_at);
        match (&page.next, self.newest) {
            (None, Some(newest)) => {
                Checkpoint { updated_since: Some(newest.saturating_sub(limits::OVERLAP)), ..began }
            }
            (next, _) => Checkpoint { cursor: next.clone(), ..began },
        }
    }

    /// Where the last complete run ended.
    fn beginning(&self, at: Millis) -> Checkpoint {
        let updated_since = self.kept.as_ref().and_then(|c| c.updated_since);
        Checkpoint { cursor: None, updated_since, at }
    }

    /// At the end the checkpoint is saved even if the last page brought nothing: when a cursor is to be
    /// cleared, or when there is none at all yet. Otherwise reading what is known writes nothing.
    fn must_save(&self, page: &Page) -> bool {
        let stands_within = self.report.wrote() || self.kept.as_ref().is_some_and(|c| c.cursor.is_some());
        page.next.is_none() && (stands_within || (self.kept.is_none() && self.newest.is_some()))
    }
}

/// The page's latest change, but not later than the server's own clock: a record dated into the future
/// must not hide the changes that come before its date.
fn safe_newest(page: &Page) -> Option<Millis> {
    page.newest.map(|newest| newest.min(page.as_of.unwrap_or(page.fetched_at)))
}
