//! Pages on their way into the store: one or several a transaction, while the next ones are fetched.
//!
//! Each page is a transaction of its own, except in a first load: there the first page is, so that its records
//! are seen at once, and those after it are held until there are enough for one, or one has waited long enough
//! (docs/decisions/0011-pages-together.md).
//! Promises: pages are stored in their order; after one that could not be, none is.

use crate::write::{self, Arrived, Known, Stored};
use crate::{Error, Result, limits};
use provider::Cancel;
use std::sync::Arc;
use store::Store;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// What was stored, and what kept the rest away.
type Done = (Stored, store::Result<()>);

pub(crate) struct Hold {
    store: Arc<Store>,
    known: Arc<Known>,
    cancel: Cancel,
    /// Whether pages are put together.
    together: bool,
    pages: Vec<Arrived>,
    /// Bytes of their records.
    bytes: usize,
    /// When the first of them came.
    since: Option<Instant>,
    /// The transaction before, and what remained after its pages.
    storing: Option<(JoinHandle<Done>, Option<u64>)>,
    /// Of all pages that were stored.
    pub all: Stored,
    /// Whether the last of them brought something.
    pub wrote: bool,
    /// Records after the last of them, where the provider says.
    pub remaining: Option<u64>,
}

impl Hold {
    pub fn new(store: &Arc<Store>, known: Known, cancel: Cancel, together: bool) -> Self {
        Self {
            store: Arc::clone(store),
            known: Arc::new(known),
            cancel,
            together,
            pages: Vec::new(),
            bytes: 0,
            since: None,
            storing: None,
            all: Stored::default(),
            wrote: false,
            remaining: None,
        }
    }

    pub fn add(&mut self, arrived: Arrived) {
        self.bytes += arrived.page.records.iter().map(|record| record.raw().len()).sum::<usize>();
        self.since.get_or_insert_with(Instant::now);
        self.pages.push(arrived);
    }

    /// Until when the pages may wait for more; `None` when there are none.
    pub fn until(&self) -> Option<Instant> {
        self.since.map(|since| since + limits::HELD)
    }

    /// Whether what is held is to be stored now.
    pub fn is_due(&self) -> bool {
        let first = self.all.report.records == 0 && self.storing.is_none();
        let enough = self.pages.len() >= limits::TOGETHER || self.bytes >= limits::TOGETHER_BYTES;
        let long = self.until().is_some_and(|until| until <= Instant::now());
        !self.together || first || enough || long
    }

    /// Whether the transaction before is through, so that there is something to tell.
    pub fn is_through(&self) -> bool {
        self.storing.as_ref().is_some_and(|(storing, _)| storing.is_finished())
    }

    /// Begins to store what is held, once the transaction before is through.
    pub async fn store(&mut self) -> Result<()> {
        self.stored().await?;
        let pages = std::mem::take(&mut self.pages);
        (self.bytes, self.since) = (0, None);
        if let Some(last) = pages.last() {
            let remaining = last.page.remaining;
            let (store, known) = (Arc::clone(&self.store), Arc::clone(&self.known));
            let (wrote, cancel) = (self.all.report.wrote(), self.cancel.clone());
            let stop = move || cancel.is_cancelled();
            let work = move || write::pages(&store, &known, &pages, wrote, &stop);
            self.storing = Some((tokio::task::spawn_blocking(work), remaining));
        }
        Ok(())
    }

    /// Waits for the transaction that was begun. When it failed, what is held came after it and is let go.
    pub async fn stored(&mut self) -> Result<()> {
        let Some((storing, remaining)) = self.storing.take() else { return Ok(()) };
        let done = match storing.await {
            Ok((stored, done)) => {
                self.wrote = stored.report.wrote();
                self.all += stored;
                self.remaining = remaining;
                done.map_err(Error::from)
            }
            Err(_) => Err(Error::Broken),
        };
        if done.is_err() {
            self.pages.clear();
        }
        done
    }
}
