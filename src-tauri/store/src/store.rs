//! The store in its folder: one connection that writes, a few that read.

use crate::account::{self, Counts};
use crate::error::{Error, Result};
use crate::reader::{Pool, Reader};
use crate::writer::{Memory, Writer};
use crate::{file, limits, migrate};
use model::Millis;
use rusqlite::{Connection, TransactionBehavior};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use vault::StoreKey;

pub struct Store {
    readers: Pool,
    write: Mutex<Pen>,
    revision: AtomicU64,
    dir: PathBuf,
    key: StoreKey,
    /// Held as long as the store is open. Last, so that it is let go last.
    _lock: File,
}

struct Pen {
    conn: Connection,
    memory: Memory,
}

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
    /// [`Error::Damaged`], [`Error::Newer`].
    pub fn open(dir: &Path, key: &StoreKey, _now: Millis) -> Result<Self> {
        if !dir.join(file::DATABASE).exists() {
            return Err(Error::Absent(dir.to_path_buf()));
        }
        let lock = file::lock(dir)?;
        let conn = file::connect(dir, key, false)?;
        file::check_mark(&conn)?;
        migrate::refuse_newer(&conn)?;
        file::prepare_writer(&conn)?;
        Self::assemble(dir, key, conn, lock)
    }

    fn assemble(dir: &Path, key: &StoreKey, mut conn: Connection, lock: File) -> Result<Self> {
        migrate::run(&mut conn)?;
        Ok(Self {
            readers: Pool::default(),
            write: Mutex::new(Pen { conn, memory: Memory::new()? }),
            revision: AtomicU64::new(1),
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
        let mut pen = self.write.lock().unwrap_or_else(PoisonError::into_inner);
        let Pen { conn, memory } = &mut *pen;
        let before = conn.total_changes();
        memory.settle();
        let level = if durable == Durable::Now { "FULL" } else { "NORMAL" };
        conn.pragma_update(None, "synchronous", level)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writer = Writer::new(&tx, memory);
        let value = work(&mut writer)?;
        writer.finish()?;
        tx.commit()?;
        memory.sound = true;
        if conn.total_changes() != before {
            self.revision.fetch_add(1, Ordering::Release);
        }
        Ok(value)
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
        let pen = self.write.lock().unwrap_or_else(PoisonError::into_inner);
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
