//! Batches: bulk sends, with the provider's own counts.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use crate::writer::Writer;
use model::{Batch, Kind};
use rusqlite::Connection;

pub type BatchRow = Row<Batch>;

impl Table for Batch {
    const KIND: Kind = Kind::Batch;
    const COLUMNS: &'static [&'static str] =
        &["name", "company", "delivered", "total", "created_at", "created_off"];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.name)?;
        to.put(&self.company)?;
        to.put(self.delivered)?;
        to.put(self.total)?;
        to.stamp(self.created_at)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            name: from.get()?,
            company: from.get()?,
            delivered: from.get()?,
            total: from.get()?,
            created_at: from.stamp()?,
        })
    }

    fn before(&self, writer: &mut Writer<'_>, account: i64, found: Option<i64>) -> Result<Option<i64>> {
        let name = self.name.as_deref();
        writer.will_rename(Kind::Batch, account, &self.id, name, found.is_some())?;
        Ok(None)
    }
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<BatchRow>> {
    table::by_ext(conn, account, ext)
}
