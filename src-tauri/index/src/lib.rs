//! Makes text searchable in any language: folding, and the grams of folded text.
//!
//! A message keeps its [`grams`] in the store's index. A search for a term asks for the messages that
//! have all of [`needs`]`(term)`, and then checks each with [`contains`] on the folded text.
//!
//! Promises: a text whose folded form contains the folded term has every gram that the term needs (no
//! hit is lost); folding twice is folding once; a gram is never empty and holds only lower-case ASCII
//! letters, ASCII digits and non-ASCII characters that are no space, so grams may be joined by spaces
//! and stand between double quotes, and every tokenizer that keeps those characters together sees
//! one token a gram (SQLite's `ascii`; `unicode61` with all categories but separators and control).
//!
//! Never: no I/O, no clock, no knowledge of what the text is. It cannot fail.

mod ask;
pub mod bits;
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
mod gram;
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
pub mod tokens;
mod write;
pub use ask::{Ask, Test};
pub use bits::{Bits, Ranked};
pub use cache::Cache;
pub use codes::Codes;
pub use dictionary::Dictionary;
pub use draft::{Draft, Row};
pub use error::{Error, Result};
pub use find::{Finder, find};
pub use fold::{contains, fold};
pub use found::{Found, Hit};
pub use gram::{Need, grams, needs};
pub use merge::{due, merge};
pub use numbers::NumberSet;
pub use numbers::Numbers;
pub use piece::{Memory, PieceKey, Pieces, Sink};
pub use reading::KeysReading;
pub use schema::{Field, FieldKind, Schema};
pub use segment::{Catalog, Part, Segment};

#[cfg(test)]
mod tests;
