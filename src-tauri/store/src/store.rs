//! The store in its folder: one connection that writes, a few that read.

use crate::account::{self, Counts};
use crate::catalog::{Catalogs, Moments};
use crate::error::{Error, Result};
use crate::reader::{Pool, Reader};
use crate::writer::{Memory, Writer};
use crate::{file, limits, migrate, rollup, segment};
use index::{Cache, Segment};
use model::Millis;
use rusqlite::{Connection, TransactionBehavior};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, Weak};
use vault::StoreKey;

pub struct Store {
    readers: Pool,
    write: Mutex<Pen>,
    revision: AtomicU64,
    moments: Moments,
    cache: Cache,
    /// Held while the index is tended.
    tending: Mutex<()>,
    dir: PathBuf,
    key: StoreKey,
    /// Held as long as the store is open. Last, so that it is let go last.
    _lock: File,
}

struct Pen {
    conn: Connection,
    memory: Memory,
    /// As committed last.
    catalogs: Catalogs,
    /// Segments out of use whose pieces are still there.
    retired: Vec<Retired>,
    /// Segments that were found too large to be merged.
    left: Vec<u32>,
    /// Bytes of the write-ahead log after the last attempt to fold it in.
    log: u64,
}

/// A segment out of use.
pub(crate) struct Retired {
    pub number: u32,
    /// Alive as long as anybody may still read its pieces.
    pub held: Weak<Segment>,
}

/// What a transaction gives back, and the index as it left it, if it changed.
pub(crate) type Left<T> = (T, Option<Catalogs>);

/// When a commit has reached the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Durable {
    /// Soon; a killed process loses nothing, a power cut may lose the last commits, whole.
    Soon,
    /// Before `write` returns.
    Now,
}

impl Store {
    /// A new store in `dir`, which must hold none.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Locked`], [`Error::NoCipher`], [`Error::Io`].
    pub fn create(dir: &Path, key: &StoreKey, now: Millis) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(Error::io("Making the store's folder"))?;
        let lock = file::lock(dir)?;
        if dir.join(file::DATABASE).exists() {
            return Err(Error::Exists(dir.to_path_buf()));
        }
        let conn = file::connect(dir, key, true)?;
        file::prepare_writer(&conn)?;
        file::mark(&conn)?;
        let store = Self::assemble(dir, key, conn, lock)?;
        store.write_flushed(|tx| tx.setting_set("created_at", &now.to_string()))?;
        store.fold_log()?;
        file::check_encrypted(dir)?;
        Ok(store)
    }

    /// Opens the store in `dir`, bringing an older one up to date.
    ///
    /// # Errors
    /// [`Error::Absent`], [`Error::Locked`], [`Error::NotEncrypted`], [`Error::WrongKey`],
    /// [`Error::Damaged`], [`Error::Newer`], [`Error::Trial`].
    pub fn open(dir: &Path, key: &StoreKey, _now: Millis) -> Result<Self> {
        if !dir.join(file::DATABASE).exists() {
            return Err(Error::Absent(dir.to_path_buf()));
        }
        let lock = file::lock(dir)?;
        let conn = file::connect(dir, key, false)?;
        file::check_mark(&conn)?;
        migrate::refuse_others(&conn)?;
        file::prepare_writer(&conn)?;
        Self::assemble(dir, key, conn, lock)
    }

    fn assemble(dir: &Path, key: &StoreKey, mut conn: Connection, lock: File) -> Result<Self> {
        migrate::run(&mut conn)?;
        let held = Weak::new;
        let retired = segment::retired(&conn)?.into_iter().map(|number| Retired { number, held: held() });
        let (retired, memory, moments) = (retired.collect(), Memory::new(&conn)?, Moments::load(&conn)?);
        let catalogs = moments.of(&conn)?.ok_or_else(|| Error::damaged("the index has no last moment"))?;
        Ok(Self {
            readers: Pool::default(),
            write: Mutex::new(Pen { conn, memory, catalogs, retired, left: Vec::new(), log: 0 }),
            revision: AtomicU64::new(1),
            moments,
            cache: Cache::new(limits::INDEX_CACHE),
            tending: Mutex::new(()),
            dir: dir.to_path_buf(),
            key: key.clone(),
            _lock: lock,
        })
    }

    /// One transaction. When `work` fails, or the commit does, nothing of it is kept.
    ///
    /// # Errors
    /// Those of `work`, and those of the commit.
    pub fn write<T>(&self, work: impl FnOnce(&mut Writer<'_>) -> Result<T>) -> Result<T> {
        self.transact(Durable::Soon, work)
    }

    /// As [`Store::write`], and on the disk before it returns: for the register.
    ///
    /// # Errors
    /// Those of `work`, and those of the commit.
    pub fn write_flushed<T>(&self, work: impl FnOnce(&mut Writer<'_>) -> Result<T>) -> Result<T> {
        self.transact(Durable::Now, work)
    }

    fn transact<T>(&self, durable: Durable, work: impl FnOnce(&mut Writer<'_>) -> Result<T>) -> Result<T> {
        let mut pen = self.pen();
        let before = pen.conn.total_changes();
        let value = self.commit(&mut pen, durable, |conn, memory, catalogs| {
            let mut writer = Writer::new(conn, memory, catalogs, &self.cache);
            let value = work(&mut writer)?;
            Ok((value, writer.finish()?))
        })?;
        if pen.conn.total_changes() != before {
            self.revision.fetch_add(1, Ordering::Release);
        }
        Ok(value)
    }

    /// A transaction of upkeep: what a reader is told stays the same, so the revision does.
    pub(crate) fn alter<T>(
        &self,
        work: impl FnOnce(&Connection, &mut Memory, Catalogs) -> Result<Left<T>>,
    ) -> Result<T> {
        self.commit(&mut self.pen(), Durable::Soon, work)
    }

    fn commit<T>(
        &self,
        pen: &mut Pen,
        durable: Durable,
        work: impl FnOnce(&Connection, &mut Memory, Catalogs) -> Result<Left<T>>,
    ) -> Result<T> {
        let Pen { conn, memory, catalogs, .. } = pen;
        memory.settle();
        let level = if durable == Durable::Now { "FULL" } else { "NORMAL" };
        conn.pragma_update(None, "synchronous", level)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (value, left) = work(&tx, memory, catalogs.clone())?;
        let moment = memory.new_moment();
        if let Some(left) = &left {
            self.moments.publish(&tx, moment, left.clone())?;
        }
        if let Err(error) = tx.commit() {
            self.moments.withdraw(moment);
            return Err(error.into());
        }
        memory.sound = true;
        if let Some(left) = left {
            *catalogs = left;
            self.moments.forget(limits::MOMENTS);
        }
        self.fold_log_if_long(pen)?;
        Ok(value)
    }

    /// Folds the write-ahead log in when it has grown, after the commit: a reader never waits for that.
    fn fold_log_if_long(&self, pen: &mut Pen) -> Result<()> {
        let length = std::fs::metadata(self.dir.join(file::LOG)).map_or(0, |log| log.len());
        // Where a reader holds it back, it is tried again only after as much again.
        if length < pen.log {
            pen.log = 0;
        }
        if length.saturating_sub(pen.log) >= limits::LOG {
            pen.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
            pen.log = length;
        }
        Ok(())
    }

    fn pen(&self) -> MutexGuard<'_, Pen> {
        self.write.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn moments(&self) -> &Moments {
        &self.moments
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.cache
    }

    pub(crate) fn tending(&self) -> &Mutex<()> {
        &self.tending
    }

    /// The index as committed last.
    pub(crate) fn catalogs(&self) -> Catalogs {
        self.pen().catalogs.clone()
    }

    pub(crate) fn retire(&self, segments: impl IntoIterator<Item = Retired>) {
        self.pen().retired.extend(segments);
    }

    /// These are not tried again until the store is opened anew.
    pub(crate) fn leave(&self, segments: impl IntoIterator<Item = u32>) {
        self.pen().left.extend(segments);
    }

    pub(crate) fn left(&self) -> Vec<u32> {
        self.pen().left.clone()
    }

    /// A retired segment that nobody can read any more.
    pub(crate) fn unheld(&self) -> Option<u32> {
        let pen = self.pen();
        pen.retired.iter().find(|retired| retired.held.strong_count() == 0).map(|retired| retired.number)
    }

    pub(crate) fn cleared(&self, number: u32) {
        self.pen().retired.retain(|retired| retired.number != number);
    }

    /// A reading connection, for at most [`limits::READ_TIME`] of work.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn reader(&self) -> Result<Reader<'_>> {
        self.readers.lease(&self.dir, &self.key, Some(limits::READ_TIME))
    }

    /// A reading connection without a time limit, for exports; it can still be cancelled.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn long_reader(&self) -> Result<Reader<'_>> {
        self.readers.lease(&self.dir, &self.key, None)
    }

    /// Rises with each commit that changed rows, from 1 at opening.
    pub fn revision(&self) -> u64 {
        self.revision.load(Ordering::Acquire)
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// A key for another purpose, derived from the store's: the register seals its checkpoint with one.
    pub fn derived_key(&self, purpose: &str) -> vault::DerivedKey {
        self.key.derive(purpose)
    }

    /// Rows of the account, without counting them.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn counts(&self, account: i64) -> Result<Counts> {
        account::counts(&*self.reader()?, account)
    }

    /// Folds the write-ahead log into the database.
    fn fold_log(&self) -> Result<()> {
        let pen = self.pen();
        pen.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Reads every page and every index. Each fault found, in words; none when all is well.
    ///
    /// # Errors
    /// As [`Error`], when the check itself cannot be made.
    pub fn check(&self) -> Result<Vec<String>> {
        self.fold_log()?;
        let reader = self.long_reader()?;
        let mut faults = lines(&reader, "PRAGMA cipher_integrity_check");
        let checked = lines(&reader, "PRAGMA quick_check");
        faults.extend(checked.into_iter().filter(|line| line != "ok"));
        faults.extend(rollup::check(&reader).unwrap_or_else(|error| vec![error.to_string()]));
        drop(reader);
        faults.extend(self.index_faults()?);
        faults.truncate(limits::FAULTS);
        Ok(faults)
    }

    /// Closes it with everything in the one file. Dropping a store is as safe; it only cannot say
    /// what went wrong.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn close(self) -> Result<()> {
        self.fold_log()?;
        drop(self.readers);
        let pen = self.write.into_inner().unwrap_or_else(PoisonError::into_inner);
        pen.conn.close().map_err(|(_, error)| Error::from(error))
    }
}

/// What a checking pragma says; that it cannot go on is a finding too.
fn lines(conn: &Connection, pragma: &str) -> Vec<String> {
    let read = || -> Result<Vec<String>> {
        conn.prepare(pragma)?.query_and_then([], |row| Ok(row.get(0)?))?.take(limits::FAULTS).collect()
    };
    read().unwrap_or_else(|error| vec![error.to_string()])
}
