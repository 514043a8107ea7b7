//! Bots that answer.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use crate::writer::Writer;
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

    fn before(&self, writer: &mut Writer<'_>, account: i64, found: Option<i64>) -> Result<Option<i64>> {
        let name = self.name.as_deref();
        writer.will_rename(Kind::Bot, account, &self.id, name, found.is_some())?;
        Ok(None)
    }
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<BotRow>> {
    table::by_ext(conn, account, ext)
}
