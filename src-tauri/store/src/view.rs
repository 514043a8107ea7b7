//! One moment of the store: rows and index as they were when the view was taken.

use crate::catalog::Catalogs;
use crate::error::{Error, Result};
use crate::limits;
use crate::reader::Reader;
use crate::segment::Shelf;
use crate::shape::Subject;
use crate::store::Store;
use index::{Cache, Catalog, PieceKey, Pieces};
use rusqlite::Connection;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A lease of a reading connection, like [`Reader`], in one snapshot for as long as it lives. What the
/// index answers and what SQL answers through it agree. Give it back soon.
pub struct View<'s> {
    reader: Reader<'s>,
    catalogs: Catalogs,
    cache: &'s Cache,
}

impl Store {
    /// The store as it is now, for at most [`limits::READ_TIME`] of work. Never waits for a commit.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn view(&self) -> Result<View<'_>> {
        View::of(self, self.reader()?)
    }

    /// Without a time limit, for exports; it can still be cancelled.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn long_view(&self) -> Result<View<'_>> {
        View::of(self, self.long_reader()?)
    }
}

impl<'s> View<'s> {
    fn of(store: &'s Store, reader: Reader<'s>) -> Result<Self> {
        for _ in 0..limits::VIEW_TRIES {
            reader.execute_batch("BEGIN")?;
            // The first read takes the snapshot.
            if let Some(catalogs) = store.moments().of(&reader)? {
                return Ok(Self { reader, catalogs, cache: store.cache() });
            }
            reader.execute_batch("ROLLBACK")?;
        }
        Err(Error::Interrupted)
    }

    /// The index of a subject, as of this view's moment.
    pub fn catalog(&self, subject: Subject) -> &Arc<Catalog> {
        self.catalogs.of(subject)
    }

    /// Of decoded pieces, shared by all views.
    pub fn cache(&self) -> &'s Cache {
        self.cache
    }

    /// As [`Reader::cancel_handle`]. What the index computes ends with it too, where it is given
    /// [`Self::stopped`] to ask.
    pub fn cancel_handle(&self) -> Arc<AtomicBool> {
        self.reader.cancel_handle()
    }

    /// Whether it was cancelled or took too long.
    pub fn stopped(&self) -> bool {
        self.reader.stopped()
    }
}

impl Pieces for View<'_> {
    fn get(&self, piece: PieceKey) -> index::Result<Vec<u8>> {
        Shelf(&self.reader).get(piece)
    }
}

impl Deref for View<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.reader
    }
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        // The next lease ends a transaction that is still open.
        let _ = self.reader.execute_batch("ROLLBACK");
    }
}
