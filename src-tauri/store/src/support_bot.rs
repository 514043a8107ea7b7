//! Support bots: menus that customers walk through.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use model::{Kind, SupportBot};
use rusqlite::Connection;

pub type SupportBotRow = Row<SupportBot>;

impl Table for SupportBot {
    const KIND: Kind = Kind::SupportBot;
    const COLUMNS: &'static [&'static str] = &["name", "revision", "section_path"];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.name)?;
        to.put(&self.revision_id)?;
        to.put(&self.section_path)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self { id, name: from.get()?, revision_id: from.get()?, section_path: from.get()? })
    }
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<SupportBotRow>> {
    table::by_ext(conn, account, ext)
}
