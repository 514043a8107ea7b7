//! Provenance: each record exactly as received, where from, and when.
//!
//! Kept apart from the rows and compressed, so that what is searched and shown stays narrow.

use crate::error::{Error, Result};
use crate::limits::{RAW_BYTES, ZSTD_LEVEL};
use model::{Kind, Millis};
use rusqlite::{Connection, OptionalExtension};
use zstd::bulk::Compressor;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    pub endpoint: String,
    pub fetched_at: Millis,
    /// The JSON object exactly as the provider sent it.
    pub body: String,
}

/// Compresses one record after another, and knows the endpoint they came from.
pub(crate) struct Packer {
    zstd: Compressor<'static>,
    endpoint: Option<(String, i64)>,
}

impl Packer {
    pub fn new() -> Result<Self> {
        let zstd = Compressor::new(ZSTD_LEVEL).map_err(Error::io("Preparing compression"))?;
        Ok(Self { zstd, endpoint: None })
    }

    pub fn forget(&mut self) {
        self.endpoint = None;
    }

    pub fn write(
        &mut self,
        conn: &Connection,
        key: i64,
        endpoint: &str,
        at: Millis,
        body: &str,
    ) -> Result<()> {
        let packed = self.zstd.compress(body.as_bytes()).map_err(Error::io("Compressing a record"))?;
        let endpoint = self.endpoint(conn, endpoint)?;
        let sql = "INSERT INTO raw(key, endpoint, fetched_at, body) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (key) DO UPDATE SET endpoint = excluded.endpoint, fetched_at = excluded.fetched_at,
            body = excluded.body";
        conn.prepare_cached(sql)?.execute((key, endpoint, at, packed))?;
        Ok(())
    }

    /// A page's records share their endpoint; it is stored once.
    fn endpoint(&mut self, conn: &Connection, endpoint: &str) -> Result<i64> {
        match &self.endpoint {
            Some((known, id)) if known == endpoint => return Ok(*id),
            _ => {}
        }
        conn.prepare_cached("INSERT OR IGNORE INTO endpoint(name) VALUES (?1)")?.execute([endpoint])?;
        let sql = "SELECT id FROM endpoint WHERE name = ?1";
        let id = conn.prepare_cached(sql)?.query_row([endpoint], |row| row.get(0))?;
        self.endpoint = Some((endpoint.to_owned(), id));
        Ok(id)
    }
}

/// One number for kind and row: each kind is a stretch of its own, in the order of first sync, so
/// that a first load only ever appends.
pub(crate) fn key(kind: Kind, id: i64) -> i64 {
    (code(kind) << 48) + (1 << 46) + id
}

/// Stored; never change one.
pub(crate) const fn code(kind: Kind) -> i64 {
    match kind {
        Kind::Tag => 1,
        Kind::Agent => 2,
        Kind::Bot => 3,
        Kind::SupportBot => 4,
        Kind::Campaign => 5,
        Kind::Template => 6,
        Kind::Contact => 7,
        Kind::Session => 8,
        Kind::SessionEvent => 9,
        Kind::Message => 10,
        Kind::Batch => 11,
        Kind::Delivery => 12,
        Kind::DeliveryEvent => 13,
    }
}

/// How the record in row `id` of `kind` was received.
pub fn get(conn: &Connection, kind: Kind, id: i64) -> Result<Option<Provenance>> {
    let sql = "SELECT e.name, r.fetched_at, r.body FROM raw r JOIN endpoint e ON e.id = r.endpoint WHERE r.key = ?1";
    let found = conn
        .prepare_cached(sql)?
        .query_row([key(kind, id)], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?)))
        .optional()?;
    found
        .map(|(endpoint, fetched_at, packed)| Ok(Provenance { endpoint, fetched_at, body: unpack(&packed)? }))
        .transpose()
}

fn unpack(packed: &[u8]) -> Result<String> {
    let capacity = zstd::bulk::Decompressor::upper_bound(packed).unwrap_or(RAW_BYTES).min(RAW_BYTES);
    let body = zstd::bulk::decompress(packed, capacity)
        .map_err(|e| Error::damaged(format!("a raw record cannot be unpacked ({e})")))?;
    String::from_utf8(body).map_err(|_| Error::damaged("a raw record is not text"))
}

pub(crate) fn delete(conn: &Connection, kind: Kind, id: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM raw WHERE key = ?1")?.execute([key(kind, id)])?;
    Ok(())
}
