//! What can go wrong while measuring.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0} is no scale. Give a number of messages such as 10k, 100k or 1m, from {least} to {most}.",
        least = crate::limits::LEAST, most = crate::limits::MOST)]
    Scale(String),
    #[error(
        "{0} is no peer. There are sqlite, duckdb, datasette and lnav; several with commas between, or none."
    )]
    Peers(String),
    #[error("No measurement is called {0}. The names are those in the first column of the table.")]
    Only(String),
    #[error("{what} finds {ours} here and {theirs} in {peer}, so their times cannot be compared.")]
    Disagree { what: String, peer: String, ours: u64, theirs: u64 },
    #[error("{what} finds nothing, so its time says nothing. This is a fault of the benchmark.")]
    Empty { what: String },
    #[error("A made-up record does not fit the log API ({0}). This is a fault of the demo provider.")]
    Record(String),
    #[error("The question {text:?} is not understood ({why}). This is a fault of the benchmark.")]
    Question { text: String, why: String },
    #[error("{program} ended with an error ({said}).")]
    Program { program: String, said: String },
    #[error("{peer} said: {said}.")]
    Peer { peer: &'static str, said: String },
    #[error("{} cannot be used ({source}). Free space or permission may be missing.", path.display())]
    Disk { path: PathBuf, source: std::io::Error },
    #[error("{} holds no loaded stores of this scale. Make them: --keep {}", path.display(), path.display())]
    NotKept { path: PathBuf },
    #[error(transparent)]
    Vault(#[from] vault::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Query(#[from] query::Error),
    #[error(transparent)]
    Export(#[from] export::Error),
    #[error("Plain SQLite said: {0}.")]
    Plain(#[from] rusqlite::Error),
    #[error("A record cannot be compressed ({0}).")]
    Compress(std::io::Error),
    #[error("A figure cannot be written or read as JSON ({0}).")]
    Json(#[from] serde_json::Error),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn disk(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Disk { path: path.into(), source }
    }

    pub fn zstd(source: std::io::Error) -> Self {
        Self::Compress(source)
    }

    pub fn peer(peer: &'static str, said: impl ToString) -> Self {
        Self::Peer { peer, said: said.to_string() }
    }
}
