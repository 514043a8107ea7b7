//! Upkeep of the index: small segments become larger ones, and what nobody reads any more is deleted.
//!
//! A merged segment is built outside of any transaction, from segments that never change; its pieces
//! are stored in small transactions under a number that counts as retired. One last transaction puts
//! it in the place of the old ones. So a stop or a crash at any point leaves the index as it was, and
//! what is left over is deleted later.

use crate::catalog::Catalogs;
use crate::error::{Error, Result};
use crate::limits;
use crate::segment::{self, Shelf, outward};
use crate::shape::Subject;
use crate::store::{Retired, Store};
use index::{Bits, Catalog, Part, PieceKey, Segment, Sink};
use rusqlite::Connection;
use std::sync::{Arc, PoisonError, TryLockError, Weak};

impl Store {
    /// Does one step of upkeep: a merge, or a part of a clearing. Whether one was done, so that another
    /// may be due. False at once while another thread tends the store, and when `stop` says so.
    ///
    /// # Errors
    /// As [`Error`]; the index is then as it was.
    pub fn tend(&self, stop: &dyn Fn() -> bool) -> Result<bool> {
        let _one = match self.tending().try_lock() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(poison)) => PoisonError::into_inner(poison),
            Err(TryLockError::WouldBlock) => return Ok(false),
        };
        if self.clear_retired()? {
            return Ok(true);
        }
        let catalogs = self.catalogs();
        for subject in Subject::ALL {
            let parts = self.due(catalogs.of(subject))?;
            if !parts.is_empty() {
                return match self.merge(subject, &parts, stop) {
                    Err(Error::Interrupted) if stop() => Ok(false),
                    // They stay as they are, which is slower and right.
                    Err(Error::TooMuch { .. }) => {
                        self.leave(parts.iter().map(|part| part.segment.number()));
                        Ok(true)
                    }
                    merged => merged.map(|()| true),
                };
            }
        }
        Ok(false)
    }

    /// The parts to be merged next; none when all is well.
    fn due(&self, catalog: &Catalog) -> Result<Vec<Part>> {
        let (soiled, left) = (segment::soiled(&*self.reader()?)?, self.left());
        let parts: Vec<&Part> =
            catalog.parts.iter().filter(|part| !left.contains(&part.segment.number())).collect();
        if let Some(part) = parts.iter().copied().find(|part| soiled.contains(&part.segment.number())) {
            return Ok(vec![part.clone()]);
        }
        let sizes: Vec<(u32, u32)> = parts.iter().map(|part| (part.live(), part.segment.rows())).collect();
        let chosen = index::due(&sizes).unwrap_or_default();
        Ok(chosen.into_iter().filter_map(|place| parts.get(place).copied().cloned()).collect())
    }

    fn merge(&self, subject: Subject, parts: &[Part], stop: &dyn Fn() -> bool) -> Result<()> {
        let number = self.alter(|conn, memory, _| {
            let number = memory.new_segment()?;
            segment::begin(conn, subject, number)?;
            Ok((number, None))
        })?;
        let done = self.build(parts, number, stop).and_then(|merged| self.swap(subject, parts, merged));
        if done.is_err() {
            self.retire([Retired { number, held: Weak::new() }]);
        }
        done
    }

    fn build(&self, parts: &[Part], number: u32, stop: &dyn Fn() -> bool) -> Result<Segment> {
        let reader = self.long_reader()?;
        let mut out = Batches { store: self, held: Vec::new(), bytes: 0 };
        let merged = index::merge(parts, &Shelf(&reader), number, &mut out, stop)?;
        out.write()?;
        Ok(merged)
    }

    /// Puts `merged` in the place of `parts`, with the rows dead that died while it was built.
    fn swap(&self, subject: Subject, parts: &[Part], merged: Segment) -> Result<()> {
        let merged = Arc::new(merged);
        self.alter(|conn, _, mut catalogs| {
            let dead = self.died_since(conn, &catalogs, subject, parts, &merged)?;
            let soiled = segment::soiled(conn)?;
            let replaced = |number: u32| parts.iter().any(|part| part.segment.number() == number);
            let part = Part { segment: Arc::clone(&merged), dead: Arc::new(dead) };
            segment::add(conn, subject, &part)?;
            // Words of rows that were deleted meanwhile are in it.
            if !part.dead.is_empty() && soiled.iter().any(|number| replaced(*number)) {
                segment::set_soiled(conn, merged.number())?;
            }
            for old in parts {
                segment::retire(conn, old.segment.number())?;
            }
            let catalog = catalogs.edit(subject);
            catalog.parts.retain(|part| !replaced(part.segment.number()));
            if part.live() > 0 {
                catalog.parts.insert(0, part);
            } else {
                segment::retire(conn, merged.number())?;
            }
            Ok(((), Some(catalogs)))
        })?;
        let of = |segment: &Arc<Segment>| Retired { number: segment.number(), held: Arc::downgrade(segment) };
        self.retire(parts.iter().map(|part| of(&part.segment)));
        if self.catalogs().part(subject, merged.number()).is_none() {
            self.retire([of(&merged)]);
        }
        Ok(())
    }

    /// The rows of `merged` that were alive in `parts` and are no more.
    fn died_since(
        &self,
        conn: &Connection,
        now: &Catalogs,
        subject: Subject,
        parts: &[Part],
        merged: &Segment,
    ) -> Result<Bits> {
        let (shelf, cache) = (Shelf(conn), self.cache());
        let mut dead = Bits::none(merged.rows());
        if merged.rows() == 0 {
            return Ok(dead);
        }
        let mut new = merged.keys(&shelf, cache)?;
        for then in parts {
            let segment = &then.segment;
            let Some(part) = now.part(subject, segment.number()) else { continue };
            let mut died = Bits::clone(&part.dead);
            died.minus(&then.dead);
            if died.is_empty() {
                continue;
            }
            let mut old = segment.keys(&shelf, cache)?;
            for row in died.iter() {
                if let Some(row) = new.row_of(old.key(row)?)? {
                    dead.insert(row);
                }
            }
        }
        Ok(dead)
    }

    /// Deletes some pieces of a segment that nobody holds any more. Whether there were any.
    fn clear_retired(&self) -> Result<bool> {
        self.moments().forget(1);
        let Some(number) = self.unheld() else { return Ok(false) };
        let done = self.alter(|conn, _, _| Ok((segment::clear(conn, number, limits::CLEARED)?, None)))?;
        if done {
            self.cache().forget(number);
            self.cleared(number);
        }
        Ok(true)
    }
}

/// Pieces on their way into the store, some at a time, so that neither memory nor a transaction grows large.
struct Batches<'s> {
    store: &'s Store,
    held: Vec<(PieceKey, Vec<u8>)>,
    bytes: usize,
}

impl Batches<'_> {
    fn write(&mut self) -> Result<()> {
        let held = std::mem::take(&mut self.held);
        self.bytes = 0;
        self.store.alter(|conn, _, _| {
            held.iter().try_for_each(|(piece, body)| segment::put(conn, *piece, body))?;
            Ok(((), None))
        })
    }
}

impl Sink for Batches<'_> {
    fn put(&mut self, piece: PieceKey, body: &[u8]) -> index::Result<()> {
        self.held.push((piece, body.to_vec()));
        self.bytes += body.len();
        if self.bytes >= limits::BATCH { self.write().map_err(outward) } else { Ok(()) }
    }
}
