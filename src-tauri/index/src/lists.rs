//! The lists of a dictionary's entries, packed into chunks that are read one at a time.
//!
//! A chunk is: how many lists, the length of each, the lists. The directory is: how many chunks, and
//! how many lists each of them has. Chunks are numbered from 0.

use crate::facts::{Reader, Writer};
use crate::{Error, Result, limits};

/// Packs lists, in the order of the entries.
#[derive(Debug, Default)]
pub struct ListsOut {
    /// How many lists each finished chunk has.
    counts: Vec<u32>,
    lengths: Writer,
    count: u32,
    lists: Vec<u8>,
}

impl ListsOut {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next entry's list; `put` takes a chunk when one is full.
    pub fn push(&mut self, list: &[u8], put: &mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<()> {
        if self.count > 0 && self.lists.len() + self.lengths.bytes.len() + list.len() > limits::CHUNK {
            self.close(put)?;
        }
        self.lengths.number(list.len() as u64);
        self.lists.extend_from_slice(list);
        self.count += 1;
        Ok(())
    }

    /// Puts the last chunk and gives the directory.
    pub fn finish(mut self, put: &mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<Vec<u8>> {
        if self.count > 0 {
            self.close(put)?;
        }
        let mut directory = Writer::default();
        directory.number(self.counts.len() as u64);
        self.counts.iter().for_each(|count| directory.number(u64::from(*count)));
        Ok(directory.bytes)
    }

    fn close(&mut self, put: &mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<()> {
        let mut chunk = Writer::default();
        chunk.number(u64::from(self.count));
        chunk.bytes.append(&mut self.lengths.bytes);
        chunk.bytes.append(&mut self.lists);
        put(self.counts.len() as u32, &chunk.bytes)?;
        self.counts.push(std::mem::take(&mut self.count));
        Ok(())
    }
}

/// The directory: which chunk holds an entry's list.
#[derive(Debug, Clone)]
pub struct Lists {
    /// The first entry of each chunk, and how many entries there are at the end.
    firsts: Vec<u32>,
}

impl Lists {
    pub fn decode(directory: &[u8]) -> Result<Self> {
        let damaged = || Error::damaged("a directory of lists makes no sense");
        let mut read = Reader(directory);
        let chunks = read.number().filter(|chunks| *chunks <= directory.len() as u64).ok_or_else(damaged)?;
        let mut firsts = vec![0];
        let mut sum = 0_u32;
        for _ in 0..chunks {
            let count = read.number().filter(|count| *count > 0).and_then(|count| u32::try_from(count).ok());
            sum = count.and_then(|count| sum.checked_add(count)).ok_or_else(damaged)?;
            firsts.push(sum);
        }
        if read.0.is_empty() { Ok(Self { firsts }) } else { Err(damaged()) }
    }

    /// How many entries have a list.
    pub fn len(&self) -> u32 {
        self.firsts.last().copied().unwrap_or(0)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many chunks there are.
    pub fn chunks(&self) -> u32 {
        self.firsts.len().saturating_sub(1) as u32
    }

    /// The chunk with entry `n`'s list, and the list's place in it for [`ListChunk::get`].
    pub fn chunk_of(&self, n: u32) -> Option<(u32, u32)> {
        if n >= self.len() {
            return None;
        }
        let chunk = self.firsts.partition_point(|first| *first <= n).checked_sub(1)?;
        Some((chunk as u32, n - self.firsts.get(chunk)?))
    }

    /// What it takes of memory.
    pub fn bytes(&self) -> usize {
        self.firsts.len() * size_of::<u32>()
    }
}

/// One chunk, unpacked.
#[derive(Debug, Clone)]
pub struct ListChunk {
    body: Vec<u8>,
    /// Where each list ends in `body`, and where the first begins before them.
    ends: Vec<u32>,
}

impl ListChunk {
    pub fn decode(body: Vec<u8>) -> Result<Self> {
        let damaged = || Error::damaged("a chunk of lists makes no sense");
        let mut read = Reader(&body);
        let count = read.number().filter(|count| *count <= body.len() as u64).ok_or_else(damaged)?;
        let mut ends = Vec::with_capacity(count as usize + 1);
        let mut sum = 0_u64;
        ends.push(0);
        for _ in 0..count {
            let length = read.number().filter(|length| *length <= body.len() as u64).ok_or_else(damaged)?;
            sum += length;
            ends.push(u32::try_from(sum).map_err(|_| damaged())?);
        }
        if read.0.len() as u64 != sum {
            return Err(damaged());
        }
        let start = u32::try_from(body.len()).map_err(|_| damaged())? - sum as u32;
        ends.iter_mut().for_each(|end| *end += start);
        Ok(Self { body, ends })
    }

    /// How many lists it has.
    pub fn len(&self) -> u32 {
        self.ends.len().saturating_sub(1) as u32
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The list at this place of the chunk.
    pub fn get(&self, place: u32) -> Option<&[u8]> {
        let [start, end] = self.ends.get(place as usize..)?.first_chunk()?;
        self.body.get(*start as usize..*end as usize)
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.ends
            .array_windows()
            .map(|[start, end]| self.body.get(*start as usize..*end as usize).unwrap_or_default())
    }

    /// What it takes of memory.
    pub fn bytes(&self) -> usize {
        self.body.len() + self.ends.len() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests;
