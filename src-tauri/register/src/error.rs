//! What can go wrong with the register.

use crate::limits;
use std::path::PathBuf;

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("The register could not be read or written: {0}")]
    Store(#[from] store::Error),
    #[error("The entry could not be put into its lasting form: {0}")]
    Form(#[from] vault::Error),
    #[error("The entry has {0} bytes, allowed are {max}. Nothing was written; shorten what it says.", max = limits::ENTRY_MAX)]
    TooLarge(usize),
    #[error(
        "Entry {number} of the register cannot be read: {why}. Verify the register to see what else is wrong."
    )]
    Unreadable { number: u64, why: String },
    #[error(
        "Entry {number} is in the register, but its checkpoint could not be written: {source} \
         Until the next entry, verifying sees a checkpoint that is too old."
    )]
    Checkpoint { number: u64, source: vault::Error },
    #[error("Refused unlocks could not be noted in {}: {source}. Check the folder's permissions and free space.", .path.display())]
    Attempts { path: PathBuf, source: std::io::Error },
}
