//! Parts of an order that came into sight, the last ones.

use crate::Result;
use crate::limits::SEEN;
use index::Found;
use std::sync::{Arc, Mutex, PoisonError};

/// The rows of one part.
pub enum Sight {
    /// In order of time.
    Timed(Found),
    /// Sorted once.
    Sorted(Vec<i64>),
}

impl Sight {
    fn bytes(&self) -> usize {
        match self {
            Self::Timed(found) => found.bytes(),
            Self::Sorted(ids) => size_of_val(ids.as_slice()),
        }
    }
}

/// Parts by their place, the one seen last at the end; no more than [`SEEN`] bytes of them.
#[derive(Default)]
pub struct Seen(Mutex<Vec<(usize, Arc<Sight>)>>);

impl Seen {
    /// The part at this place, made by `make` where it is not kept.
    pub fn get(&self, place: usize, make: impl FnOnce() -> Result<Sight>) -> Result<Arc<Sight>> {
        // Not held while one is made, which may take a while.
        let kept = self.take(place);
        let sight = kept.map_or_else(|| make().map(Arc::new), Ok)?;
        self.keep(place, Arc::clone(&sight));
        Ok(sight)
    }

    fn take(&self, place: usize) -> Option<Arc<Sight>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().rposition(|(other, _)| *other == place)?;
        Some(kept.remove(at).1)
    }

    fn keep(&self, place: usize, sight: Arc<Sight>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = SEEN.saturating_sub(sight.bytes());
        kept.retain(|(other, _)| *other != place);
        // Those seen long ago go first.
        let fits = |(_, sight): &&(usize, Arc<Sight>)| {
            let left = room.checked_sub(sight.bytes());
            room = left.unwrap_or(0);
            left.is_some()
        };
        let go = kept.len() - kept.iter().rev().take_while(fits).count();
        kept.drain(..go);
        if sight.bytes() <= SEEN {
            kept.push((place, sight));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: usize = SEEN / 8 / 4;

    fn made(seen: &Seen, place: usize, rows: usize) -> bool {
        let mut made = false;
        let sight = seen.get(place, || {
            made = true;
            Ok(Sight::Sorted(vec![place as i64; rows]))
        });
        let Sight::Sorted(ids) = &*sight.unwrap() else { panic!("it was sorted") };
        assert_eq!((ids.len(), ids.first()), (rows, Some(&(place as i64))));
        made
    }

    #[test]
    fn what_was_seen_lately_is_kept_within_the_bytes() {
        let seen = Seen::default();
        (0..4).for_each(|place| assert!(made(&seen, place, ROWS)));
        assert!(!made(&seen, 0, ROWS), "four fit");
        assert!(made(&seen, 4, ROWS), "the fifth does not");
        for (place, gone) in [(0, false), (1, true), (3, false), (0, false), (2, true)] {
            assert_eq!(made(&seen, place, ROWS), gone, "{place}");
        }
        assert!(made(&seen, 9, 5 * ROWS), "what is larger than all is given,");
        assert!(made(&seen, 9, 5 * ROWS), "and not kept");
        let bytes =
            |seen: &Seen| seen.0.lock().unwrap().iter().map(|(_, sight)| sight.bytes()).sum::<usize>();
        assert!(bytes(&seen) <= SEEN);
        (10..10_000).for_each(|place| assert!(made(&seen, place, 100)));
        assert!((SEEN / 2..=SEEN).contains(&bytes(&seen)), "{}", bytes(&seen));
    }
}
