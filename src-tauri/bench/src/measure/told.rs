//! What a peer found and took, kept beside the stores: a peer is asked before ours is loaded, so that both
//! stores need not lie on the disk at one time, and is not asked twice.

use crate::error::{Error, Result};
use crate::folders::Folders;
use crate::measure::export::Run;
use crate::ours::Found;
use crate::stats::Runs;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    pub scale: u64,
    /// What the tables call it.
    pub peer: String,
    /// The last part of the names of its figures.
    pub ending: String,
    /// Why it was not asked.
    pub absent: Option<String>,
    /// Of each question by name: what was found, and the exact count.
    pub found: BTreeMap<String, (Found, u64)>,
    /// What the runs took, by the name of the figures.
    pub runs: BTreeMap<String, Runs>,
    /// Exports, and what made them or why there are none. Only plain SQLite has them.
    pub exports: Vec<Run>,
    pub exporter: String,
}

impl Told {
    pub fn runs(&self, name: &str) -> Runs {
        self.runs.get(name).cloned().unwrap_or_default()
    }

    /// What an earlier run kept of a peer, when it is of this scale.
    pub fn kept(folders: &Folders, ending: &str, scale: u64) -> Option<Self> {
        let json = std::fs::read(folders.told(ending)).ok()?;
        serde_json::from_slice::<Self>(&json).ok().filter(|told| told.scale == scale)
    }

    pub fn keep(&self, folders: &Folders) -> Result<()> {
        let path = folders.told(&self.ending);
        std::fs::write(&path, serde_json::to_vec(self)?).map_err(Error::disk(path))
    }
}
