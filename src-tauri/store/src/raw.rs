//! Provenance: each record exactly as received, where from, and when.
//!
//! Kept apart from the rows, so that what is searched and shown stays narrow, and some dozens together in a
//! *bundle*, so that they compress well: they say the same things again and again. A bundle holds records of
//! one kind, account, endpoint and moment of fetching. Promises: a record that was changed or deleted is cut
//! out of its bundle in the same transaction; no dictionary or other place keeps anything of it.

mod bundle;

use crate::error::{Error, Result};
use bundle::Bundle;
use model::{Kind, Millis};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;
use zstd::bulk::Compressor;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    pub endpoint: String,
    pub fetched_at: Millis,
    /// The JSON object exactly as the provider sent it.
    pub body: String,
}

/// What the records of a bundle share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin<'e> {
    pub kind: Kind,
    pub account: i64,
    pub endpoint: &'e str,
    pub fetched_at: Millis,
}

/// Gathers records into bundles, and cuts out those that are gone.
pub(crate) struct Packer {
    zstd: Compressor<'static>,
    open: Option<Open>,
    packed: Vec<u8>,
    /// The key of the next bundle of each kind.
    next: BTreeMap<Kind, i64>,
    endpoint: Option<(String, i64)>,
    /// Records to be cut out, by bundle.
    gone: BTreeMap<i64, Vec<u8>>,
}

struct Open {
    key: i64,
    kind: Kind,
    account: i64,
    endpoint: i64,
    fetched_at: Millis,
    bundle: Bundle,
}

impl Packer {
    pub fn new() -> Result<Self> {
        let zstd = Compressor::new(crate::limits::ZSTD_LEVEL).map_err(Error::io("Preparing compression"))?;
        let (next, gone) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { zstd, open: None, packed: Vec::new(), next, endpoint: None, gone })
    }

    /// After a rollback, nothing that was remembered holds.
    pub fn forget(&mut self) {
        self.open = None;
        self.endpoint = None;
        self.next.clear();
        self.gone.clear();
    }

    /// Takes a record in; where it will lie.
    pub fn add(&mut self, conn: &Connection, origin: Origin<'_>, body: &str) -> Result<i64> {
        let endpoint = self.endpoint(conn, origin.endpoint)?;
        let fits = self.open.as_ref().is_some_and(|open| {
            (open.kind, open.account, open.endpoint, open.fetched_at)
                == (origin.kind, origin.account, endpoint, origin.fetched_at)
                && open.bundle.has_room(body.len())
        });
        if !fits {
            self.close(conn)?;
        }
        let open = match &mut self.open {
            Some(open) => open,
            none => none.insert(Open {
                key: next_key(&mut self.next, conn, origin.kind)?,
                kind: origin.kind,
                account: origin.account,
                endpoint,
                fetched_at: origin.fetched_at,
                bundle: Bundle::default(),
            }),
        };
        let place = open.bundle.add(body);
        Ok((open.key << PLACE_BITS) | i64::from(place))
    }

    /// The record that lies there is no longer to be kept.
    pub fn cut(&mut self, place: i64) {
        let (key, place) = parts(place);
        self.gone.entry(key).or_default().push(place);
    }

    /// Writes what is owed; before the commit, and before bundles are touched otherwise.
    pub fn finish(&mut self, conn: &Connection) -> Result<()> {
        self.close(conn)?;
        for (key, places) in std::mem::take(&mut self.gone) {
            let Some(packed) = read(conn, key)? else { continue };
            let mut bundle = Bundle::unpack(&packed)?;
            places.iter().for_each(|place| bundle.cut(*place));
            if bundle.is_empty() {
                conn.prepare_cached("DELETE FROM raw WHERE key = ?1")?.execute([key])?;
            } else {
                let packed = bundle.pack(&mut self.zstd, &mut self.packed)?;
                conn.prepare_cached("UPDATE raw SET body = ?2 WHERE key = ?1")?.execute((key, packed))?;
            }
        }
        Ok(())
    }

    fn close(&mut self, conn: &Connection) -> Result<()> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let packed = open.bundle.pack(&mut self.zstd, &mut self.packed)?;
        let sql = "INSERT INTO raw(key, endpoint, fetched_at, body) VALUES (?1, ?2, ?3, ?4)";
        conn.prepare_cached(sql)?.execute((open.key, open.endpoint, open.fetched_at, packed))?;
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

/// Places of records are `key of the bundle << 8 | number within it`; keys `kind << 40 | number`: each kind
/// is a stretch of its own, in the order of first sync, so that a first load only ever appends.
const PLACE_BITS: u32 = 8;
const KIND_BITS: u32 = 40;

fn parts(place: i64) -> (i64, u8) {
    let [low, ..] = place.to_le_bytes();
    (place >> PLACE_BITS, low)
}

fn next_key(next: &mut BTreeMap<Kind, i64>, conn: &Connection, kind: Kind) -> Result<i64> {
    let (from, below) = (code(kind) << KIND_BITS, (code(kind) + 1) << KIND_BITS);
    let key = match next.get(&kind) {
        Some(key) => *key,
        None => {
            let sql = "SELECT max(key) FROM raw WHERE key >= ?1 AND key < ?2";
            let last: Option<i64> = conn.prepare_cached(sql)?.query_row((from, below), |row| row.get(0))?;
            last.map_or(from, |last| last + 1)
        }
    };
    next.insert(kind, key + 1);
    if key < below { Ok(key) } else { Err(Error::Full) }
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
    let sql = format!(
        "SELECT e.name, r.fetched_at, r.body, t.raw FROM {} t JOIN raw r ON r.key = t.raw >> {PLACE_BITS}
         JOIN endpoint e ON e.id = r.endpoint WHERE t.id = ?1",
        kind.as_str()
    );
    let found = conn
        .prepare_cached(&sql)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?, row.get(3)?)))
        .optional()?;
    let Some((endpoint, fetched_at, packed, place)) = found else { return Ok(None) };
    let body = Bundle::unpack(&packed)?.get(parts(place).1)?;
    Ok(Some(Provenance { endpoint, fetched_at, body }))
}

fn read(conn: &Connection, key: i64) -> Result<Option<Vec<u8>>> {
    let mut statement = conn.prepare_cached("SELECT body FROM raw WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// Deletes the raw forms of all of an account's records of a kind; before their rows.
pub(crate) fn clear(conn: &Connection, account: i64, kind: Kind) -> Result<()> {
    let sql = format!(
        "DELETE FROM raw WHERE key IN (SELECT raw >> {PLACE_BITS} FROM {} WHERE account = ?1)",
        kind.as_str()
    );
    conn.execute(&sql, [account])?;
    Ok(())
}
