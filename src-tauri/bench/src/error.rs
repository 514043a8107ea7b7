//! What can go wrong while measuring.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0} is no scale. Give a number of messages such as 10k, 100k or 1m, from {least} to {most}.",
        least = crate::limits::LEAST, most = crate::limits::MOST)]
    Scale(String),
    #[error("No measurement is called {0}. The names are those in the first column of the table.")]
    Only(String),
    #[error("{what} finds {ours} here and {peer} in its peer, so their times cannot be compared.")]
    Disagree { what: String, ours: u64, peer: u64 },
    #[error("A made-up record does not fit the log API ({0}). This is a fault of the demo provider.")]
    Record(String),
    #[error("The question {text:?} is not understood ({why}). This is a fault of the benchmark.")]
    Question { text: String, why: String },
    #[error("{program} ended with an error ({said}).")]
    Program { program: String, said: String },
    #[error("{} cannot be used ({source}). Free space or permission may be missing.", path.display())]
    Disk { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Vault(#[from] vault::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Query(#[from] query::Error),
    #[error(transparent)]
    Export(#[from] export::Error),
    #[error("The peer's database said: {0}.")]
    Peer(#[from] rusqlite::Error),
    #[error("A figure cannot be written or read as JSON ({0}).")]
    Json(#[from] serde_json::Error),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn disk(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Disk { path: path.into(), source }
    }
}
