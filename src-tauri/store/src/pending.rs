//! What a transaction owes the index: new rows as they came, and each row it changed or deleted, once, as it
//! was and as it is.

use crate::error::Result;
use crate::link::Links;
use crate::shape::{self, Entry, Subject};
use crate::table;
use crate::{delivery, session};
use index::Draft;
use model::{Delivery, Message, Session};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// One row that the transaction touched.
pub(crate) struct Touched {
    /// When it was, where a segment has it: there it is dead.
    pub dead: Option<i64>,
    pub new: New,
}

/// What became of it.
pub(crate) enum New {
    Entry(Box<Entry>),
    /// To be read when the transaction ends.
    Read,
    Gone,
}

/// Rows for the next segments. New ones go here at once: what is said of each need not be kept until the end.
pub(crate) struct Drafts {
    session: Draft,
    message: Draft,
    delivery: Draft,
}

impl Default for Drafts {
    fn default() -> Self {
        let draft = |subject: Subject| Draft::new(subject.schema());
        Self {
            session: draft(Subject::Session),
            message: draft(Subject::Message),
            delivery: draft(Subject::Delivery),
        }
    }
}

impl Drafts {
    pub fn len(&self) -> usize {
        self.session.len() + self.message.len() + self.delivery.len()
    }

    pub fn of(&mut self, subject: Subject) -> &mut Draft {
        match subject {
            Subject::Session => &mut self.session,
            Subject::Message => &mut self.message,
            Subject::Delivery => &mut self.delivery,
        }
    }

    pub fn take(&mut self, subject: Subject) -> Draft {
        std::mem::replace(self.of(subject), Draft::new(subject.schema()))
    }
}

#[derive(Default)]
pub(crate) struct Pending(BTreeMap<(Subject, i64), Touched>);

impl Pending {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn has(&self, subject: Subject, id: i64) -> bool {
        self.0.contains_key(&(subject, id))
    }

    /// A row that was touched already is touched again: it is read when the transaction ends. Whether it was.
    pub fn reread(&mut self, subject: Subject, id: i64) -> bool {
        let touched = self.0.get_mut(&(subject, id));
        touched.map(|touched| touched.new = New::Read).is_some()
    }

    pub fn add(&mut self, subject: Subject, id: i64, touched: Touched) {
        self.0.insert((subject, id), touched);
    }

    /// A row was written; `entry` is what it says now, unless that is to be read later.
    pub fn written(&mut self, subject: Subject, id: i64, entry: Option<Entry>) {
        let new = entry.map_or(New::Read, |entry| New::Entry(entry.kept()));
        match self.0.get_mut(&(subject, id)) {
            Some(touched) => touched.new = new,
            None => self.add(subject, id, Touched { dead: None, new }),
        }
    }

    pub fn gone(&mut self, subject: Subject, id: i64) {
        if let Some(touched) = self.0.get_mut(&(subject, id)) {
            touched.new = New::Gone;
        }
    }

    /// Those of one subject, by id.
    pub fn take(&mut self, subject: Subject) -> BTreeMap<(Subject, i64), Touched> {
        let mut rest = self.0.split_off(&(subject, i64::MIN));
        let mut after = rest.split_off(&(subject, i64::MAX));
        self.0.append(&mut after);
        rest
    }
}

/// A stored row as the index takes it, its references not named yet.
pub(crate) fn read(conn: &Connection, links: &mut Links, subject: Subject, id: i64) -> Result<Option<Entry>> {
    let entry: Option<Result<Entry>> = match subject {
        Subject::Session => table::by_id::<Session>(conn, id)?
            .map(|row| Ok(shape::session::entry(id, row.account, session::seq(conn, id)?, &row.record))),
        Subject::Message => table::by_id::<Message>(conn, id)?.map(|row| {
            let link = links.of(conn, row.account, &row.record.session_id)?;
            Ok(shape::message::entry(id, row.account, link.as_ref(), &row.record))
        }),
        Subject::Delivery => table::by_id::<Delivery>(conn, id)?.map(|row| {
            let contradiction = delivery::contradiction(conn, id)?;
            Ok(shape::delivery::entry(id, row.account, contradiction.as_deref(), &row.record))
        }),
    };
    entry.transpose()
}
