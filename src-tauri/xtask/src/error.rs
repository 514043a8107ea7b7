//! What can go wrong at the front door, in words for the person who typed the command.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line was not understood.
    #[error("{0}")]
    Usage(String),
    /// This machine lacks something that cannot be put there without asking; the words say what and how.
    #[error("{0}")]
    Missing(String),
    /// A step ended with an error; its last lines and its log.
    #[error("{name} failed ({how}). Its last lines:\n\n{tail}\n\nAll of it is in {}", log.display())]
    Step { name: String, how: String, tail: String, log: PathBuf },
    /// A program could not be started.
    #[error("`{program}` could not be started: {source}. Is it installed and in PATH?")]
    Start { program: String, source: std::io::Error },
    /// A file or folder could not be read or written.
    #[error("{} could not be {deed}: {source}", path.display())]
    File { path: PathBuf, deed: &'static str, source: std::io::Error },
    /// Something ran to its end and its result is not what it has to be.
    #[error("{0}")]
    Wrong(String),
}

impl Error {
    /// 2 for a command line that was not understood, 3 for something missing here, 1 for a failed step.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Missing(_) => 3,
            _ => 1,
        }
    }
}
