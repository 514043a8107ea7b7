//! Loading: from the bytes that came to rows committed. Each side in a process of its own, so that its peak of
//! memory is its own; what it told stays beside the store, so that it need not be loaded twice.

mod child;
mod figures;

pub use child::{VERB, run, start};
pub use figures::figures;

use crate::clock::Took;
use crate::error::{Error, Result};
use crate::folders::{Folders, Side};
use crate::tell;
use serde::{Deserialize, Serialize};

/// When in the course of loading something came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// The first 95 of a hundred, and everything that is few.
    First,
    /// Into a store that is large.
    Large,
    /// The same, while questions are asked.
    Asked,
}

/// Records of a kind that came in one phase, and what they took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Load {
    /// As the wire calls the kind.
    pub kind: String,
    pub phase: Phase,
    pub records: u64,
    pub took: Took,
}

/// What loading a side told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub scale: u64,
    pub loads: Vec<Load>,
    /// What was left to do for the index after the last page.
    pub settled: Took,
    /// Most bytes of memory in use until the last part …
    pub peak: Option<u64>,
    /// … and in it, while questions were asked.
    pub peak_asked: Option<u64>,
    /// Bytes of the files, closed.
    pub bytes: u64,
}

/// Loads a side, unless the folder holds it already.
///
/// # Errors
/// [`Error::NotKept`] when it must be there and is not; those of loading.
pub fn ensure(side: Side, scale: u64, folders: &Folders, must_be_there: bool) -> Result<Facts> {
    match kept(side, scale, folders) {
        Ok(facts) if folders.holds(side) => Ok(facts),
        Err(error) if must_be_there => Err(error),
        _ if must_be_there => Err(Error::NotKept { path: folders.root().to_path_buf() }),
        _ => fresh(side, scale, folders),
    }
}

/// What loading a side told, whether its store is still there or not.
pub fn kept(side: Side, scale: u64, folders: &Folders) -> Result<Facts> {
    let json = std::fs::read(folders.facts(side)).ok();
    let facts = json.and_then(|json| serde_json::from_slice::<Facts>(&json).ok());
    facts
        .filter(|facts| facts.scale == scale)
        .ok_or_else(|| Error::NotKept { path: folders.root().to_path_buf() })
}

fn fresh(side: Side, scale: u64, folders: &Folders) -> Result<Facts> {
    folders.clear(side)?;
    tell::say(&format!("Loading {}", side.name()));
    let json = start(&[
        VERB.as_ref(),
        side.name().as_ref(),
        scale.to_string().as_ref(),
        folders.root().as_os_str(),
    ])?;
    let path = folders.facts(side);
    std::fs::write(&path, &json).map_err(Error::disk(path))?;
    Ok(serde_json::from_slice(&json)?)
}
