//! One transaction of writing. Made by [`crate::Store::write`]; all of it is kept, or nothing.

use crate::catalog::Catalogs;
use crate::error::{Error, Result};
use crate::ids::Ids;
use crate::indexing::Indexing;
use crate::link::Links;
use crate::raw::Packer;
use crate::reference::Names;
use crate::shape::{self, Subject};
use crate::table::{self, Bind, Table};
use crate::{catalog, delivery, raw, segment, session, tally, tombstone};
use index::Cache;
use model::{Fetched, Kind, Millis, Record};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

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
    inserts: HashMap<Kind, Rc<str>>,
    updates: HashMap<Kind, Rc<str>>,
    /// Rows come and gone, by account and kind.
    pub(crate) tallies: HashMap<(i64, Kind), i64>,
    /// Deliveries whose sources must be weighed anew.
    touched: BTreeSet<(i64, String)>,
    /// Whether anything was ever deleted; most stores need not look a second time.
    pub(crate) graves: Option<bool>,
}

/// A record and where it is to go.
#[derive(Clone, Copy)]
struct Arrival<'r> {
    account: i64,
    endpoint: &'r str,
    fetched_at: Millis,
    raw: &'r str,
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
            inserts: HashMap::new(),
            updates: HashMap::new(),
            tallies: HashMap::new(),
            touched: BTreeSet::new(),
            graves: None,
        }
    }

    /// Stores a record unless it is stored already, with its raw form, tags and search index.
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
        let arrival = Arrival { account, endpoint, fetched_at, raw: &fetched.raw };
        match &fetched.record {
            Record::Session(r) => {
                let (change, id) = self.put(r.as_ref(), arrival)?;
                self.if_written(change, |w| {
                    session::write_tags(w.conn, id, r, change == Change::New)?;
                    w.session_written(account, id, r, change == Change::New)
                })
            }
            Record::Message(r) => {
                let (change, id) = self.put(r, arrival)?;
                self.if_written(change, |w| {
                    let link = w.link(account, &r.session_id)?;
                    let entry = shape::message::entry(id, account, link.as_ref(), r);
                    w.written(Subject::Message, id, Some(entry));
                    Ok(())
                })
            }
            Record::Delivery(r) => {
                let (change, id) = self.put(r.as_ref(), arrival)?;
                self.if_written(change, |w| {
                    // Of a changed one, what its sources said against each other may still stand.
                    let new = change == Change::New;
                    w.written(Subject::Delivery, id, new.then(|| shape::delivery::entry(id, account, None, r)));
                    w.touch(account, &r.id)
                })
            }
            Record::DeliveryEvent(r) => {
                let (change, _) = self.put(r, arrival)?;
                self.if_written(change, |w| w.touch(account, &r.delivery_id))
            }
            Record::SessionEvent(r) => self.only(r, arrival),
            Record::Batch(r) => self.only(r, arrival),
            Record::Template(r) => self.only(r, arrival),
            Record::Contact(r) => self.only(r, arrival),
            Record::Agent(r) => self.only(r, arrival),
            Record::Bot(r) => self.only(r, arrival),
            Record::SupportBot(r) => self.only(r, arrival),
            Record::Campaign(r) => self.only(r, arrival),
            Record::Tag(r) => self.only(r, arrival),
        }
    }

    fn only<T: Table>(&mut self, record: &T, arrival: Arrival<'_>) -> Result<Change> {
        Ok(self.put(record, arrival)?.0)
    }

    fn if_written(&mut self, change: Change, then: impl FnOnce(&mut Self) -> Result<()>) -> Result<Change> {
        if matches!(change, Change::New | Change::Changed) {
            then(self)?;
        }
        Ok(change)
    }

    fn touch(&mut self, account: i64, delivery: &str) -> Result<()> {
        self.touched.insert((account, delivery.to_owned()));
        Ok(())
    }

    /// The row and its raw form. The id is the row's if it was written, else of no meaning.
    fn put<T: Table>(&mut self, record: &T, arrival: Arrival<'_>) -> Result<(Change, i64)> {
        let (account, born) = (arrival.account, record.born());
        if tombstone::lies(self, account, T::KIND, record.ext())? {
            return Ok((Change::Buried, 0));
        }
        let digest = digest(arrival.raw);
        let found = table::lookup::<T>(self.conn, account, record.ext())?;
        if found.is_some_and(|(_, stored)| stored == digest) {
            return Ok((Change::Same, 0));
        }
        let found = found.map(|(id, _)| id);
        let own = record.before(self, account, found)?;
        let id = match found {
            Some(id) => id,
            None => self.memory.ids.next(self.conn, T::KIND, born)?,
        };
        self.put_row(record, account, found.is_none(), id, digest, own)?;
        let key = raw::key(T::KIND, id);
        self.memory.packer.write(self.conn, key, arrival.endpoint, arrival.fetched_at, arrival.raw)?;
        if found.is_some() {
            return Ok((Change::Changed, id));
        }
        self.memory.ids.taken(T::KIND, born, id);
        *self.tallies.entry((account, T::KIND)).or_default() += 1;
        Ok((Change::New, id))
    }

    fn put_row<T: Table>(
        &mut self,
        record: &T,
        account: i64,
        new: bool,
        id: i64,
        digest: i64,
        own: Option<i64>,
    ) -> Result<()> {
        let sql = if new {
            self.inserts.entry(T::KIND).or_insert_with(|| table::insert_sql::<T>().into())
        } else {
            self.updates.entry(T::KIND).or_insert_with(|| table::update_sql::<T>().into())
        };
        let mut statement = self.conn.prepare_cached(&Rc::clone(sql))?;
        let mut to = Bind::new(&mut statement);
        to.put(id)?;
        to.put(account)?;
        to.put(record.ext())?;
        to.put(digest)?;
        record.bind(&mut to)?;
        if T::OWN.is_some_and(|own| new || own.changes) {
            to.put(own)?;
        }
        statement.raw_execute()?;
        Ok(())
    }

    /// What is owed before the commit. The index of the new moment, if it changed.
    pub(crate) fn finish(mut self) -> Result<Option<Catalogs>> {
        for (account, delivery) in std::mem::take(&mut self.touched) {
            delivery::weigh(&mut self, account, &delivery)?;
        }
        for ((account, kind), by) in std::mem::take(&mut self.tallies) {
            tally::add(self.conn, account, kind, by)?;
        }
        self.index_all()?;
        Ok(self.index.changed.then_some(self.index.catalogs))
    }

    /// The transaction itself, for tests that tamper. Not for use in the program: SQL has its owners.
    #[doc(hidden)]
    pub fn connection(&self) -> &Connection {
        self.conn
    }
}

/// Equal digests: nothing to write.
fn digest(raw: &str) -> i64 {
    Sha256::digest(raw.as_bytes()).iter().take(8).fold(0, |sum, byte| (sum << 8) | i64::from(*byte))
}
