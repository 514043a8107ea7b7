//! B2Chat's export of conversations: a row a message, what is known of its chat repeated on each.
//!
//! This program's own export of messages has the same 27 columns, so it is read here too. A chat is one session whatever order its rows come in. A message has no id in it, so it is named as the
//! B2Chat connector names it (`provider::b2chat::message_id`).

mod columns;
mod map;
mod survey;

#[cfg(test)]
pub(crate) use columns::Column;
pub(crate) use columns::{Columns, Line};

use crate::error::Result;
use crate::file::Source;
use crate::numbers::{Numbers, mark};
use crate::piece::{Flow, Held, Piece};
use crate::table::Table;
use chrono_tz::Tz;
use std::collections::HashMap;
use survey::Survey;

/// A file that is such an export, looked through.
#[derive(Debug)]
pub(crate) struct B2chat {
    table: Table,
    columns: Columns,
    survey: Survey,
    zone: Option<Tz>,
}

impl B2chat {
    /// # Errors
    /// [`crate::Error::Form`] when columns are missing that it cannot do without, [`crate::Error::ZoneNeeded`].
    pub fn open(source: &Source, table: Table, zone: Option<Tz>) -> Result<Self> {
        let columns = Columns::of(&table)?;
        let survey = survey::survey(source, &table, &columns, zone)?;
        Ok(Self { table, columns, survey, zone })
    }

    /// What a person should know of how it is read.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let missing = self.columns.missing();
        if !missing.is_empty() {
            notes.push(format!("These columns are not in it: {}.", missing.join(", ")));
        }
        notes
    }

    pub fn read(&self, source: &Source, held: &dyn Held, each: &mut dyn FnMut(Piece) -> Flow) -> Result<()> {
        let (table, columns, survey, zone) = (&self.table, &self.columns, &self.survey, self.zone);
        let mut told = Told::default();
        table.read(source, |place, row| {
            let records = row.and_then(|row| {
                let line = Line { columns, cells: row.cells, heads: &table.heads };
                map::row(&line, survey, zone, held, &mut told)
            });
            Ok(each(Piece::Row { place, records }))
        })
    }
}

/// What was given last of chats and people, so that it is not given with each of their rows.
#[derive(Debug, Default)]
pub(crate) struct Told {
    forms: HashMap<u64, u64>,
    pub numbers: Numbers,
}

impl Told {
    /// Whether this raw form of a record is news.
    pub fn is_new(&mut self, kind: model::Kind, id: &str, raw: &str) -> bool {
        let form = mark(&raw);
        self.forms.insert(mark(&(kind, id)), form) != Some(form)
    }
}
