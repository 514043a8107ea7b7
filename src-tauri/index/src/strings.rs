//! Large dictionaries in chunks: to look a string up, one chunk is read and not all of them.
//!
//! A chunk is a [`Dictionary`] of about [`limits::CHUNK`] bytes of strings. The directory is: how many
//! chunks, how many strings each of them has, and a dictionary of the first string of each.

use crate::block::Block;
use crate::facts::{Reader, Writer};
use crate::reading::{DIRECTORY, Reading};
use crate::sections::Named;
use crate::{Dictionary, Error, Result, limits};
use std::ops::Range;
use std::sync::Arc;

/// Packs strings, which ascend, into chunks.
#[derive(Debug, Default)]
pub struct StringsOut {
    /// How many strings each finished chunk has, and its first.
    counts: Vec<u64>,
    firsts: Block,
    chunk: Block,
}

impl StringsOut {
    /// Takes the next string; `put` takes a chunk when one is full.
    pub fn push(&mut self, text: &str, put: &mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<()> {
        if !self.chunk.is_empty() && self.chunk.bytes() + text.len() > limits::CHUNK {
            self.close(put)?;
        }
        self.chunk.push(text);
        Ok(())
    }

    /// Puts the last chunk and the directory.
    pub fn finish(mut self, put: &mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<()> {
        if !self.chunk.is_empty() {
            self.close(put)?;
        }
        let mut directory = Writer::default();
        directory.number(self.counts.len() as u64);
        self.counts.iter().for_each(|count| directory.number(*count));
        directory.bytes.append(&mut Dictionary::encode(self.firsts.iter()));
        put(DIRECTORY, &directory.bytes)
    }

    fn close(&mut self, put: &mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<()> {
        if let Some(first) = self.chunk.iter().next() {
            self.firsts.push(first);
        }
        self.counts.push(self.chunk.len() as u64);
        put(self.counts.len() as u32, &Dictionary::encode(self.chunk.iter()))?;
        self.chunk.clear();
        Ok(())
    }
}

/// The directory.
#[derive(Debug)]
pub struct Strings {
    firsts: Dictionary,
    /// The number of the first string of each chunk, and of all strings at the end.
    starts: Vec<u32>,
}

impl Strings {
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let damaged = || Error::damaged("the directory of a dictionary makes no sense");
        let mut read = Reader(bytes);
        let chunks = read.number().filter(|chunks| *chunks <= bytes.len() as u64).ok_or_else(damaged)?;
        let mut starts = vec![0_u32];
        let mut sum = 0_u32;
        for _ in 0..chunks {
            let count = read.number().and_then(|count| u32::try_from(count).ok()).filter(|count| *count > 0);
            sum = count.and_then(|count| sum.checked_add(count)).ok_or_else(damaged)?;
            starts.push(sum);
        }
        let firsts = Dictionary::decode(read.0.to_vec())?;
        if u64::from(firsts.len()) != chunks || sum > limits::ENTRIES {
            return Err(damaged());
        }
        Ok(Self { firsts, starts })
    }

    /// What it takes of memory.
    pub fn bytes(&self) -> usize {
        self.firsts.bytes() + self.starts.len() * size_of::<u32>()
    }
}

/// The strings of one dictionary of a segment.
pub struct StringsReading<'a> {
    reading: Reading<'a>,
    named: Named,
    directory: Arc<Strings>,
}

impl<'a> StringsReading<'a> {
    pub fn new(reading: Reading<'a>, named: Named, directory: Arc<Strings>) -> Self {
        Self { reading, named, directory }
    }

    /// How many strings there are.
    pub fn len(&self) -> u32 {
        self.directory.starts.last().copied().unwrap_or(0)
    }

    /// Chunk `n`, and the number of its first string.
    fn chunk(&self, n: u32) -> Result<(u32, Arc<Dictionary>)> {
        self.chunk_kept(n, true)
    }

    fn chunk_kept(&self, n: u32, keep: bool) -> Result<(u32, Arc<Dictionary>)> {
        let damaged = || Error::damaged("a chunk of a dictionary is not that of its directory");
        let [start, end] = self
            .directory
            .starts
            .get(n as usize..)
            .and_then(|rest| rest.first_chunk())
            .ok_or_else(damaged)?;
        let chunk = match keep {
            true => self.reading.strings_chunk(self.named, n)?,
            false => self.reading.strings_chunk_once(self.named, n)?,
        };
        if chunk.len() == end - start { Ok((*start, chunk)) } else { Err(damaged()) }
    }

    /// All chunks, in order.
    pub fn chunks(&self) -> impl Iterator<Item = Result<(u32, Arc<Dictionary>)>> {
        (0..self.directory.firsts.len()).map(|n| self.chunk(n))
    }

    /// Chunk `n`, which is not kept in the cache; none after the last.
    pub fn chunk_once(&self, n: u32) -> Result<Option<Arc<Dictionary>>> {
        let there = n < self.directory.firsts.len();
        Ok(if there { Some(self.chunk_kept(n, false)?.1) } else { None })
    }

    /// How many chunks begin with no larger string than `text`.
    fn chunks_upto(&self, text: &str) -> u32 {
        let firsts = &self.directory.firsts;
        match firsts.find(text) {
            Some(n) => n + 1,
            None => firsts.starting_with(text).start,
        }
    }

    /// The number of `text`.
    pub fn find(&self, text: &str) -> Result<Option<u32>> {
        let Some(n) = self.chunks_upto(text).checked_sub(1) else { return Ok(None) };
        let (start, chunk) = self.chunk(n)?;
        Ok(chunk.find(text).map(|entry| start + entry))
    }

    /// The numbers of the strings that begin with `prefix`.
    pub fn starting_with(&self, prefix: &str) -> Result<Range<u32>> {
        let first = self.chunks_upto(prefix).saturating_sub(1);
        let last = self.directory.firsts.starting_with(prefix).end.saturating_sub(1).max(first);
        if self.len() == 0 {
            return Ok(0..0);
        }
        let (start, chunk) = self.chunk(first)?;
        let from = start + chunk.starting_with(prefix).start;
        let (start, chunk) = self.chunk(last)?;
        let to = start + chunk.starting_with(prefix).end;
        Ok(from..to.max(from))
    }

    /// The numbers of the strings for which `pick` of a chunk gives their places in it, ascending. The
    /// chunks of a large dictionary would take the place of all else in the cache, so they are not kept.
    pub fn pick(&self, pick: impl Fn(&Dictionary) -> Vec<u32>, stop: &dyn Fn() -> bool) -> Result<Vec<u32>> {
        let mut picked = Vec::new();
        let keep = self.len() < limits::GRAMS;
        for n in 0..self.directory.firsts.len() {
            if stop() {
                return Err(Error::Stopped);
            }
            let (start, chunk) = self.chunk_kept(n, keep)?;
            picked.extend(pick(&chunk).into_iter().map(|entry| start + entry));
        }
        Ok(picked)
    }

    /// Those of `entries`, which ascend, whose string passes.
    pub fn passing(
        &self,
        entries: impl IntoIterator<Item = u32>,
        test: impl Fn(&str) -> bool,
        stop: &dyn Fn() -> bool,
    ) -> Result<Vec<u32>> {
        let mut at_hand: Option<(u32, Arc<Dictionary>)> = None;
        let mut passing = Vec::new();
        for (n, entry) in entries.into_iter().enumerate() {
            if n % LOOK == LOOK - 1 && stop() {
                return Err(Error::Stopped);
            }
            let has =
                |(start, chunk): &&(u32, Arc<Dictionary>)| (*start..start + chunk.len()).contains(&entry);
            let (start, chunk) = match at_hand.as_ref().filter(has) {
                Some(at_hand) => at_hand,
                None => {
                    let after = self.directory.starts.partition_point(|start| *start <= entry);
                    at_hand.insert(self.chunk((after as u32).saturating_sub(1))?)
                }
            };
            if chunk.get(entry - start).is_some_and(&test) {
                passing.push(entry);
            }
        }
        Ok(passing)
    }
}

/// Strings that are tested between two looks at whether to stop.
const LOOK: usize = 2_048;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cache, Field, FieldKind, Memory, PieceKey, Schema, Segment, Sink};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    static SCHEMA: Schema = Schema { name: "test", fields: &[Field { name: "one", kind: FieldKind::Value }] };

    proptest! {
        #[test]
        fn chunks_answer_as_one_list_does(
            strings in prop::collection::btree_set("[ab]{0,3}[a-z0-9]{0,4}", 0..300),
            asked in "[ab]{0,3}[a-z0-9]{0,2}",
            long in any::<bool>(),
        ) {
            // Long ones, so that there are many chunks.
            let tail = if long { "x".repeat(limits::CHUNK / 7) } else { String::new() };
            let strings: BTreeSet<String> = strings.into_iter().map(|text| text + &tail).collect();
            let (mut pieces, segment) = (Memory::default(), Segment::empty(&SCHEMA, 1));
            let section = Named::Words.dictionary();
            let mut put = |chunk, body: &[u8]| pieces.put(PieceKey { segment: 1, section, chunk }, body);
            let mut out = StringsOut::default();
            strings.iter().for_each(|text| out.push(text, &mut put).unwrap());
            out.finish(&mut put).unwrap();
            let cache = Cache::new(1 << 20);
            let reading = Reading::new(&segment, &pieces, &cache).strings(Named::Words).unwrap();
            let numbered = || (0u32..).zip(&strings);
            let numbers = |holds: &dyn Fn(&str) -> bool| -> Vec<u32> {
                numbered().filter(|(_, text)| holds(text)).map(|(n, _)| n).collect()
            };
            prop_assert_eq!(reading.len() as usize, strings.len());
            for text in [&asked, &format!("{asked}{tail}")] {
                let found = reading.find(text).unwrap();
                prop_assert_eq!(found, numbered().find(|(_, other)| other == &text).map(|(n, _)| n));
            }
            let starting: Vec<u32> = reading.starting_with(&asked).unwrap().collect();
            prop_assert_eq!(starting, numbers(&|text| text.starts_with(&asked)));
            let containing = reading.pick(|chunk| chunk.containing(&asked), &|| false).unwrap();
            prop_assert_eq!(containing, numbers(&|text| text.contains(&asked)));
            let odd = numbered().map(|(n, _)| n).filter(|n| n % 2 == 1);
            let passing = reading.passing(odd, |text| text.contains(&asked), &|| false).unwrap();
            prop_assert_eq!(passing, numbers(&|text| text.contains(&asked)).into_iter().filter(|n| n % 2 == 1).collect::<Vec<_>>());
        }
    }
}
