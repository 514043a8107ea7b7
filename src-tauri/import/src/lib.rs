//! Files of other systems as records: a provider's own exports, webhook bodies, any CSV.
//!
//! [`open`] looks at a file and tells what it is; [`Opened::read`] turns it into the model's records, row by row, in
//! memory that does not grow with the file but by some bytes a record. Promises: everything a file can hold is
//! untrusted, so sizes, rows and nesting are bounded ([`limits`]); a row that cannot be read is told by its place and
//! why, in words that show none of its values, and keeps no other away; the same file gives the same records each
//! time. Never: writes anything, unpacks to the disk, keeps a password, reaches the network.

mod b2chat;
mod channel_talk;
mod error;
mod file;
mod form;
mod json;
pub mod limits;
mod numbers;
mod opened;
mod piece;
pub mod plain;
mod table;
#[cfg(test)]
mod tests;
mod time;
mod whatsapp;

pub use error::{Error, Result};
pub use file::Encoding;
pub use form::Form;
pub use opened::{Opened, Options, Sample, open, sample};
pub use piece::{Flow, Held, Nothing, Piece};
pub use plain::Mapping;

/// A time zone by its name in the tz database, such as `America/Bogota`.
pub fn zone(name: &str) -> Option<chrono_tz::Tz> {
    name.trim().parse().ok()
}
