//! Reading connections: they cannot write, stop when told to, and stop when they take too long.

use crate::error::Result;
use crate::{file, limits};
use rusqlite::Connection;
use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError};
use std::time::{Duration, Instant};
use vault::StoreKey;

/// Opened when first needed; each keeps its page cache from lease to lease.
#[derive(Default)]
pub(crate) struct Pool {
    slots: [OnceLock<Mutex<Connection>>; limits::READERS],
    turn: AtomicUsize,
}

/// A lease of a reading connection. Each statement sees one committed state of the store; use
/// [`Reader::snapshot`] for several. Give it back soon: there are only a few.
pub struct Reader<'s> {
    conn: MutexGuard<'s, Connection>,
    cancel: Arc<AtomicBool>,
    until: Option<Instant>,
}

impl Pool {
    pub fn lease(&self, dir: &Path, key: &StoreKey, time: Option<Duration>) -> Result<Reader<'_>> {
        for slot in &self.slots {
            if slot.get().is_none() {
                let conn = file::connect(dir, key, false)?;
                file::prepare_reader(&conn)?;
                // Another thread may have filled the slot meanwhile; then this one is not needed.
                let _ = slot.set(Mutex::new(conn));
            }
            match slot.get().map(Mutex::try_lock) {
                Some(Ok(conn)) => return Reader::new(conn, time),
                Some(Err(TryLockError::Poisoned(poison))) => return Reader::new(poison.into_inner(), time),
                _ => {}
            }
        }
        self.wait(dir, key, time)
    }

    /// All are out: queue for one of them, each caller for the next.
    fn wait(&self, dir: &Path, key: &StoreKey, time: Option<Duration>) -> Result<Reader<'_>> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % limits::READERS;
        match self.slots.get(turn).and_then(OnceLock::get) {
            Some(slot) => Reader::new(slot.lock().unwrap_or_else(PoisonError::into_inner), time),
            None => self.lease(dir, key, time),
        }
    }
}

impl<'s> Reader<'s> {
    fn new(mut conn: MutexGuard<'s, Connection>, time: Option<Duration>) -> Result<Self> {
        let cancel = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&cancel);
        let until = time.and_then(|time| Instant::now().checked_add(time));
        if !conn.is_autocommit() {
            conn.execute_batch("ROLLBACK")?;
        }
        conn.progress_handler(limits::STEPS_BETWEEN_LOOKS, Some(move || over(&flag, until)))?;
        Ok(Self { conn, cancel, until })
    }

    /// Whether it was cancelled or its time is over.
    pub(crate) fn stopped(&self) -> bool {
        over(&self.cancel, self.until)
    }

    /// Set it to true, from any thread, and what this reader computes ends with
    /// [`crate::Error::Interrupted`].
    pub fn cancel_handle(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }

    /// Until it is dropped, every read sees the store as it is now.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn snapshot(&self) -> Result<rusqlite::Transaction<'_>> {
        Ok(self.conn.unchecked_transaction()?)
    }
}

fn over(cancel: &AtomicBool, until: Option<Instant>) -> bool {
    cancel.load(Ordering::Relaxed) || until.is_some_and(|until| Instant::now() >= until)
}

impl Deref for Reader<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.conn
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        // The next lease sets its own; a handler left behind would only cost time.
        let _ = self.conn.progress_handler(0, None::<fn() -> bool>);
    }
}
