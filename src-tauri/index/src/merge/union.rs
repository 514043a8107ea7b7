//! The strings of several dictionaries together, in order, each once.

use crate::Dictionary;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

/// Gives each string with the dictionaries that have it and its entry in them.
pub struct Union<'a> {
    /// What is left of each dictionary, chunk after chunk.
    left: Vec<Left<'a>>,
    /// The next string of each dictionary: its first bytes, itself, which dictionary, which entry.
    heads: BinaryHeap<Reverse<(u64, &'a str, usize, u32)>>,
    members: Vec<(usize, u32)>,
}

struct Left<'a> {
    chunks: std::slice::Iter<'a, Arc<Dictionary>>,
    chunk: Option<&'a Dictionary>,
    /// The next entry of the chunk, and of all.
    place: u32,
    entry: u32,
}

impl<'a> Left<'a> {
    fn next(&mut self) -> Option<(&'a str, u32)> {
        loop {
            if let Some(text) = self.chunk.and_then(|chunk| chunk.get(self.place)) {
                self.place += 1;
                self.entry += 1;
                return Some((text, self.entry - 1));
            }
            self.chunk = Some(self.chunks.next()?);
            self.place = 0;
        }
    }
}

impl<'a> Union<'a> {
    pub fn new(dictionaries: &'a [Vec<Arc<Dictionary>>]) -> Self {
        let left = |chunks: &'a Vec<Arc<Dictionary>>| Left {
            chunks: chunks.iter(),
            chunk: None,
            place: 0,
            entry: 0,
        };
        let left: Vec<Left> = dictionaries.iter().map(left).collect();
        let mut union = Self { left, heads: BinaryHeap::new(), members: Vec::new() };
        (0..union.left.len()).for_each(|n| union.push(n));
        union
    }

    fn push(&mut self, n: usize) {
        if let Some((text, entry)) = self.left.get_mut(n).and_then(Left::next) {
            self.heads.push(Reverse((crate::terms::beginning(text), text, n, entry)));
        }
    }

    /// The next string.
    pub fn next(&mut self) -> Option<(&'a str, &[(usize, u32)])> {
        let Reverse((first, text, ..)) = *self.heads.peek()?;
        self.members.clear();
        while let Some(Reverse((other_first, other, n, entry))) = self.heads.peek().copied()
            && other_first == first
            && other == text
        {
            self.heads.pop();
            self.members.push((n, entry));
            self.push(n);
        }
        Some((text, &self.members))
    }
}
