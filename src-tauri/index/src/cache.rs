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

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn key(segment: u32, chunk: u32) -> PieceKey {
        PieceKey { segment, section: 1, chunk }
    }

    #[test]
    fn a_piece_is_made_once_and_kept_within_the_bytes() {
        let (cache, made) = (Cache::new(1_000_000), Cell::new(0));
        let get = |n: u32| {
            let make = || {
                made.set(made.get() + 1);
                Ok((n.to_string(), 10_000))
            };
            cache.get::<String>(key(1, n), make).unwrap()
        };
        for _ in 0..3 {
            (0..50).for_each(|n| assert_eq!(*get(n), n.to_string()));
        }
        assert_eq!(made.get(), 50);
        (0..1_000).for_each(|n| assert_eq!(*get(n), n.to_string()));
        assert!((500_000..=1_000_000).contains(&cache.bytes()), "{cache:?}");
    }

    #[test]
    fn a_large_piece_is_kept_as_well() {
        let cache = Cache::new(1_000_000);
        cache.get(key(1, 0), || Ok(((), 900_000))).unwrap();
        cache.get::<()>(key(1, 0), || panic!("it is kept")).unwrap();
        // What is too large for all is given, and not kept.
        assert_eq!(*cache.get(key(1, 1), || Ok((7, 2_000_000))).unwrap(), 7);
        assert!(cache.bytes() <= 1_000_000);
    }

    #[test]
    fn faults_are_not_kept_and_kinds_not_mixed() {
        let cache = Cache::new(1_000_000);
        assert!(matches!(cache.get::<u8>(key(1, 0), || Err(Error::Stopped)), Err(Error::Stopped)));
        assert_eq!(*cache.get(key(1, 0), || Ok((1_u8, 1))).unwrap(), 1);
        assert!(matches!(cache.get::<u16>(key(1, 0), || Ok((1, 1))), Err(Error::Damaged(_))));
        cache.get(key(2, 0), || Ok((2_u8, 1))).unwrap();
        cache.forget(1);
        assert_eq!(*cache.get(key(1, 0), || Ok((3_u8, 1))).unwrap(), 3);
        assert_eq!(*cache.get(key(2, 0), || Ok((4_u8, 1))).unwrap(), 2);
    }
}
