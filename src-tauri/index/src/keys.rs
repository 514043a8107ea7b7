//! The key of each row, (at, id), in order.
//!
//! Chunks of [`limits::KEYS`] rows, each decoded on its own; the directory has each chunk's first key.

use crate::facts::{Reader, Writer};
use crate::{Error, Result, limits};
use std::sync::Arc;

/// When a row was, in milliseconds since the epoch, and its id.
pub type Key = (i64, i64);

/// Packs keys, in ascending order.
#[derive(Debug, Default)]
pub struct KeysOut {
    firsts: Vec<Key>,
    chunk: Vec<Key>,
    rows: u32,
}

impl KeysOut {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next row's key; `put` takes a chunk when one is full.
    pub fn push(&mut self, key: Key, put: &mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<()> {
        self.chunk.push(key);
        self.rows += 1;
        if self.chunk.len() == limits::KEYS { self.close(put) } else { Ok(()) }
    }

    /// Puts the last chunk and gives the directory.
    pub fn finish(mut self, put: &mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<Vec<u8>> {
        if !self.chunk.is_empty() {
            self.close(put)?;
        }
        let mut directory = Writer::default();
        directory.number(u64::from(self.rows));
        directory.bytes.extend_from_slice(&encode(&self.firsts));
        Ok(directory.bytes)
    }

    fn close(&mut self, put: &mut dyn FnMut(u32, &[u8]) -> Result<()>) -> Result<()> {
        put(self.firsts.len() as u32, &encode(&self.chunk))?;
        self.firsts.extend(self.chunk.first());
        self.chunk.clear();
        Ok(())
    }
}

/// Each key as the distance from the one before, the first from (0, 0).
fn encode(keys: &[Key]) -> Vec<u8> {
    let mut out = Writer::default();
    let mut before = (0_i64, 0_i64);
    for key in keys {
        out.signed(key.0.wrapping_sub(before.0));
        out.signed(key.1.wrapping_sub(before.1));
        before = *key;
    }
    out.bytes
}

/// `count` keys that ascend, and nothing after them.
fn decode(bytes: &[u8], count: usize) -> Result<Vec<Key>> {
    let damaged = || Error::damaged("the keys of a segment make no sense");
    let mut read = Reader(bytes);
    let (mut keys, mut before) = (Vec::with_capacity(count.min(bytes.len())), (0_i64, 0_i64));
    for _ in 0..count {
        let (at, id) = read.signed().zip(read.signed()).ok_or_else(damaged)?;
        let key = (before.0.wrapping_add(at), before.1.wrapping_add(id));
        if !keys.is_empty() && key <= before {
            return Err(damaged());
        }
        keys.push(key);
        before = key;
    }
    if read.0.is_empty() { Ok(keys) } else { Err(damaged()) }
}

/// One chunk, unpacked.
#[derive(Debug, Clone)]
pub struct KeyChunk {
    /// Ascending.
    pub keys: Vec<Key>,
}

impl KeyChunk {
    /// What it takes of memory.
    pub fn bytes(&self) -> usize {
        self.keys.len() * size_of::<Key>()
    }
}

/// The directory: which chunk holds a row's key.
#[derive(Debug, Clone)]
pub struct Keys {
    rows: u32,
    firsts: Vec<Key>,
}

/// Gives a chunk by its number, usually from the cache, by way of [`Keys::chunk`].
pub type Load<'a> = dyn FnMut(u32) -> Result<Arc<KeyChunk>> + 'a;

impl Keys {
    pub fn decode(directory: &[u8]) -> Result<Self> {
        let damaged = || Error::damaged("the directory of keys makes no sense");
        let mut read = Reader(directory);
        let rows = read.number().filter(|rows| *rows <= u64::from(limits::ROWS)).ok_or_else(damaged)? as u32;
        let firsts = decode(read.0, (rows as usize).div_ceil(limits::KEYS))?;
        Ok(Self { rows, firsts })
    }

    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// What it takes of memory.
    pub fn bytes(&self) -> usize {
        self.firsts.len() * size_of::<Key>()
    }

    /// How many chunks there are.
    pub fn chunks(&self) -> u32 {
        self.firsts.len() as u32
    }

    /// Unpacks chunk `n`.
    pub fn chunk(&self, n: u32, body: &[u8]) -> Result<KeyChunk> {
        let before = n as usize * limits::KEYS;
        let count = (self.rows as usize).saturating_sub(before).min(limits::KEYS);
        let keys = decode(body, count)?;
        if keys.first() != self.firsts.get(n as usize) {
            return Err(Error::damaged("the keys of a segment are not those of its directory"));
        }
        Ok(KeyChunk { keys })
    }

    /// The chunk that has `row`, and the row's place in it.
    pub fn chunk_of(&self, row: u32) -> Option<(u32, usize)> {
        (row < self.rows).then_some((row / limits::KEYS as u32, row as usize % limits::KEYS))
    }

    /// None past the last row.
    pub fn key(&self, row: u32, load: &mut Load) -> Result<Option<Key>> {
        let Some((chunk, place)) = self.chunk_of(row) else { return Ok(None) };
        Ok(load(chunk)?.keys.get(place).copied())
    }

    /// The row with this key.
    pub fn row_of(&self, key: Key, load: &mut Load) -> Result<Option<u32>> {
        let row = self.rows_below(key, load)?;
        Ok((self.key(row, load)? == Some(key)).then_some(row))
    }

    /// How many rows are earlier than `at`, hence the first that is not.
    pub fn first_not_before(&self, at: i64, load: &mut Load) -> Result<u32> {
        self.rows_below((at, i64::MIN), load)
    }

    /// How many rows have a smaller key. Reads one chunk at most.
    pub fn rows_below(&self, key: Key, load: &mut Load) -> Result<u32> {
        // Only in the last chunk that begins below the key may there be both.
        let Some(chunk) = self.firsts.partition_point(|first| *first < key).checked_sub(1) else {
            return Ok(0);
        };
        let within = load(chunk as u32)?.keys.partition_point(|other| *other < key);
        Ok((chunk * limits::KEYS + within) as u32)
    }
}

#[cfg(test)]
mod tests;
