//! One small number a row: which entry of a field's dictionary the row has.
//!
//! The codes are kept as planes: plane k holds bit k of every row's code, 64 rows a word. A comparison
//! then takes 64 rows a step, and what is the same in all rows costs next to nothing on disk.

use crate::bits::pack;
use crate::facts::{Reader, Writer};
use crate::{Bits, Error, Result, limits, posting};

mod compare;
mod histogram;
mod transpose;

/// Codes of rows `0..rows()`. 0 says "no value"; entry n of the dictionary is n + 1.
#[derive(Debug, Clone)]
pub struct Codes {
    rows: u32,
    /// The lowest bit first, each as many words as a bitset of the rows. As many as the largest code needs.
    planes: Vec<Vec<u64>>,
}

/// Ranges of codes up to which rows are compared with each; more are looked up in a table.
const RANGES: usize = 8;

impl Codes {
    /// Codes of at most [`limits::CODED`]; of a larger one the upper bits are lost.
    pub fn new(codes: &[u32]) -> Self {
        let all = codes.iter().fold(0, |all, code| all | code) & limits::CODED;
        let plane = |k: u32| {
            let word = |rows: &[u32]| {
                rows.iter().zip(0..).fold(0, |word, (code, bit)| word | u64::from(code >> k & 1) << bit)
            };
            codes.chunks(64).map(word).collect()
        };
        Self { rows: codes.len() as u32, planes: (0..u32::BITS - all.leading_zeros()).map(plane).collect() }
    }

    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Every code is below this.
    pub fn codes(&self) -> usize {
        1 << self.planes.len()
    }

    /// What it takes of memory.
    pub fn bytes(&self) -> usize {
        self.planes.iter().map(|plane| plane.len() * size_of::<u64>()).sum()
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.number(self.planes.len() as u64);
        for plane in &self.planes {
            let mut list = Vec::new();
            posting::encode_bits(&Bits::from_words(self.rows, plane.clone()), &mut list);
            out.number(list.len() as u64);
            out.bytes.append(&mut list);
        }
        out.bytes
    }

    /// The codes of as many rows as were encoded. None is above [`limits::CODED`].
    pub fn decode(rows: u32, bytes: &[u8]) -> Result<Self> {
        let damaged = || Error::damaged("the codes of a field make no sense");
        let mut read = Reader(bytes);
        let width = read.number().filter(|width| 1_u64 << (*width).min(63) <= u64::from(limits::CODED) + 1);
        let width = width.ok_or_else(damaged)?;
        let mut planes = Vec::new();
        for _ in 0..width {
            let length = read.number().ok_or_else(damaged)?;
            let (list, rest) = read.0.split_at_checked(length as usize).ok_or_else(damaged)?;
            read.0 = rest;
            planes.push(Bits::decode(rows, list)?.into_words());
        }
        if read.0.is_empty() { Ok(Self { rows, planes }) } else { Err(damaged()) }
    }

    /// 0 past the last row.
    pub fn get(&self, row: u32) -> u32 {
        let bit = |plane: &Vec<u64>| plane.get((row / 64) as usize).map_or(0, |word| word >> (row % 64) & 1);
        self.planes.iter().rev().fold(0, |code, plane| code << 1 | bit(plane) as u32)
    }

    /// The code of each row, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let words = 0..self.rows.div_ceil(u64::BITS) as usize;
        words.flat_map(|n| self.transposed(n)).take(self.rows as usize).map(u32::from)
    }

    /// The rows with this code.
    pub fn equal(&self, code: u32) -> Bits {
        self.within(&[[code, code]])
    }

    /// The rows with one of these codes, which ascend.
    pub fn among(&self, codes: &[u32]) -> Bits {
        let ranges = codes.chunk_by(|a, b| a + 1 == *b);
        let ranges: Vec<[u32; 2]> =
            ranges.filter_map(|range| Some([*range.first()?, *range.last()?])).collect();
        if ranges.len() > RANGES { self.looked_up(codes) } else { self.within(&ranges) }
    }

    fn looked_up(&self, codes: &[u32]) -> Bits {
        let mut table = vec![0_u8; limits::CODED as usize + 1];
        for code in codes {
            if let Some(entry) = table.get_mut(*code as usize) {
                *entry = 1;
            }
        }
        let look = |code: usize| table.get(code).copied().map_or(0, u64::from);
        let words = (0..self.rows.div_ceil(64) as usize).map(|n| {
            if self.planes.len() > 8 {
                let codes = self.transposed(n);
                return pack(
                    codes.as_chunks().0.iter().map(|eight| eight.map(|code| look(usize::from(code)))),
                );
            }
            let codes = transpose::bytes(self.words(n)).map(u64::to_le_bytes);
            pack(codes.iter().map(|eight| eight.map(|code| look(usize::from(code)))))
        });
        Bits::from_words(self.rows, words.collect())
    }

    /// The `n`-th word of each plane; 0 for planes that there are not.
    fn words<const PLANES: usize>(&self, n: usize) -> [u64; PLANES] {
        let mut words = [0; PLANES];
        for (word, plane) in words.iter_mut().zip(&self.planes) {
            *word = plane.get(n).copied().unwrap_or(0);
        }
        words
    }

    /// The codes of the 64 rows of the `n`-th word.
    fn transposed(&self, n: usize) -> [u16; 64] {
        let [a, b, c, d, e, f, g, h, others @ ..] = self.words::<16>(n);
        let (low, high) = (transpose::bytes([a, b, c, d, e, f, g, h]), transpose::bytes(others));
        let mut codes = [0; 64];
        for ((codes, low), high) in codes.as_chunks_mut::<8>().0.iter_mut().zip(low).zip(high) {
            for ((code, low), high) in codes.iter_mut().zip(low.to_le_bytes()).zip(high.to_le_bytes()) {
                *code = u16::from_le_bytes([low, high]);
            }
        }
        codes
    }
}

#[cfg(test)]
mod tests;
