//! Contacts: the customers, as the provider knows them.

use crate::error::Result;
use crate::table::{self, Bind, Cells, Row, Table};
use crate::writer::Writer;
use model::{Contact, Kind};
use rusqlite::Connection;

pub type ContactRow = Row<Contact>;

impl Table for Contact {
    const KIND: Kind = Kind::Contact;
    const COLUMNS: &'static [&'static str] = &[
        "name",
        "identification",
        "email",
        "phone",
        "mobile",
        "language",
        "country",
        "company",
        "created_at",
        "created_off",
    ];

    fn ext(&self) -> &str {
        &self.id
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.name)?;
        to.put(&self.identification)?;
        to.put(&self.email)?;
        to.put(&self.phone)?;
        to.put(&self.mobile)?;
        to.put(&self.language)?;
        to.put(&self.country)?;
        to.put(&self.company)?;
        to.stamp(self.created_at)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            name: from.get()?,
            identification: from.get()?,
            email: from.get()?,
            phone: from.get()?,
            mobile: from.get()?,
            language: from.get()?,
            country: from.get()?,
            company: from.get()?,
            created_at: from.maybe_stamp()?,
        })
    }

    fn before(&self, writer: &mut Writer<'_>, account: i64, found: Option<i64>) -> Result<Option<i64>> {
        let name = self.name.as_deref();
        writer.will_rename(Kind::Contact, account, &self.id, name, found.is_some())?;
        Ok(None)
    }
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<ContactRow>> {
    table::by_ext(conn, account, ext)
}
