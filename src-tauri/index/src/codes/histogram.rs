//! How often each code is among chosen rows.

use super::{Codes, transpose};
use crate::{Bits, limits};

/// Chosen rows of a word up to which each is looked at by itself.
const FEW: u32 = 8;
/// Chosen rows of a word from which on all of them are counted, those not chosen as nothing.
const MANY: u32 = 24;
/// Codes that a table of any width holds.
const CODES: usize = limits::CODED as usize + 1;

impl Codes {
    /// Adds to `counts[code]` how many rows of `of` have the code. Codes past the end of `counts` are
    /// not counted; [`Codes::codes`] is long enough. Takes time by the words of `of` that are not empty.
    pub fn histogram(&self, of: &Bits, counts: &mut [u64]) {
        let found = match self.planes.len() {
            0..=2 => self.split::<2, 4>(of).to_vec(),
            3..=4 => self.split::<4, 16>(of).to_vec(),
            5..=8 => self.counted_bytes(of).into(),
            _ => self.counted(of),
        };
        counts.iter_mut().zip(found).for_each(|(count, found)| *count += found);
    }

    /// Few codes: the chosen rows are split by each plane, and what is in each part is counted.
    fn split<const PLANES: usize, const CODES: usize>(&self, of: &Bits) -> [u64; CODES] {
        let mut counts = [0; CODES];
        for (n, chosen) in chosen(of) {
            let mut parts = [0; CODES];
            if let Some(first) = parts.first_mut() {
                *first = chosen;
            }
            for (k, plane) in self.words::<PLANES>(n).into_iter().enumerate() {
                let (without, with) = parts.split_at_mut(1 << k);
                for (without, with) in without.iter_mut().zip(with) {
                    *with = *without & plane;
                    *without &= !plane;
                }
            }
            counts.iter_mut().zip(parts).for_each(|(count, part)| *count += u64::from(part.count_ones()));
        }
        counts
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
