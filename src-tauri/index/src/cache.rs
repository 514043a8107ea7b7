//! Decoded pieces in memory, so that what is asked again and again is read and decoded once.

use crate::{Error, PieceKey, Result};
use quick_cache::sync::DefaultLifecycle;
use quick_cache::{DefaultHashBuilder, OptionsBuilder, Weighter, sync};
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// Decoded pieces up to so many bytes; what was least used goes first. Shared by all who read.
///
/// A segment's number is never given to another segment, so what is kept never becomes wrong.
pub struct Cache {
    kept: sync::Cache<PieceKey, Kept, Bytes>,
}

#[derive(Clone)]
struct Kept {
    piece: Arc<dyn Any + Send + Sync>,
    bytes: u64,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<PieceKey, Kept> for Bytes {
    fn weight(&self, _: &PieceKey, kept: &Kept) -> u64 {
        kept.bytes
    }
}

/// What a piece takes beside its own bytes: its entry, its key, its counters.
const OVERHEAD: usize = 160;
/// About what a piece has; only tables are sized by it.
const USUAL: usize = 16 * 1024;

impl Cache {
    /// Keeps about `bytes` of decoded pieces. A piece larger than that is decoded at each use.
    pub fn new(bytes: usize) -> Self {
        let (items, weight) = ((bytes / USUAL).max(1), bytes as u64);
        // One shard: a share of the room for each core would be too small for a large dictionary.
        let options =
            OptionsBuilder::new().shards(1).estimated_items_capacity(items).weight_capacity(weight).build();
        let kept = match options {
            Ok(options) => sync::Cache::with_options(
                options,
                Bytes,
                DefaultHashBuilder::default(),
                DefaultLifecycle::default(),
            ),
            // Not reached, as both sizes are given; it would have more shards.
            Err(_) => sync::Cache::with_weighter(items, weight, Bytes),
        };
        Self { kept }
    }

    /// The decoded piece, made by `make` where it is not kept; `make` also tells its bytes in memory.
    /// Others who want the same piece meanwhile wait, so `make` must not ask for the same one. A key always
    /// stands for the same type.
    pub fn get<T: Any + Send + Sync>(
        &self,
        key: PieceKey,
        make: impl FnOnce() -> Result<(T, usize)>,
    ) -> Result<Arc<T>> {
        let kept = self.kept.get_or_insert_with(&key, || {
            let (piece, bytes) = make()?;
            Ok::<_, Error>(Kept { piece: Arc::new(piece), bytes: (bytes + OVERHEAD) as u64 })
        })?;
        let other = |_| Error::damaged(format!("{key:?} is read as two kinds of piece"));
        kept.piece.downcast().map_err(other)
    }

    /// Forgets a segment that is gone.
    pub fn forget(&self, segment: u32) {
        self.kept.retain(|key, _| key.segment != segment);
    }

    /// Bytes kept at the moment.
    pub fn bytes(&self) -> u64 {
        self.kept.weight()
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cache({} of {} bytes)", self.kept.weight(), self.kept.capacity())
    }
}
