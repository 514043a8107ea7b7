//! The segments of one moment, and how a reader finds those of its own snapshot.
//!
//! Each commit that changes the index stores a new moment's number with the rows. A reader takes its
//! snapshot, reads the number in it, and looks the segments up here; so it never waits for a commit,
//! and rows and index are always of the same moment.

use crate::error::Result;
use crate::segment;
use crate::shape::Subject;
use index::{Catalog, Part};
use rusqlite::{Connection, OptionalExtension};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The three subjects at one moment.
#[derive(Clone)]
pub(crate) struct Catalogs {
    sessions: Arc<Catalog>,
    messages: Arc<Catalog>,
    deliveries: Arc<Catalog>,
}

impl Catalogs {
    /// As the store has them, through this connection.
    pub fn load(conn: &Connection) -> Result<Self> {
        let mut found = Self::empty();
        for (subject, part) in segment::load(conn)? {
            found.edit(subject).parts.push(part);
        }
        Ok(found)
    }

    fn empty() -> Self {
        let of = |subject: Subject| Arc::new(Catalog { schema: subject.schema(), parts: Vec::new() });
        Self {
            sessions: of(Subject::Session),
            messages: of(Subject::Message),
            deliveries: of(Subject::Delivery),
        }
    }

    pub fn of(&self, subject: Subject) -> &Arc<Catalog> {
        match subject {
            Subject::Session => &self.sessions,
            Subject::Message => &self.messages,
            Subject::Delivery => &self.deliveries,
        }
    }

    /// To change it; whoever holds the moment before keeps it.
    pub fn edit(&mut self, subject: Subject) -> &mut Catalog {
        Arc::make_mut(match subject {
            Subject::Session => &mut self.sessions,
            Subject::Message => &mut self.messages,
            Subject::Delivery => &mut self.deliveries,
        })
    }

    /// The part that segment `number` is, if it is in use.
    pub fn part(&self, subject: Subject, number: u32) -> Option<&Part> {
        self.of(subject).parts.iter().find(|part| part.segment.number() == number)
    }
}

/// The moments of late, newest last, each with its number. One that was never committed stays
/// unknown to every reader.
pub(crate) struct Moments(Mutex<VecDeque<(i64, Catalogs)>>);

impl Moments {
    pub fn load(conn: &Connection) -> Result<Self> {
        Ok(Self(Mutex::new([(number(conn)?, Catalogs::load(conn)?)].into())))
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(i64, Catalogs)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those of the moment that this connection's snapshot is of; none when that is long gone.
    pub fn of(&self, conn: &Connection) -> Result<Option<Catalogs>> {
        let wanted = number(conn)?;
        Ok(self.lock().iter().rev().find(|(number, _)| *number == wanted).map(|(_, found)| found.clone()))
    }

    /// To be called before the commit: from then on readers may meet the new number.
    pub fn publish(&self, conn: &Connection, number: i64, catalogs: Catalogs) -> Result<()> {
        set_counter(conn, "moment", number)?;
        self.lock().push_back((number, catalogs));
        Ok(())
    }

    /// The commit came to nothing.
    pub fn withdraw(&self, withdrawn: i64) {
        self.lock().retain(|(number, _)| *number != withdrawn);
    }

    /// After a commit: lets go of all but the last `most`. A reader that was just about to look for one
    /// of them takes a new snapshot.
    pub fn forget(&self, most: usize) {
        let mut moments = self.lock();
        while moments.len() > most {
            moments.pop_front();
        }
    }
}

/// The moment of what this connection sees.
pub(crate) fn number(conn: &Connection) -> Result<i64> {
    Ok(counter(conn, "moment")?.unwrap_or(0))
}

pub(crate) fn counter(conn: &Connection, name: &str) -> Result<Option<i64>> {
    let sql = "SELECT value FROM counter WHERE name = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?)
}

pub(crate) fn set_counter(conn: &Connection, name: &str, value: i64) -> Result<()> {
    let sql = "INSERT INTO counter(name, value) VALUES (?1, ?2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value";
    conn.prepare_cached(sql)?.execute((name, value))?;
    Ok(())
}
