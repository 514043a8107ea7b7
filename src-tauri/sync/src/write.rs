//! Pages as transactions: their records and how far they bring us.

use crate::gone::Ids;
use crate::{Error, Report, Result, limits, place, words};
use model::{Kind, Millis};
use provider::{Page, Rejected, Stream};
use std::ops::AddAssign;
use std::sync::Arc;
use store::{Branch, Checkpoint, Gap, Store, Why, Writer};

/// Runs `work` on a thread that may block.
pub(crate) async fn blocking<T: Send + 'static>(
    store: &Arc<Store>,
    work: impl FnOnce(&Store) -> store::Result<T> + Send + 'static,
) -> Result<T> {
    let store = Arc::clone(store);
    let done = tokio::task::spawn_blocking(move || work(&store)).await;
    Ok(done.map_err(|_| Error::Broken)??)
}

/// A page, and what it brings its stream to.
pub(crate) struct Arrived {
    pub page: Page,
    /// The lists that belong to its records, as the store keeps them.
    pub branches: Vec<Branch>,
    pub reached: Reached,
}

/// Where a stream stands after a page.
pub(crate) enum Reached {
    Stream(Checkpoint, Saved),
    /// Where it stood before.
    Nothing,
    /// The list of a record: where to go on, or its end as it was at this version.
    Within {
        branch: i64,
        cursor: String,
    },
    End {
        branch: i64,
        version: String,
    },
}

/// When a checkpoint is saved. Reading what is known already writes nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    Always,
    /// If the page brought something.
    WithRecords,
    /// If it did, or any page before it since the stream was begun.
    AtEnd,
}

/// What does not change while a stream is read.
pub(crate) struct Known {
    pub account: i64,
    pub stream: Stream,
    /// Records of its kinds that were gone at the provider.
    pub gone: Arc<Ids>,
}

/// What was stored, and what was not.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Stored {
    pub report: Report,
    /// Of the first record that was passed over: which, and why.
    pub rejected: Option<String>,
}

impl AddAssign for Stored {
    fn add_assign(&mut self, more: Self) {
        self.report += more.report;
        self.rejected = self.rejected.take().or(more.rejected);
    }
}

impl Stored {
    fn reject(&mut self, more: &Rejected) {
        self.report.rejected += more.count;
        self.rejected = self.rejected.take().or_else(|| more.first.clone());
    }
}

/// Stores pages in one transaction, with the place that the last of them reaches; `wrote`: whether a page
/// before them brought something. When one cannot be stored, those before it are, each for itself, and none
/// after it. What was stored is merged with the rest of the index bit by bit, a step a transaction; a merge ends
/// at once when `stop` says so, and is left to whoever tends the store next.
pub(crate) fn pages(
    store: &Store,
    known: &Known,
    pages: &[Arrived],
    wrote: bool,
    stop: &dyn Fn() -> bool,
) -> (Stored, store::Result<()>) {
    let mut stored = Stored::default();
    let mut done = together(store, known, pages, wrote, stop).map(|of_all| stored += of_all);
    if done.is_err() && pages.len() > 1 {
        done = pages.chunks(1).try_for_each(|page| {
            stored += together(store, known, page, wrote || stored.report.wrote(), stop)?;
            Ok(())
        });
    }
    (stored, done)
}

fn together(
    store: &Store,
    known: &Known,
    pages: &[Arrived],
    mut wrote: bool,
    stop: &dyn Fn() -> bool,
) -> store::Result<Stored> {
    let stored = store.write(|tx| {
        let (mut all, mut place) = (Stored::default(), None);
        for Arrived { page, branches, reached } in pages {
            let stored = page_in(tx, known, page)?;
            wrote |= stored.report.wrote();
            for branch in branches {
                tx.branch_note(known.account, branch)?;
            }
            let save = match reached {
                Reached::Stream(_, Saved::WithRecords) | Reached::Within { .. } => stored.report.wrote(),
                Reached::Stream(_, Saved::AtEnd) => wrote,
                Reached::Nothing => false,
                _ => true,
            };
            if save {
                place = Some(reached);
            }
            all += stored;
        }
        match place {
            Some(Reached::Stream(checkpoint, _)) => {
                tx.checkpoint_set(known.account, known.stream.id, checkpoint)?;
            }
            Some(Reached::Within { branch, cursor }) => tx.branch_left(*branch, cursor)?,
            Some(Reached::End { branch, version }) => tx.branch_walked(*branch, version)?,
            Some(Reached::Nothing) | None => {}
        }
        Ok(all)
    })?;
    if stored.report.wrote() {
        store.tend(stop)?;
    }
    Ok(stored)
}

/// The records of a page. One that cannot be read is passed over, unless too many are such.
fn page_in(tx: &mut Writer<'_>, known: &Known, page: &Page) -> store::Result<Stored> {
    let (mut stored, mut rejected) = (Stored::default(), page.rejected.clone());
    for fetched in &page.records {
        match tx.upsert(known.account, &page.endpoint, page.fetched_at, fetched) {
            Ok(change) => stored.report.count(change),
            Err(store::Error::Unreadable { what }) => rejected.add(|| what),
            Err(error) => return Err(error),
        }
        back(tx, known, fetched.kind(), fetched.id())?;
    }
    page.there.iter().try_for_each(|(kind, id)| back(tx, known, *kind, id))?;
    match rejected.first.clone() {
        Some(what) if rejected.count * limits::READABLE > page.objects as u64 => {
            Err(store::Error::Unreadable { what })
        }
        _ => {
            stored.reject(&rejected);
            Ok(stored)
        }
    }
}

/// What was gone and comes is there again.
fn back(tx: &mut Writer<'_>, known: &Known, kind: Kind, id: &str) -> store::Result<()> {
    if known.gone.is_empty() || !known.gone.contains(&(kind, id.to_owned())) {
        return Ok(());
    }
    tx.gone_back(known.account, kind, id)
}

/// Where the last run of this stream got to.
pub(crate) async fn checkpoint(
    store: &Arc<Store>,
    account: i64,
    stream: &'static str,
) -> Result<Option<Checkpoint>> {
    blocking(store, move |store| store::checkpoint::get(&*store.reader()?, account, stream)).await
}

/// Puts streams at their places, all or none.
pub(crate) async fn checkpoints(
    store: &Arc<Store>,
    account: i64,
    places: Vec<(&'static str, Checkpoint)>,
) -> Result<()> {
    blocking(store, move |store| {
        store.write(|tx| {
            places.iter().try_for_each(|(stream, place)| tx.checkpoint_set(account, stream, place))
        })
    })
    .await
}

/// A list was read to its end, as it was at this version.
pub(crate) async fn walked(store: &Arc<Store>, branch: i64, version: String) -> Result<()> {
    blocking(store, move |store| store.write(|tx| tx.branch_walked(branch, &version))).await
}

/// A list whose place leads nowhere is to be read from its beginning.
pub(crate) async fn rewind(store: &Arc<Store>, branch: i64) -> Result<()> {
    blocking(store, move |store| store.write(|tx| tx.branch_rewind(branch))).await
}

/// Forgets a cursor that leads nowhere. The next run begins at the last complete one.
pub(crate) async fn forget_cursor(
    store: &Arc<Store>,
    account: i64,
    stream: &'static str,
    now: Millis,
) -> Result<()> {
    blocking(store, move |store| {
        let Some(kept) = store::checkpoint::get(&*store.reader()?, account, stream)? else { return Ok(()) };
        if kept.cursor.is_none() {
            return Ok(());
        }
        let cleared = place::rewound(kept, now);
        store.write(|tx| tx.checkpoint_set(account, stream, &cleared))
    })
    .await
}

/// Notes what is missing of a stream; the latest word takes the place of an older one that says the same
/// differently. `None`: nothing of this kind is missing any more.
pub(crate) async fn missing(
    store: &Arc<Store>,
    account: i64,
    stream: &'static str,
    why: Why,
    gap: Option<Gap>,
) -> Result<()> {
    blocking(store, move |store| {
        let known = store::gap::of_account(&*store.reader()?, account)?;
        let known = known.iter().find(|known| known.stream == stream && known.why == why);
        match (known, gap) {
            (None, None) => Ok(()),
            (Some(known), Some(gap)) if known.from_at == gap.from_at && known.reason == gap.reason => Ok(()),
            (_, Some(gap)) => store.write(|tx| tx.gap_note(account, &gap)),
            (Some(_), None) => store.write(|tx| tx.gap_close(account, stream, why)),
        }
    })
    .await
}

/// Notes what lies before the oldest record of a stream that was read to its beginning: the provider forgets, as
/// `reason` says.
pub(crate) async fn not_kept(
    store: &Arc<Store>,
    account: i64,
    stream: Stream,
    reason: &'static str,
    now: Millis,
) -> Result<()> {
    let oldest = blocking(store, move |store| {
        let reader = store.reader()?;
        let each = stream.kinds.iter().map(|kind| store::gap::oldest(&reader, account, *kind));
        Ok(each.collect::<store::Result<Vec<_>>>()?.into_iter().flatten().min())
    });
    let to_at = Some(oldest.await?.unwrap_or(now));
    let gap = Gap { to_at, ..gap(&stream, Why::NotKept, reason.to_owned(), now) };
    missing(store, account, stream.id, Why::NotKept, Some(gap)).await
}

/// The gap of a stream that is not given to an account.
pub(crate) fn not_given(stream: &Stream, why: Option<&str>, now: Millis) -> Gap {
    let reason = match why {
        Some(why) => why.to_owned(),
        None => format!("The provider does not offer {} to this account.", stream.title),
    };
    gap(stream, Why::NotRead, reason, now)
}

/// Records of a stream that were passed over.
pub(crate) fn skipped(stream: &Stream, stored: &Stored, now: Millis) -> Option<Gap> {
    let count = stored.report.rejected;
    let reason = words::skipped(count, stored.rejected.as_deref());
    (count > 0).then(|| gap(stream, Why::Skipped, reason, now))
}

fn gap(stream: &Stream, why: Why, reason: String, noted_at: Millis) -> Gap {
    Gap { stream: stream.id.to_owned(), why, from_at: None, to_at: None, reason, noted_at }
}

/// The list to read next of those that belong to records, but for some.
pub(crate) async fn due(
    store: &Arc<Store>,
    account: i64,
    stream: &'static str,
    but: &[i64],
) -> Result<Option<store::Due>> {
    let but = but.to_vec();
    blocking(store, move |store| store::branch::next(&*store.reader()?, account, stream, &but)).await
}

/// The list of one record.
pub(crate) async fn branch(
    store: &Arc<Store>,
    account: i64,
    stream: &'static str,
    parent: String,
) -> Result<Option<store::Due>> {
    blocking(store, move |store| store::branch::of(&*store.reader()?, account, stream, &parent)).await
}
