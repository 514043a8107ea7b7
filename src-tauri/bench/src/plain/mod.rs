//! The peer of loading and asking: plain SQLite, used as a program without our index and our cipher would
//! use it.
//!
//! The same columns, with the indexes that plain SQL needs; the same build of SQLite, opened without a key; the same durability, and a
//! page cache larger than any of ours; raw records compressed with the same library, each by itself. Text is searched with FTS5's own
//! trigram tokenizer over the same folded text.

mod asking;
mod rows;

use crate::corpus::{self, Page};
use crate::error::{Error, Result};
use crate::limits::{PLAIN_CACHE_KIB, PLAIN_WAL_PAGES};
use crate::ours::NOW;
use model::{Kind, Record};
use rusqlite::{Connection, OpenFlags, OptionalExtension, ToSql, TransactionBehavior};
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use zstd::bulk::Compressor;

/// What the tables call it.
pub const NAME: &str = "plain SQLite";
/// What the names of its own files and figures end with.
pub const ENDING: &str = "sqlite";

const TABLES: &str = include_str!("plain.sql");

pub struct Plain {
    pub conn: Connection,
    zstd: Compressor<'static>,
}

impl Plain {
    pub fn create(file: &Path) -> Result<Self> {
        let conn = Connection::open(file)?;
        prepare(&conn)?;
        conn.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = {PLAIN_WAL_PAGES};"
        ))?;
        conn.execute_batch(TABLES)?;
        Self::on(conn)
    }

    /// For reading only.
    pub fn open(file: &Path) -> Result<Self> {
        let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        prepare(&conn)?;
        Self::on(conn)
    }

    /// For loading again what stands there already.
    pub fn reopen(file: &Path) -> Result<Self> {
        let conn = Connection::open(file)?;
        prepare(&conn)?;
        Self::on(conn)
    }

    fn on(conn: Connection) -> Result<Self> {
        Ok(Self { conn, zstd: Compressor::new(store::limits::ZSTD_LEVEL).map_err(Error::zstd)? })
    }

    /// From bytes to committed pages; returns how many records were written.
    pub fn load(&mut self, kind: Kind, pages: &[Page]) -> Result<u64> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut written = 0;
        for object in pages.iter().flatten() {
            let record = corpus::read(kind, object)?;
            let Some(id) = rows::upsert(&tx, &record, digest(object))? else { continue };
            written += 1;
            beside(&tx, &record, id)?;
            keep_raw(&tx, record.kind(), id, &self.zstd.compress(object.as_bytes()).map_err(Error::zstd)?)?;
        }
        tx.commit()?;
        Ok(written)
    }

    /// Into one file, for other programs.
    pub fn close(self) -> Result<()> {
        self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        // Other programs open it without a log beside it, and need not be able to write.
        self.conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        Ok(self.conn.close().map_err(|(_, error)| error)?)
    }
}

fn prepare(conn: &Connection) -> Result<()> {
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn.execute_batch(&format!("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{PLAIN_CACHE_KIB};"))?)
}

fn digest(raw: &str) -> i64 {
    let mut hash = DefaultHasher::new();
    hash.write(raw.as_bytes());
    // The bits matter, not their sign.
    hash.finish().cast_signed()
}

fn keep_raw(conn: &Connection, kind: Kind, id: i64, raw: &[u8]) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO raw(key, endpoint, fetched_at, body) VALUES (?1, 1, ?2, ?3)";
    let key = (rows::number(kind) << 48) + id;
    conn.prepare_cached(sql)?.execute((key, NOW, raw))?;
    Ok(())
}

/// What lies in tables of its own. The benchmark never changes a record, so nothing has to go first.
fn beside(conn: &Connection, record: &Record, id: i64) -> Result<()> {
    match record {
        Record::Message(message) => {
            let sql = "INSERT INTO message_text(rowid, text, caption) VALUES (?1, ?2, ?3)";
            let caption = message.caption.as_deref().map(index::fold);
            conn.prepare_cached(sql)?.execute((id, index::fold(&message.text), caption))?;
        }
        Record::Session(session) => {
            for tag in &session.tags {
                let sql = "INSERT OR IGNORE INTO session_tag(session, tag) VALUES (?1, ?2)";
                conn.prepare_cached(sql)?.execute((id, tag))?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The id of the row when it was written; `None` when it stood there already.
fn run(conn: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<Option<i64>> {
    Ok(conn.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// What serves only our index.
    const OURS_ALONE: [&str; 2] = ["session.seq", "message.session"];
    /// Raw records lie in bundles there; here each lies by itself, under its own key.
    const BUNDLE: &str = ".raw";

    fn columns(conn: &Connection, table: &str) -> BTreeSet<String> {
        let sql = format!("SELECT '{table}.' || name FROM pragma_table_info('{table}')");
        let mut statement = conn.prepare(&sql).expect("a statement");
        let names = statement.query_map([], |row| row.get(0)).expect("columns");
        names.collect::<rusqlite::Result<_>>().expect("names")
    }

    #[test]
    fn the_peer_keeps_what_the_store_keeps() {
        let ours = Connection::open_in_memory().expect("memory");
        ours.execute_batch(include_str!("../../../store/src/migrations/0001_start.sql")).expect("our tables");
        let plain = Connection::open_in_memory().expect("memory");
        plain.execute_batch(TABLES).expect("its tables");
        for table in ["agent", "bot", "campaign", "template", "contact", "session", "message", "delivery"] {
            let mut want = columns(&ours, table);
            want.retain(|column| !OURS_ALONE.contains(&column.as_str()) && !column.ends_with(BUNDLE));
            assert!(!want.is_empty());
            assert_eq!(columns(&plain, table), want);
        }
    }
}
