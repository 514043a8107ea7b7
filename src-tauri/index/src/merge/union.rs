//! The strings of several dictionaries together, in order, each once.

use crate::Dictionary;
use crate::text::beginning;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::sync::Arc;

/// Gives each string with the dictionaries that have it and its entry in them.
pub struct Union<'a> {
    /// What is left of each dictionary, chunk after chunk.
    left: Vec<Left<'a>>,
    /// The next string of each dictionary.
    heads: BinaryHeap<Reverse<Head<'a>>>,
    members: Vec<(usize, u32)>,
}

/// A string's first bytes, the string, which dictionary has it, and as which entry.
type Head<'a> = (u64, &'a str, usize, u32);

struct Left<'a> {
    chunks: std::slice::Iter<'a, Arc<Dictionary>>,
    chunk: Option<&'a Dictionary>,
    /// The next entry of the chunk, and of all.
    place: u32,
    entry: u32,
}

impl<'a> Left<'a> {
    /// The next string of dictionary `n`.
    fn head(&mut self, n: usize) -> Option<Head<'a>> {
        loop {
            if let Some(text) = self.chunk.and_then(|chunk| chunk.get(self.place)) {
                self.place += 1;
                self.entry += 1;
                return Some((beginning(text), text, n, self.entry - 1));
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
        let head = self.left.get_mut(n).and_then(|left| left.head(n));
        self.heads.extend(head.map(Reverse));
    }

    /// The next string.
    pub fn next(&mut self) -> Option<(&'a str, &[(usize, u32)])> {
        let Reverse((first, text, ..)) = *self.heads.peek()?;
        self.members.clear();
        while let Some(mut head) = self.heads.peek_mut() {
            let Reverse((other_first, other, n, entry)) = *head;
            if other_first != first || other != text {
                break;
            }
            self.members.push((n, entry));
            // Put in the place of the old one, the next has to find its own only once.
            match self.left.get_mut(n).and_then(|left| left.head(n)) {
                Some(next) => *head = Reverse(next),
                None => _ = PeekMut::pop(head),
            }
        }
        Some((text, &self.members))
    }
}
