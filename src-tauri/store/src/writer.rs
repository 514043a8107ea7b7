//! One transaction of writing. Made by [`crate::Store::write`]; all of it is kept, or nothing.

use crate::catalog::Catalogs;
use crate::error::{Error, Result};
use crate::ids::Ids;
use crate::indexing::Indexing;
use crate::link::Links;
use crate::raw::{Origin, Packer};
use crate::reference::Names;
use crate::shape::{self, Subject};
use crate::statements::Statements;
use crate::table::{Bind, Table};
use crate::{catalog, delivery, raw, segment, session, tally, tombstone};
use index::Cache;
use model::{Delivery, Fetched, Kind, Millis, Record};
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    New,
    Changed,
    /// As stored already; nothing was written.
    Same,
    /// Deleted here earlier, so it does not come back.
    Buried,
}

/// What one transaction leaves to the next, to save look-ups. Forgotten after a failed one.
pub(crate) struct Memory {
    pub ids: Ids,
    pub packer: Packer,
    pub names: Names,
    pub links: Links,
    /// Numbers that were ever given, also by a transaction that failed: they are never given again.
    segments: u32,
    moments: i64,
    pub sound: bool,
}

impl Memory {
    pub fn new(conn: &Connection) -> Result<Self> {
        Ok(Self {
            ids: Ids::default(),
            packer: Packer::new()?,
            names: Names::default(),
            links: Links::default(),
            segments: segment::next(conn)?,
            moments: catalog::number(conn)?,
            sound: true,
        })
    }

    /// After a rollback what is remembered may never have been stored.
    pub fn settle(&mut self) {
        if !self.sound {
            self.ids.forget();
            self.packer.forget();
            self.names.forget();
            self.links.forget();
        }
        self.sound = false;
    }

    /// The number of a new segment.
    pub fn new_segment(&mut self) -> Result<u32> {
        let number = self.segments;
        self.segments = number.checked_add(1).ok_or(Error::Full)?;
        Ok(number)
    }

    /// The number of a new moment of the index.
    pub fn new_moment(&mut self) -> i64 {
        self.moments += 1;
        self.moments
    }
}

pub struct Writer<'a> {
    pub(crate) conn: &'a Connection,
    pub(crate) memory: &'a mut Memory,
    pub(crate) index: Indexing<'a>,
    pub(crate) statements: Statements<'a>,
    /// Rows come and gone, by account and kind.
    pub(crate) tallies: HashMap<(i64, Kind), i64>,
    /// Deliveries whose sources must be weighed anew.
    touched: BTreeSet<(i64, String)>,
    /// Whether anything was ever deleted; most stores need not look a second time.
    pub(crate) graves: Option<bool>,
    /// Whether any delivery has events, likewise.
    events: Option<bool>,
}

/// A record, and where it is from.
#[derive(Clone, Copy)]
pub(crate) struct Arrival<'r> {
    pub fetched: &'r Fetched,
    pub origin: Origin<'r>,
    /// Its row, if it has one already.
    pub row: Option<i64>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        conn: &'a Connection,
        memory: &'a mut Memory,
        catalogs: Catalogs,
        cache: &'a Cache,
    ) -> Self {
        Self {
            conn,
            memory,
            index: Indexing::new(catalogs, cache),
            statements: Statements::default(),
            tallies: HashMap::new(),
            touched: BTreeSet::new(),
            graves: None,
            events: None,
        }
    }

    /// Stores a record unless it is stored already, with its raw form, tags and search index. A part of one is put
    /// together with what is here; the raw form is then that of the part which last said something new.
    ///
    /// # Errors
    /// As [`crate::Error`]; the whole transaction is then to be given up.
    pub fn upsert(
        &mut self,
        account: i64,
        endpoint: &str,
        fetched_at: Millis,
        fetched: &Fetched,
    ) -> Result<Change> {
        self.index_if_many()?;
        let (kind, ext) = (fetched.kind(), fetched.id());
        if tombstone::lies(self, account, kind, ext)? {
            return Ok(Change::Buried);
        }
        let found = self.statements.find(self.conn, kind, account, ext)?;
        if found.is_some_and(|(_, digest)| digest == fetched.digest()) {
            return Ok(Change::Same);
        }
        let joined = match found {
            Some((id, _)) => self.one_with(kind, id, fetched)?,
            None => None,
        };
        let fetched = joined.as_ref().unwrap_or(fetched);
        if found.is_some_and(|(_, digest)| digest == fetched.digest()) {
            return Ok(Change::Same);
        }
        let record = fetched.record().map_err(|what| Error::Unreadable { what })?;
        let origin = Origin { kind, account, endpoint, fetched_at };
        let arrival = Arrival { fetched, origin, row: found.map(|(id, _)| id) };
        match &*record {
            Record::Delivery(part) if fetched.is_part() => {
                match delivery::gather(self.conn, account, part, arrival.row)? {
                    Some(whole) => self.write(&Record::Delivery(Box::new(whole)), arrival),
                    None => Ok(Change::Same),
                }
            }
            record => self.write(record, arrival),
        }
    }

    /// What came and what is held of the record in row `id`, as one; `None` where they are of one source.
    pub(crate) fn one_with(&mut self, kind: Kind, id: i64, fetched: &Fetched) -> Result<Option<Fetched>> {
        let Some(join) = fetched.join() else { return Ok(None) };
        // What is held may have come in this transaction.
        self.write_raws()?;
        let held = raw::get(self.conn, kind, id)?;
        Ok(held.and_then(|held| join(&held.body, fetched.raw())))
    }

    /// The row with all that hangs on it.
    pub(crate) fn write(&mut self, record: &Record, arrival: Arrival<'_>) -> Result<Change> {
        let (account, new) = (arrival.origin.account, arrival.row.is_none());
        match record {
            Record::Session(r) => {
                let was = if new { None } else { self.known(account, &r.id)? };
                let id = self.put(r.as_ref(), arrival)?;
                session::write_tags(self.conn, id, r, new)?;
                self.session_written(account, id, r, was.as_ref())?;
            }
            Record::Message(r) => {
                let id = self.put(r, arrival)?;
                let link = self.link(account, &r.session_id)?;
                let entry = shape::message::entry(id, account, link.as_ref(), r);
                self.written(Subject::Message, id, Some(entry))?;
            }
            Record::Delivery(r) => {
                let id = self.put(r.as_ref(), arrival)?;
                // Of a changed one, what its sources said against each other may still stand.
                let entry = new.then(|| shape::delivery::entry(id, account, None, r));
                self.written(Subject::Delivery, id, entry)?;
                if !new || self.may_contradict(account, r)? {
                    self.touch(account, &r.id);
                }
            }
            Record::DeliveryEvent(r) => {
                self.put(r, arrival)?;
                self.events = Some(true);
                self.touch(account, &r.delivery_id);
            }
            Record::SessionEvent(r) => self.only(r, arrival)?,
            Record::Batch(r) => self.only(r, arrival)?,
            Record::Template(r) => self.only(r, arrival)?,
            Record::Contact(r) => self.only(r, arrival)?,
            Record::Agent(r) => self.only(r, arrival)?,
            Record::Bot(r) => self.only(r, arrival)?,
            Record::SupportBot(r) => self.only(r, arrival)?,
            Record::Campaign(r) => self.only(r, arrival)?,
            Record::Tag(r) => self.only(r, arrival)?,
        }
        Ok(if new { Change::New } else { Change::Changed })
    }

    fn only<T: Table>(&mut self, record: &T, arrival: Arrival<'_>) -> Result<()> {
        self.put(record, arrival).map(|_| ())
    }

    pub(crate) fn touch(&mut self, account: i64, delivery: &str) {
        self.touched.insert((account, delivery.to_owned()));
    }

    /// Whether a new delivery must be weighed: for its own words, or because it has events.
    fn may_contradict(&mut self, account: i64, delivery: &Delivery) -> Result<bool> {
        if model::contradiction(delivery.status, delivery.response_code.as_deref(), &[]).is_some() {
            return Ok(true);
        }
        let any = match self.events {
            Some(any) => any,
            None => delivery::any_event(self.conn)?,
        };
        self.events = Some(any);
        Ok(any && delivery::has_event(self.conn, account, &delivery.id)?)
    }

    /// The row and its raw form; gives the row's id.
    fn put<T: Table>(&mut self, record: &T, arrival: Arrival<'_>) -> Result<i64> {
        let Arrival { fetched, origin, row } = arrival;
        let own = record.before(self, origin.account, row)?;
        let place = self.memory.packer.add(self.conn, origin, fetched.raw())?;
        let born = record.born();
        let (id, statement) = match row {
            Some(id) => {
                let old = self.statements.place(self.conn, T::KIND, id)?;
                self.memory.packer.cut(old);
                (id, self.statements.update::<T>(self.conn)?)
            }
            None => {
                let id = self.memory.ids.next(self.conn, T::KIND, born)?;
                (id, self.statements.insert::<T>(self.conn)?)
            }
        };
        let mut to = Bind::new(statement);
        to.put(id)?;
        to.put(origin.account)?;
        to.put(record.ext())?;
        to.put(fetched.digest())?;
        to.put(place)?;
        record.bind(&mut to)?;
        if T::OWN.is_some_and(|own| row.is_none() || own.changes) {
            to.put(own)?;
        }
        statement.raw_execute()?;
        if row.is_none() {
            self.memory.ids.taken(T::KIND, born, id);
            *self.tallies.entry((origin.account, T::KIND)).or_default() += 1;
        }
        Ok(id)
    }

    /// The raw form at this place goes with its row.
    pub(crate) fn drop_raw(&mut self, place: i64) {
        self.memory.packer.cut(place);
    }

    /// Before anything else touches the raw forms.
    pub(crate) fn write_raws(&mut self) -> Result<()> {
        self.memory.packer.finish(self.conn)
    }

    /// What is owed before the commit. The index of the new moment, if it changed.
    pub(crate) fn finish(mut self) -> Result<Option<Catalogs>> {
        for (account, delivery) in std::mem::take(&mut self.touched) {
            delivery::weigh(&mut self, account, &delivery)?;
        }
        for ((account, kind), by) in std::mem::take(&mut self.tallies) {
            tally::add(self.conn, account, kind, by)?;
        }
        self.write_raws()?;
        self.index_all()?;
        Ok(self.index.changed.then_some(self.index.catalogs))
    }

    /// The transaction itself, for tests that tamper. Not for use in the program: SQL has its owners.
    #[doc(hidden)]
    pub fn connection(&self) -> &Connection {
        self.conn
    }
}
