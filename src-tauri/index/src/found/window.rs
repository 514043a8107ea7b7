//! Rows in the order of (at, id) over several segments, from any place on.
//!
//! Segments that are apart in time follow one another and are counted over. Of those that overlap, the
//! place is found by halving: the row in the middle of one tells how many of each other come before it.

use super::{Hit, Slice};
use crate::reading::{KeysReading, Reading};
use crate::{Cache, Pieces, Result};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The rows `from..from + len` of those of all slices, ascending.
pub fn window(
    slices: &[Slice],
    pieces: &dyn Pieces,
    cache: &Cache,
    from: u64,
    len: usize,
) -> Result<Vec<Hit>> {
    let mut skip = from;
    let mut hits = Vec::with_capacity(len.min(super::WINDOW));
    for group in groups(slices) {
        let count: u64 = group.iter().map(|slice| slice.count()).sum();
        if skip >= count {
            skip -= count;
            continue;
        }
        let mut group = Group::new(&group, pieces, cache)?;
        group.skip(skip)?;
        group.take(len, &mut hits)?;
        skip = 0;
        if hits.len() >= len {
            break;
        }
    }
    Ok(hits)
}

/// How many of the rows come before `key` in this order.
pub fn position(
    slices: &[Slice],
    pieces: &dyn Pieces,
    cache: &Cache,
    key: (i64, i64),
    newest_first: bool,
) -> Result<u64> {
    let mut before = 0;
    for slice in slices {
        let below = Reading::new(&slice.segment, pieces, cache).keys()?.rows_below(key)?;
        let ranked = slice.ranked();
        before += u64::from(match newest_first {
            false => ranked.rank(below),
            true => {
                let this = Reading::new(&slice.segment, pieces, cache).keys()?.row_of(key)?;
                let upto =
                    ranked.rank(below) + u32::from(this.is_some_and(|row| ranked.bits().contains(row)));
                ranked.count() - upto
            }
        });
    }
    Ok(before)
}

/// Slices with rows, in order, those together that overlap directly or by way of others.
fn groups(slices: &[Slice]) -> Vec<Vec<&Slice>> {
    let mut sorted: Vec<&Slice> = slices.iter().filter(|slice| slice.count() > 0).collect();
    sorted.sort_by_key(|slice| slice.segment.first);
    let mut groups: Vec<Vec<&Slice>> = Vec::new();
    let mut end = None;
    for slice in sorted {
        match groups.last_mut() {
            Some(group) if Some(slice.segment.first) <= end => group.push(slice),
            _ => groups.push(vec![slice]),
        }
        end = end.max(Some(slice.segment.last));
    }
    groups
}

/// Slices that overlap, and how many rows of each are passed.
struct Group<'a> {
    members: Vec<Member<'a>>,
}

struct Member<'a> {
    slice: &'a Slice,
    keys: KeysReading<'a>,
    /// Rows that are certainly passed, and those that may be, counted within the slice.
    low: u32,
    high: u32,
}

impl<'a> Group<'a> {
    fn new(slices: &[&'a Slice], pieces: &'a dyn Pieces, cache: &'a Cache) -> Result<Self> {
        let member = |slice: &&'a Slice| {
            let keys = Reading::new(&slice.segment, pieces, cache).keys()?;
            Ok(Member { slice, keys, low: 0, high: slice.ranked().count() })
        };
        Ok(Self { members: slices.iter().map(member).collect::<Result<_>>()? })
    }

    /// Passes the first `k` rows.
    fn skip(&mut self, k: u64) -> Result<()> {
        if let [only] = self.members.as_mut_slice() {
            only.low = u32::try_from(k).unwrap_or(u32::MAX).min(only.high);
            return Ok(());
        }
        loop {
            let passed: u64 = self.members.iter().map(|member| u64::from(member.low)).sum();
            let widest = self.members.iter().enumerate().max_by_key(|(_, member)| member.high - member.low);
            let Some((widest, _)) = widest.filter(|(_, member)| passed < k && member.high > member.low)
            else {
                return Ok(());
            };
            self.halve(widest, k)?;
        }
    }

    /// Narrows what may be passed down by the middle row of the member `widest`.
    fn halve(&mut self, widest: usize, k: u64) -> Result<()> {
        let Some(member) = self.members.get_mut(widest) else { return Ok(()) };
        let middle = member.low + (member.high - member.low) / 2;
        let key = member.key(middle)?;
        let mut before = Vec::with_capacity(self.members.len());
        for (n, member) in self.members.iter_mut().enumerate() {
            before.push(if n == widest { middle } else { member.before(key)? });
        }
        let sum: u64 = before.iter().copied().map(u64::from).sum();
        for (n, (member, before)) in self.members.iter_mut().zip(before).enumerate() {
            if sum < k {
                // The middle row is passed as well.
                member.low = before + u32::from(n == widest);
            } else {
                member.high = before;
            }
        }
        // With as many before it as are to be passed, the middle row is the first that is not.
        if sum == k {
            self.members.iter_mut().for_each(|member| member.low = member.high);
        }
        Ok(())
    }

    /// Appends rows in order until there are `len` hits.
    fn take(&mut self, len: usize, hits: &mut Vec<Hit>) -> Result<()> {
        let mut heads = BinaryHeap::new();
        for (n, member) in self.members.iter_mut().enumerate() {
            if let Some(head) = member.next()? {
                heads.push(Reverse((head, n)));
            }
        }
        while hits.len() < len
            && let Some(Reverse((((at, id), row), n))) = heads.pop()
            && let Some(member) = self.members.get_mut(n)
        {
            let sure = member.slice.sure.contains(row);
            hits.push(Hit { at, id, sure, segment: member.slice.segment.number, row });
            if let Some(head) = member.next()? {
                heads.push(Reverse((head, n)));
            }
        }
        Ok(())
    }
}

/// (at, id), and the row.
type Head = ((i64, i64), u32);

impl Member<'_> {
    /// The key of the `k`-th row of the slice.
    fn key(&mut self, k: u32) -> Result<(i64, i64)> {
        self.keys.key(self.slice.ranked().select(k).unwrap_or(0))
    }

    /// How many rows of the slice come before `key`, as far as that is not known yet.
    fn before(&mut self, key: (i64, i64)) -> Result<u32> {
        if self.low == self.high {
            return Ok(self.low);
        }
        let row = self.keys.rows_below(key)?;
        Ok(self.slice.ranked().rank(row).clamp(self.low, self.high))
    }

    /// Passes one row.
    fn next(&mut self) -> Result<Option<Head>> {
        let Some(row) = self.slice.ranked().select(self.low) else { return Ok(None) };
        self.low += 1;
        Ok(Some((self.keys.key(row)?, row)))
    }
}
