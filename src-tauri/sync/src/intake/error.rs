//! Why a file was not taken in, or not undone.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    File(#[from] ::import::Error),
    #[error(
        "The file is another than the one that was looked at. Nothing was taken in; look at its preview again."
    )]
    Changed,
    #[error("There is no import {0}. It may have been removed with its account.")]
    Missing(i64),
    #[error("Import {0} is undone already. There is nothing left to undo.")]
    UndoneAlready(i64),
    #[error("The file has more than {0} records. Nothing was taken in; split it, then import the parts.")]
    TooMany(usize),
    #[error("Cancelled. What had been taken in was put back.")]
    Cancelled,
    #[error(transparent)]
    Store(#[from] store::Error),
}

pub type Result<T> = std::result::Result<T, Error>;
