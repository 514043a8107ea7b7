//! Forms, protection, manifest: the only way out for data.
//!
//! `query → export → register`. [`run`] writes the rows of a query as CSV or JSON into an AES-256 zip,
//! for a written purpose and under a password, and enters it in the register.
//!
//! Promises: no purpose, no export, and the refusal is entered; the register's entry is on the disk
//! before the file has its final name; an existing file is never overwritten; a cancel, a failure or a
//! kill leaves no half file ([`recover`] ends what a kill left); nothing readable ever touches the disk.
//!
//! Never: sends anything anywhere, keeps a password, or puts text from the data into a file name.
//! The formats are described in docs/FORMAT.md.

mod admit;
mod cell;
mod digest;
mod entry;
mod error;
pub mod form;
mod identify;
pub mod limits;
mod manifest;
mod part;
mod preview;
mod progress;
mod purpose;
mod recover;
mod run;
#[cfg(test)]
mod seven;
mod spec;
mod table;
#[cfg(test)]
mod tests;
mod write;
mod zipped;

pub use admit::{admit, admit_purpose};
pub use digest::{Print, print_of};
pub use error::{Error, Result};
pub use form::{CsvProfile, Form, Head};
pub use identify::{Identified, identify};
pub use manifest::Manifest;
pub use model::spreadsheet;
pub use preview::{Preview, preview};
pub use progress::Progress;
pub use purpose::{Objection, Purpose, password_objection};
pub use recover::{Recovered, recover};
pub use run::{Done, run};
pub use spec::{Spec, file_name};
pub use table::Table;
