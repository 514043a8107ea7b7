//! Forms, protection, manifest: the only way out for data.

#[allow(dead_code)]
mod cell;
#[allow(dead_code)]
mod digest;
#[allow(dead_code)]
mod error;
pub mod form;
pub mod limits;
#[allow(dead_code)]
mod manifest;
#[allow(dead_code)]
mod part;
#[allow(dead_code)]
mod purpose;
#[cfg(test)]
mod seven;
pub mod spreadsheet;
#[allow(dead_code)]
mod zipped;

pub use error::{Error, Result};
