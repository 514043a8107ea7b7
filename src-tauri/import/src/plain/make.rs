//! A row as records, as the mapping says.

use super::fields::Subject;
use super::mapping::Mapping;
use super::records::{contact, delivery, direction, session, talk};
use super::talks::Talks;
use crate::error::{Error, Result};
use crate::json::Object;
use crate::limits;
use crate::numbers::{Numbers, mark};
use crate::piece::Held;
use crate::table::Table;
use crate::time::{self, Odd};
use chrono_tz::Tz;
use csv::StringRecord;
use model::{Direction, Fetched, Message, MessageKind, PersonKind, Record, Stamp};
use std::collections::BTreeMap;

/// Fields that hold a moment.
const MOMENTS: [&str; 7] =
    ["at", "recorded_at", "created_at", "last_active_at", "opened_at", "picked_up_at", "closed_at"];

#[derive(Debug)]
pub(crate) struct Maker {
    mapping: Mapping,
    /// Where the columns of the fields stand.
    places: BTreeMap<String, usize>,
    heads: Vec<String>,
    zone: Option<Tz>,
}

/// What is known beside the row.
pub(crate) struct Known<'k> {
    pub numbers: &'k mut Numbers,
    pub talks: &'k mut Talks,
    pub held: &'k dyn Held,
}

/// A row under the mapping.
pub(crate) struct Line<'r> {
    maker: &'r Maker,
    cells: &'r StringRecord,
}

pub(super) type Done<T> = std::result::Result<T, String>;

impl<'r> Line<'r> {
    /// Empty where nothing holds the field.
    pub(super) fn get(&self, field: &str) -> &'r str {
        let cell = self.maker.places.get(field).and_then(|place| self.cells.get(*place));
        cell.or_else(|| self.maker.mapping.fixed.get(field).map(String::as_str)).unwrap_or_default()
    }

    pub(super) fn given(&self, field: &str) -> Option<String> {
        Some(self.get(field).trim()).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    pub(super) fn needed(&self, field: &str) -> Done<String> {
        self.given(field).ok_or_else(|| format!("it has no {field}"))
    }

    /// One of our words, by the mapping's words for it or by its own.
    pub(super) fn word<T>(&self, field: &str, own: impl Fn(&str) -> Option<T>) -> Option<T> {
        let said = self.get(field).trim();
        let mapped = self.maker.mapping.words.get(field).and_then(|words| words.get(said));
        own(&mapped.map_or(said, String::as_str).to_lowercase().replace([' ', '-'], "_"))
    }

    pub(super) fn moment(&self, field: &str) -> std::result::Result<Option<Stamp>, Odd> {
        time::read(self.get(field), self.maker.mapping.times, self.maker.zone)
    }

    pub(super) fn needed_moment(&self, field: &str) -> Done<Stamp> {
        match self.moment(field) {
            Ok(Some(stamp)) => Ok(stamp),
            Ok(None) => Err(format!("it has no {field}")),
            Err(_) => Err(format!("its {field} is no time of the form that the mapping names")),
        }
    }

    /// A moment that it can do without; one that cannot be read stays in the raw form.
    pub(super) fn maybe(&self, field: &str) -> Option<Stamp> {
        self.moment(field).ok().flatten()
    }

    pub(super) fn raw(&self) -> Object {
        let mut object = Object::new();
        self.maker.heads.iter().zip(self.cells).for_each(|(head, cell)| object.put(head, cell));
        object
    }
}

impl Maker {
    pub fn new(table: &Table, mapping: Mapping, zone: Option<Tz>) -> Result<Self> {
        mapping.check(&table.heads)?;
        let place =
            |(field, title): (&String, &String)| table.column(title).map(|place| (field.clone(), place));
        let places = mapping.columns.iter().filter_map(place).collect();
        Ok(Self { places, mapping, heads: table.heads.clone(), zone })
    }

    pub fn line<'r>(&'r self, cells: &'r StringRecord) -> Line<'r> {
        Line { maker: self, cells }
    }

    pub fn zone_is_known(&self, line: &Line<'_>, row: u64) -> Result<()> {
        let lacks = |field: &&str| line.moment(field) == Err(Odd::NoZone);
        if MOMENTS.iter().any(lacks) { Err(Error::ZoneNeeded { row }) } else { Ok(()) }
    }

    pub fn note(&self, line: &Line<'_>, talks: &mut Talks) {
        if self.mapping.subject == Subject::Messages
            && let (Some(chat), Some(at), Ok(_)) = (line.given("chat_id"), line.maybe("at"), direction(line))
        {
            talks.note(&chat, at);
        }
    }

    pub fn records(&self, line: &Line<'_>, known: &mut Known<'_>) -> Done<Vec<Fetched>> {
        let records = match self.mapping.subject {
            Subject::Messages => self.message(line, known)?,
            Subject::Sessions => vec![self.one(line, Record::Session(Box::new(session(line)?)))],
            Subject::Deliveries => {
                let mut delivery = delivery(line)?;
                let to = line.given("recipient").unwrap_or_default();
                delivery.id = self.id(line, &to, delivery.recorded_at, known.numbers);
                vec![self.one(line, Record::Delivery(Box::new(delivery)))]
            }
            Subject::Contacts => vec![self.one(line, Record::Contact(contact(line)?))],
        };
        match records.iter().all(|record| record.id().chars().count() <= limits::ID) {
            true => Ok(records),
            false => Err(format!("an id in it is longer than {} characters", limits::ID)),
        }
    }

    fn one(&self, line: &Line<'_>, record: Record) -> Fetched {
        Fetched::new(record, line.raw().end())
    }

    /// Its own, or what the row says together: chat or recipient, time, a mark of all cells, and a number among equals.
    fn id(&self, line: &Line<'_>, of: &str, at: Stamp, numbers: &mut Numbers) -> String {
        line.given("id").unwrap_or_else(|| {
            let mark = mark(&line.cells.iter().collect::<Vec<_>>());
            let name = format!("{of}/{}/{mark:016x}", time::clock(at, self.zone));
            let number = numbers.next(&name);
            format!("{name}/{number}")
        })
    }

    /// A message, and its chat with the first of its messages.
    fn message(&self, line: &Line<'_>, known: &mut Known<'_>) -> Done<Vec<Fetched>> {
        let (chat, at, direction) = (line.needed("chat_id")?, line.needed_moment("at")?, direction(line)?);
        let id = self.id(line, &chat, at, known.numbers);
        let person = match (line.given("person"), direction) {
            (Some(_), _) => line
                .word("person", PersonKind::from_name)
                .ok_or("its kind of person is a word that is not mapped (user, agent, bot, system)")?,
            (None, Direction::Incoming) => PersonKind::User,
            (None, Direction::Outgoing) => PersonKind::Agent,
        };
        let person_id = line.given("person_id");
        let message = Message {
            id,
            session_id: chat.clone(),
            at,
            direction,
            person,
            person_id: person_id.or_else(|| line.given("contact_id").filter(|_| person == PersonKind::User)),
            kind: line.word("kind", MessageKind::from_name).unwrap_or(match line.given("kind") {
                Some(_) => MessageKind::Other,
                None => MessageKind::Text,
            }),
            text: line.get("text").to_owned(),
            caption: line.given("caption"),
            attachment: line.given("attachment"),
            template_id: None,
            delivery_id: None,
        };
        let mut records = Vec::new();
        if let Some((first, last)) = known.talks.give(&chat, known.held) {
            records.push(talk(line, chat, first, last));
        }
        records.push(self.one(line, Record::Message(message)));
        Ok(records)
    }
}
