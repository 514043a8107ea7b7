//! Campaigns: planned sends.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use crate::writer::Writer;
use model::{Campaign, Kind};
use rusqlite::Connection;

pub type CampaignRow = Row<Campaign>;

impl Table for Campaign {
    const KIND: Kind = Kind::Campaign;
    const COLUMNS: &'static [&'static str] =
        &["name", "kind", "state", "starts_at", "starts_off", "ends_at", "ends_off"];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.name)?;
        to.put(&self.kind)?;
        to.put(&self.state)?;
        to.stamp(self.starts_at)?;
        to.stamp(self.ends_at)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            name: from.get()?,
            kind: from.get()?,
            state: from.get()?,
            starts_at: from.maybe_stamp()?,
            ends_at: from.maybe_stamp()?,
        })
    }

    fn before(&self, writer: &mut Writer<'_>, account: i64, found: Option<i64>) -> Result<Option<i64>> {
        let name = self.name.as_deref();
        writer.will_rename(Kind::Campaign, account, &self.id, name, found.is_some())?;
        Ok(None)
    }
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<CampaignRow>> {
    table::by_ext(conn, account, ext)
}
