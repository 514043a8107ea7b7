//! What a question found: rows of several segments, in order, countable and summable.

use crate::find::Verdict;
use crate::{Ask, Bits, Cache, Pieces, Ranked, Result, Segment};
use std::sync::{Arc, OnceLock};

mod sums;
mod window;

/// Hits that a window makes room for before it knows how many there are.
const WINDOW: usize = 1_024;

/// The rows that answer a question with yes (*sure*) or *maybe*. Small beside the rows: two bits a row.
///
/// It holds on to its segments; the pieces of these have to exist when it is asked for more than counts.
/// A sum (facet, histogram, …) is one of the sure rows.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// One a segment with any such row.
    slices: Vec<Slice>,
}

/// A row that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Milliseconds since the epoch.
    pub at: i64,
    pub id: i64,
    /// Whether the row answers; otherwise only it itself can tell.
    pub sure: bool,
    segment: u32,
    row: u32,
}

impl Hit {
    /// The number of the row's segment.
    pub fn segment(&self) -> u32 {
        self.segment
    }

    /// The row's number in its segment: what is marked to make it dead.
    pub fn row(&self) -> u32 {
        self.row
    }
}

/// What was found in one segment.
#[derive(Debug, Clone)]
struct Slice {
    segment: Arc<Segment>,
    sure: Arc<Bits>,
    maybe: Option<Arc<Bits>>,
    sure_count: u32,
    maybe_count: u32,
    /// Made when first asked for: of sure and maybe together, and of the sure alone.
    ranks: OnceLock<Ranked>,
    sure_ranks: OnceLock<Ranked>,
}

impl Slice {
    fn new(segment: Arc<Segment>, sure: Arc<Bits>, maybe: Option<Arc<Bits>>) -> Self {
        let sure_count = sure.count();
        let maybe_count = maybe.as_ref().map_or(0, |maybe| maybe.count());
        let maybe = maybe.filter(|_| maybe_count > 0);
        Self {
            segment,
            sure,
            maybe,
            sure_count,
            maybe_count,
            ranks: OnceLock::new(),
            sure_ranks: OnceLock::new(),
        }
    }

    fn count(&self) -> u64 {
        u64::from(self.sure_count) + u64::from(self.maybe_count)
    }

    fn ranked(&self) -> &Ranked {
        let Some(maybe) = &self.maybe else { return self.sure_ranked() };
        self.ranks.get_or_init(|| {
            let mut both = Bits::clone(maybe);
            both.or(&self.sure);
            Ranked::new(both)
        })
    }

    fn sure_ranked(&self) -> &Ranked {
        self.sure_ranks.get_or_init(|| Ranked::new(Arc::clone(&self.sure)))
    }
}

impl Found {
    /// Takes what one segment answers, dead rows taken out already.
    pub(crate) fn push(&mut self, segment: &Arc<Segment>, verdict: Verdict) {
        let slice = Slice::new(Arc::clone(segment), Arc::new(verdict.sure), verdict.maybe.map(Arc::new));
        if slice.count() > 0 {
            self.slices.push(slice);
        }
    }

    /// How many rows answer.
    pub fn sure(&self) -> u64 {
        self.slices.iter().map(|slice| u64::from(slice.sure_count)).sum()
    }

    /// How many rows may answer besides.
    pub fn maybe(&self) -> u64 {
        self.slices.iter().map(|slice| u64::from(slice.maybe_count)).sum()
    }

    /// Sure and maybe together: how many rows [`Self::window`] goes over.
    pub fn rows(&self) -> u64 {
        self.slices.iter().map(Slice::count).sum()
    }

    /// What it takes of memory, in bytes.
    pub fn bytes(&self) -> usize {
        let of = |slice: &Slice| {
            let sets = 1 + usize::from(slice.maybe.is_some()) * 2;
            size_of::<Slice>() + sets * slice.segment.rows as usize / 8
        };
        self.slices.iter().map(of).sum()
    }

    /// At most `len` rows, sure and maybe, from the `from`-th on, by (at, id).
    pub fn window(
        &self,
        pieces: &dyn Pieces,
        cache: &Cache,
        from: u64,
        len: usize,
        newest_first: bool,
    ) -> Result<Vec<Hit>> {
        if !newest_first {
            return window::window(&self.slices, pieces, cache, from, len);
        }
        let end = self.rows().saturating_sub(from);
        let start = end.saturating_sub(len as u64);
        let mut hits = window::window(&self.slices, pieces, cache, start, (end - start) as usize)?;
        hits.reverse();
        Ok(hits)
    }

    /// How many of the rows, sure and maybe, come before (at, id): where that row is in a window.
    pub fn position(
        &self,
        pieces: &dyn Pieces,
        cache: &Cache,
        key: (i64, i64),
        newest_first: bool,
    ) -> Result<u64> {
        window::position(&self.slices, pieces, cache, key, newest_first)
    }

    /// At most `at_most` of the rows that are maybe, the newest.
    pub fn maybes(&self, pieces: &dyn Pieces, cache: &Cache, at_most: usize) -> Result<Vec<Hit>> {
        let maybe = |slice: &Slice| Some(Slice::new(Arc::clone(&slice.segment), slice.maybe.clone()?, None));
        let only = Self { slices: self.slices.iter().filter_map(maybe).collect() };
        let mut hits = only.window(pieces, cache, 0, at_most, true)?;
        hits.iter_mut().for_each(|hit| hit.sure = false);
        Ok(hits)
    }

    /// Makes each of `hits` that is maybe sure where `holds` of its id, and drops it where not. The hits
    /// are of this or of what this was copied or narrowed from.
    pub fn settle(&mut self, hits: &[Hit], mut holds: impl FnMut(i64) -> bool) {
        let maybes = hits.iter().filter(|hit| !hit.sure);
        let mut last = 0;
        for hit in maybes {
            // Hits of one segment mostly follow one another.
            let is_its = |slice: &Slice| slice.segment.number == hit.segment;
            if !self.slices.get(last).is_some_and(is_its) {
                let Some(place) = self.slices.iter().position(is_its) else { continue };
                last = place;
            }
            if let Some(slice) = self.slices.get_mut(last) {
                slice.settle(hit.row, || holds(hit.id));
            }
        }
        self.slices.retain(|slice| slice.count() > 0);
    }

    /// Takes in what the same question found in other segments.
    pub fn join(&mut self, other: Self) {
        self.slices.extend(other.slices);
    }

    /// The sure rows alone.
    #[must_use]
    pub fn certain(&self) -> Self {
        let sure = self.slices.iter().filter(|slice| slice.sure_count > 0);
        Self {
            slices: sure
                .map(|slice| Slice { maybe: None, maybe_count: 0, ranks: OnceLock::new(), ..slice.clone() })
                .collect(),
        }
    }

    /// The rows of this that answer `ask` as well.
    pub fn narrowed(
        &self,
        pieces: &dyn Pieces,
        cache: &Cache,
        ask: &Ask,
        stop: &dyn Fn() -> bool,
    ) -> Result<Self> {
        let mut found = Self::default();
        for slice in &self.slices {
            let mut verdict = crate::find::eval(&slice.segment, pieces, cache, ask, stop)?;
            verdict.and(&Verdict {
                sure: Bits::clone(&slice.sure),
                maybe: slice.maybe.as_ref().map(|maybe| Bits::clone(maybe)),
            });
            found.push(&slice.segment, verdict);
        }
        Ok(found)
    }
}

impl Slice {
    fn settle(&mut self, row: u32, holds: impl FnOnce() -> bool) {
        let Some(maybe) = self.maybe.as_mut().filter(|maybe| maybe.contains(row)) else { return };
        Arc::make_mut(maybe).remove(row);
        self.maybe_count = self.maybe_count.saturating_sub(1);
        if self.maybe_count == 0 {
            self.maybe = None;
        }
        if holds() {
            // The ranks hold on to the set: without letting go of them it would be copied each time.
            self.sure_ranks.take();
            Arc::make_mut(&mut self.sure).insert(row);
            self.sure_count += 1;
        }
        self.ranks.take();
    }
}
