//! Messages, and the index over their text.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use crate::{gram, limits};
use model::{Direction, Kind, Message, MessageKind, Millis, PersonKind};
use rusqlite::Connection;
use std::collections::BTreeMap;

pub type MessageRow = Row<Message>;

impl Table for Message {
    const KIND: Kind = Kind::Message;
    const COLUMNS: &'static [&'static str] = &[
        "session_ext",
        "at",
        "off",
        "direction",
        "person",
        "person_ext",
        "kind",
        "text",
        "caption",
        "attachment",
        "template_ext",
        "delivery_ext",
    ];

    fn ext(&self) -> &str {
        &self.id
    }

    fn born(&self) -> Option<Millis> {
        Some(self.at.at)
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.session_id)?;
        to.stamp(self.at)?;
        to.put(self.direction.as_str())?;
        to.put(self.person.as_str())?;
        to.put(&self.person_id)?;
        to.put(self.kind.as_str())?;
        to.put(&self.text)?;
        to.put(&self.caption)?;
        to.put(&self.attachment)?;
        to.put(&self.template_id)?;
        to.put(&self.delivery_id)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            session_id: from.get()?,
            at: from.stamp()?,
            direction: from.word(Direction::from_name)?,
            person: from.word(PersonKind::from_name)?,
            person_id: from.get()?,
            kind: from.word(MessageKind::from_name)?,
            text: from.get()?,
            caption: from.get()?,
            attachment: from.get()?,
            template_id: from.get()?,
            delivery_id: from.get()?,
        })
    }
}

pub fn by_id(conn: &Connection, id: i64) -> Result<Option<MessageRow>> {
    table::by_id(conn, id)
}

/// A stretch of a session's history, oldest first: `limit` messages from the `skip`th on.
pub fn of_session(
    conn: &Connection,
    account: i64,
    session_ext: &str,
    skip: u64,
    limit: u64,
) -> Result<Vec<MessageRow>> {
    let (skip, limit) = (i64::try_from(skip).unwrap_or(i64::MAX), i64::try_from(limit).unwrap_or(i64::MAX));
    table::select(
        conn,
        "WHERE account = ?1 AND session_ext = ?2 ORDER BY at, id LIMIT ?4 OFFSET ?3",
        (account, session_ext, skip, limit),
    )
}

pub fn count_of_session(conn: &Connection, account: i64, session_ext: &str) -> Result<u64> {
    let sql = "SELECT count(*) FROM message WHERE account = ?1 AND session_ext = ?2";
    Ok(conn.prepare_cached(sql)?.query_row((account, session_ext), |row| row.get(0))?)
}

/// What is searched of a message: text, then caption. A reader that verifies a hit folds the same.
pub fn searched(text: &str, caption: Option<&str>) -> String {
    match caption {
        Some(caption) => format!("{text} {caption}"),
        None => text.to_owned(),
    }
}

/// Index entries owed by a transaction, in the order of their ids.
///
/// Kept back until its end: FTS5 writes out all it has gathered before every statement that may
/// have to be undone on its own, which made a first load half as fast.
#[derive(Default)]
pub(crate) struct Owed(BTreeMap<i64, Entry>);

struct Entry {
    tokens: String,
    /// No entry stands in the index yet.
    fresh: bool,
}

impl Owed {
    pub fn add(&mut self, conn: &Connection, id: i64, message: &Message, fresh: bool) -> Result<()> {
        let tokens = gram::tokens(&index::grams(&searched(&message.text, message.caption.as_deref())));
        let fresh = self.0.get(&id).map_or(fresh, |earlier| earlier.fresh);
        self.0.insert(id, Entry { tokens, fresh });
        if self.0.len() >= limits::GRAMS_OWED { self.write(conn) } else { Ok(()) }
    }

    pub fn write(&mut self, conn: &Connection) -> Result<()> {
        for (id, entry) in std::mem::take(&mut self.0) {
            match (entry.fresh, entry.tokens.is_empty()) {
                (true, true) => {}
                (true, false) => {
                    run(conn, "INSERT INTO message_gram(rowid, grams) VALUES (?1, ?2)", id, &entry)?
                }
                (false, true) => delete_grams(conn, id)?,
                (false, false) => {
                    run(
                        conn,
                        "INSERT OR REPLACE INTO message_gram(rowid, grams) VALUES (?1, ?2)",
                        id,
                        &entry,
                    )?;
                }
            }
        }
        Ok(())
    }
}

fn run(conn: &Connection, sql: &str, id: i64, entry: &Entry) -> Result<()> {
    conn.prepare_cached(sql)?.execute((id, &entry.tokens))?;
    Ok(())
}

pub(crate) fn delete_grams(conn: &Connection, id: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM message_gram WHERE rowid = ?1")?.execute([id])?;
    Ok(())
}
