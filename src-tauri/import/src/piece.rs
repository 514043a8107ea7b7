//! What comes out of a file.

use model::{Fetched, Kind};

/// A part of a file, in its order.
#[derive(Debug)]
pub enum Piece {
    /// A row of a table, an object of a list, a body: where it stands (a line, or a number from 1), and what it is
    /// made into, or why it cannot be read.
    Row { place: u64, records: Result<Vec<Fetched>, String> },
    /// What is only known once all rows are read.
    Rest(Vec<Fetched>),
}

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    On,
    Stop,
}

/// What the account holds already: some records are put together of several files.
pub trait Held {
    /// The raw form of a record, by its kind and the provider's id.
    fn raw(&self, kind: Kind, id: &str) -> Option<String>;
}

/// An account that holds nothing yet.
pub struct Nothing;

impl Held for Nothing {
    fn raw(&self, _: Kind, _: &str) -> Option<String> {
        None
    }
}
