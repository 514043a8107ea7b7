//! Which rows have a number that suits, and their numbers: 64 rows at a time.

use super::{Block, NumberSet, Numbers};
use crate::bits::pack;
use crate::{Bits, Error, Result, limits};

/// Chosen rows of a word up to which each is looked up by itself.
const FEW: u32 = 12;
/// A block whose numbers all lie within so many has the set's part of them spread out, a byte each: what
/// happened at about the same time has about the same number.
const NEAR: usize = 1 << 12;
/// Words of rows a block.
const WORDS: usize = limits::BLOCK / 64;

impl Numbers {
    /// Gives each row of `of` that has a number, and the number, to `f`, in order.
    pub fn each(&self, of: &Bits, mut f: impl FnMut(u32, i64)) {
        for (first, block, words) in self.by_block(of) {
            for (row, chosen) in (first..).step_by(64).zip(words) {
                self.each_chosen(row, chosen, block, |bit, number| f(row + bit, number));
            }
        }
    }

    /// Adds one to `counts` at the number of each row of `of` that has one; `counts` grows as it must.
    ///
    /// Errors: a number below 0 or at or above [`limits::NUMBERS`].
    pub fn tally(&self, of: &Bits, counts: &mut Vec<u32>) -> Result<()> {
        for (first, block, words) in self.by_block(of) {
            let words: Vec<(u32, u64)> =
                (first..).step_by(64).zip(words).filter(|(_, chosen)| *chosen != 0).collect();
            // Blocks without a chosen row may hold anything.
            if words.is_empty() {
                continue;
            }
            let (smallest, largest) = (usize::try_from(block.smallest), usize::try_from(block.largest()));
            let (Ok(smallest), Ok(largest)) = (smallest, largest) else { return Err(beyond()) };
            if largest as u64 >= limits::NUMBERS {
                return Err(beyond());
            }
            if counts.len() <= largest {
                counts.resize(largest + 1, 0);
            }
            let Some(counts) = counts.get_mut(smallest..=largest) else { continue };
            for (row, chosen) in words {
                if chosen.count_ones() <= FEW {
                    self.each_chosen(row, chosen, block, |_, number| {
                        let place =
                            usize::try_from(number).ok().and_then(|number| number.checked_sub(smallest));
                        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                            *count = count.wrapping_add(1);
                        }
                    });
                    continue;
                }
                // Without a branch a row: which are chosen is as good as chance.
                for (bit, offset) in (0..64).zip(self.offsets_of(row, block)) {
                    if let Some(count) = counts.get_mut(offset as usize) {
                        *count = count.wrapping_add((chosen >> bit & 1) as u32);
                    }
                }
            }
        }
        Ok(())
    }

    /// The rows with a number of at least `from` and below `until`.
    pub fn within(&self, from: Option<i64>, until: Option<i64>) -> Bits {
        let mut found = Vec::with_capacity(self.given().words().len());
        for (first, block, words) in self.by_block(self.given()) {
            match block.limits(from, until) {
                None => found.extend(words.map(|_| 0)),
                Some((0, last)) if last >= block.span => found.extend(words),
                Some((least, last)) => found.extend((first..).step_by(64).zip(words).map(|(row, chosen)| {
                    let suits = |offset: u64| u64::from(offset.wrapping_sub(least) <= last - least);
                    chosen & self.which(row, block, suits)
                })),
            }
        }
        Bits::from_words(self.rows(), found)
    }

    /// The rows whose number is in `set`.
    pub fn among(&self, set: &NumberSet) -> Bits {
        self.among_of(set, self.given())
    }

    /// The rows of `of` whose number is in `set`: cheaper than all where `of` is small.
    pub fn among_of(&self, set: &NumberSet, of: &Bits) -> Bits {
        let mut found = Vec::with_capacity(self.given().words().len());
        let mut near = Vec::with_capacity(NEAR);
        for (first, block, words) in self.by_block(of) {
            if !set.reaches(block.smallest, block.largest()) {
                found.extend(words.map(|_| 0));
                continue;
            }
            let words = (first..).step_by(64).zip(words);
            if block.span < NEAR as u64 {
                set.spread(block.smallest, block.largest(), &mut near);
                found.extend(words.map(|(row, chosen)| self.chosen_near(&near, row, chosen, block)));
            } else {
                found.extend(words.map(|(row, chosen)| self.chosen_among(set, row, chosen, block)));
            }
        }
        Bits::from_words(self.rows(), found)
    }

    fn chosen_among(&self, set: &NumberSet, first: u32, chosen: u64, block: Block) -> u64 {
        if chosen.count_ones() > FEW {
            let is_in = |offset| set.bit((block.smallest as u64).wrapping_add(offset));
            return chosen & self.which(first, block, is_in);
        }
        let mut word = 0;
        self.each_chosen(first, chosen, block, |bit, number| word |= set.bit(number as u64) << bit);
        word
    }

    /// As [`Self::chosen_among`], where the set's part is spread out.
    fn chosen_near(&self, near: &[u8], first: u32, chosen: u64, block: Block) -> u64 {
        if chosen == 0 {
            return 0;
        }
        chosen & self.which(first, block, |offset| near.get(offset as usize).copied().map_or(0, u64::from))
    }

    /// Each block with its first row and, word by word, its rows that are in `of` and have a number.
    fn by_block<'a>(
        &'a self,
        of: &'a Bits,
    ) -> impl Iterator<Item = (u32, Block, impl Iterator<Item = u64> + 'a)> {
        let words = self.given().words().chunks(WORDS).zip(of.words().chunks(WORDS));
        let blocks = self.blocks.iter().zip(words);
        (0..).step_by(limits::BLOCK).zip(blocks).map(|(first, (block, (given, of)))| {
            (first, *block, given.iter().zip(of).map(|(given, of)| given & of))
        })
    }

    /// The numbers of the rows `first + bit` for each bit of `chosen`.
    fn each_chosen(&self, first: u32, chosen: u64, block: Block, mut f: impl FnMut(u32, i64)) {
        let mut left = chosen;
        if chosen.count_ones() <= FEW {
            while left != 0 {
                let bit = left.trailing_zeros();
                if let Some(number) = self.get(first + bit) {
                    f(bit, number);
                }
                left &= left - 1;
            }
            return;
        }
        for (bit, offset) in (0..).zip(self.offsets_of(first, block)) {
            if chosen >> bit & 1 != 0 {
                f(bit, block.smallest.wrapping_add_unsigned(offset));
            }
        }
    }

    /// For which of the 64 rows from `first` on, which begins a word of `block`, `suits` gives 1 (else 0)
    /// of the offset.
    fn which(&self, first: u32, block: Block, suits: impl Fn(u64) -> u64) -> u64 {
        let bytes = self.bytes_of(first, block);
        match block.width() {
            0 => suits(0) * u64::MAX,
            1 => which::<1>(bytes, suits),
            2 => which::<2>(bytes, suits),
            3 => which::<3>(bytes, suits),
            4 => which::<4>(bytes, suits),
            5 => which::<5>(bytes, suits),
            6 => which::<6>(bytes, suits),
            7 => which::<7>(bytes, suits),
            _ => which::<8>(bytes, suits),
        }
    }

    /// The offsets of the same rows; 0 past the last.
    fn offsets_of(&self, first: u32, block: Block) -> [u64; 64] {
        let bytes = self.bytes_of(first, block);
        match block.width() {
            0 => [0; 64],
            1 => unpack::<1>(bytes),
            2 => unpack::<2>(bytes),
            3 => unpack::<3>(bytes),
            4 => unpack::<4>(bytes),
            5 => unpack::<5>(bytes),
            6 => unpack::<6>(bytes),
            7 => unpack::<7>(bytes),
            _ => unpack::<8>(bytes),
        }
    }

    /// Where they lie.
    fn bytes_of(&self, first: u32, block: Block) -> &[u8] {
        let start = block.start as usize + first as usize % limits::BLOCK * block.width();
        self.offsets.get(start..).unwrap_or_default()
    }
}

fn beyond() -> Error {
    Error::TooMuch { what: "numbers to be counted one by one", most: limits::NUMBERS }
}

impl Block {
    fn largest(self) -> i64 {
        self.smallest.wrapping_add_unsigned(self.span)
    }

    /// The least and the last offset of numbers in `from..until`; none where no number is.
    fn limits(self, from: Option<i64>, until: Option<i64>) -> Option<(u64, u64)> {
        let from = from.unwrap_or(self.smallest).max(self.smallest);
        let last = match until {
            Some(until) => until.checked_sub(1)?.min(self.largest()),
            None => self.largest(),
        };
        (from <= last).then(|| (from.abs_diff(self.smallest), last.abs_diff(self.smallest)))
    }
}

/// Which of the 64 rows' offsets of `W` bytes suit.
#[inline]
fn which<const W: usize>(bytes: &[u8], suits: impl Fn(u64) -> u64) -> u64 {
    let rows = bytes.as_chunks::<W>().0;
    let (eights, rest) = rows.get(..64).unwrap_or(rows).as_chunks();
    let word = pack(eights.iter().map(|eight| eight.each_ref().map(|bytes| suits(number(bytes)))));
    let rest = rest.iter().rev().fold(0, |word, bytes| word << 1 | suits(number(bytes)));
    // Where all are eights, there is no rest and no bit past the last.
    word | rest.unbounded_shl(eights.len() as u32 * 8)
}

fn unpack<const W: usize>(bytes: &[u8]) -> [u64; 64] {
    let mut numbers = [0; 64];
    numbers.iter_mut().zip(bytes.as_chunks::<W>().0).for_each(|(to, bytes)| *to = number(bytes));
    numbers
}

/// `W` bytes, the lowest first.
#[inline]
fn number<const W: usize>(bytes: &[u8; W]) -> u64 {
    let mut whole = [0; 8];
    whole.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    u64::from_le_bytes(whole)
}
