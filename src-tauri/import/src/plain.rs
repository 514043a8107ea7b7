//! Any table, its columns named by a person: what each row is, and which column holds which of its fields.

mod fields;
mod make;
mod mapping;
mod records;
mod talks;

pub use fields::{Field, Subject, fields};
pub use mapping::{Mapping, suggest};

use crate::error::Result;
use crate::file::Source;
use crate::numbers::Numbers;
use crate::piece::{Flow, Held, Piece};
use crate::table::Table;
use chrono_tz::Tz;
use make::{Known, Maker};
use talks::Talks;

/// A table that a mapping fits, looked through.
#[derive(Debug)]
pub(crate) struct Plain {
    table: Table,
    maker: Maker,
    numbers: Numbers,
    talks: Talks,
}

impl Plain {
    /// # Errors
    /// [`crate::Error::Mapping`], [`crate::Error::ZoneNeeded`].
    pub fn open(source: &Source, table: Table, mapping: Mapping, zone: Option<Tz>) -> Result<Self> {
        let maker = Maker::new(&table, mapping, zone)?;
        let mut talks = Talks::default();
        table.read(source, |place, row| {
            if let Ok(row) = row {
                let line = maker.line(row.cells);
                maker.zone_is_known(&line, place)?;
                maker.note(&line, &mut talks);
            }
            Ok(Flow::On)
        })?;
        Ok(Self { table, maker, numbers: Numbers::default(), talks })
    }

    pub fn read(
        &mut self,
        source: &Source,
        held: &dyn Held,
        each: &mut dyn FnMut(Piece) -> Flow,
    ) -> Result<()> {
        self.numbers.begin();
        self.talks.begin();
        let (maker, numbers, talks) = (&self.maker, &mut self.numbers, &mut self.talks);
        self.table.read(source, |place, row| {
            let records = row.and_then(|row| {
                let line = maker.line(row.cells);
                maker.records(&line, &mut Known { numbers, talks, held })
            });
            Ok(each(Piece::Row { place, records }))
        })
    }
}
