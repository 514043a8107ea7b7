//! Writing an import, and undoing it.

use super::{Left, NewImport, Undone, get};
use crate::error::{Error, Result};
use crate::raw::{self, Origin};
use crate::table;
use crate::writer::{Arrival, Change, Writer};
use crate::{limits, tombstone};
use model::{Fetched, Kind, Millis, Record};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// A row of what an import wrote: the provider's id, the digest, and what was found there.
type Kept = (String, i64, Option<Vec<u8>>);

/// A record as an import found it.
#[derive(Serialize, Deserialize)]
struct Was {
    endpoint: String,
    fetched_at: Millis,
    raw: String,
    record: Record,
}

/// A stored record of any kind, by the provider's id.
fn record(conn: &Connection, kind: Kind, account: i64, ext: &str) -> Result<Option<Record>> {
    macro_rules! of {
        ($($kind:ident => $wrap:expr),+ $(,)?) => {
            match kind {
                $(Kind::$kind => table::by_ext::<model::$kind>(conn, account, ext)?.map(|row| $wrap(row.record)),)+
            }
        };
    }
    Ok(of! {
        Session => |record| Record::Session(Box::new(record)),
        Delivery => |record| Record::Delivery(Box::new(record)),
        SessionEvent => Record::SessionEvent,
        Message => Record::Message,
        DeliveryEvent => Record::DeliveryEvent,
        Batch => Record::Batch,
        Template => Record::Template,
        Contact => Record::Contact,
        Agent => Record::Agent,
        Bot => Record::Bot,
        SupportBot => Record::SupportBot,
        Campaign => Record::Campaign,
        Tag => Record::Tag,
    })
}

impl Writer<'_> {
    /// # Errors
    /// As [`crate::Error`].
    pub fn import_begin(&mut self, new: &NewImport, now: Millis) -> Result<i64> {
        let NewImport { account, form, name, sha256, person } = new;
        let sql =
            "INSERT INTO import(account, form, name, sha256, person, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            RETURNING id";
        let params = (account, form, name, sha256, person, now);
        Ok(self.conn.query_row(sql, params, |row| row.get(0))?)
    }

    /// As [`Writer::upsert`], and keeps what there was. With `only_new` a record that was held before the import is
    /// left as it is, whatever comes: `None`.
    ///
    /// # Errors
    /// As [`crate::Error`]; the whole transaction is then to be given up.
    pub fn import_put(
        &mut self,
        import: i64,
        account: i64,
        endpoint: &str,
        fetched_at: Millis,
        fetched: &Fetched,
        only_new: bool,
    ) -> Result<Option<Change>> {
        self.index_if_many()?;
        let (kind, ext) = (fetched.kind(), fetched.id());
        if tombstone::lies(self, account, kind, ext)? {
            return Ok(Some(Change::Buried));
        }
        let found = self.statements.find(self.conn, kind, account, ext)?;
        let joined = match found {
            Some((id, digest)) if digest != fetched.digest() => self.one_with(kind, id, fetched)?,
            _ => None,
        };
        let fetched = joined.as_ref().unwrap_or(fetched);
        if found.is_some_and(|(_, digest)| digest == fetched.digest()) {
            return Ok(Some(Change::Same));
        }
        let sql = "UPDATE import_row SET digest = ?4 WHERE import = ?1 AND kind = ?2 AND ext = ?3";
        let params = (import, kind.as_str(), ext, fetched.digest());
        if self.conn.prepare_cached(sql)?.execute(params)? == 0 {
            if only_new && found.is_some() {
                return Ok(None);
            }
            let was = found.map(|(id, _)| self.was(kind, id, account, ext)).transpose()?;
            let sql = "INSERT INTO import_row(import, kind, ext, digest, was) VALUES (?1, ?2, ?3, ?4, ?5)";
            self.conn.prepare_cached(sql)?.execute((import, kind.as_str(), ext, fetched.digest(), was))?;
        }
        let record = fetched.record().map_err(|what| Error::Unreadable { what })?;
        let origin = Origin { kind, account, endpoint, fetched_at };
        self.write(&record, Arrival { fetched, origin, row: found.map(|(id, _)| id) }).map(Some)
    }

    /// What is held of a record, packed.
    fn was(&mut self, kind: Kind, id: i64, account: i64, ext: &str) -> Result<Vec<u8>> {
        let missing = || Error::damaged("a record has no raw form");
        let found = match raw::get(self.conn, kind, id)? {
            Some(found) => found,
            // Its bundle is of this transaction, and not written yet.
            None => {
                self.write_raws()?;
                raw::get(self.conn, kind, id)?.ok_or_else(missing)?
            }
        };
        let record = record(self.conn, kind, account, ext)?.ok_or_else(missing)?;
        let was = Was { endpoint: found.endpoint, fetched_at: found.fetched_at, raw: found.body, record };
        let text = serde_json::to_vec(&was).map_err(|e| Error::damaged(e.to_string()))?;
        zstd::bulk::compress(&text, limits::ZSTD_LEVEL).map_err(Error::io("Compressing a record"))
    }

    /// The import is through; what it left as it found it need not be kept.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn import_done(
        &mut self,
        id: i64,
        [new, changed, unchanged, rejected]: [u64; 4],
        now: Millis,
    ) -> Result<()> {
        let sql = "UPDATE import SET done_at = ?2, new = ?3, changed = ?4, unchanged = ?5, rejected = ?6 WHERE id = ?1";
        self.conn.execute(sql, (id, now, new, changed, unchanged, rejected))?;
        Ok(())
    }

    /// Undoes `most` records of an import, those first that point at others.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn import_undo(&mut self, id: i64, most: usize, now: Millis) -> Result<Undone> {
        let account = get(self.conn, id)?
            .ok_or_else(|| Error::Missing { what: "import", which: id.to_string() })?
            .account;
        let mut undone = Undone::default();
        let mut room = most;
        for kind in Kind::ALL.iter().rev() {
            let rows = self.rows_of(id, *kind, room)?;
            room = room.saturating_sub(rows.len());
            for (ext, digest, was) in rows {
                self.put_back(account, *kind, &ext, digest, was, &mut undone)?;
                let sql = "DELETE FROM import_row WHERE import = ?1 AND kind = ?2 AND ext = ?3";
                self.conn.prepare_cached(sql)?.execute((id, kind.as_str(), &ext))?;
            }
            if room == 0 {
                break;
            }
        }
        undone.more = room == 0;
        if !undone.more {
            self.conn.execute("UPDATE import SET undone_at = ?2 WHERE id = ?1", (id, now))?;
        }
        Ok(undone)
    }

    fn rows_of(&self, id: i64, kind: Kind, most: usize) -> Result<Vec<Kept>> {
        let sql = "SELECT ext, digest, was FROM import_row WHERE import = ?1 AND kind = ?2 LIMIT ?3";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement
            .query_map((id, kind.as_str(), most), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn put_back(
        &mut self,
        account: i64,
        kind: Kind,
        ext: &str,
        digest: i64,
        was: Option<Vec<u8>>,
        undone: &mut Undone,
    ) -> Result<()> {
        let found = self.statements.find(self.conn, kind, account, ext)?;
        let Some((row, _)) = found.filter(|(_, now)| *now == digest) else {
            undone.left.push(Left { kind, id: ext.to_owned() });
            return Ok(());
        };
        let Some(was) = was else {
            self.remove(kind, row)?;
            undone.removed += 1;
            return Ok(());
        };
        let Was { endpoint, fetched_at, raw, record } = unpack(&was)?;
        let fetched = Fetched::new(record.clone(), raw);
        let origin = Origin { kind, account, endpoint: &endpoint, fetched_at };
        self.index_if_many()?;
        self.write(&record, Arrival { fetched: &fetched, origin, row: Some(row) })?;
        undone.restored += 1;
        Ok(())
    }

    /// An import of which nothing is left, so that there is nothing to tell of it.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn import_drop(&mut self, id: i64) -> Result<()> {
        self.conn.execute("DELETE FROM import_row WHERE import = ?1", [id])?;
        self.conn.execute("DELETE FROM import WHERE id = ?1", [id])?;
        Ok(())
    }

    /// What imports kept of a record goes with it.
    pub(crate) fn import_forget(&mut self, account: i64, kind: Kind, ext: &str) -> Result<()> {
        let sql = "DELETE FROM import_row WHERE kind = ?2 AND ext = ?3
            AND import IN (SELECT id FROM import WHERE account = ?1)";
        self.conn.prepare_cached(sql)?.execute((account, kind.as_str(), ext))?;
        Ok(())
    }

    /// The imports of an account go with its records.
    pub(crate) fn imports_forget(&mut self, account: i64) -> Result<()> {
        let sql = "DELETE FROM import_row WHERE import IN (SELECT id FROM import WHERE account = ?1)";
        self.conn.execute(sql, [account])?;
        self.conn.execute("DELETE FROM import WHERE account = ?1", [account])?;
        Ok(())
    }
}

fn unpack(was: &[u8]) -> Result<Was> {
    let bad = |e: String| Error::damaged(format!("what an import kept cannot be read ({e})"));
    let bound = zstd::bulk::Decompressor::upper_bound(was).unwrap_or(limits::WAS_UNPACKED);
    let text =
        zstd::bulk::decompress(was, bound.min(limits::WAS_UNPACKED)).map_err(|e| bad(e.to_string()))?;
    serde_json::from_slice(&text).map_err(|e| bad(e.to_string()))
}
