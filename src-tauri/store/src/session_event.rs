//! Changes of a session's state, kept with their own times.

use crate::error::{Error, Result};
use crate::table::{self, Bind, Cells, Row, Table};
use model::{Kind, SessionEvent, SessionState};
use rusqlite::Connection;

pub type SessionEventRow = Row<SessionEvent>;

impl Table for SessionEvent {
    const KIND: Kind = Kind::SessionEvent;
    const COLUMNS: &'static [&'static str] = &["session_ext", "at", "off", "state", "action", "by"];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.session_id)?;
        to.stamp(self.at)?;
        to.put(self.state.map(SessionState::as_str))?;
        to.put(&self.action)?;
        to.put(&self.by)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            session_id: from.get()?,
            at: from.stamp()?,
            state: from.get::<Option<String>>()?.map(|name| state(&name)).transpose()?,
            action: from.get()?,
            by: from.get()?,
        })
    }
}

fn state(name: &str) -> Result<SessionState> {
    SessionState::from_name(name)
        .ok_or_else(|| Error::damaged(format!("the stored state {name:?} is not known")))
}

/// Oldest first.
pub fn of_session(conn: &Connection, account: i64, session_ext: &str) -> Result<Vec<SessionEventRow>> {
    table::select(conn, "WHERE account = ?1 AND session_ext = ?2 ORDER BY at, id", (account, session_ext))
}
