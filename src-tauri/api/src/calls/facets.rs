//! What is in a result: counts by value, and by time.

use super::query::read;
use crate::fault::Fault;
use crate::{Call, Right, Seat, limits};
use ::query::{Facet, Histogram as Bars, Subject};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Counts by value for each field, with the filters on *other* fields applied.
#[derive(Debug, Deserialize, TS)]
pub struct Count {
    pub subject: Subject,
    pub text: String,
    pub offset: i16,
    pub fields: Vec<String>,
    pub limit: usize,
    /// Where it is asked; what was asked there before is ended.
    pub slot: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct FieldFacets {
    pub field: String,
    pub values: Vec<Facet>,
    /// The counts are all there is; else there may be more.
    pub exact: bool,
}

impl Call for Count {
    const NAME: &'static str = "facets.count";
    const RIGHT: Right = Right::Read;
    type Reply = Vec<FieldFacets>;

    fn run(self, seat: &Seat<'_>) -> Result<Self::Reply, Fault> {
        let query = read(self.subject, &self.text, self.offset)?;
        let open = seat.open()?;
        let question = open.questions.ask(self.slot.as_deref())?;
        let view = open.view()?;
        question.covers(&view);
        let (limit, stop) = (self.limit.min(limits::FACET_VALUES), || question.has_ended());
        let names: Vec<&str> = self.fields.iter().map(String::as_str).take(limits::FACET_FIELDS).collect();
        let found = ::query::facets_of(&view, self.subject, &query, &names, limit, &stop)?;
        let named = names.into_iter().zip(found).map(|(field, found)| FieldFacets {
            field: field.to_owned(),
            values: found.values,
            exact: found.exact,
        });
        Ok(named.collect())
    }
}

/// How many rows fall into each span of time.
#[derive(Debug, Deserialize, TS)]
pub struct Histogram {
    pub subject: Subject,
    pub text: String,
    pub offset: i16,
    pub buckets: usize,
    /// Where it is asked; what was asked there before is ended.
    pub slot: Option<String>,
}

impl Call for Histogram {
    const NAME: &'static str = "histogram.count";
    const RIGHT: Right = Right::Read;
    type Reply = Bars;

    fn run(self, seat: &Seat<'_>) -> Result<Bars, Fault> {
        let query = read(self.subject, &self.text, self.offset)?;
        let open = seat.open()?;
        let question = open.questions.ask(self.slot.as_deref())?;
        let view = open.view()?;
        question.covers(&view);
        let (buckets, stop) = (self.buckets.clamp(1, limits::BUCKETS), || question.has_ended());
        Ok(::query::histogram(&view, self.subject, &query, buckets, &stop)?)
    }
}
