//! Files into the store: first a preview that writes nothing, then the file once accepted, and its undoing.
//!
//! Promises: what a preview counts is what accepting does, as long as neither file nor store change meanwhile (a file
//! that did is refused); an import that is cancelled or fails is undone at once; one that a kill broke off is listed
//! and can be undone; what changed again since is left as it is when an import is undone, and told.

mod error;
mod figures;

pub use error::{Error, Result};
pub use figures::{Counts, Figures, RejectedRow};

use crate::limits;
use ::import::{Flow, Held, Opened, Piece};
use figures::{Fate, Tally};
use model::{Fetched, Kind, Millis};
use std::cell::RefCell;
use store::{Change, Left, NewImport, Reader, Store};

/// How an import is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// What is held already is left as it is, whatever the file says of it.
    pub only_new: bool,
}

/// What accepting came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub import: i64,
    pub figures: Figures,
}

/// What undoing came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undone {
    pub removed: u64,
    pub restored: u64,
    /// Changed again since, or deleted; so they stay as they are.
    pub left: u64,
    /// The first of them.
    pub first: Vec<Left>,
}

/// Who watches: `stop` is asked often, `on` is told of rows read or records undone.
pub struct Watch<'w> {
    pub stop: &'w dyn Fn() -> bool,
    pub on: &'w mut dyn FnMut(u64),
}

/// The account as it is now, for records that are put together of several files.
struct Here<'s> {
    reader: Reader<'s>,
    account: Option<i64>,
    /// What kept it from telling.
    fault: RefCell<Option<store::Error>>,
}

impl<'s> Here<'s> {
    fn open(store: &'s Store, account: Option<i64>) -> Result<Self> {
        Ok(Self { reader: store.long_reader()?, account, fault: RefCell::default() })
    }

    fn sound(&self) -> Result<()> {
        self.fault.borrow_mut().take().map_or(Ok(()), |fault| Err(fault.into()))
    }

    /// What would become of a record.
    fn fate(&self, fetched: &Fetched, manner: Manner) -> Result<(Fate, Option<i64>)> {
        let Some(account) = self.account else { return Ok((Fate::New, None)) };
        let (kind, id) = (fetched.kind(), fetched.id());
        if store::import::is_buried(&self.reader, account, kind, id)? {
            return Ok((Fate::Deleted, None));
        }
        let held = store::import::held(&self.reader, account, kind, id)?;
        let comes = store::import::digest_with(&self.reader, account, fetched)?;
        Ok((Fate::of(held, comes, manner.only_new), held))
    }
}

impl Held for Here<'_> {
    fn raw(&self, kind: Kind, id: &str) -> Option<String> {
        let found = store::import::raw_of(&self.reader, self.account?, kind, id);
        found.unwrap_or_else(|fault| {
            self.fault.borrow_mut().get_or_insert(fault);
            None
        })
    }
}

/// Tells what accepting a file would do. Writes nothing. `account`: `None` for one that is yet to be made.
///
/// # Errors
/// As [`Error`].
pub fn preview(
    store: &Store,
    account: Option<i64>,
    file: &mut Opened,
    manner: Manner,
    watch: &mut Watch<'_>,
) -> Result<Figures> {
    let here = Here::open(store, account)?;
    let mut tally = Tally::default();
    each(file, &here, watch, &mut tally, |tally, records, _| {
        for fetched in &records {
            tally.look(fetched, manner.only_new, || here.fate(fetched, manner))?;
        }
        Ok(())
    })?;
    Ok(tally.figures())
}

/// Takes a file in that was looked at before: `sha256` is that of the preview.
///
/// # Errors
/// As [`Error`]; then nothing of it is left in the store, but where undoing it failed too.
pub fn accept(
    store: &Store,
    new: &NewImport,
    file: &mut Opened,
    manner: Manner,
    now: &dyn Fn() -> Millis,
    watch: &mut Watch<'_>,
) -> Result<Accepted> {
    if new.sha256 != file.sha256() {
        return Err(Error::Changed);
    }
    let import = store.write(|tx| tx.import_begin(new, now()))?;
    match take_in(store, new, import, file, manner, now, watch) {
        Ok(figures) => Ok(Accepted { import, figures }),
        Err(error) => {
            take_back(store, import, now())?;
            Err(error)
        }
    }
}

fn take_in(
    store: &Store,
    new: &NewImport,
    import: i64,
    file: &mut Opened,
    manner: Manner,
    now: &dyn Fn() -> Millis,
    watch: &mut Watch<'_>,
) -> Result<Figures> {
    let here = Here::open(store, Some(new.account))?;
    let at = now();
    let endpoint = format!("file {}", new.name);
    let mut batch: Vec<Fetched> = Vec::new();
    let mut bytes = 0;
    let mut tally = Tally::default();
    let stop = watch.stop;
    let flush = |tally: &mut Tally, batch: &mut Vec<Fetched>| -> Result<()> {
        let written = store.write(|tx| {
            let put = |fetched| tx.import_put(import, new.account, &endpoint, at, fetched, manner.only_new);
            batch.iter().map(put).collect::<store::Result<Vec<_>>>()
        })?;
        for (fetched, change) in batch.iter().zip(written) {
            tally.wrote(fetched, change.map_or(Fate::Kept, Fate::from))?;
        }
        batch.clear();
        store.tend(&stop)?;
        Ok(())
    };
    each(file, &here, watch, &mut tally, |tally, records, rest| {
        for fetched in records {
            bytes += fetched.raw().len();
            batch.push(fetched);
        }
        // What comes after a rest may build upon it.
        if rest || batch.len() >= limits::INTAKE || bytes >= limits::TOGETHER_BYTES {
            bytes = 0;
            flush(tally, &mut batch)?;
        }
        Ok(())
    })?;
    flush(&mut tally, &mut batch)?;
    let figures = tally.figures();
    let sum = figures.sum();
    let kept = sum.unchanged + sum.kept;
    store.write(|tx| tx.import_done(import, [sum.new, sum.changed, kept, figures.rejected], now()))?;
    Ok(figures)
}

/// Reads the file through; `take` is given the records of each row, and whether they are a [`Piece::Rest`].
fn each(
    file: &mut Opened,
    here: &Here<'_>,
    watch: &mut Watch<'_>,
    tally: &mut Tally,
    mut take: impl FnMut(&mut Tally, Vec<Fetched>, bool) -> Result<()>,
) -> Result<()> {
    let mut fault = None;
    let read = file.read(here, &mut |piece| {
        let taken = match piece {
            Piece::Row { place, records } => {
                tally.row(place, records.as_ref().err());
                if tally.rows().is_multiple_of(limits::INTAKE_TOLD) {
                    (watch.on)(tally.rows());
                }
                records.map_or(Ok(()), |records| take(tally, records, false))
            }
            Piece::Rest(records) => take(tally, records, true),
        };
        let taken = taken.and_then(|()| if (watch.stop)() { Err(Error::Cancelled) } else { Ok(()) });
        match taken {
            Ok(()) => Flow::On,
            Err(error) => {
                fault = Some(error);
                Flow::Stop
            }
        }
    });
    here.sound()?;
    match fault {
        Some(error) => Err(error),
        None => Ok(read?),
    }
}

/// Undoes an import: takes away what it brought, puts back what it changed, leaves what changed again since. What is
/// done is done when it is cancelled; undoing it again goes on from there.
///
/// # Errors
/// As [`Error`].
pub fn undo(store: &Store, import: i64, now: Millis, watch: &mut Watch<'_>) -> Result<Undone> {
    let found = store::import::get(&*store.reader()?, import)?.ok_or(Error::Missing(import))?;
    if found.undone_at.is_some() {
        return Err(Error::UndoneAlready(import));
    }
    let mut undone = Undone::default();
    let mut done = 0u64;
    loop {
        let step = store.write(|tx| tx.import_undo(import, limits::INTAKE, now))?;
        undone.removed += step.removed;
        undone.restored += step.restored;
        undone.left += step.left.len() as u64;
        let room = limits::INTAKE_NAMED.saturating_sub(undone.first.len());
        done += step.removed + step.restored + step.left.len() as u64;
        undone.first.extend(step.left.into_iter().take(room));
        store.tend(watch.stop)?;
        (watch.on)(done);
        if !step.more {
            return Ok(undone);
        }
        if (watch.stop)() {
            return Err(Error::Cancelled);
        }
    }
}

/// An import that did not come to its end: as if it had never begun.
fn take_back(store: &Store, import: i64, now: Millis) -> Result<()> {
    let undone = undo(store, import, now, &mut Watch { stop: &|| false, on: &mut |_| () })?;
    if undone.left == 0 {
        store.write(|tx| tx.import_drop(import))?;
    }
    Ok(())
}

impl From<Change> for Fate {
    fn from(change: Change) -> Self {
        match change {
            Change::New => Self::New,
            Change::Changed => Self::Changed,
            Change::Same => Self::Unchanged,
            Change::Buried => Self::Deleted,
        }
    }
}
