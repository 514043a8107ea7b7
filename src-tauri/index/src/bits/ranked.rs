//! A set of rows that knows how many come before each.

use super::{Bits, Rows};
use std::sync::Arc;

/// A set with the number of rows before each block of it, so that "the k-th row" and "how many before"
/// cost a look into one block and no walk. 4 bytes for each 512 rows.
#[derive(Debug, Clone)]
pub struct Ranked {
    bits: Arc<Bits>,
    /// Rows of the set before each block of [`BLOCK`] words, and the count of all at the end.
    before: Arc<[u32]>,
}

/// Words a block.
const BLOCK: usize = 8;

impl Ranked {
    pub fn new(bits: impl Into<Arc<Bits>>) -> Self {
        let bits = bits.into();
        let mut sum = 0;
        let mut before = Vec::with_capacity(bits.words().len() / BLOCK + 2);
        before.push(0);
        before.extend(bits.words().chunks(BLOCK).map(|block| {
            sum += block.iter().map(|word| word.count_ones()).sum::<u32>();
            sum
        }));
        Self { bits, before: before.into() }
    }

    pub fn bits(&self) -> &Arc<Bits> {
        &self.bits
    }

    pub fn count(&self) -> u32 {
        self.before.last().copied().unwrap_or(0)
    }

    /// Rows of the set before `row`.
    pub fn rank(&self, row: u32) -> u32 {
        let (word, bit) = ((row / u64::BITS) as usize, row % u64::BITS);
        let Some(before) = self.before.get(word / BLOCK) else { return self.count() };
        let block = self.block(word / BLOCK);
        let whole: u32 = block.iter().take(word % BLOCK).map(|word| word.count_ones()).sum();
        let part = block.get(word % BLOCK).map_or(0, |word| (word & !(u64::MAX << bit)).count_ones());
        before + whole + part
    }

    /// The row that has `k` rows of the set before it.
    pub fn select(&self, k: u32) -> Option<u32> {
        if k >= self.count() {
            return None;
        }
        let block = self.before.partition_point(|before| *before <= k).checked_sub(1)?;
        let left = k.checked_sub(*self.before.get(block)?)?;
        let row = Rows::new(self.block(block)).nth(left as usize)?;
        Some(row + (block * BLOCK) as u32 * u64::BITS)
    }

    fn block(&self, block: usize) -> &[u64] {
        let words = self.bits.words().get(block * BLOCK..).unwrap_or_default();
        words.get(..BLOCK).unwrap_or(words)
    }
}
