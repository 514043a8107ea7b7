//! Agents: the people who answer.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use crate::writer::Writer;
use model::{Agent, Kind};
use rusqlite::Connection;

pub type AgentRow = Row<Agent>;

impl Table for Agent {
    const KIND: Kind = Kind::Agent;
    const COLUMNS: &'static [&'static str] =
        &["name", "username", "email", "mobile", "role", "removed", "created_at", "created_off"];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.name)?;
        to.put(&self.username)?;
        to.put(&self.email)?;
        to.put(&self.mobile)?;
        to.put(&self.role)?;
        to.put(self.removed)?;
        to.stamp(self.created_at)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            name: from.get()?,
            username: from.get()?,
            email: from.get()?,
            mobile: from.get()?,
            role: from.get()?,
            removed: from.get()?,
            created_at: from.maybe_stamp()?,
        })
    }

    fn before(&self, writer: &mut Writer<'_>, account: i64, found: Option<i64>) -> Result<Option<i64>> {
        let name = self.name.as_deref();
        writer.will_rename(Kind::Agent, account, &self.id, name, found.is_some())?;
        Ok(None)
    }
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<AgentRow>> {
    table::by_ext(conn, account, ext)
}
