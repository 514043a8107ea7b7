//! Query text: read it, say what is wrong with it, show it as chips.

use crate::fault::Fault;
use crate::{Call, Desk, Right, Seat, limits};
use ::query::{Chip, Query, Subject};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct Check {
    pub subject: Subject,
    pub text: String,
    /// Offset of the person's zone from UTC, minutes: what a date without a time means.
    pub offset: i16,
}

#[derive(Debug, Serialize, TS)]
pub struct QueryInfo {
    pub canonical: String,
    pub chips: Vec<Chip>,
    /// What is searched for in the text, as query text.
    pub words: String,
}

impl Call for Check {
    const NAME: &'static str = "query.check";
    const RIGHT: Right = Right::Door;
    type Reply = QueryInfo;

    fn run(self, _: &Seat<'_>) -> Result<QueryInfo, Fault> {
        let query = read(self.subject, &self.text, self.offset)?;
        Ok(QueryInfo { canonical: query.to_string(), chips: query.chips(), words: query.words() })
    }
}

/// Reads query text within its bound.
pub(crate) fn read(subject: Subject, text: &str, offset: i16) -> Result<Query, Fault> {
    if text.len() > limits::QUERY_MAX {
        return Err(Fault::invalid(format!("A query is at most {} bytes long.", limits::QUERY_MAX)));
    }
    Ok(::query::parse(subject, text, offset, Desk::now())?)
}
