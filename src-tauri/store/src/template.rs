//! Templates: approved texts with places for parameters.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use crate::writer::Writer;
use model::{Kind, Template};
use rusqlite::Connection;

pub type TemplateRow = Row<Template>;

impl Table for Template {
    const KIND: Kind = Kind::Template;
    const COLUMNS: &'static [&'static str] = &["name", "language", "category", "body", "channel"];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.name)?;
        to.put(&self.language)?;
        to.put(&self.category)?;
        to.put(&self.body)?;
        to.put(&self.channel)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            name: from.get()?,
            language: from.get()?,
            category: from.get()?,
            body: from.get()?,
            channel: from.get()?,
        })
    }

    fn before(&self, writer: &mut Writer<'_>, account: i64, found: Option<i64>) -> Result<Option<i64>> {
        let name = Some(self.name.as_str());
        writer.will_rename(Kind::Template, account, &self.id, name, found.is_some())?;
        Ok(None)
    }
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<TemplateRow>> {
    table::by_ext(conn, account, ext)
}
