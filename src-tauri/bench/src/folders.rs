//! Where the loaded stores lie: in a folder that goes with the run, or in one that is kept.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// Whose store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Side {
    Ours,
    Plain,
}

impl Side {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Plain => "plain",
        }
    }
}

pub struct Folders {
    root: PathBuf,
    /// Removed when it is dropped.
    _own: Option<tempfile::TempDir>,
}

impl Folders {
    /// Goes with this value.
    pub fn passing() -> Result<Self> {
        let own = tempfile::tempdir().map_err(Error::disk(std::env::temp_dir()))?;
        Ok(Self { root: own.path().to_path_buf(), _own: Some(own) })
    }

    /// Stands there already.
    pub fn found(root: &Path) -> Result<Self> {
        if root.is_dir() { Self::kept(root) } else { Err(Error::NotKept { path: root.to_path_buf() }) }
    }

    /// Stays.
    pub fn kept(root: &Path) -> Result<Self> {
        std::fs::create_dir_all(root).map_err(Error::disk(root))?;
        Ok(Self { root: root.to_path_buf(), _own: None })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn store(&self) -> PathBuf {
        self.root.join("store")
    }

    pub fn plain(&self) -> PathBuf {
        self.root.join("plain.db")
    }

    pub fn duckdb(&self) -> PathBuf {
        self.root.join("peer.duckdb")
    }

    /// What loading a side told.
    pub fn facts(&self, side: Side) -> PathBuf {
        self.root.join(format!("{}.json", side.name()))
    }

    pub fn out(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// What a peer told.
    pub fn told(&self, ending: &str) -> PathBuf {
        self.root.join(format!("told-{ending}.json"))
    }

    /// Whether a side's store is there.
    pub fn holds(&self, side: Side) -> bool {
        match side {
            Side::Ours => self.store().is_dir(),
            Side::Plain => self.plain().is_file(),
        }
    }

    /// Whatever a loading that did not end left behind.
    pub fn clear(&self, side: Side) -> Result<()> {
        gone(self.facts(side))?;
        self.clear_stores(side)
    }

    /// The stores alone; what loading them told stays.
    pub fn clear_stores(&self, side: Side) -> Result<()> {
        match side {
            Side::Ours => gone(self.store()),
            Side::Plain => {
                for ending in ["", "-wal", "-shm"] {
                    gone(self.out(&format!("plain.db{ending}")))?;
                }
                gone(self.out("messages.log"))?;
                gone(self.duckdb())
            }
        }
    }
}

/// Removes a file or folder, if it is there.
fn gone(path: PathBuf) -> Result<()> {
    let done = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
    match done {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(Error::disk(path)(why)),
        _ => Ok(()),
    }
}

/// Bytes of a file, or of all files in a folder.
pub fn bytes(path: &Path) -> u64 {
    let Ok(listed) = std::fs::read_dir(path) else {
        return path.metadata().map_or(0, |meta| meta.len());
    };
    listed.flatten().map(|entry| bytes(&entry.path())).sum()
}
