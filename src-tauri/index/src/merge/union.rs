//! The strings of several dictionaries together, in order, each once.

use crate::Dictionary;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

/// Gives each string with the dictionaries that have it and its entry in them.
pub struct Union<'a> {
    dictionaries: Vec<Option<&'a Dictionary>>,
    /// The next string of each dictionary: its first bytes, itself, which dictionary, which entry.
    heads: BinaryHeap<Reverse<(u64, &'a str, usize, u32)>>,
    members: Vec<(usize, u32)>,
}

impl<'a> Union<'a> {
    pub fn new(dictionaries: &'a [Option<Arc<Dictionary>>]) -> Self {
        let dictionaries: Vec<_> = dictionaries.iter().map(Option::as_deref).collect();
        let mut union = Self { dictionaries, heads: BinaryHeap::new(), members: Vec::new() };
        (0..union.dictionaries.len()).for_each(|n| union.push(n, 0));
        union
    }

    fn push(&mut self, n: usize, entry: u32) {
        let text = self.dictionaries.get(n).copied().flatten().and_then(|dictionary| dictionary.get(entry));
        if let Some(text) = text {
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
            self.push(n, entry + 1);
        }
        Some((text, &self.members))
    }
}
