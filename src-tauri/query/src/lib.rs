//! From query text to rows: what a person typed becomes chips, a plan, ids, windows, counts.
//!
//! - [`columns`] declares every column of sessions, messages and deliveries once: title, meaning,
//!   SQL, filter, order. Grid, query bar, exports and documentation all read that declaration.
//! - [`parse`] reads query text into a [`Query`], whose `Display` is the canonical text.
//! - [`open`] answers it at one moment of the store: an [`Answer`] is held while a person scrolls, its
//!   first page comes first, and it is settled bit by bit. The index (crate `index`) says which rows answer
//!   and which may; those that may are verified by the same question in SQL.
//! - [`rows`] reads the cells of a window; [`facets`], [`histogram`], [`series`] and [`percentiles`] count;
//!   [`ids`] and [`count`] take the whole of an answer, however long that takes.
//!
//! Promises: what a person typed reaches SQL only as a bound parameter; a filter that says *not*
//! keeps the rows that have no value; every order is total (ties fall to the time and then to the row id),
//! so a window never shows a row twice; a count that may grow says so. Never: writes, touches the network,
//! or decides who may ask.

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
pub use columns::{column, columns, field, fields, infos, worded};
pub use error::Error;
pub use read::{
    Cell, Facet, Facets, Histogram, Per, Percentiles, Row, Series, SeriesBars, count, facets, facets_of,
    histogram, histogram_per, ids, percentiles, rows, series,
};
pub use store::View;
pub use subject::{Sort, Subject};
pub use text::{Chip, Code, Moment, ParseError, Query, Span, Term, Test, Unit, Value, parse};

pub type Result<T> = std::result::Result<T, Error>;
