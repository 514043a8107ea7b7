//! What can go wrong between a question and its answer.

use crate::subject::Subject;
use crate::text::ParseError;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Text(#[from] ParseError),
    #[error("{subject} have no column {name:?}.{}", suggest(suggestion.as_deref()))]
    Column { subject: Subject, name: String, suggestion: Option<String> },
    #[error(
        "{subject} cannot be sorted by {name:?}: an order would mean nothing there. Sort by another column."
    )]
    Order { subject: Subject, name: &'static str },
    #[error(
        "By {name:?} at most {most} rows can be sorted, and these are more. Narrow the search, or sort by another column."
    )]
    Sort { name: &'static str, most: u64 },
    #[error("The values of {name:?} cannot be counted for {subject}. Ask for a field with named values.")]
    Facet { subject: Subject, name: String },
    #[error("{name:?} of {subject} is no measure. Ask for a length of time, a time or a number.")]
    Measure { subject: Subject, name: &'static str },
    #[error("{what} is more than the {most} that one question may ask for. Ask in smaller parts.")]
    TooMuch { what: &'static str, most: usize },
    /// Cancelled by the asker, or longer than the store's limit on a read. Who holds the cancel
    /// flag knows which of the two it was.
    #[error(
        "The search was stopped before it ended: cancelled, or longer than allowed. Narrow it and try again."
    )]
    Stopped,
    #[error(transparent)]
    Index(index::Error),
    #[error(transparent)]
    Store(store::Error),
    #[error(
        "The store could not answer: {0}. Close the program and open it again; if it stays, the file is damaged."
    )]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => Self::Stopped,
            _ => Self::Sql(error),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Interrupted => Self::Stopped,
            store::Error::Sql(error) => Self::Sql(error),
            other => Self::Store(other),
        }
    }
}

impl From<index::Error> for Error {
    fn from(error: index::Error) -> Self {
        match error {
            index::Error::Stopped => Self::Stopped,
            other => Self::Index(other),
        }
    }
}

fn suggest(name: Option<&str>) -> String {
    name.map(|n| format!(" Did you mean {n:?}?")).unwrap_or_default()
}
