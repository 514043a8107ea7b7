//! Tags: what agents label sessions with.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use model::{Kind, Tag};
use rusqlite::Connection;

pub type TagRow = Row<Tag>;

impl Table for Tag {
    const KIND: Kind = Kind::Tag;
    const COLUMNS: &'static [&'static str] = &["name", "description", "colour", "created_at", "created_off"];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.name)?;
        to.put(&self.description)?;
        to.put(&self.colour)?;
        to.stamp(self.created_at)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            name: from.get()?,
            description: from.get()?,
            colour: from.get()?,
            created_at: from.maybe_stamp()?,
        })
    }
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<TagRow>> {
    table::by_ext(conn, account, ext)
}
