//! The strings of several dictionaries together, in order, each once.

use crate::strings::StringsReading;
use crate::text::beginning;
use crate::{Dictionary, Result};
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::sync::Arc;

/// Gives each string with the dictionaries that have it and its entry in them. Of each dictionary one
/// chunk is in memory.
pub struct Union<'a> {
    /// What is left of each dictionary, the one with the smallest next string on top.
    left: BinaryHeap<Left<'a>>,
    text: String,
    members: Vec<(usize, u32)>,
}

/// A string, and in which dictionaries it is, as which entry.
pub type Each<'u> = (&'u str, &'u [(usize, u32)]);

struct Left<'a> {
    strings: StringsReading<'a>,
    /// Which dictionary it is.
    n: usize,
    /// The chunk with the next string, and how many were before it.
    chunk: Arc<Dictionary>,
    chunks: u32,
    /// The next string in the chunk, and in all.
    place: u32,
    entry: u32,
    /// The first bytes of it.
    first: u64,
}

impl<'a> Left<'a> {
    /// None without strings.
    fn new(n: usize, strings: StringsReading<'a>) -> Result<Option<Self>> {
        let Some(chunk) = strings.chunk_once(0)? else { return Ok(None) };
        let mut left = Self { strings, n, chunk, chunks: 0, place: 0, entry: 0, first: 0 };
        left.first = beginning(left.text());
        Ok(Some(left))
    }

    fn text(&self) -> &str {
        self.chunk.get(self.place).unwrap_or_default()
    }

    /// Goes on to the next string. Whether there is one.
    fn advance(&mut self) -> Result<bool> {
        self.place += 1;
        self.entry += 1;
        if self.place >= self.chunk.len() {
            self.chunks += 1;
            self.place = 0;
            let Some(chunk) = self.strings.chunk_once(self.chunks)? else { return Ok(false) };
            self.chunk = chunk;
        }
        self.first = beginning(self.text());
        Ok(true)
    }
}

impl<'a> Union<'a> {
    /// Of those dictionaries that there are.
    pub fn new(dictionaries: impl Iterator<Item = Result<Option<StringsReading<'a>>>>) -> Result<Self> {
        let mut left = Vec::new();
        for (n, strings) in dictionaries.enumerate() {
            left.extend(strings?.map(|strings| Left::new(n, strings)).transpose()?.flatten());
        }
        Ok(Self { left: left.into(), text: String::new(), members: Vec::new() })
    }

    /// The next string.
    pub fn next(&mut self) -> Result<Option<Each<'_>>> {
        let Self { left, text, members } = self;
        let Some(smallest) = left.peek() else { return Ok(None) };
        let first = smallest.first;
        text.clear();
        text.push_str(smallest.text());
        members.clear();
        while let Some(mut next) = left.peek_mut().filter(|next| next.first == first && next.text() == text) {
            members.push((next.n, next.entry));
            if !next.advance()? {
                PeekMut::pop(next);
            }
        }
        Ok(Some((text, members)))
    }
}

/// The smallest string is the greatest: it is to be on top.
impl Ord for Left<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_text = || other.text().cmp(self.text());
        other.first.cmp(&self.first).then_with(by_text).then_with(|| other.n.cmp(&self.n))
    }
}

impl PartialOrd for Left<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Left<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Left<'_> {}
