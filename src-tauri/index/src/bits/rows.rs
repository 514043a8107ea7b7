//! The rows of a set, one after the other, from either end.

/// Made by [`super::Bits::iter`].
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    /// Words that neither end has reached.
    words: std::slice::Iter<'a, u64>,
    /// What is left of the word at each end, and its first row.
    front: (u64, u32),
    back: (u64, u32),
}

impl<'a> Rows<'a> {
    pub(super) fn new(words: &'a [u64]) -> Self {
        // The word before the first begins 64 rows before row 0; adding wraps around to it.
        let end = (words.len() as u32).wrapping_mul(u64::BITS);
        Self { words: words.iter(), front: (0, u64::BITS.wrapping_neg()), back: (0, end) }
    }

    /// The next word with rows left becomes the front; false at the end of all.
    fn advance(&mut self) -> bool {
        while self.front.0 == 0 {
            match self.words.next() {
                Some(word) => self.front = (*word, self.front.1.wrapping_add(u64::BITS)),
                None if self.back.0 == 0 => return false,
                None => self.front = std::mem::take(&mut self.back),
            }
        }
        true
    }

    fn retreat(&mut self) -> bool {
        while self.back.0 == 0 {
            match self.words.next_back() {
                Some(word) => self.back = (*word, self.back.1.wrapping_sub(u64::BITS)),
                None if self.front.0 == 0 => return false,
                None => self.back = std::mem::take(&mut self.front),
            }
        }
        true
    }
}

impl Iterator for Rows<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.front.0 == 0 && !self.advance() {
            return None;
        }
        let (word, first) = &mut self.front;
        let row = first.wrapping_add(word.trailing_zeros());
        *word &= *word - 1;
        Some(row)
    }

    fn nth(&mut self, mut n: usize) -> Option<u32> {
        loop {
            if !self.advance() {
                return None;
            }
            let here = self.front.0.count_ones() as usize;
            if n < here {
                break;
            }
            n -= here;
            self.front.0 = 0;
        }
        (0..n).for_each(|_| self.front.0 &= self.front.0 - 1);
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let ends = (self.front.0.count_ones() + self.back.0.count_ones()) as usize;
        (ends, Some(ends + self.words.len() * u64::BITS as usize))
    }

    fn count(self) -> usize {
        let between: u32 = self.words.map(|word| word.count_ones()).sum();
        (self.front.0.count_ones() + self.back.0.count_ones() + between) as usize
    }

    fn last(mut self) -> Option<u32> {
        self.next_back()
    }
}

impl DoubleEndedIterator for Rows<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        if self.back.0 == 0 && !self.retreat() {
            return None;
        }
        let (word, first) = &mut self.back;
        let bit = u64::BITS - 1 - word.leading_zeros();
        *word &= !(1 << bit);
        Some(first.wrapping_add(bit))
    }

    fn nth_back(&mut self, mut n: usize) -> Option<u32> {
        loop {
            if !self.retreat() {
                return None;
            }
            let here = self.back.0.count_ones() as usize;
            if n < here {
                break;
            }
            n -= here;
            self.back.0 = 0;
        }
        (0..n).for_each(|_| self.back.0 &= !(1 << (u64::BITS - 1 - self.back.0.leading_zeros())));
        self.next_back()
    }
}

impl std::iter::FusedIterator for Rows<'_> {}
