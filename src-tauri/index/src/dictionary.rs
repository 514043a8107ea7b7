//! Dictionaries: the distinct strings of a field or of the texts of one segment, in bytewise order.
//!
//! The strings lie in one block one after the other, so that a fragment is looked for in all of them
//! with one walk of `memchr::memmem`; what it finds across two neighbours does not count.
//!
//! Promises: a dictionary that could be decoded is UTF-8, in order, each string once.

use crate::facts::{Reader, Writer};
use crate::{Error, Result, limits};
use memchr::memmem;
use std::ops::Range;

#[derive(Debug, Clone)]
pub struct Dictionary {
    strings: String,
    /// Where each entry ends in `strings`; a 0 before the first.
    ends: Vec<u32>,
}

/// Up to here a suffix is compared with every entry: short ones are found too often to be looked for.
const SHORT: usize = 2;

impl Dictionary {
    /// The bytes of a dictionary of these strings, which ascend bytewise, each once.
    pub fn encode<'a>(sorted: impl Iterator<Item = &'a str>) -> Vec<u8> {
        let (mut lengths, mut strings, mut count) = (Writer::default(), Vec::new(), 0);
        for text in sorted {
            lengths.number(text.len() as u64);
            strings.extend_from_slice(text.as_bytes());
            count += 1;
        }
        let mut out = Writer::default();
        out.number(count);
        out.bytes.append(&mut lengths.bytes);
        out.bytes.append(&mut strings);
        out.bytes
    }

    pub fn decode(bytes: Vec<u8>) -> Result<Self> {
        let damaged = || Error::damaged("a dictionary makes no sense");
        let mut read = Reader(&bytes);
        let count = read.number().filter(|count| *count <= bytes.len() as u64).ok_or_else(damaged)?;
        let mut ends = Vec::with_capacity(count as usize + 1);
        let mut end = 0_u64;
        ends.push(0);
        for _ in 0..count {
            let length =
                read.number().filter(|length| *length <= limits::STRINGS as u64).ok_or_else(damaged)?;
            end += length;
            ends.push(u32::try_from(end).map_err(|_| damaged())?);
        }
        if read.0.len() as u64 != end || end > limits::STRINGS as u64 {
            return Err(damaged());
        }
        let strings = std::str::from_utf8(read.0).map_err(|_| damaged())?.to_owned();
        let new = Self { strings, ends };
        new.check().ok_or_else(damaged)?;
        Ok(new)
    }

    /// Each entry is whole characters and larger than the one before.
    fn check(&self) -> Option<()> {
        let mut before = None;
        for range in self.ranges() {
            let text = self.strings.get(range)?;
            if before >= Some(text) {
                return None;
            }
            before = Some(text);
        }
        Some(())
    }

    /// How many entries there are.
    pub fn len(&self) -> u32 {
        self.ends.len().saturating_sub(1) as u32
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, n: u32) -> Option<&str> {
        let [start, end] = self.ends.get(n as usize..)?.first_chunk()?;
        self.strings.get(*start as usize..*end as usize)
    }

    /// Which entry is `text`.
    pub fn find(&self, text: &str) -> Option<u32> {
        let n = self.first_not(|entry| entry < text);
        (self.get(n)? == text).then_some(n)
    }

    /// The entries that begin with `prefix`: neighbours all.
    pub fn starting_with(&self, prefix: &str) -> Range<u32> {
        let start = self.first_not(|entry| entry < prefix);
        start..self.first_not(|entry| entry < prefix || entry.starts_with(prefix))
    }

    /// The entries with `fragment` in them, ascending. Every entry has the empty one.
    pub fn containing(&self, fragment: &str) -> Vec<u32> {
        self.look(fragment, |_, _| true)
    }

    /// The entries that end with `suffix`, ascending.
    pub fn ending_with(&self, suffix: &str) -> Vec<u32> {
        if suffix.len() > SHORT {
            return self.look(suffix, |end, entry| end == entry.end);
        }
        let (strings, suffix) = (self.strings.as_bytes(), suffix.as_bytes());
        let ends = (0..).zip(self.ranges());
        ends.filter(|(_, range)| strings.get(range.clone()).is_some_and(|entry| entry.ends_with(suffix)))
            .map(|(n, _)| n)
            .collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.ranges().map(|range| self.strings.get(range).unwrap_or_default())
    }

    /// What it takes of memory.
    pub fn bytes(&self) -> usize {
        self.strings.len() + self.ends.len() * size_of::<u32>()
    }

    /// The entries in which `fragment` is found so that `counts`, given where the hit ends and the
    /// entry's place.
    fn look(&self, fragment: &str, counts: impl Fn(usize, &Range<usize>) -> bool) -> Vec<u32> {
        if fragment.is_empty() {
            return (0..self.len()).collect();
        }
        let finder = memmem::Finder::new(fragment);
        let strings = self.strings.as_bytes();
        let (mut found, mut from, mut n) = (Vec::new(), 0, 0_usize);
        while let Some(hit) = strings.get(from..).and_then(|rest| finder.find(rest)) {
            let (start, end) = (from + hit, from + hit + fragment.len());
            n = self.entry_at(start, n);
            let Some(entry) = self.range(n) else { break };
            if end <= entry.end && counts(end, &entry) {
                found.push(n as u32);
                from = entry.end;
            } else {
                from = start + 1;
            }
        }
        found
    }

    /// The entry that holds this byte, which none before the `n`-th does.
    fn entry_at(&self, byte: usize, n: usize) -> usize {
        // Hits may be far apart or in neighbours: steps that double, then halves.
        let ends = self.ends.get(n + 1..).unwrap_or_default();
        let mut reach = 1;
        while ends.get(reach - 1).is_some_and(|end| *end as usize <= byte) {
            reach *= 2;
        }
        let near = ends.get(reach / 2..reach.min(ends.len())).unwrap_or_default();
        n + reach / 2 + near.partition_point(|end| *end as usize <= byte)
    }

    fn range(&self, n: usize) -> Option<Range<usize>> {
        let [start, end] = self.ends.get(n..)?.first_chunk()?;
        Some(*start as usize..*end as usize)
    }

    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        self.ends.array_windows().map(|[start, end]| *start as usize..*end as usize)
    }

    /// The first entry for which `before` does not hold, as it holds for all before that one.
    fn first_not(&self, before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(&before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests;
