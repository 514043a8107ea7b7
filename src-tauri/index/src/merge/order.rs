//! The order of the rows of several segments together.

use super::{GONE, Source};
use crate::keys::Key;
use crate::reading::KeysReading;
use crate::{Error, Result};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// Numbers the live rows of all sources in the order of their keys, which it gives.
pub struct Order<'o, 'a> {
    sources: &'o mut [Source<'a>],
    /// Of each source that has rows left: its keys, and its next row that is alive.
    keys: Vec<KeysReading<'a>>,
    next: BinaryHeap<Reverse<(Key, usize, u32)>>,
    /// Rows numbered so far, and the key of the last.
    rows: u32,
    last: Option<Key>,
    stop: &'o dyn Fn() -> bool,
}

impl<'o, 'a> Order<'o, 'a> {
    pub fn new(sources: &'o mut [Source<'a>], stop: &'o dyn Fn() -> bool) -> Result<Self> {
        let mut keys = Vec::new();
        for source in sources.iter_mut() {
            source.rows = vec![GONE; source.part.segment.rows as usize];
            keys.push(source.reading.keys()?);
        }
        let mut order = Self { sources, keys, next: BinaryHeap::new(), rows: 0, last: None, stop };
        for n in 0..order.keys.len() {
            let first = order.alive(n, 0)?;
            order.next.extend(first.map(Reverse));
        }
        Ok(order)
    }

    /// The first row of source `n` from `row` on that is alive.
    fn alive(&mut self, n: usize, row: u32) -> Result<Option<(Key, usize, u32)>> {
        let Some((source, keys)) = self.sources.get(n).zip(self.keys.get_mut(n)) else { return Ok(None) };
        let row = (row..source.part.segment.rows).find(|row| !source.part.dead.contains(*row));
        row.map(|row| Ok((keys.key(row)?, n, row))).transpose()
    }

    fn number(&mut self) -> Result<Option<Key>> {
        let Some(Reverse((key, n, row))) = self.next.peek().copied() else { return Ok(None) };
        if self.rows % 65_536 == 65_535 && (self.stop)() {
            return Err(Error::Stopped);
        }
        if let Some(place) = self.sources.get_mut(n).and_then(|source| source.rows.get_mut(row as usize)) {
            *place = self.rows;
        }
        self.rows += 1;
        if self.last.replace(key) >= Some(key) {
            return Err(Error::damaged("the keys of a segment are out of order, or two have the same"));
        }
        let after = self.alive(n, row + 1)?;
        match (self.next.peek_mut(), after) {
            // Put in the place of the old one, it has to find its own only once.
            (Some(mut top), Some(after)) => *top = Reverse(after),
            (Some(top), None) => _ = PeekMut::pop(top),
            (None, _) => {}
        }
        Ok(Some(key))
    }
}

impl Iterator for Order<'_, '_> {
    type Item = Result<Key>;

    fn next(&mut self) -> Option<Result<Key>> {
        self.number().transpose()
    }
}
