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
}

#[derive(Debug, Serialize, TS)]
pub struct FieldFacets {
    pub field: String,
    pub values: Vec<Facet>,
}

impl Call for Count {
    const NAME: &'static str = "facets.count";
    const RIGHT: Right = Right::Read;
    type Reply = Vec<FieldFacets>;

    fn run(self, seat: &Seat<'_>) -> Result<Self::Reply, Fault> {
        let query = read(self.subject, &self.text, self.offset)?;
        let reader = seat.store()?.reader()?;
        let limit = self.limit.min(limits::FACET_VALUES);
        let count = |field: String| {
            let values = ::query::facets(&reader, self.subject, &query, &field, limit, &|| false)?.values;
            Ok(FieldFacets { field, values })
        };
        self.fields.into_iter().take(20).map(count).collect()
    }
}

/// How many rows fall into each span of time.
#[derive(Debug, Deserialize, TS)]
pub struct Histogram {
    pub subject: Subject,
    pub text: String,
    pub offset: i16,
    pub buckets: usize,
}

impl Call for Histogram {
    const NAME: &'static str = "histogram.count";
    const RIGHT: Right = Right::Read;
    type Reply = Bars;

    fn run(self, seat: &Seat<'_>) -> Result<Bars, Fault> {
        let query = read(self.subject, &self.text, self.offset)?;
        let buckets = self.buckets.clamp(1, limits::BUCKETS);
        Ok(::query::histogram(&seat.store()?.reader()?, self.subject, &query, buckets, &|| false)?)
    }
}
