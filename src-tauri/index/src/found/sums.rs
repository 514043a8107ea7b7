//! Sums over the sure rows of what was found.

use super::{Found, Slice};
use crate::dictionary::Dictionary;
use crate::reading::Reading;
use crate::sections::Named;
use crate::segment::Column;
use crate::strings::StringsReading;
use crate::{Ask, Bits, Cache, Error, NumberSet, Pieces, Result, find, posting};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

/// The chunks of a dictionary, and how many rows have each of its entries.
type Counted = (Vec<Arc<Dictionary>>, Vec<u64>);

impl Found {
    /// Each value that sure rows have in this field, and how many; in no order. A row with several values
    /// counts for each.
    pub fn facet(&self, pieces: &dyn Pieces, cache: &Cache, field: u8) -> Result<Vec<(String, u64)>> {
        let counted: Vec<Counted> = self
            .surely()
            .filter_map(|slice| count(slice, Reading::new(&slice.segment, pieces, cache), field).transpose())
            .collect::<Result<_>>()?;
        let mut sums = HashMap::<&str, u64, FxBuildHasher>::default();
        for (chunks, counts) in &counted {
            let values = chunks.iter().flat_map(|chunk| chunk.iter());
            for (value, count) in values.zip(counts).filter(|(_, count)| **count > 0) {
                *sums.entry(value).or_default() += count;
            }
        }
        Ok(sums.into_iter().map(|(value, count)| (value.to_owned(), count)).collect())
    }

    /// How many sure rows have anything in this field.
    pub fn given(&self, pieces: &dyn Pieces, cache: &Cache, field: u8) -> Result<u64> {
        let mut sum = 0;
        for slice in self.surely() {
            let given = find::eval(&slice.segment, pieces, cache, &Ask::Given { field }, &|| false)?;
            sum += u64::from(given.sure.count_both(&slice.sure));
        }
        Ok(sum)
    }

    /// How many sure rows are in each of the spans between neighbouring `edges`, which ascend (in
    /// milliseconds since the epoch): one sum less than edges; a row at an edge is in the later span.
    pub fn histogram(&self, pieces: &dyn Pieces, cache: &Cache, edges: &[i64]) -> Result<Vec<u64>> {
        let mut sums = vec![0; edges.len().saturating_sub(1)];
        for slice in self.surely() {
            let (first, last) = (slice.segment.first_at(), slice.segment.last_at());
            let ranked = slice.sure_ranked();
            let mut keys = Reading::new(&slice.segment, pieces, cache).keys()?;
            let mut below = |edge: i64| match edge {
                edge if edge <= first => Ok(0),
                edge if edge > last => Ok(ranked.count()),
                edge => keys.rows_below((edge, i64::MIN)).map(|row| ranked.rank(row)),
            };
            let mut edges = edges.iter();
            let Some(mut before) = edges.next().map(|edge| below(*edge)).transpose()? else { break };
            for (sum, edge) in sums.iter_mut().zip(edges) {
                let next = below(*edge)?;
                *sum += u64::from(next.saturating_sub(before));
                before = next;
            }
        }
        Ok(sums)
    }

    /// When the first and the last of the sure rows were.
    pub fn ends(&self, pieces: &dyn Pieces, cache: &Cache) -> Result<Option<(i64, i64)>> {
        let mut ends: Option<(i64, i64)> = None;
        for slice in self.surely() {
            let ranked = slice.sure_ranked();
            let mut keys = Reading::new(&slice.segment, pieces, cache).keys()?;
            let (first, last) = (ranked.select(0), ranked.select(slice.sure_count.saturating_sub(1)));
            for row in [first, last].into_iter().flatten() {
                let (at, _) = keys.key(row)?;
                ends = Some(ends.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
            }
        }
        Ok(ends)
    }

    /// Gives the number of each sure row that has one in this field to `take`, in no order.
    pub fn numbers(
        &self,
        pieces: &dyn Pieces,
        cache: &Cache,
        field: u8,
        mut take: impl FnMut(i64),
    ) -> Result<()> {
        self.surely().try_for_each(|slice| each(slice, pieces, cache, field, &slice.sure, &mut take))
    }

    /// How many sure rows have each number in this field, by number.
    pub fn tally(&self, pieces: &dyn Pieces, cache: &Cache, field: u8) -> Result<Vec<u32>> {
        let mut counts = Vec::new();
        for slice in self.surely() {
            if let Some(Column::Numbers) = slice.segment.column(field) {
                let numbers = Reading::new(&slice.segment, pieces, cache).numbers(field)?;
                numbers.tally(&slice.sure, &mut counts)?;
            }
        }
        Ok(counts)
    }

    /// The numbers that sure rows have in this field, and those that maybe rows have; one may be in both.
    pub fn linked(&self, pieces: &dyn Pieces, cache: &Cache, field: u8) -> Result<(NumberSet, NumberSet)> {
        let (mut sure, mut maybe) = (NumberSet::new(), NumberSet::new());
        for slice in &self.slices {
            insert(slice, pieces, cache, field, &slice.sure, &mut sure)?;
            if let Some(rows) = &slice.maybe {
                insert(slice, pieces, cache, field, rows, &mut maybe)?;
            }
        }
        Ok((sure, maybe))
    }

    fn surely(&self) -> impl Iterator<Item = &Slice> {
        self.slices.iter().filter(|slice| slice.sure_count > 0)
    }
}

fn each(
    slice: &Slice,
    pieces: &dyn Pieces,
    cache: &Cache,
    field: u8,
    of: &Bits,
    mut take: impl FnMut(i64),
) -> Result<()> {
    if let Some(Column::Numbers) = slice.segment.column(field) {
        Reading::new(&slice.segment, pieces, cache).numbers(field)?.each(of, |_, number| take(number));
    }
    Ok(())
}

fn insert(
    slice: &Slice,
    pieces: &dyn Pieces,
    cache: &Cache,
    field: u8,
    of: &Bits,
    set: &mut NumberSet,
) -> Result<()> {
    let mut inserted = Ok(());
    each(slice, pieces, cache, field, of, |number| {
        if inserted.is_ok() {
            inserted = set.insert(number);
        }
    })?;
    // No row is written with a number that a set cannot hold.
    inserted.map_err(|_| Error::damaged("a row leads to a number that no row can have"))
}

/// How many sure rows of a slice have each value; none where no row of the segment has any.
fn count(slice: &Slice, reading: Reading, field: u8) -> Result<Option<Counted>> {
    let named = Named::Field(field);
    Ok(match slice.segment.column(field) {
        None | Some(Column::Numbers) => None,
        Some(Column::Codes { .. }) => {
            let codes = reading.codes(named)?;
            let strings = reading.strings(named)?;
            // The first is of those without a value.
            let mut counts = vec![0; codes.codes().min(strings.len() as usize + 1)];
            codes.histogram(&slice.sure, &mut counts);
            Some((chunks(&strings)?, counts.into_iter().skip(1).collect()))
        }
        Some(Column::Lists { .. }) => {
            let strings = reading.strings(named)?;
            let mut lists = reading.lists(named)?;
            let all = slice.sure_count == slice.segment.rows;
            let counts = (0..strings.len()).map(|entry| {
                lists.with(entry, |list| match all {
                    true => posting::count(list, slice.segment.rows),
                    false => posting::count_in(list, &slice.sure),
                })
            });
            let counts = counts.map(|count| count.map(u64::from)).collect::<Result<_>>()?;
            Some((chunks(&strings)?, counts))
        }
    })
}

fn chunks(strings: &StringsReading) -> Result<Vec<Arc<Dictionary>>> {
    strings.chunks().map(|chunk| chunk.map(|(_, chunk)| chunk)).collect()
}
