//! What became of a delivery: separate facts, each with its own time and source.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use model::{DeliveryEvent, EventKind, Kind};
use rusqlite::Connection;

pub type DeliveryEventRow = Row<DeliveryEvent>;

impl Table for DeliveryEvent {
    const KIND: Kind = Kind::DeliveryEvent;
    const COLUMNS: &'static [&'static str] =
        &["delivery_ext", "at", "off", "kind", "kind_raw", "source", "code", "detail"];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.delivery_id)?;
        to.stamp(self.at)?;
        to.put(self.kind.as_str())?;
        to.put(&self.kind_raw)?;
        to.put(&self.source)?;
        to.put(&self.code)?;
        to.put(&self.detail)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            delivery_id: from.get()?,
            at: from.stamp()?,
            kind: from.word(EventKind::from_name)?,
            kind_raw: from.get()?,
            source: from.get()?,
            code: from.get()?,
            detail: from.get()?,
        })
    }
}

/// Oldest first.
pub fn of_delivery(conn: &Connection, account: i64, delivery_ext: &str) -> Result<Vec<DeliveryEventRow>> {
    table::select(conn, "WHERE account = ?1 AND delivery_ext = ?2 ORDER BY at, id", (account, delivery_ext))
}
