//! Lists of rows as bytes: what a dictionary's entry keeps of the rows that have it.
//!
//! | first number | what follows |
//! |---|---|
//! | `row << 1`: the first row | the distance to each next row less one, as a number |
//! | 1 | how many bytes of bits are left out at the front, then bits up to the last row |
//! | 3 | nothing: every row |
//! | nothing at all | no row |
//!
//! Numbers have seven bits a byte, the lowest first. The shortest form is taken (a single row is three
//! bytes at most), or with [`encode_countable`] bits before they are the shortest.
//!
//! Promises: rows come in ascending order, each once and below `of`; anything else is
//! [`Error::Damaged`](crate::Error::Damaged), and what was gathered by then means nothing.
//!
//! `of` is the number of rows of the segment, at most [`crate::limits::ROWS`].

use crate::{Bits, Error, Result, limits};
use fearless_simd::{Level, Simd, dispatch};

const BITS: u32 = 1;
const ALL: u32 = 3;

/// Appends the list of `rows`, which ascend and lie below `of`.
pub fn encode(rows: &[u32], of: u32, out: &mut Vec<u8>) {
    let Some((first, last)) = rows.first().zip(rows.last()) else { return };
    if rows.len() == of as usize {
        return put(ALL, out);
    }
    let start = out.len();
    // Deltas take a byte at least; where bits are certain to be shorter, none are written.
    let from = first / 8;
    let bits = (last / 8 - from) as usize + 1;
    let most = out.len() + bits + 3;
    put(first << 1, out);
    for (row, next) in rows.iter().zip(rows.iter().skip(1)) {
        put(next.wrapping_sub(*row).wrapping_sub(1), out);
        if out.len() > most {
            break;
        }
    }
    if out.len() <= most {
        return;
    }
    out.truncate(start);
    put_bits(rows, from, bits, out);
}

/// As [`encode`], but as bits where one row in [`limits::COUNTABLE`] or more has the entry: more bytes, and
/// counted in a set a word at a time instead of a row at a time.
pub fn encode_countable(rows: &[u32], of: u32, out: &mut Vec<u8>) {
    let many = rows.len() as u64 * u64::from(limits::COUNTABLE) >= u64::from(of);
    match rows.first().zip(rows.last()) {
        Some((first, last)) if many && rows.len() < of as usize => {
            put_bits(rows, first / 8, (last / 8 - first / 8) as usize + 1, out);
        }
        _ => encode(rows, of, out),
    }
}

/// Rows as so many bytes of bits, `from` bytes left out before them.
fn put_bits(rows: &[u32], from: u32, bits: usize, out: &mut Vec<u8>) {
    put(BITS, out);
    put(from, out);
    let start = out.len();
    out.resize(start + bits, 0);
    for row in rows {
        let byte = start + (row / 8 - from) as usize;
        if let Some(byte) = out.get_mut(byte) {
            *byte |= 1 << (row % 8);
        }
    }
}

/// Appends the list of the rows of `bits`.
pub(crate) fn encode_bits(bits: &Bits, out: &mut Vec<u8>) {
    let Some((first, last)) = bits.iter().next().zip(bits.iter().next_back()) else { return };
    let (count, from, to) = (bits.count(), first / 8, last / 8);
    // As `encode` finds out by trying.
    if count < bits.rows() && count > to - from + 4 {
        put(BITS, out);
        put(from, out);
        let bytes = bits.words().iter().flat_map(|word| word.to_le_bytes());
        out.extend(bytes.skip(from as usize).take((to - from) as usize + 1));
        return;
    }
    let rows: Vec<u32> = bits.iter().collect();
    encode(&rows, bits.rows(), out);
}

/// Adds the rows to `to`, whose rows they must be.
pub fn or_into(bytes: &[u8], to: &mut Bits) -> Result<()> {
    let of = to.rows();
    match open(bytes, of)? {
        List::None => {}
        List::All => to.insert_range(0..of),
        List::Bits { from, bits } => {
            let words = to.words_mut().get_mut(from / 8..).unwrap_or_default().iter_mut();
            let (first, whole, rest) = aligned(from, bits);
            let whole = whole.iter().map(|eight| u64::from_le_bytes(*eight));
            let all = first.into_iter().chain(whole).chain(std::iter::once(rest));
            words.zip(all).for_each(|(mine, bits)| *mine |= bits);
        }
        List::Deltas { first, deltas } => {
            let words = to.words_mut();
            walk(first, deltas, |row| match words.get_mut((row / 64) as usize) {
                Some(word) if row < of => {
                    *word |= 1 << (row % 64);
                    Ok(())
                }
                _ => Err(damaged()),
            })?;
        }
    }
    Ok(())
}

/// Gives each row to `f`.
pub fn each(bytes: &[u8], of: u32, mut f: impl FnMut(u32)) -> Result<()> {
    match open(bytes, of)? {
        List::None => {}
        List::All => (0..of).for_each(f),
        List::Bits { from, bits } => {
            // Eight bytes make a word.
            for (first, bytes) in (from as u32 * 8..).step_by(64).zip(bits.chunks(8)) {
                let mut left = word(bytes);
                while left != 0 {
                    f(first + left.trailing_zeros());
                    left &= left - 1;
                }
            }
        }
        List::Deltas { first, deltas } => walk(first, deltas, |row| {
            if row >= of {
                return Err(damaged());
            }
            f(row);
            Ok(())
        })?,
    }
    Ok(())
}

/// How many rows the list has.
pub fn count(bytes: &[u8], of: u32) -> Result<u32> {
    Ok(match open(bytes, of)? {
        List::None => 0,
        List::All => of,
        List::Bits { bits, .. } => bits.chunks(8).map(|bytes| word(bytes).count_ones()).sum(),
        // Each number ends with a byte below 0x80.
        List::Deltas { deltas, .. } => 1 + deltas.iter().map(|byte| u32::from(*byte < 0x80)).sum::<u32>(),
    })
}

/// How many rows of the list are in `of`, whose rows they must be.
pub fn count_in(bytes: &[u8], of: &Bits) -> Result<u32> {
    let rows = of.rows();
    Ok(match open(bytes, rows)? {
        List::None => 0,
        List::All => of.count(),
        List::Bits { from, bits } => {
            let words = of.words().get(from / 8..).unwrap_or_default();
            dispatch!(Level::new(), simd => simd.vectorize(#[inline(always)] || common(words, from, bits)))
        }
        List::Deltas { first, deltas } => {
            let mut count = 0;
            walk(first, deltas, |row| {
                count += u32::from(of.contains(row));
                if row < rows { Ok(()) } else { Err(damaged()) }
            })?;
            count
        }
    })
}

enum List<'a> {
    None,
    All,
    /// `from` is the number of the first byte.
    Bits {
        from: usize,
        bits: &'a [u8],
    },
    Deltas {
        first: u32,
        deltas: &'a [u8],
    },
}

/// Up to eight bytes, the lowest first.
fn word(bytes: &[u8]) -> u64 {
    let mut all = [0; 8];
    all.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    u64::from_le_bytes(all)
}

/// How many of the bits, which begin with the `from`-th byte, are in `words`, the first of which has this byte.
#[inline(always)]
fn common(words: &[u64], from: usize, bits: &[u8]) -> u32 {
    let (first, whole, rest) = aligned(from, bits);
    let both = |word: Option<&u64>, bits: u64| word.map_or(0, |word| (word & bits).count_ones());
    let (head, words) = words.split_at_checked(first.iter().len()).unwrap_or_default();
    let each = words.iter().zip(whole).map(|(word, bits)| (word & u64::from_le_bytes(*bits)).count_ones());
    both(head.first(), first.unwrap_or(0)) + each.sum::<u32>() + both(words.get(whole.len()), rest)
}

/// Bits that begin with the `from`-th byte, as the words of a set from the one on that has this byte: the first
/// where they begin within it, whole ones, and what is left.
#[inline(always)]
fn aligned(from: usize, bits: &[u8]) -> (Option<u64>, &[[u8; 8]], u64) {
    let (head, whole) = bits.split_at_checked(from.wrapping_neg() % 8).unwrap_or((bits, &[]));
    let first = (!from.is_multiple_of(8)).then(|| word(head) << (from % 8 * 8));
    let (eights, rest) = whole.as_chunks();
    (first, eights, word(rest))
}

/// What the list is, and that its bits or its first row lie below `of`.
fn open(bytes: &[u8], of: u32) -> Result<List<'_>> {
    let mut rest = bytes;
    if rest.is_empty() {
        return Ok(List::None);
    }
    match take(&mut rest)? {
        ALL if rest.is_empty() => Ok(List::All),
        BITS => {
            let from = take(&mut rest)? as usize;
            let end = rest.last().map_or(0, |last| (from + rest.len()) * 8 - last.leading_zeros() as usize);
            if end > of as usize {
                return Err(damaged());
            }
            Ok(List::Bits { from, bits: rest })
        }
        first if first & 1 == 0 && first >> 1 < of => Ok(List::Deltas { first: first >> 1, deltas: rest }),
        _ => Err(damaged()),
    }
}

#[inline]
fn walk(first: u32, deltas: &[u8], mut f: impl FnMut(u32) -> Result<()>) -> Result<()> {
    let mut row = first;
    f(row)?;
    let mut rest = deltas;
    while let [byte, others @ ..] = rest {
        rest = others;
        let mut delta = u32::from(*byte);
        if delta >= 0x80 {
            delta = long(delta, &mut rest)?;
        }
        // A delta is below 2^28 and `row` was below 2^20 when `f` took it.
        row = row.wrapping_add(delta).wrapping_add(1);
        f(row)?;
    }
    Ok(())
}

/// The rest of a number whose first byte says that more follow; four bytes at most.
#[inline]
fn long(first: u32, rest: &mut &[u8]) -> Result<u32> {
    let mut number = first & 0x7f;
    for shift in [7, 14, 21] {
        let Some((byte, others)) = rest.split_first() else { break };
        *rest = others;
        number |= u32::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Ok(number);
        }
    }
    Err(damaged())
}

fn take(bytes: &mut &[u8]) -> Result<u32> {
    let (first, rest) = bytes.split_first().ok_or_else(damaged)?;
    *bytes = rest;
    if *first < 0x80 { Ok(u32::from(*first)) } else { long(u32::from(*first), bytes) }
}

fn put(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cold]
fn damaged() -> Error {
    Error::damaged("a list of rows makes no sense")
}

#[cfg(test)]
mod tests;
