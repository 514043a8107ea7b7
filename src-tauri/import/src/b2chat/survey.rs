//! A first look through the file: what must be known of all rows before one is read.

use super::columns::{Column, Columns, Line};
use super::map;
use crate::Flow;
use crate::error::{Error, Result};
use crate::file::Source;
use crate::numbers::mark;
use crate::table::Table;
use crate::time::{self, Odd, Times};
use chrono_tz::Tz;
use model::Stamp;
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(crate) struct Survey {
    chats: HashMap<u64, Chat>,
    aliases: Vec<String>,
}

/// What the rows of a chat say together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chat {
    pub first: Stamp,
    pub last: Stamp,
    alias: usize,
}

impl Survey {
    pub fn chat(&self, id: &str) -> Option<Chat> {
        self.chats.get(&mark(&id)).copied()
    }

    /// The alias of a chat's first message.
    pub fn alias(&self, chat: &Chat) -> Option<String> {
        self.aliases.get(chat.alias).filter(|alias| !alias.is_empty()).cloned()
    }

    fn add(&mut self, id: &str, at: Stamp, alias: &str) {
        let number = match self.aliases.iter().position(|known| known == alias) {
            Some(number) => number,
            // A handful of lines, unless the column holds something else.
            None if self.aliases.len() >= MOST_ALIASES => usize::MAX,
            None => {
                self.aliases.push(alias.to_owned());
                self.aliases.len() - 1
            }
        };
        let chat = self.chats.entry(mark(&id)).or_insert(Chat { first: at, last: at, alias: number });
        if (at.at, number) < (chat.first.at, chat.alias) {
            (chat.first, chat.alias) = (at, number);
        }
        if at.at > chat.last.at {
            chat.last = at;
        }
    }
}

const MOST_ALIASES: usize = 10_000;

pub(super) fn survey(source: &Source, table: &Table, columns: &Columns, zone: Option<Tz>) -> Result<Survey> {
    let mut survey = Survey::default();
    table.read(source, |place, row| {
        let Ok(row) = row else { return Ok(Flow::On) };
        let line = Line { columns, cells: row.cells, heads: &table.heads };
        zone_is_known(&line, zone, place)?;
        let chat = line.get(Column::ChatId).trim();
        if let Some((at, _)) = map::moment(&line, zone).filter(|_| !chat.is_empty()) {
            survey.add(chat, at, line.get(Column::Alias).trim());
        }
        Ok(Flow::On)
    })?;
    Ok(survey)
}

fn zone_is_known(line: &Line<'_>, zone: Option<Tz>, row: u64) -> Result<()> {
    let times = [
        Column::MessageCreatedAt,
        Column::ChatCreatedAt,
        Column::OpenedAt,
        Column::PickedUpAt,
        Column::ClosedAt,
    ];
    let lacks = |column: &Column| time::read(line.get(*column), Times::Iso, zone) == Err(Odd::NoZone);
    if times.iter().any(lacks) { Err(Error::ZoneNeeded { row }) } else { Ok(()) }
}
