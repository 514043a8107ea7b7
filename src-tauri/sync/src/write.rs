//! Pages as transactions: their records and how far they bring us.

use crate::{Error, Report, Result, place, words};
use model::{Kind, Millis};
use provider::Page;
use std::sync::Arc;
use store::{Checkpoint, Gap, Store};

/// Runs `work` on a thread that may block.
pub(crate) async fn blocking<T: Send + 'static>(
    store: &Arc<Store>,
    work: impl FnOnce(&Store) -> store::Result<T> + Send + 'static,
) -> Result<T> {
    let store = Arc::clone(store);
    let done = tokio::task::spawn_blocking(move || work(&store)).await;
    Ok(done.map_err(|_| Error::Broken)??)
}

/// A page, and what its records bring the kind to.
pub(crate) struct Arrived {
    pub page: Page,
    pub checkpoint: Checkpoint,
    pub saved: Saved,
}

/// When a checkpoint is saved. Reading what is known already writes nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    Always,
    /// If the page brought something.
    WithRecords,
    /// If it did, or any page before it since the kind was begun.
    AtEnd,
}

/// Stores pages in one transaction, with the checkpoint that the last of them reaches; `wrote`: whether a page
/// before them brought something. When one cannot be stored, those before it are, each for itself, and none
/// after it. What was stored is merged with the rest of the index bit by bit, a step a transaction; a merge ends
/// at once when `stop` says so, and is left to whoever tends the store next.
pub(crate) fn pages(
    store: &Store,
    account: i64,
    kind: Kind,
    pages: &[Arrived],
    wrote: bool,
    stop: &dyn Fn() -> bool,
) -> (Report, store::Result<()>) {
    let mut report = Report::default();
    let mut done = together(store, account, kind, pages, wrote, stop).map(|of_all| report += of_all);
    if done.is_err() && pages.len() > 1 {
        done = pages.chunks(1).try_for_each(|page| {
            report += together(store, account, kind, page, wrote || report.wrote(), stop)?;
            Ok(())
        });
    }
    (report, done)
}

fn together(
    store: &Store,
    account: i64,
    kind: Kind,
    pages: &[Arrived],
    mut wrote: bool,
    stop: &dyn Fn() -> bool,
) -> store::Result<Report> {
    let report = store.write(|tx| {
        let (mut all, mut reached) = (Report::default(), None);
        for Arrived { page, checkpoint, saved } in pages {
            let mut report = Report::default();
            for fetched in &page.records {
                report.count(tx.upsert(account, &page.endpoint, page.fetched_at, fetched)?);
            }
            wrote |= report.wrote();
            let save = match saved {
                Saved::Always => true,
                Saved::WithRecords => report.wrote(),
                Saved::AtEnd => wrote,
            };
            if save {
                reached = Some(checkpoint);
            }
            all += report;
        }
        reached.map_or(Ok(()), |reached| tx.checkpoint_set(account, kind, reached))?;
        Ok(all)
    })?;
    if report.wrote() {
        store.tend(stop)?;
    }
    Ok(report)
}

/// Where the last run of this kind got to.
pub(crate) async fn checkpoint(store: &Arc<Store>, account: i64, kind: Kind) -> Result<Option<Checkpoint>> {
    blocking(store, move |store| store::checkpoint::get(&*store.reader()?, account, kind)).await
}

/// Puts kinds at their places, all or none.
pub(crate) async fn checkpoints(
    store: &Arc<Store>,
    account: i64,
    places: Vec<(Kind, Checkpoint)>,
) -> Result<()> {
    blocking(store, move |store| {
        store.write(|tx| places.iter().try_for_each(|(kind, place)| tx.checkpoint_set(account, *kind, place)))
    })
    .await
}

/// Forgets a cursor that leads nowhere. The next run begins at the last complete one.
pub(crate) async fn forget_cursor(store: &Arc<Store>, account: i64, kind: Kind, now: Millis) -> Result<()> {
    blocking(store, move |store| {
        let Some(kept) = store::checkpoint::get(&*store.reader()?, account, kind)? else { return Ok(()) };
        if kept.cursor.is_none() {
            return Ok(());
        }
        let cleared = place::rewound(kept, now);
        store.write(|tx| tx.checkpoint_set(account, kind, &cleared))
    })
    .await
}

/// A kind was read to its end, so nothing of it is missing any more.
pub(crate) async fn close_gaps(store: &Arc<Store>, account: i64, kind: Kind) -> Result<()> {
    blocking(store, move |store| {
        let known = store::gap::of_account(&*store.reader()?, account)?;
        if known.iter().any(|gap| gap.kind == kind) {
            store.write(|tx| tx.gap_close(account, kind))
        } else {
            Ok(())
        }
    })
    .await
}

/// Notes that something of a kind is missing; the latest word on a kind takes the place of an older one.
pub(crate) async fn gap(store: &Arc<Store>, account: i64, gap: Gap) -> Result<()> {
    blocking(store, move |store| {
        let known = store::gap::of_account(&*store.reader()?, account)?;
        let same = |old: &Gap| old.kind == gap.kind && old.from_at == gap.from_at && old.reason == gap.reason;
        if known.iter().any(same) {
            return Ok(());
        }
        store.write(|tx| {
            tx.gap_close(account, gap.kind)?;
            tx.gap_add(account, &gap)
        })
    })
    .await
}

/// The gap of a kind that an account does not offer.
pub(crate) fn not_offered(kind: Kind, now: Millis) -> Gap {
    let reason = format!("The provider does not offer {} to this account.", words::plural(kind));
    Gap { kind, from_at: None, to_at: None, reason, noted_at: now }
}
