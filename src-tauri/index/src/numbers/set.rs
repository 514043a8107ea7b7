//! A set of small numbers.

use crate::{Error, Result, limits};

/// Numbers from 0 to below [`limits::NUMBERS`], a bit each up to the largest; it grows as it is filled.
#[derive(Debug, Clone, Default)]
pub struct NumberSet {
    words: Vec<u64>,
}

impl NumberSet {
    pub fn new() -> Self {
        Self::default()
    }

    /// [`Error::TooMuch`] where the number is negative or too large.
    pub fn insert(&mut self, number: i64) -> Result<()> {
        let number = u64::try_from(number).ok().filter(|number| *number < limits::NUMBERS);
        let number = number.ok_or(Error::TooMuch { what: "numbers in a set", most: limits::NUMBERS })?;
        let word = (number / 64) as usize;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word |= 1 << (number % 64);
        }
        Ok(())
    }

    #[inline]
    pub fn contains(&self, number: i64) -> bool {
        self.bit(number as u64) != 0
    }

    /// 1 where the number is in it. A negative number, as it is here, is past all.
    #[inline]
    pub(super) fn bit(&self, number: u64) -> u64 {
        let word = usize::try_from(number >> 6).ok().and_then(|word| self.words.get(word));
        word.copied().unwrap_or(0) >> (number & 63) & 1
    }

    /// Whether there may be a number of it from `smallest` to `largest`: certain only of words.
    pub(super) fn reaches(&self, smallest: i64, largest: i64) -> bool {
        let word = |number: i64| (number >> 6).clamp(0, self.words.len() as i64) as usize;
        let words = self.words.get(word(smallest)..=word(largest).min(self.words.len().saturating_sub(1)));
        largest >= 0 && words.is_some_and(|words| words.iter().any(|word| *word != 0))
    }

    /// The numbers from `smallest` on as a byte each: 1 where the number is in it. After `largest` there
    /// may be more.
    pub(super) fn spread(&self, smallest: i64, largest: i64, to: &mut Vec<u8>) {
        to.clear();
        for n in smallest >> 6..=largest >> 6 {
            let word = usize::try_from(n).ok().and_then(|n| self.words.get(n)).copied().unwrap_or(0);
            let bytes = word.to_le_bytes().map(|byte| {
                // Bit i of the byte to byte i, and from wherever it is in there to the lowest place.
                let bits = u64::from(byte).wrapping_mul(0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
                (bits.wrapping_add(0x007f_7f7f_7f7f_7f7f) >> 7 & 0x0101_0101_0101_0101).to_le_bytes()
            });
            to.extend_from_slice(bytes.as_flattened());
        }
        to.drain(..(smallest & 63) as usize);
    }

    /// How many numbers are in it.
    pub fn len(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// In ascending order.
    pub fn iter(&self) -> impl Iterator<Item = i64> {
        (0..).zip(&self.words).flat_map(|(n, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(n * 64 + i64::from(bit))
            })
        })
    }

    /// Takes in the numbers of `other`.
    pub fn or(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(mine, other)| *mine |= other);
    }

    /// Takes the numbers of `other` out.
    pub fn minus(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(mine, other)| *mine &= !other);
    }
}
