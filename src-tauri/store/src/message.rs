//! Messages.

use crate::error::{Error, Result};
use crate::shape::Subject;
use crate::table::{self, Bind, Cells, Own, Row, Table};
use crate::writer::Writer;
use model::{Direction, Kind, Message, MessageKind, Millis, PersonKind};
use rusqlite::{Connection, OptionalExtension};

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

    /// The row id of its session, as long as that is here.
    const OWN: Option<Own> = Some(Own { column: "session", changes: true });

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

    fn before(&self, writer: &mut Writer<'_>, account: i64, found: Option<i64>) -> Result<Option<i64>> {
        if let Some(id) = found {
            writer.will_change(Subject::Message, id)?;
        }
        Ok(writer.link(account, &self.session_id)?.map(|link| link.id))
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
    match session(conn, account, session_ext)? {
        Some(id) => {
            table::select(conn, "WHERE session = ?1 ORDER BY at, id LIMIT ?3 OFFSET ?2", (id, skip, limit))
        }
        None => table::select(
            conn,
            &format!("{WAITING} ORDER BY at, id LIMIT ?4 OFFSET ?3"),
            (account, session_ext, skip, limit),
        ),
    }
}

pub fn count_of_session(conn: &Connection, account: i64, session_ext: &str) -> Result<u64> {
    let of = "SELECT count(*) FROM message";
    Ok(match session(conn, account, session_ext)? {
        Some(id) => {
            conn.prepare_cached(&format!("{of} WHERE session = ?1"))?.query_row([id], |row| row.get(0))?
        }
        None => conn
            .prepare_cached(&format!("{of} {WAITING}"))?
            .query_row((account, session_ext), |row| row.get(0))?,
    })
}

/// When something was said in a session, and by whom, oldest first; without what only agents saw, and at most
/// `limit`.
pub fn said_in(conn: &Connection, session: i64, limit: u64) -> Result<Vec<(Millis, PersonKind)>> {
    let sql = "SELECT at, person FROM message WHERE session = ?1 AND kind <> ?2 ORDER BY at, id LIMIT ?3";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((session, MessageKind::Note.as_str(), limit))?;
    let mut said = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(1)?;
        let person = PersonKind::from_name(&name)
            .ok_or_else(|| Error::damaged(format!("the stored person {name:?} is not known")))?;
        said.push((row.get(0)?, person));
    }
    Ok(said)
}

/// Messages whose session is not here.
const WAITING: &str = "WHERE account = ?1 AND session_ext = ?2 AND session IS NULL";

fn session(conn: &Connection, account: i64, ext: &str) -> Result<Option<i64>> {
    let sql = "SELECT id FROM session WHERE account = ?1 AND ext = ?2";
    Ok(conn.prepare_cached(sql)?.query_row((account, ext), |row| row.get(0)).optional()?)
}

/// What is searched of a message: text, then caption. A reader that verifies a hit folds the same.
pub fn searched(text: &str, caption: Option<&str>) -> String {
    match caption {
        Some(caption) => format!("{text} {caption}"),
        None => text.to_owned(),
    }
}
