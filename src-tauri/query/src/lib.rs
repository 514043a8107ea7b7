//! From query text to rows: what a person typed becomes chips, a plan, ids, windows, counts.
//!
//! - [`columns`] declares every column of sessions, messages and deliveries once: title, meaning,
//!   SQL, filter, order. Grid, query bar, exports and documentation all read that declaration.
//! - [`parse`] reads query text into a [`Query`], whose `Display` is the canonical text.
//! - [`ids`], [`rows`], [`facets`] and [`histogram`] answer it from a read-only connection.
//!
//! Promises: what a person typed reaches SQL only as a bound parameter; a filter that says *not*
//! keeps the rows that have no value; every order is total (ties fall to the row id), so a window
//! never shows a row twice. Never: writes, touches the network, or decides who may ask.

mod answer;
mod audit;
mod base;
mod column;
mod columns;
mod error;
mod functions;
pub mod limits;
mod near;
mod plan;
mod read;
mod subject;
mod text;
mod verify;

#[cfg(test)]
mod world;

pub use answer::{Answer, Count, open};
pub use audit::{AUDIT, AuditColumn, AuditRow, audit_rows};
pub use column::{Choice, ChoiceInfo, Column, ColumnInfo, ColumnKind, Field, Filter, FilterKind};
pub use columns::{column, columns, field, fields, infos};
pub use error::Error;
pub use read::{
    Cell, Facet, Facets, Histogram, Per, Percentiles, Row, count, facets, facets_of, histogram,
    histogram_per, ids, percentiles, rows,
};
pub use store::View;
pub use subject::{Sort, Subject};
pub use text::{Chip, Code, Moment, ParseError, Query, Span, Term, Test, Unit, Value, parse};

pub type Result<T> = std::result::Result<T, Error>;
