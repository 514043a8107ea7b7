//! What can go wrong with an export, in words for the person who asked for it.

use std::io;
use std::path::{Path, PathBuf};

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Refused by rule; the refusal is entry `entry` of the register.
    #[error("The export was refused: {why} {todo} The refusal is entry {entry} of the register.")]
    Refused { why: String, todo: &'static str, entry: u64 },
    #[error("The export was cancelled. No file is left.")]
    Cancelled,
    #[error("There is already a file at {}. It was left as it is; choose another name.", .0.display())]
    Exists(PathBuf),
    #[error(
        "{} cannot be used for the export: {source}. Check that the folder exists, that you may write to it and that it has room.", .path.display()
    )]
    Disk { path: PathBuf, source: io::Error },
    #[error("The zip could not be written: {0}. Check that the disk has room and try again.")]
    Zip(#[from] zip::result::ZipError),
    #[error("The CSV could not be written: {0}. Check that the disk has room and try again.")]
    Csv(#[from] csv::Error),
    #[error("A row could not be written as JSON: {0}.")]
    Json(#[from] serde_json::Error),
    #[error("{0:?} is not a column of this export. The columns are listed with the data they belong to.")]
    Column(String),
    #[error("The password cannot be used: {0}")]
    Password(#[from] vault::Error),
    #[error(transparent)]
    Query(#[from] query::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("The register could not be used, so nothing was handed out: {0}")]
    Register(#[from] register::Error),
}

impl Error {
    pub(crate) fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| {
            if source.kind() == io::ErrorKind::AlreadyExists {
                Self::Exists(path)
            } else {
                Self::Disk { path, source }
            }
        }
    }
}
