//! One transaction of writing. Made by [`crate::Store::write`]; all of it is kept, or nothing.

use crate::error::Result;
use crate::ids::Ids;
use crate::raw::Packer;
use crate::table::{Bind, Table, upsert_sql};
use crate::{delivery, message, raw, session, tally, tombstone};
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
    pub sound: bool,
}

impl Memory {
    pub fn new() -> Result<Self> {
        Ok(Self { ids: Ids::default(), packer: Packer::new()?, sound: true })
    }

    /// After a rollback the ids and endpoints remembered may never have been stored.
    pub fn settle(&mut self) {
        if !self.sound {
            self.ids.forget();
            self.packer.forget();
        }
        self.sound = false;
    }
}

pub struct Writer<'a> {
    pub(crate) conn: &'a Connection,
    memory: &'a mut Memory,
    upserts: HashMap<Kind, Rc<str>>,
    /// Rows come and gone, by account and kind.
    pub(crate) tallies: HashMap<(i64, Kind), i64>,
    /// Deliveries whose sources must be weighed anew.
    touched: BTreeSet<(i64, String)>,
    grams: message::Owed,
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
    pub(crate) fn new(conn: &'a Connection, memory: &'a mut Memory) -> Self {
        Self {
            conn,
            memory,
            upserts: HashMap::new(),
            tallies: HashMap::new(),
            touched: BTreeSet::new(),
            grams: message::Owed::default(),
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
        let arrival = Arrival { account, endpoint, fetched_at, raw: &fetched.raw };
        match &fetched.record {
            Record::Session(r) => {
                let (change, id) = self.put(r.as_ref(), arrival)?;
                self.if_written(change, |w| session::write_tags(w.conn, id, r, change == Change::New))
            }
            Record::Message(r) => {
                let (change, id) = self.put(r, arrival)?;
                self.if_written(change, |w| w.grams.add(w.conn, id, r, change == Change::New))
            }
            Record::Delivery(r) => {
                let (change, _) = self.put(r.as_ref(), arrival)?;
                self.if_written(change, |w| w.touch(account, &r.id))
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
        let fresh = self.memory.ids.next(self.conn, T::KIND, born)?;
        let Some(id) = self.put_row(record, arrival, fresh)? else { return Ok((Change::Same, 0)) };
        let key = raw::key(T::KIND, id);
        self.memory.packer.write(self.conn, key, arrival.endpoint, arrival.fetched_at, arrival.raw)?;
        if id != fresh {
            return Ok((Change::Changed, id));
        }
        self.memory.ids.taken(T::KIND, born, id);
        *self.tallies.entry((account, T::KIND)).or_default() += 1;
        Ok((Change::New, id))
    }

    /// The id of the row written: `fresh` if it is new; `None` when it stood there already.
    fn put_row<T: Table>(&mut self, record: &T, arrival: Arrival<'_>, fresh: i64) -> Result<Option<i64>> {
        let sql = Rc::clone(self.upserts.entry(T::KIND).or_insert_with(|| upsert_sql::<T>().into()));
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut to = Bind::new(&mut statement);
        to.put(fresh)?;
        to.put(arrival.account)?;
        to.put(record.ext())?;
        to.put(digest(arrival.raw))?;
        record.bind(&mut to)?;
        let mut rows = statement.raw_query();
        let id = rows.next()?.map(|row| row.get(0)).transpose()?;
        // Run to its end, so that the statement counts as done.
        while rows.next()?.is_some() {}
        Ok(id)
    }

    /// What is owed before the commit.
    pub(crate) fn finish(&mut self) -> Result<()> {
        for (account, delivery) in std::mem::take(&mut self.touched) {
            delivery::weigh(self.conn, account, &delivery)?;
        }
        for ((account, kind), by) in std::mem::take(&mut self.tallies) {
            tally::add(self.conn, account, kind, by)?;
        }
        self.write_grams()
    }

    /// Before anything else touches the index.
    pub(crate) fn write_grams(&mut self) -> Result<()> {
        self.grams.write(self.conn)
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
