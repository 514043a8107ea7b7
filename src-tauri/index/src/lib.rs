//! The index of many rows: what is asked of their times, values, numbers and texts is answered without
//! the rows, and counted, summed and put in order.
//!
//! Rows are collected in a [`Draft`] and sealed as a [`Segment`], whose pieces (blobs) go to a [`Sink`];
//! small segments are [`merge`]d into larger ones when [`due`] says so. A [`Catalog`] is the segments of
//! one moment, each without the rows that are dead by then: those that were changed, which a newer
//! segment has, or deleted. [`find`] answers an [`Ask`] over a catalog with what was [`Found`]: rows that
//! are sure, and rows that are *maybe*, of which only the row itself can tell. To look at those is for
//! whoever has the rows ([`contains`] of the [`fold`]ed text), and [`Found::settle`] takes it in.
//!
//! Promises: no row is lost, and what is sure is certain. A segment and its pieces never change. Whatever
//! is read back may be damaged: that is [`Error::Damaged`] or a wrong answer within the segment's rows,
//! and takes no more memory than [`limits`] allow.
//!
//! Never: no I/O, no SQL, no clock, no knowledge of what a row is.

mod ask;
pub mod bits;
mod block;
pub mod cache;
pub mod codes;
pub mod dictionary;
mod draft;
mod error;
mod facts;
mod find;
mod fold;
mod forms;
mod found;
pub mod keys;
pub mod limits;
pub mod lists;
mod merge;
pub mod numbers;
mod piece;
pub mod posting;
mod reading;
mod runs;
mod schema;
mod sections;
mod segment;
mod strings;
mod terms;
mod text;
pub mod tokens;
mod write;

pub use ask::{Ask, Test};
pub use bits::{Bits, Ranked};
pub use cache::Cache;
pub use codes::Codes;
pub use dictionary::Dictionary;
pub use draft::{Draft, Row};
pub use error::{Error, Result};
pub use find::{Finder, find, find_without_each};
pub use fold::{contains, fold};
pub use found::{Found, Hit};
pub use merge::{due, merge};
pub use numbers::NumberSet;
pub use numbers::Numbers;
pub use piece::{Memory, PieceKey, Pieces, Sink};
pub use reading::KeysReading;
pub use schema::{Field, FieldKind, Schema};
pub use segment::{Catalog, Part, Segment};

#[cfg(test)]
mod tests;
