//! Pieces: the blobs that a segment consists of, and where they come from and go to.

use crate::Result;
use std::collections::HashMap;

/// Names one piece of one segment. Sections are numbered by this crate; a section's chunks begin at 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PieceKey {
    pub segment: u32,
    pub section: u8,
    /// Below 2^24.
    pub chunk: u32,
}

/// Takes the pieces of a new segment, each once.
pub trait Sink {
    fn put(&mut self, piece: PieceKey, body: &[u8]) -> Result<()>;
}

/// Gives the pieces back. A piece that is not there is an error ([`crate::Error::Pieces`] or
/// [`crate::Error::Damaged`]).
pub trait Pieces {
    fn get(&self, piece: PieceKey) -> Result<Vec<u8>>;
}

/// Pieces kept in memory: for tests, and to try the index without a store.
#[derive(Debug, Default, Clone)]
pub struct Memory {
    pub pieces: HashMap<PieceKey, Vec<u8>>,
}

impl Sink for Memory {
    fn put(&mut self, piece: PieceKey, body: &[u8]) -> Result<()> {
        self.pieces.insert(piece, body.to_vec());
        Ok(())
    }
}

impl Pieces for Memory {
    fn get(&self, piece: PieceKey) -> Result<Vec<u8>> {
        self.pieces
            .get(&piece)
            .cloned()
            .ok_or_else(|| crate::Error::Damaged(format!("the index has no piece {piece:?}")))
    }
}
