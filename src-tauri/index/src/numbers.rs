//! One number a row, or none.
//!
//! Blocks of [`limits::BLOCK`] rows keep their smallest number, and each row how much more it has, in
//! as few whole bytes as the largest of the block needs.

use crate::facts::{Reader, Writer};
use crate::{Bits, Error, Result, limits};

mod compare;
mod set;
pub use set::NumberSet;

/// The numbers of rows `0..rows()`.
#[derive(Debug, Clone)]
pub struct Numbers {
    given: Bits,
    blocks: Vec<Block>,
    /// The rows' offsets, lowest byte first; rows without a number have 0.
    offsets: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    smallest: i64,
    /// The largest number less the smallest.
    span: u64,
    /// Where its rows begin in `offsets`.
    start: u32,
}

impl Block {
    /// Bytes a row.
    fn width(self) -> usize {
        (u64::BITS - self.span.leading_zeros()).div_ceil(8) as usize
    }
}

impl Numbers {
    pub fn new(numbers: &[Option<i64>]) -> Self {
        let mut given = Bits::none(numbers.len() as u32);
        (0..).zip(numbers).filter(|(_, number)| number.is_some()).for_each(|(row, _)| given.insert(row));
        let (mut blocks, mut offsets) = (Vec::new(), Vec::new());
        for rows in numbers.chunks(limits::BLOCK) {
            let smallest = rows.iter().flatten().min().copied().unwrap_or(0);
            let largest = rows.iter().flatten().max().copied().unwrap_or(0);
            let block = Block { smallest, span: largest.abs_diff(smallest), start: offsets.len() as u32 };
            for number in rows {
                let offset = number.unwrap_or(smallest).abs_diff(smallest).to_le_bytes();
                offsets.extend_from_slice(offset.get(..block.width()).unwrap_or_default());
            }
            blocks.push(block);
        }
        Self { given, blocks, offsets }
    }

    pub fn rows(&self) -> u32 {
        self.given.rows()
    }

    /// What it takes of memory.
    pub fn bytes(&self) -> usize {
        self.offsets.len() + self.blocks.len() * size_of::<Block>() + self.given.words().len() * 8
    }

    /// The rows that have a number.
    pub fn given(&self) -> &Bits {
        &self.given
    }

    pub fn get(&self, row: u32) -> Option<i64> {
        if !self.given.contains(row) {
            return None;
        }
        let (block, within) = (row as usize / limits::BLOCK, row as usize % limits::BLOCK);
        let block = self.blocks.get(block)?;
        let start = block.start as usize + within * block.width();
        let bytes = self.offsets.get(start..start + block.width())?;
        let offset = bytes.iter().rev().fold(0, |offset, byte| offset << 8 | u64::from(*byte));
        Some(block.smallest.wrapping_add_unsigned(offset))
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        let given = self.given.encode();
        out.number(given.len() as u64);
        out.bytes.extend_from_slice(&given);
        for block in &self.blocks {
            out.signed(block.smallest);
            out.number(block.span);
        }
        out.bytes.extend_from_slice(&self.offsets);
        out.bytes
    }

    /// The numbers of as many rows as were encoded.
    pub fn decode(rows: u32, bytes: &[u8]) -> Result<Self> {
        let damaged = || Error::damaged("the numbers of a field make no sense");
        let mut read = Reader(bytes);
        let length = read.number().ok_or_else(damaged)?;
        let (given, rest) = read.0.split_at_checked(length as usize).ok_or_else(damaged)?;
        read.0 = rest;
        let given = Bits::decode(rows, given)?;
        let (mut blocks, mut start) = (Vec::new(), 0_usize);
        for first in (0..rows).step_by(limits::BLOCK) {
            let (smallest, span) = read.signed().zip(read.number()).ok_or_else(damaged)?;
            smallest.checked_add_unsigned(span).ok_or_else(damaged)?;
            let block = Block { smallest, span, start: start as u32 };
            start += block.width() * (rows - first).min(limits::BLOCK as u32) as usize;
            blocks.push(block);
        }
        if read.0.len() != start || u32::try_from(start).is_err() {
            return Err(damaged());
        }
        Ok(Self { given, blocks, offsets: read.0.to_vec() })
    }
}

#[cfg(test)]
mod tests;
