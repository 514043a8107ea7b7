//! How often each code is among chosen rows.

use super::{Codes, transpose};
use crate::{Bits, limits};
use fearless_simd::{Level, Simd, dispatch};

/// Planes up to which the chosen rows are split by each, many at once; codes of more are looked at row
/// by row.
const SPLIT: usize = 6;
/// Words that are split at once.
const LANES: usize = 8;
/// Chosen rows of as many words, for four codes that there are, up to which each is looked at by itself.
const SPARSE: u32 = 2;
/// Chosen rows of a word up to which each is looked at by itself.
const FEW: u32 = 8;
/// Chosen rows of a word from which on all of them are counted, those not chosen as nothing.
const MANY: u32 = 24;
/// Planes whose codes are a byte each.
const BYTE: usize = 8;
/// Codes that a table of any width holds.
const CODES: usize = limits::CODED as usize + 1;

type Lanes = [u64; LANES];
/// What a plane has that there is not.
const NO_ROWS: Lanes = [0; LANES];
/// Rows of four codes that follow one another, each lane counted by itself.
type Four = [Lanes; 4];

impl Codes {
    /// Adds to `counts[code]` how many rows of `of` have the code. Codes past the end of `counts` are
    /// not counted, and cost less; [`Codes::codes`] is long enough. Takes time by the words of `of` that
    /// are not empty.
    pub fn histogram(&self, of: &Bits, counts: &mut [u64]) {
        let found = match self.planes.len() {
            width if width <= SPLIT => self.split(of, counts.len()),
            width if width <= BYTE => self.counted_bytes(of).into(),
            _ => self.counted(of),
        };
        counts.iter_mut().zip(found).for_each(|(count, found)| *count += found);
    }

    /// Few codes, those below `codes` at least: the chosen rows are split by each plane, and what is in
    /// each part is counted. With the instructions for it that the processor has.
    fn split(&self, of: &Bits, codes: usize) -> Vec<u64> {
        let mut fours = vec![Four::default(); codes.min(self.codes()).div_ceil(4)];
        let level = Level::new();
        dispatch!(level, simd => simd.vectorize(#[inline(always)] || self.split_into(of, &mut fours)));
        fours.as_flattened().iter().map(|lanes| lanes.iter().sum()).collect()
    }

    #[inline(always)]
    fn split_into(&self, of: &Bits, fours: &mut [Four]) {
        let sparse = fours.len() as u32 * SPARSE;
        let (blocks, rest) = of.words().as_chunks();
        let mut planes = [[].as_slice(); SPLIT];
        planes.iter_mut().zip(&self.planes).for_each(|(to, plane)| *to = plane.as_chunks().0);
        for (n, chosen) in blocks.iter().enumerate() {
            match chosen.iter().map(|word| word.count_ones()).sum::<u32>() {
                0 => {}
                rows if rows <= sparse => self.split_rows(n, chosen, fours),
                // By reference: a block that was copied would have to be waited for.
                _ => split_block(chosen, &planes.map(|plane| plane.get(n).unwrap_or(&NO_ROWS)), fours),
            }
        }
        self.split_rows(blocks.len(), rest, fours);
    }

    fn split_rows(&self, n: usize, chosen: &[u64], fours: &mut [Four]) {
        let counts = fours.as_flattened_mut();
        for (n, chosen) in (n * LANES..).zip(chosen).filter(|(_, chosen)| **chosen != 0) {
            self.each_code(n, *chosen, |code| {
                if let Some([count, ..]) = counts.get_mut(code as usize) {
                    *count += 1;
                }
            });
        }
    }

    /// Codes of a byte. Neighbours are counted in tables of their own, since they are often the same
    /// and one addition would wait for the other.
    fn counted_bytes(&self, of: &Bits) -> [u64; 256] {
        let (mut one, mut two) = ([0_u64; 256], [0_u64; 256]);
        let mut add = |codes: [u8; 2], rows: [u64; 2]| {
            let ([a, b], [one_more, two_more]) = (codes, rows);
            one.get_mut(usize::from(a)).into_iter().for_each(|count| *count += one_more);
            two.get_mut(usize::from(b)).into_iter().for_each(|count| *count += two_more);
        };
        for (n, chosen) in chosen(of) {
            let many = chosen.count_ones();
            if many <= FEW {
                self.each_code(n, chosen, |code| add([code as u8, 0], [1, 0]));
                continue;
            }
            let codes = transpose::bytes(self.words(n));
            if many < MANY {
                let codes = codes.map(u64::to_le_bytes);
                each_of(codes.as_flattened(), chosen, |code| add([*code, 0], [1, 0]));
                continue;
            }
            for (codes, row) in codes.into_iter().zip((0..).step_by(8)) {
                let [a, b, c, d, e, f, g, h] = codes.to_le_bytes();
                let rows = chosen >> row;
                add([a, b], [rows & 1, rows >> 1 & 1]);
                add([c, d], [rows >> 2 & 1, rows >> 3 & 1]);
                add([e, f], [rows >> 4 & 1, rows >> 5 & 1]);
                add([g, h], [rows >> 6 & 1, rows >> 7 & 1]);
            }
        }
        one.iter_mut().zip(two).for_each(|(one, two)| *one += two);
        one
    }

    fn counted(&self, of: &Bits) -> Vec<u64> {
        let mut counts = vec![0; CODES];
        let mut add = |code: u32| {
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        };
        for (n, chosen) in chosen(of) {
            if chosen.count_ones() <= FEW {
                self.each_code(n, chosen, &mut add);
            } else {
                each_of(&self.transposed(n), chosen, |code| add(u32::from(*code)));
            }
        }
        counts
    }

    /// The code of each chosen row of the `n`-th word, put together bit by bit.
    fn each_code(&self, n: usize, chosen: u64, mut f: impl FnMut(u32)) {
        let words = self.words::<{ CODES.ilog2() as usize }>(n);
        let mut left = chosen;
        while left != 0 {
            let bit = left.trailing_zeros();
            f(words.iter().rev().fold(0, |code, word| code << 1 | (word >> bit & 1) as u32));
            left &= left - 1;
        }
    }
}

#[inline(always)]
fn split_block(chosen: &Lanes, [a, b, c, d, upper @ ..]: &[&Lanes; SPLIT], fours: &mut [Four]) {
    // Sixteen codes have the same upper planes.
    for (n, sixteen) in fours.chunks_mut(4).enumerate() {
        let mut part = *chosen;
        for (k, plane) in upper.iter().enumerate() {
            part = half(&part, plane, n >> k & 1);
        }
        for (n, four) in sixteen.iter_mut().enumerate() {
            let part = half(&half(&part, c, n & 1), d, n >> 1);
            for (n, counts) in four.iter_mut().enumerate() {
                let part = half(&half(&part, a, n & 1), b, n >> 1);
                counts.iter_mut().zip(part).for_each(|(count, part)| *count += u64::from(part.count_ones()));
            }
        }
    }
}

/// The rows of `part` that have this bit in the plane.
#[inline(always)]
fn half(part: &Lanes, plane: &Lanes, bit: usize) -> Lanes {
    let flip = (bit as u64).wrapping_sub(1);
    let mut half = *part;
    half.iter_mut().zip(plane).for_each(|(part, plane)| *part &= plane ^ flip);
    half
}

/// The words of `of` that are not empty, numbered.
fn chosen(of: &Bits) -> impl Iterator<Item = (usize, u64)> {
    of.words().iter().copied().enumerate().filter(|(_, word)| *word != 0)
}

/// The items at the bits of `chosen`.
fn each_of<T>(items: &[T], chosen: u64, mut f: impl FnMut(&T)) {
    let mut left = chosen;
    while left != 0 {
        if let Some(item) = items.get(left.trailing_zeros() as usize) {
            f(item);
        }
        left &= left - 1;
    }
}
