//! A row on its way into the index.

use super::{REFERS, Subject, message, reference};
use crate::error::Result;
use model::{Kind, PersonKind};
use std::sync::Arc;

/// A row for the index. Until [`Entry::name`] a reference is the bare id of the other record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub account: i64,
    pub row: index::Row,
}

/// Values that most rows have fewer of.
const MOST: usize = 24;

impl Entry {
    /// With the account as its first value.
    pub fn new(account: i64, at: i64, id: i64, field: u8) -> Self {
        let mut values = Vec::with_capacity(MOST);
        values.push((field, account.to_string()));
        let (numbers, texts) = (Vec::with_capacity(MOST), Vec::with_capacity(MOST));
        Self { account, row: index::Row { at, id, values, numbers, texts } }
    }

    pub fn value<'v>(&mut self, field: u8, value: impl Into<Option<&'v str>>) {
        if let Some(value) = value.into() {
            self.row.values.push((field, value.to_owned()));
        }
    }

    /// One of several values: whether the record has such a thing.
    pub fn has(&mut self, field: u8, thing: &str, has: bool) {
        self.value(field, has.then_some(thing));
    }

    pub fn number(&mut self, field: u8, number: impl Into<Option<i64>>) {
        if let Some(number) = number.into() {
            self.row.numbers.push((field, number));
        }
    }

    pub fn text<'t>(&mut self, text: impl Into<Option<&'t str>>) {
        if let Some(text) = text.into().filter(|text| !text.is_empty()) {
            self.row.texts.push(text.to_owned());
        }
    }

    /// For a row that is kept back: without the room for more.
    pub fn kept(mut self) -> Box<Self> {
        self.row.values.shrink_to_fit();
        self.row.numbers.shrink_to_fit();
        self.row.texts.shrink_to_fit();
        Box::new(self)
    }

    /// The first value of a field.
    pub fn get(&self, field: u8) -> Option<&str> {
        self.row.values.iter().find(|(number, _)| *number == field).map(|(_, value)| value.as_str())
    }

    /// Puts the names of other records beside their ids, so that the row is as the index keeps it.
    /// `name_of` tells the name of a record by kind, account and id.
    pub fn name(
        mut self,
        subject: Subject,
        mut name_of: impl FnMut(Kind, i64, &str) -> Result<Option<Arc<str>>>,
    ) -> Result<index::Row> {
        let person =
            if subject == Subject::Message { self.get(message::PERSON).and_then(spoken_by) } else { None };
        let Self { account, row } = &mut self;
        for (field, value) in &mut row.values {
            let kind = REFERS.iter().find(|to| {
                to.subject == subject
                    && to.field == *field
                    && ((subject, *field) != (Subject::Message, message::NAME) || Some(to.kind) == person)
            });
            let Some(kind) = kind.map(|to| to.kind) else { continue };
            let name = name_of(kind, *account, value)?;
            // The name of its template is searched with the texts of a delivery.
            if (subject, kind) == (Subject::Delivery, Kind::Template) {
                row.texts.extend(name.as_deref().filter(|name| !name.is_empty()).map(str::to_owned));
            }
            *value = reference(value, name.as_deref());
        }
        Ok(self.row)
    }
}

/// Whose record says who a person is; the system has none.
pub(super) fn spoken_by(person: &str) -> Option<Kind> {
    match PersonKind::from_name(person)? {
        PersonKind::User => Some(Kind::Contact),
        PersonKind::Agent => Some(Kind::Agent),
        PersonKind::Bot => Some(Kind::Bot),
        PersonKind::System => None,
    }
}
