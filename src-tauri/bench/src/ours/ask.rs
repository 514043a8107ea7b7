//! Asking our side, as the window does: each question takes a view of the store and gives it back.
//!
//! The only place of the benchmark that knows how the query engine is called.

use super::NOW;
use crate::error::{Error, Result};
use crate::limits::{SETTLE, WINDOW};
use crate::question::{Question, Work};
use query::{Per, Query, Sort, Subject, View};
use serde::{Deserialize, Serialize};
use store::Store;

/// What was found; whatever the question did not ask for is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub count: Option<u64>,
    /// Rows of the first window.
    pub rows: usize,
    /// Of each facet, its values and the rows of all of them.
    pub facets: Vec<(usize, u64)>,
}

/// Nothing here is stopped.
const GO_ON: &dyn Fn() -> bool = &|| false;

/// Rows that answer, in order, held while a person scrolls.
pub struct Answer {
    answer: query::Answer,
}

impl Answer {
    /// Rows known so far.
    pub fn len(&self) -> u64 {
        self.answer.count().rows
    }
}

pub struct Asker<'s> {
    store: &'s Store,
}

impl<'s> Asker<'s> {
    pub const fn new(store: &'s Store) -> Self {
        Self { store }
    }

    fn view(&self) -> Result<View<'s>> {
        Ok(self.store.long_view()?)
    }

    pub fn ask(&self, question: &Question) -> Result<Found> {
        let (subject, query) = (question.subject, parse(question.subject, &question.text())?);
        let view = self.view()?;
        let mut found = Found::default();
        if question.work == Work::Count {
            found.count = Some(query::count(&view, &query)?);
            return Ok(found);
        }
        let mut answer = query::open(&view, subject, &query, &Sort::newest(subject), GO_ON)?;
        if question.work == Work::Whole {
            while !answer.settle(&view, SETTLE, GO_ON)? {}
            found.count = Some(answer.count().rows);
            let fields: Vec<&str> = question.facets().collect();
            let facets = query::facets_of(&view, subject, &query, &fields, query::limits::FACETS, GO_ON)?;
            found.facets = facets.iter().map(sum).collect();
        }
        let ids = answer.ids(&view, 0, WINDOW)?;
        found.rows = query::rows(&view, subject, &ids, columns(subject))?.len();
        Ok(found)
    }

    /// The exact count, whatever else the question wants.
    pub fn count(&self, question: &Question) -> Result<u64> {
        Ok(query::count(&self.view()?, &parse(question.subject, &question.text())?)?)
    }

    /// The commonest values of a field among all rows, and the rows of all of them.
    pub fn values(&self, subject: Subject, field: &str, most: usize) -> Result<(usize, u64)> {
        Ok(sum(&query::facets(&self.view()?, subject, &parse(subject, "")?, field, most, GO_ON)?))
    }

    /// All rows over all time, a bar a day and value of the field; returns how many rows the bars hold.
    pub fn plot(&self, subject: Subject, field: Option<&str>) -> Result<u64> {
        let series = query::series(&self.view()?, subject, field, Per::Day, 0)?;
        Ok(series.values.iter().flat_map(|value| &value.counts).sum())
    }

    /// The rows of a question over time, in bars; returns how many rows the bars hold.
    pub fn histogram(&self, subject: Subject, text: &str, bars: usize) -> Result<u64> {
        let plot = query::histogram(&self.view()?, subject, &parse(subject, text)?, bars, GO_ON)?;
        Ok(plot.counts.iter().sum())
    }

    /// Opens a question; its rows stay in order until it is dropped.
    pub fn open(&self, subject: Subject, text: &str) -> Result<Answer> {
        let query = parse(subject, text)?;
        Ok(Answer { answer: query::open(&self.view()?, subject, &query, &Sort::newest(subject), GO_ON)? })
    }

    /// A window with its cells; returns how many rows came.
    pub fn window(&self, answer: &Answer, from: u64, length: usize) -> Result<usize> {
        let (view, subject) = (self.view()?, answer.answer.subject());
        let ids = answer.answer.ids(&view, from, length)?;
        Ok(query::rows(&view, subject, &ids, columns(subject))?.len())
    }

    /// Reads every message's text through a reading connection, as a scan in SQL does.
    pub fn scan(&self, sql: &str) -> Result<i64> {
        Ok(self.view()?.query_row(sql, [], |row| row.get(0))?)
    }
}

fn sum(facets: &query::Facets) -> (usize, u64) {
    (facets.values.len(), facets.values.iter().map(|facet| facet.count).sum())
}

/// What the grid shows of a row.
const fn columns(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Sessions => &["created", "channel", "state", "sender", "recipient", "number"],
        Subject::Messages => &["sent", "direction", "person", "kind", "text", "session"],
        Subject::Deliveries => &["recorded", "delivery", "channel", "recipient", "name", "code"],
    }
}

/// Query text as the program understands it.
pub fn parse(subject: Subject, text: &str) -> Result<Query> {
    query::parse(subject, text, 0, NOW)
        .map_err(|why| Error::Question { text: text.to_owned(), why: why.to_string() })
}
