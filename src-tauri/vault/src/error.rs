//! What can go wrong, in words a person can act on.

use crate::limits;
use std::path::PathBuf;

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "there is no key file at {0}: no store was created in this folder, or slots.json was moved away; create a store, or put the file back from a backup"
    )]
    Absent(PathBuf),
    #[error(
        "a key file already lies at {0}, and overwriting it would lock its store for ever; choose another folder"
    )]
    Exists(PathBuf),
    #[error(
        "the key file slots.json is damaged: {what}; put it back from a backup (the store itself may be whole)"
    )]
    Damaged { what: String },
    #[error(
        "the key file slots.json has format version {version}, this program knows up to {known}; use a newer Counterfoil"
    )]
    Newer { version: u64, known: u64 },
    #[error(
        "the passphrase is wrong: it opens none of the store's key slots; check the keyboard layout and caps lock, and try again"
    )]
    WrongPassphrase,
    #[error("a passphrase must have 1 to {max} bytes, this one has {0}; choose another", max = limits::SECRET_MAX)]
    PassphraseLength(usize),
    #[error("a person's name must have 1 to {max} characters and no control characters; choose another", max = limits::PERSON_MAX)]
    PersonName,
    #[error(
        "the key derivation cost is out of bounds: {what}; nothing was computed; put slots.json back from a backup"
    )]
    Cost { what: String },
    #[error(
        "there is not enough memory for the key derivation, which takes {mib} MiB; close other programs and try again"
    )]
    Memory { mib: u32 },
    #[error("there is no key slot {0} in this store; list the persons and choose one")]
    NoSlot(String),
    #[error("a number in canonical JSON must be an integer within ±2^53; write {0} as a string")]
    Number(String),
    #[error(
        "the operating system gave no random bytes ({0}), and without them no key is safe; try again or restart"
    )]
    Random(String),
    #[error("a cryptographic step failed ({0}), nothing was changed; please report this")]
    Crypto(&'static str),
    #[error("could not {action} {path}: {source}; check the folder's permissions and free space")]
    Io { action: &'static str, path: PathBuf, source: std::io::Error },
}

impl Error {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}
