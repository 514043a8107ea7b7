//! Sets of rows of one segment, a bit a row.
//!
//! Promises: bits at and past `rows` are 0, whatever is asked; the loops over words are plain enough
//! for the compiler to take several words at a time.

use crate::{Result, posting};
use std::ops::Range;

mod rows;
pub use rows::Rows;
mod ranked;
pub use ranked::Ranked;

/// A set of rows `0..rows()`.
///
/// Two sets that meet in an operation are of the same segment; where they are not, rows that only one
/// of them can hold count as absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bits {
    rows: u32,
    words: Vec<u64>,
}

/// Rows a word.
const WORD: u32 = u64::BITS;

impl Bits {
    pub fn none(rows: u32) -> Self {
        Self { rows, words: vec![0; rows.div_ceil(WORD) as usize] }
    }

    pub fn all(rows: u32) -> Self {
        Self::from_words(rows, vec![u64::MAX; rows.div_ceil(WORD) as usize])
    }

    /// `words` hold row 0 in the lowest bit of the first; what is missing is 0, what is too much is cut.
    pub(crate) fn from_words(rows: u32, mut words: Vec<u64>) -> Self {
        words.resize(rows.div_ceil(WORD) as usize, 0);
        let mut bits = Self { rows, words };
        bits.trim();
        bits
    }

    /// How many rows there are to be in the set or not.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// How many are in it.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub fn contains(&self, row: u32) -> bool {
        self.words.get((row / WORD) as usize).is_some_and(|word| word >> (row % WORD) & 1 != 0)
    }

    /// Nothing happens to a row that is not there.
    pub fn insert(&mut self, row: u32) {
        if row < self.rows
            && let Some(word) = self.words.get_mut((row / WORD) as usize)
        {
            *word |= 1 << (row % WORD);
        }
    }

    pub fn remove(&mut self, row: u32) {
        if let Some(word) = self.words.get_mut((row / WORD) as usize) {
            *word &= !(1 << (row % WORD));
        }
    }

    /// Takes all rows out.
    pub fn clear(&mut self) {
        self.words.fill(0);
    }

    pub fn insert_range(&mut self, rows: Range<u32>) {
        let end = rows.end.min(self.rows);
        if rows.start >= end {
            return;
        }
        let (first, last) = (rows.start / WORD, (end - 1) / WORD);
        let from_start = u64::MAX << (rows.start % WORD);
        let to_end = u64::MAX >> (WORD - 1 - (end - 1) % WORD);
        match self.words.get_mut(first as usize..=last as usize) {
            Some([only]) => *only |= from_start & to_end,
            Some([head, middle @ .., tail]) => {
                *head |= from_start;
                middle.fill(u64::MAX);
                *tail |= to_end;
            }
            _ => {}
        }
    }

    pub fn and(&mut self, other: &Self) {
        self.each_word(other, |mine, other| mine & other);
    }

    pub fn or(&mut self, other: &Self) {
        self.each_word(other, |mine, other| mine | other);
        self.trim();
    }

    /// Takes `other`'s rows out.
    pub fn minus(&mut self, other: &Self) {
        self.each_word(other, |mine, other| mine & !other);
    }

    /// The rows that were not in it.
    pub fn flip(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
    }

    /// How many rows are in both.
    pub fn count_both(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// The rows in order. Skipping with `nth` and going backwards cost a step a word, not a row.
    pub fn iter(&self) -> Rows<'_> {
        Rows::new(&self.words)
    }

    /// 64 rows a word, row 0 in the lowest bit of the first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    pub(crate) fn into_words(self) -> Vec<u64> {
        self.words
    }

    /// For filling in place. Bits at and past `rows` stay 0: [`Self::trim`] after it.
    pub(crate) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    /// As few bytes as a list of rows or plain bits allow; read by [`Self::decode`].
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        posting::encode_bits(self, &mut out);
        out
    }

    pub fn decode(rows: u32, bytes: &[u8]) -> Result<Self> {
        let mut bits = Self::none(rows);
        posting::or_into(bytes, &mut bits)?;
        Ok(bits)
    }

    /// Clears what lies past the last row.
    pub(crate) fn trim(&mut self) {
        if !self.rows.is_multiple_of(WORD)
            && let Some(last) = self.words.last_mut()
        {
            *last &= u64::MAX >> (WORD - self.rows % WORD);
        }
    }

    fn each_word(&mut self, other: &Self, op: impl Fn(u64, u64) -> u64) {
        for (mine, other) in self.words.iter_mut().zip(&other.words) {
            *mine = op(*mine, *other);
        }
        // Absent for what the other cannot hold: so its bits count as 0.
        for mine in self.words.iter_mut().skip(other.words.len()) {
            *mine = op(*mine, 0);
        }
    }
}

/// A word of rows from a truth (0 or 1) for each, eight at a time, the first row lowest.
#[inline]
pub(crate) fn pack(eights: impl Iterator<Item = [u64; 8]>) -> u64 {
    eights.zip((0..).step_by(8)).fold(0, |word, ([a, b, c, d, e, f, g, h], shift)| {
        word | (a | b << 1 | c << 2 | d << 3 | e << 4 | f << 5 | g << 6 | h << 7) << shift
    })
}

#[cfg(test)]
mod tests;
