//! Which rows have codes that suit: many rows at once, with the instructions that the processor has.

use super::Codes;
use crate::Bits;
use fearless_simd::{Level, Simd, dispatch};

/// Words that are compared at once.
const LANES: usize = 8;

type Lanes = [u64; LANES];

impl Codes {
    /// The rows whose code is in one of these ranges, whose ends belong to them.
    pub(super) fn within(&self, ranges: &[[u32; 2]]) -> Bits {
        let mut words = vec![0; self.rows.div_ceil(u64::BITS) as usize];
        let level = Level::new();
        dispatch!(level, simd => simd.vectorize(#[inline(always)] || self.within_into(ranges, &mut words)));
        Bits::from_words(self.rows, words)
    }

    #[inline(always)]
    fn within_into(&self, ranges: &[[u32; 2]], words: &mut [u64]) {
        let (blocks, rest) = words.as_chunks_mut();
        let planes: Vec<&[Lanes]> = self.planes.iter().map(|plane| plane.as_chunks().0).collect();
        for (n, block) in blocks.iter_mut().enumerate() {
            *block = within(ranges, planes.len(), planes.iter().filter_map(|plane| plane.get(n)));
        }
        let planes: Vec<Lanes> =
            self.planes.iter().map(|plane| padded(plane.as_chunks::<LANES>().1)).collect();
        let found = within(ranges, planes.len(), planes.iter());
        rest.iter_mut().zip(found).for_each(|(word, found)| *word = found);
    }
}

/// The rows of as many words as these planes have, the lowest bit first, whose code is in a range.
#[inline(always)]
fn within<'a>(ranges: &[[u32; 2]], width: usize, planes: impl Iterator<Item = &'a Lanes> + Clone) -> Lanes {
    let mut found = Lanes::default();
    for [first, last] in ranges {
        // All up to the last, but those below the first.
        let upto = below(u64::from(*last) + 1, width, planes.clone());
        let rest = below(u64::from(*first), width, planes.clone());
        found.iter_mut().zip(upto).zip(rest).for_each(|((found, upto), rest)| *found |= upto & !rest);
    }
    found
}

/// The rows whose code is below `limit`.
#[inline(always)]
fn below<'a>(limit: u64, width: usize, planes: impl Iterator<Item = &'a Lanes>) -> Lanes {
    if limit >> width != 0 {
        return [u64::MAX; LANES];
    }
    // From the lowest bit up: a higher bit that differs decides anew.
    let mut below = Lanes::default();
    for (k, plane) in planes.enumerate() {
        let pairs = below.iter_mut().zip(plane);
        if limit >> k & 1 == 0 {
            pairs.for_each(|(below, plane)| *below &= !plane);
        } else {
            pairs.for_each(|(below, plane)| *below |= !plane);
        }
    }
    below
}

fn padded(words: &[u64]) -> Lanes {
    let mut lanes = Lanes::default();
    lanes.iter_mut().zip(words).for_each(|(lane, word)| *lane = *word);
    lanes
}
