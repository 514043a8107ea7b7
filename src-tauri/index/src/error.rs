//! What can go wrong with the index: what happened, why, what to do.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("A piece of the index could not be read or written: {0}")]
    Pieces(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("The index is damaged: {0}. Work on a copy from your back-up; `check` lists every fault.")]
    Damaged(String),
    #[error("The search was stopped before it was done, so it gave no answer. Ask again, or ask for less.")]
    Stopped,
    #[error("There are more {what} than the index can hold ({most} at most). Nothing was written.")]
    TooMuch { what: &'static str, most: u64 },
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    /// A fault of whoever keeps the pieces.
    pub fn pieces(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Pieces(source.into())
    }
}
