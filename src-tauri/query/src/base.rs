//! The store at one moment, as questions are asked of it: segments of the index beside the rows.

use crate::limits::BATCH;
use crate::{Error, Result, Subject, View, functions};
use index::{Ask, Cache, Catalog, Found, Hit, Pieces};
use rusqlite::Params;
use std::sync::Arc;
use store::shape;

pub struct Base<'v> {
    pub view: &'v View<'v>,
    pub stop: &'v dyn Fn() -> bool,
}

impl<'v> Base<'v> {
    pub fn new(view: &'v View<'v>, stop: &'v dyn Fn() -> bool) -> Result<Self> {
        functions::install(view)?;
        Ok(Self { view, stop })
    }

    pub fn catalog(&self, subject: Subject) -> &Catalog {
        self.view.catalog(shape_of(subject))
    }

    pub fn pieces(&self) -> &dyn Pieces {
        self.view
    }

    pub fn cache(&self) -> &Cache {
        self.view.cache()
    }

    /// The rows that answer, all segments.
    pub fn find(&self, subject: Subject, ask: Ask) -> Result<Found> {
        self.find_in(self.catalog(subject), ask)
    }

    /// The rows that answer, in these segments.
    pub fn find_in(&self, catalog: &Catalog, ask: Ask) -> Result<Found> {
        Ok(index::find(catalog, self.pieces(), self.cache(), ask, &|| self.stopped())?)
    }

    /// See [`index::find_without_each`].
    pub fn find_without_each(&self, subject: Subject, common: &Ask, asks: &[Ask]) -> Result<Vec<Found>> {
        let (catalog, stop) = (self.catalog(subject), &|| self.stopped());
        Ok(index::find_without_each(catalog, self.pieces(), self.cache(), common, asks, stop)?)
    }

    /// Of what was found, what answers this as well.
    pub fn narrowed(&self, found: &Found, ask: &Ask) -> Result<Found> {
        Ok(found.narrowed(self.pieces(), self.cache(), ask, &|| self.stopped())?)
    }

    /// Rows `from..from + len` of what was found, sure and maybe.
    pub fn window(&self, found: &Found, from: u64, len: usize, newest_first: bool) -> Result<Vec<Hit>> {
        Ok(found.window(self.pieces(), self.cache(), from, len, newest_first)?)
    }

    fn stopped(&self) -> bool {
        (self.stop)() || self.view.stopped()
    }

    /// Of a field by its name in the schema.
    pub fn number_of(&self, subject: Subject, name: &str) -> Option<u8> {
        number_of(subject, name)
    }

    /// The messages of the sessions found.
    pub fn messages_of(&self, sessions: &Found) -> Result<Ask> {
        self.joined(sessions, Subject::Sessions, "seq", Subject::Messages, "session")
    }

    /// The sessions of the messages found.
    pub fn sessions_of(&self, messages: &Found) -> Result<Ask> {
        self.joined(messages, Subject::Messages, "session", Subject::Sessions, "seq")
    }

    /// The rows of `to` whose number in a field is that of a found row of `of` in its field.
    fn joined(&self, found: &Found, of: Subject, from: &str, to: Subject, field: &str) -> Result<Ask> {
        let Some((from, field)) = number_of(of, from).zip(number_of(to, field)) else {
            return Ok(Ask::Unknown);
        };
        let (sure, maybe) = found.linked(self.pieces(), self.cache(), from)?;
        Ok(Ask::Linked { field, sure: Arc::new(sure), maybe: Arc::new(maybe) })
    }

    pub fn heed(&self) -> Result<()> {
        if self.stopped() { Err(Error::Stopped) } else { Ok(()) }
    }

    /// Row id and name of every account.
    pub fn accounts(&self) -> Result<Vec<(i64, String)>> {
        self.pairs("SELECT id, name FROM account", [])
    }

    /// The keys in the index of the rows with these ids of the provider, in any account.
    pub fn keys_of(&self, subject: Subject, exts: &[&str]) -> Result<Vec<(i64, i64)>> {
        let (table, alias) = subject.table();
        // Naming every account leads to the index on (account, ext).
        let sql = format!(
            "SELECT {}, {alias}.id FROM {table} {alias} WHERE account IN (SELECT id FROM account) AND ext = ?1",
            subject.when().1
        );
        self.each(&sql, exts)
    }

    /// The keys of the messages or deliveries of the sessions with these ids of the provider.
    pub fn keys_in(&self, subject: Subject, sessions: &[&str]) -> Result<Vec<(i64, i64)>> {
        match subject {
            Subject::Sessions => self.keys_of(subject, sessions),
            Subject::Messages => self.each(
                "SELECT at, id FROM message WHERE session IN
                   (SELECT id FROM session WHERE account IN (SELECT id FROM account) AND ext = ?1)
                 UNION ALL SELECT at, id FROM message
                 WHERE session IS NULL AND account IN (SELECT id FROM account) AND session_ext = ?1",
                sessions,
            ),
            Subject::Deliveries => self.each(
                "SELECT recorded_at, id FROM delivery
                 WHERE account IN (SELECT id FROM account) AND session_ext = ?1",
                sessions,
            ),
        }
    }

    /// The key in the index of the row with this id; `None` when there is none.
    pub fn key(&self, subject: Subject, id: i64) -> Result<Option<(i64, i64)>> {
        let (table, alias) = subject.table();
        let sql =
            format!("SELECT {}, {alias}.id FROM {table} {alias} WHERE {alias}.id = ?1", subject.when().1);
        Ok(self.pairs(&sql, [id])?.pop())
    }

    fn each(&self, sql: &str, exts: &[&str]) -> Result<Vec<(i64, i64)>> {
        let mut found = Vec::new();
        for ext in exts {
            found.append(&mut self.pairs(sql, [ext])?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Gives what a statement reads of the rows with these ids to `take`, a batch at a time and in no order.
    /// The statement has [`places`] for the ids.
    pub fn each_row(
        &self,
        sql: &str,
        ids: &[i64],
        mut take: impl FnMut(&rusqlite::Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.view.prepare_cached(sql)?;
        for batch in ids.chunks(BATCH) {
            self.heed()?;
            let mut rows = statement.query(rusqlite::params_from_iter(padded(batch)))?;
            while let Some(row) = rows.next()? {
                take(row)?;
            }
        }
        Ok(())
    }

    fn pairs<A: rusqlite::types::FromSql, B: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Vec<(A, B)>> {
        let mut statement = self.view.prepare_cached(sql)?;
        let pairs = statement.query_map(params, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(pairs.collect::<rusqlite::Result<_>>()?)
    }
}

/// The question marks for a batch of ids.
pub fn places() -> String {
    vec!["?"; BATCH].join(", ")
}

/// One statement serves for all batches: the last id fills up the last one.
pub fn padded(batch: &[i64]) -> impl Iterator<Item = i64> {
    let last = batch.last().copied().unwrap_or_default();
    batch.iter().copied().chain(std::iter::repeat(last)).take(BATCH)
}

pub const fn shape_of(subject: Subject) -> shape::Subject {
    match subject {
        Subject::Sessions => shape::Subject::Session,
        Subject::Messages => shape::Subject::Message,
        Subject::Deliveries => shape::Subject::Delivery,
    }
}

/// A field of the index by its name in the schema.
pub fn number_of(subject: Subject, name: &str) -> Option<u8> {
    let place = shape_of(subject).schema().fields.iter().position(|field| field.name == name)?;
    u8::try_from(place).ok()
}

/// The ids of hits, in their order.
pub fn ids(hits: &[Hit]) -> Vec<i64> {
    hits.iter().map(|hit| hit.id).collect()
}
