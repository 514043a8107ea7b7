//! The peer of loading and asking: plain SQLite, used as a program without our index and our cipher would
//! use it.
//!
//! The same tables and indexes, out of the same migration; the same build of SQLite, opened without a key;
//! the same durability, and the writer's page cache for everything. Raw records are kept as they are; text
//! is searched with FTS5's own trigram tokenizer over the same folded text, so both sides mean the same by
//! a hit.

mod rows;

use crate::corpus::{self, Page};
use crate::error::Result;
use crate::limits::PEER_CACHE_KIB;
use crate::ours::NOW;
use model::{Kind, Record};
use rusqlite::{Connection, OptionalExtension, ToSql, TransactionBehavior};
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

/// What the table calls it.
pub const NAME: &str = "plain SQLite";

const TABLES: &str = include_str!("../../../store/src/migrations/0001_start.sql");

pub struct Peer {
    pub conn: Connection,
}

impl Peer {
    pub fn create(file: &Path) -> Result<Self> {
        let conn = Connection::open(file)?;
        conn.set_prepared_statement_cache_capacity(64);
        conn.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -{PEER_CACHE_KIB}; PRAGMA wal_autocheckpoint = {};",
            store::limits::WAL_PAGES
        ))?;
        conn.execute_batch(TABLES)?;
        conn.execute_batch(
            "DROP TABLE message_gram;
             CREATE VIRTUAL TABLE message_text USING fts5(text, caption, tokenize='trigram');
             INSERT INTO endpoint(id, name) VALUES (1, 'GET /v1');
             INSERT INTO account(id, name, provider, url, settings, secrets, created_at)
               VALUES (1, 'Demo', 'log-api', 'http://127.0.0.1:1', '{}', '{}', 0);",
        )?;
        Ok(Self { conn })
    }

    /// From bytes to a committed page; returns how many records were written.
    pub fn load(&mut self, kind: Kind, page: &Page) -> Result<u64> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut written = 0;
        for object in page {
            let record = corpus::read(kind, object)?;
            written += u64::from(put(&tx, &record, object)?);
        }
        tx.commit()?;
        Ok(written)
    }

    /// Into one file, for other programs.
    pub fn close(self) -> Result<()> {
        self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(self.conn.close().map_err(|(_, error)| error)?)
    }
}

fn put(conn: &Connection, record: &Record, raw: &str) -> Result<bool> {
    let mut hash = DefaultHasher::new();
    hash.write(raw.as_bytes());
    // The bits matter, not their sign.
    let digest = hash.finish().cast_signed();
    let Some(id) = rows::upsert(conn, record, digest)? else { return Ok(false) };
    let sql = "INSERT OR REPLACE INTO raw(key, endpoint, fetched_at, body) VALUES (?1, 1, ?2, ?3)";
    let key = (rows::number(record.kind()) << 48) + id;
    conn.prepare_cached(sql)?.execute((key, NOW, raw.as_bytes()))?;
    match record {
        Record::Message(message) => {
            let sql = "INSERT OR REPLACE INTO message_text(rowid, text, caption) VALUES (?1, ?2, ?3)";
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
    Ok(true)
}

/// The id of the row when it was written; `None` when it stood there already.
fn run(conn: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<Option<i64>> {
    Ok(conn.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?)
}
