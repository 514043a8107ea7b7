//! What can go wrong with the store: what happened, why, what to do.

use rusqlite::ErrorCode;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("There is no store in {}. Create one, or name the folder that holds it.", .0.display())]
    Absent(PathBuf),
    #[error("{} holds a store already. It is left as it is; open it, or choose an empty folder.", .0.display())]
    Exists(PathBuf),
    #[error("The store in {} is in use by another Counterfoil. Close that one, then try again.", .0.display())]
    Locked(PathBuf),
    #[error(
        "{} is not encrypted, so it is no store of Counterfoil. Nothing was read from it or written to it.",
        .0.display()
    )]
    NotEncrypted(PathBuf),
    #[error(
        "This build cannot encrypt: its database library carries no cipher. Nothing was opened. \
         Install a proper build."
    )]
    NoCipher,
    #[error(
        "The key does not fit the database. The slot file and the database belong to different stores; \
         put back the pair that belongs together."
    )]
    WrongKey,
    #[error("The store is damaged: {what}. Work on a copy from your back-up; `check` lists every fault.")]
    Damaged { what: String },
    #[error(
        "The store was written by a newer Counterfoil (format {found}; this one knows {known}). \
         It is left untouched; open it with the newer version."
    )]
    Newer { found: i64, known: i64 },
    #[error(
        "The store was written by a trial version of Counterfoil (format {found}), whose format is no longer \
         read. It is left untouched; make a new store and sync your accounts again."
    )]
    Trial { found: i64 },
    #[error("The name {0:?} is taken already. Choose another name.")]
    Taken(String),
    #[error("There is no {what} {which} in the store. It may have been removed meanwhile.")]
    Missing { what: &'static str, which: String },
    #[error("A record cannot be read: {what}. Nothing of its page was kept; tell the server's operator.")]
    Unreadable { what: String },
    #[error("One day holds more than 16.7 million records of a kind; no further one can be numbered.")]
    Full,
    #[error(
        "There are more {what} than one segment of the index can hold ({most} at most). Nothing of this step \
         was kept; report it with the account's figures."
    )]
    TooMuch { what: &'static str, most: u64 },
    #[error("Reading was stopped, because it was cancelled or took too long. Narrow the search.")]
    Interrupted,
    #[error("The disk is full. Nothing of this step was kept; free some space, then try again.")]
    DiskFull,
    #[error("{what} could not be done: {source}. Check the folder and its permissions.")]
    Io { what: &'static str, source: std::io::Error },
    #[error("The database refused a step, and nothing of it was kept: {0}")]
    Sql(rusqlite::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    pub(crate) fn io(what: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { what, source }
    }
}

impl From<index::Error> for Error {
    fn from(error: index::Error) -> Self {
        match error {
            index::Error::Stopped => Self::Interrupted,
            index::Error::Damaged(what) => Self::Damaged { what },
            // Ours, on its way back.
            index::Error::Pieces(source) => match source.downcast::<Self>() {
                Ok(ours) => *ours,
                Err(other) => Self::damaged(other.to_string()),
            },
            index::Error::TooMuch { what, most } => Self::TooMuch { what, most },
        }
    }
}

impl From<rusqlite::Error> for Error {
    /// Once a store is open its key is known to fit, so a page that does not decrypt is damage.
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::damaged("a page of the database does not match its seal")
            }
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Sql(error),
        }
    }
}
