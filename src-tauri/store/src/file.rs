//! The file: its lock, its encryption, and how a connection to it is opened.
//!
//! Promises: nothing is opened unless it is encrypted. Never writes to a file it cannot read.
//!
//! The cipher's salt, which opens the file in the clear, is derived from the key. So damage to page
//! one (salt right, page wrong) and a key of another store (salt wrong) tell themselves apart.

use crate::error::{Error, Result};
use crate::limits;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Read;
use std::path::Path;
use vault::StoreKey;
use zeroize::Zeroizing;

pub(crate) const DATABASE: &str = "counterfoil.db";
pub(crate) const LOG: &str = "counterfoil.db-wal";
const LOCK: &str = "counterfoil.lock";
const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";
/// "CFL1": tells other tools whose file this is, once it is decrypted.
const APPLICATION_ID: i64 = 0x4346_4c31;

type Salt = [u8; 16];

/// The lock is let go when the file is closed, also when the process dies.
pub(crate) fn lock(dir: &Path) -> Result<File> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(LOCK))
        .map_err(Error::io("Locking the store"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Locked(dir.to_path_buf())),
        Err(TryLockError::Error(source)) => Err(Error::Io { what: "Locking the store", source }),
    }
}

/// Opens and unlocks; the first page has been read and is sound.
pub(crate) fn connect(dir: &Path, key: &StoreKey, create: bool) -> Result<Connection> {
    let path = dir.join(DATABASE);
    let salt = salt(key);
    let found = if create { None } else { Some(head(&path)?) };
    if found == Some(*PLAIN_HEADER) {
        return Err(Error::NotEncrypted(path));
    }
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
    let conn = Connection::open_with_flags(&path, flags)?;
    unlock(&conn, key, &salt)?;
    match (first_page(&conn), found) {
        (Ok(()), Some(head)) if head != salt => {
            Err(Error::damaged("the first bytes of the database were changed"))
        }
        (Ok(()), _) => Ok(conn),
        (Err(Error::Damaged { .. }), Some(head)) if head != salt => Err(Error::WrongKey),
        (Err(Error::Damaged { .. }), _) => {
            Err(Error::damaged("the first page of the database does not match its seal"))
        }
        (Err(other), _) => Err(other),
    }
}

fn salt(key: &StoreKey) -> Salt {
    let mut salt = Salt::default();
    let mac = hex::decode(key.derive("salt of the database").mac(b"")).unwrap_or_default();
    salt.iter_mut().zip(mac).for_each(|(to, from)| *to = from);
    salt
}

fn head(path: &Path) -> Result<Salt> {
    let mut file = match File::open(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(Error::Absent(path.to_path_buf())),
        other => other.map_err(Error::io("Reading the store"))?,
    };
    let mut head = Salt::default();
    file.read_exact(&mut head).map_err(|_| Error::damaged("the database is empty or cut short"))?;
    Ok(head)
}

fn unlock(conn: &Connection, key: &StoreKey, salt: &Salt) -> Result<()> {
    // The cipher's own log would go to standard error.
    conn.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_memory_security = OFF;")?;
    let mut sql = Zeroizing::new(String::with_capacity(160));
    sql.push_str("PRAGMA key = \"x'");
    sql.push_str(&key.raw_hex());
    sql.push_str(&hex::encode(salt));
    sql.push_str("'\";");
    conn.execute_batch(&sql)?;
    conn.execute_batch(&format!(
        "PRAGMA cipher_page_size = {}; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;",
        limits::PAGE
    ))?;
    let version = conn.query_row("PRAGMA cipher_version", [], |row| row.get::<_, String>(0));
    if version.is_ok_and(|v| !v.is_empty()) { Ok(()) } else { Err(Error::NoCipher) }
}

fn first_page(conn: &Connection) -> Result<()> {
    Ok(conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?)
}

fn common(conn: &Connection, cache_kib: i64) -> Result<()> {
    conn.busy_timeout(limits::BUSY)?;
    conn.set_prepared_statement_cache_capacity(limits::STATEMENTS);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.execute_batch(&format!(
        "PRAGMA cache_size = -{cache_kib}; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;"
    ))?;
    Ok(())
}

/// Recursive triggers, so that a REPLACE in the register meets its trigger against deletion. The log is
/// folded in by the store itself, outside of commits, and is as long as what it holds.
pub(crate) fn prepare_writer(conn: &Connection) -> Result<()> {
    common(conn, limits::WRITER_CACHE_KIB)?;
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::damaged(format!("the journal is {mode:?} and cannot be changed")));
    }
    conn.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;
         PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 0;",
    )?;
    Ok(())
}

pub(crate) fn prepare_reader(conn: &Connection) -> Result<()> {
    common(conn, limits::READER_CACHE_KIB)?;
    conn.execute_batch("PRAGMA query_only = ON;")?;
    Ok(())
}

pub(crate) fn mark(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID};"))?)
}

/// A key that fits and another program's data: not ours to touch.
pub(crate) fn check_mark(conn: &Connection) -> Result<()> {
    let found: i64 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if found == APPLICATION_ID {
        Ok(())
    } else {
        Err(Error::damaged("the database does not carry Counterfoil's mark"))
    }
}

/// What must hold after the first write: the file exists and does not begin as a plain one would.
pub(crate) fn check_encrypted(dir: &Path) -> Result<()> {
    let path = dir.join(DATABASE);
    if head(&path)? == *PLAIN_HEADER { Err(Error::NotEncrypted(path)) } else { Ok(()) }
}
