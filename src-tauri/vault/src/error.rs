//! What can go wrong, in words a person can act on.

use crate::limits;
use std::path::PathBuf;

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "There is no key file slots.json in the store's folder: no store was created there, or the file was \
         moved away. Create a store, or put the file back from a backup."
    )]
    Absent,
    #[error("A key file already lies at {}. Replacing it would lock its store for ever; choose another folder.", .0.display())]
    Exists(PathBuf),
    #[error(
        "The key file slots.json is damaged: {what}. Put it back from a backup; the store itself may be whole."
    )]
    Damaged { what: String },
    #[error(
        "The key file slots.json was written by a newer Counterfoil (format {version}; this one knows {known}). \
         It is left untouched; open it with the newer version."
    )]
    Newer { version: u64, known: u64 },
    #[error(
        "The passphrase is wrong: it opens none of the store's key slots. Check the keyboard layout and caps \
         lock, then try again."
    )]
    WrongPassphrase,
    #[error("A passphrase must have 1 to {max} bytes; this one has {0}. Choose another.", max = limits::SECRET_MAX)]
    PassphraseLength(usize),
    #[error(
        "A person's name must have 1 to {max} characters, and none that cannot be seen. Choose another.",
        max = limits::PERSON_MAX
    )]
    PersonName,
    #[error(
        "The cost of the key derivation is out of bounds: {what}. Nothing was computed; put slots.json back from a backup."
    )]
    Cost { what: String },
    #[error(
        "There is not enough memory to try the passphrase, which takes {mib} MiB. Close other programs, then try again."
    )]
    Memory { mib: u32 },
    #[error("There is no key slot {0} in this store. It may have been removed meanwhile; unlock again.")]
    NoSlot(String),
    #[error("The number {0} is no integer within ±2^53, so other readers would round it. Write it as text.")]
    Number(String),
    #[error(
        "The operating system gave no random bytes ({0}), and without them no key is safe. Try again, or restart."
    )]
    Random(String),
    #[error("A cryptographic step failed ({0}); nothing was changed. Please report this.")]
    Crypto(&'static str),
    #[error("Could not {action} {}: {source}. Check the folder's permissions and free space.", .path.display())]
    Io { action: &'static str, path: PathBuf, source: std::io::Error },
}

impl Error {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}
