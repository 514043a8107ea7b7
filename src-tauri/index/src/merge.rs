//! Merging: one segment of the rows of several, without those that are dead.
//!
//! Nothing is read of the rows' texts: words, marks and values keep their rows under new numbers, a
//! dictionary entry at a time. In memory are the new number of each row, a chunk of each dictionary, and
//! one field at a time: its strings once, and a few bytes a row.

use crate::block::Block;
use crate::reading::{ListsReading, Reading};
use crate::sections::Named;
use crate::segment::Column;
use crate::strings::StringsReading;
use crate::terms::Rows;
use crate::write::Output;
use crate::{Cache, Error, FieldKind, Part, Pieces, Result, Segment, Sink, limits, posting};

mod due;
mod order;
mod union;
pub use due::due;
use order::Order;
use union::Union;

/// The new number of a row that is left out.
const GONE: u32 = u32::MAX;
/// Entries between two looks at whether to stop.
const LOOK: usize = 256;

/// Writes the live rows of `parts`, all of one schema and at least one, as segment `number`, which has
/// not been used before. Where no row is alive, nothing is written and the segment is empty.
///
/// Errors: [`Error::TooMuch`] above [`limits::ROWS`] live rows; [`Error::Stopped`] once `stop` says so
/// (it is looked at about every millisecond), when some pieces may have been put already.
pub fn merge(
    parts: &[Part],
    pieces: &dyn Pieces,
    number: u32,
    out: &mut dyn Sink,
    stop: &dyn Fn() -> bool,
) -> Result<Segment> {
    let Some(schema) = parts.first().map(|part| part.segment.schema) else {
        return Err(Error::pieces("there were no segments to merge"));
    };
    if parts.iter().map(|part| u64::from(part.live())).sum::<u64>() > u64::from(limits::ROWS) {
        return Err(Error::TooMuch { what: "rows for one segment", most: limits::ROWS.into() });
    }
    // Every piece is read once, so none needs to be kept.
    let cache = Cache::new(0);
    let mut sources: Vec<Source> = parts
        .iter()
        .filter(|part| part.live() > 0)
        .map(|part| Source { part, reading: Reading::new(&part.segment, pieces, &cache), rows: Vec::new() })
        .collect();
    let mut out = Output::new(schema, number, out);
    out.keys(&mut Order::new(&mut sources, stop)?)?;
    let merging = Merging { sources: &sources, rows: out.rows() as usize, stop };
    for (field, kind) in schema.numbered() {
        match kind {
            FieldKind::Value => merging.value(field, &mut out)?,
            FieldKind::Values => merging.lists(Named::Field(field), &mut out)?,
            FieldKind::Number => merging.numbers(field, &mut out)?,
        }
    }
    merging.lists(Named::Words, &mut out)?;
    merging.lists(Named::Marks, &mut out)?;
    Ok(out.into_segment())
}

/// A segment that goes into the new one.
struct Source<'a> {
    part: &'a Part,
    reading: Reading<'a>,
    /// The new number of each of its rows, or [`GONE`].
    rows: Vec<u32>,
}

struct Merging<'a> {
    sources: &'a [Source<'a>],
    /// Rows of the new segment.
    rows: usize,
    stop: &'a dyn Fn() -> bool,
}

impl<'a> Source<'a> {
    /// The new number of a row that is alive.
    fn new_row(&self, row: u32) -> Option<u32> {
        self.rows.get(row as usize).copied().filter(|row| *row != GONE)
    }

    /// The strings, where any row has any.
    fn strings(&self, named: Named) -> Result<Option<StringsReading<'a>>> {
        let segment = self.reading.segment;
        let there = match named {
            Named::Words => segment.words,
            Named::Marks => segment.marks,
            Named::Grams => segment.grams,
            Named::Shorts => segment.shorts,
            Named::Field(field) => segment.column(field).is_some(),
        };
        there.then(|| self.reading.strings(named)).transpose()
    }
}

impl Merging<'_> {
    fn numbers(&self, field: u8, out: &mut Output) -> Result<()> {
        let mut merged = vec![None; self.rows];
        for source in self.sources.iter().filter(|source| source.reading.segment.column(field).is_some()) {
            let numbers = source.reading.numbers(field)?;
            numbers.each(numbers.given(), |row, number| {
                if let Some(place) = source.new_row(row).and_then(|row| merged.get_mut(row as usize)) {
                    *place = Some(number);
                }
            });
            self.look()?;
        }
        out.numbers(field, &merged)
    }

    fn look(&self) -> Result<()> {
        if (self.stop)() { Err(Error::Stopped) } else { Ok(()) }
    }

    fn union(&self, named: Named) -> Result<Union<'_>> {
        Union::new(self.sources.iter().map(|source| source.strings(named)))
    }

    /// Strings with the rows of each, one string after the other.
    fn lists(&self, named: Named, out: &mut Output) -> Result<()> {
        let readings = self.sources.iter().map(|source| {
            source.strings(named)?.map(|_| source.reading.lists(named).map(ListsReading::once)).transpose()
        });
        let mut readings: Vec<Option<ListsReading>> = readings.collect::<Result<_>>()?;
        let mut lists = out.lists(named);
        let (mut union, mut rows, mut n) = (self.union(named)?, Vec::new(), 0);
        while let Some((text, members)) = union.next()? {
            n += 1;
            if n % LOOK == 0 {
                self.look()?;
            }
            rows.clear();
            for (member, entry) in members {
                let Some((source, Some(reading))) = self.sources.get(*member).zip(readings.get_mut(*member))
                else {
                    continue;
                };
                let old_rows = source.part.segment.rows;
                reading.with(*entry, |list| {
                    posting::each(list, old_rows, |row| rows.extend(source.new_row(row)))
                })?;
            }
            // Those of each member ascend, which this sort makes use of.
            rows.sort();
            lists.push(text, &rows)?;
        }
        // What follows needs the memory.
        drop((union, readings));
        lists.finish()
    }

    /// At most one string a row, kept in the way that suits how many there are now.
    fn value(&self, field: u8, out: &mut Output) -> Result<()> {
        let named = Named::Field(field);
        let (mut texts, mut renumbered) = (Block::default(), vec![Vec::new(); self.sources.len()]);
        let mut union = self.union(named)?;
        while let Some((text, members)) = union.next()? {
            texts.push(text);
            for (member, _) in members {
                // The entries of each come in order.
                renumbered
                    .get_mut(*member)
                    .into_iter()
                    .for_each(|new: &mut Vec<u32>| new.push(texts.len() as u32));
            }
        }
        drop(union);
        let mut codes = vec![0; self.rows];
        for (source, renumbered) in self.sources.iter().zip(&renumbered) {
            self.look()?;
            self.recode(field, source, renumbered, &mut codes)?;
        }
        drop(renumbered);
        let used = compact(texts.len(), &mut codes);
        let count = used.iter().filter(|used| **used).count();
        let texts = texts.iter().zip(&used).filter(|(_, used)| **used).map(|(text, _)| text);
        if count == 0 {
            return Ok(());
        }
        if count <= limits::CODED as usize {
            return out.codes(field, texts, &codes);
        }
        let rows = Rows::of_codes(&codes, count as u32);
        drop(codes);
        let mut lists = out.lists(named);
        for (n, text) in (0..).zip(texts) {
            lists.push(text, rows.of(n))?;
        }
        lists.finish()
    }

    /// Sets the new code of each row of one source.
    fn recode(&self, field: u8, source: &Source, renumbered: &[u32], codes: &mut [u32]) -> Result<()> {
        let named = Named::Field(field);
        let mut set = |row: u32, entry: usize| {
            if let Some((row, new)) = source.new_row(row).zip(renumbered.get(entry))
                && let Some(code) = codes.get_mut(row as usize)
            {
                *code = *new;
            }
        };
        match source.reading.segment.column(field) {
            None | Some(Column::Numbers) => {}
            Some(Column::Codes { .. }) => {
                for (row, code) in
                    (0..).zip(source.reading.codes(named)?.iter()).filter(|(_, code)| *code > 0)
                {
                    set(row, code as usize - 1);
                }
            }
            Some(Column::Lists { .. }) => {
                let mut lists = source.reading.lists(named)?;
                for (n, entry) in (0..renumbered.len()).zip(0..) {
                    if n % LOOK == LOOK - 1 {
                        self.look()?;
                    }
                    lists.with(entry, |list| {
                        posting::each(list, source.part.segment.rows, |row| set(row, n))
                    })?;
                }
            }
        }
        Ok(())
    }
}

/// Which of `count` strings any row has; the codes count only those anew.
fn compact(count: usize, codes: &mut [u32]) -> Vec<bool> {
    // Code 0 says that there is none.
    let mut new = vec![0; count + 1];
    for code in codes.iter() {
        if let Some(used) = new.get_mut(*code as usize) {
            *used = 1;
        }
    }
    let mut sum = 0;
    let mut used = Vec::with_capacity(count);
    for new in new.iter_mut().skip(1) {
        used.push(*new > 0);
        sum += *new;
        *new = sum;
    }
    if let Some(none) = new.first_mut() {
        *none = 0;
    }
    for code in codes {
        *code = new.get(*code as usize).copied().unwrap_or(0);
    }
    used
}
