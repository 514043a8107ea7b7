//! The encrypted store: one SQLCipher file in a folder, one module a table.
//!
//! Promises: nothing readable without the key ever reaches the disk; a transaction is kept whole or
//! not at all; writing what is stored already writes nothing; register rows are never changed.
//! Never: network, interpretation of queries (crate `query`), the register's chain (crate `register`).

pub mod account;
pub mod agent;
pub mod batch;
pub mod bot;
pub mod branch;
pub mod campaign;
mod catalog;
pub mod checkpoint;
pub mod contact;
pub mod delivery;
pub mod delivery_event;
mod error;
mod file;
pub mod gap;
pub mod gone;
mod ids;
pub mod import;
mod indexing;
pub mod limits;
mod link;
pub mod message;
mod migrate;
mod pending;
pub mod person;
pub mod raw;
mod reader;
mod recent;
mod reference;
pub mod register;
pub mod rollup;
pub mod run;
mod segment;
pub mod session;
pub mod session_event;
pub mod setting;
pub mod shape;
mod statements;
mod store;
pub mod support_bot;
mod table;
pub mod tag;
pub mod tally;
pub mod template;
mod tend;
#[cfg(test)]
mod tests;
mod tombstone;
mod verify;
mod view;
mod writer;

pub use account::{Account, Counts, NewAccount, Pause, PauseWhy, RateLeft};
pub use branch::{Branch, Due};
pub use checkpoint::Checkpoint;
pub use delivery::DeliveryRow;
pub use delivery_event::DeliveryEventRow;
pub use error::{Error, Result};
pub use gap::{Gap, Why};
pub use import::{Import, Left, NewImport, Undone};
pub use message::MessageRow;
pub use person::Person;
pub use raw::Provenance;
pub use reader::Reader;
pub use register::RegisterRow;
pub use run::{Ended, Run};
pub use rusqlite;
pub use session::SessionRow;
pub use session_event::SessionEventRow;
pub use shape::Subject;
pub use store::Store;
pub use table::Row;
pub use view::View;
pub use writer::{Change, Writer};
