//! Bots that answer.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use model::{Bot, Kind};
use rusqlite::Connection;

pub type BotRow = Row<Bot>;

impl Table for Bot {
    const KIND: Kind = Kind::Bot;
    const COLUMNS: &'static [&'static str] = &["name", "created_at", "created_off"];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.name)?;
        to.stamp(self.created_at)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self { id, name: from.get()?, created_at: from.maybe_stamp()? })
    }
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<BotRow>> {
    table::by_ext(conn, account, ext)
}
