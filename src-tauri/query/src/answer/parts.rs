//! An order by a column that the index knows: a part of the rows for each value, or for some values that
//! follow one another and of which few rows have each.
//!
//! Counting by value says how long each part is, so that a window anywhere costs only the parts that it
//! shows. A part of one value stands in order of time; of several, its rows are sorted when they come into
//! sight. The parts seen last are kept, up to some bytes: a person scrolls to and fro, and not over all.

use super::keyed::{Key, Keyed, Of, keyed};
use super::order::stretch;
use super::seen::{Seen, Sight};
use super::sorted::by_id;
use crate::base::{Base, number_of};
use crate::column::Column;
use crate::limits::{PART, SEEN};
use crate::plan::{Source, source};
use crate::{ColumnKind, Result, Subject};
use index::{Ask, Found};
use std::cmp::Ordering;
use std::fmt;

pub struct Parts {
    subject: Subject,
    by: &'static Column,
    desc: bool,
    parts: Vec<Part>,
    seen: Seen,
}

struct Part {
    rows: u64,
    /// All its rows have one value.
    single: bool,
    with: With,
}

/// Whose part it is.
enum With {
    Values(Vec<(Of, String)>),
    /// From the first to the last of these, in a field of numbers.
    Numbers(u8, i64, i64),
    /// Empty cells.
    Nothing,
}

impl Parts {
    /// The rows, all of them sure, in order of a column; `None` where the index does not have it.
    pub fn by(
        base: &Base<'_>,
        subject: Subject,
        by: &'static Column,
        desc: bool,
        rows: &Found,
    ) -> Result<Option<Self>> {
        let numbers = by.field.and_then(|field| match source(subject, field.name) {
            Some(Source::Number(name)) => number_of(subject, name),
            _ => None,
        });
        let mut parts = match numbers {
            Some(field) => of_numbers(base, field, desc, rows)?,
            None => match keyed(base, subject, by, rows)? {
                Some(values) => of_values(values, desc),
                None => return Ok(None),
            },
        };
        let with: u64 = parts.iter().map(|part| part.rows).sum();
        let rest = Part::new(rows.sure().saturating_sub(with), true, With::Nothing);
        // Empty cells come last; a flag that is not set is no empty cell.
        let first = by.kind == ColumnKind::Flag && !desc;
        parts.insert(if first { 0 } else { parts.len() }, rest);
        Ok(Some(Self { subject, by, desc, parts, seen: Seen::default() }))
    }

    /// Rows `from..from + len` of `rows`, which are those that the parts were made of.
    pub fn ids(&self, base: &Base<'_>, rows: &Found, from: u64, len: usize) -> Result<Vec<i64>> {
        let mut found = Vec::new();
        let mut skip = from;
        for (n, part) in self.parts.iter().enumerate() {
            if found.len() >= len {
                break;
            }
            if skip >= part.rows {
                skip -= part.rows;
                continue;
            }
            base.heed()?;
            let rest = len - found.len();
            match &*self.seen.get(n, || self.sight(base, rows, part))? {
                Sight::Timed(timed) => found.append(&mut stretch(base, timed, skip, rest, self.desc)?),
                Sight::Sorted(ids) => {
                    let skip = usize::try_from(skip).unwrap_or(usize::MAX);
                    found.extend(ids.iter().skip(skip).take(rest));
                }
            }
            skip = 0;
        }
        Ok(found)
    }

    /// Most bytes it comes to hold.
    pub fn bytes(&self) -> usize {
        self.parts.iter().map(Part::bytes).sum::<usize>() + SEEN
    }

    fn sight(&self, base: &Base<'_>, rows: &Found, part: &Part) -> Result<Sight> {
        let found = base.narrowed(rows, &self.ask(&part.with))?;
        if part.single {
            return Ok(Sight::Timed(found));
        }
        let ids = stretch(base, &found, 0, usize::MAX, self.desc)?;
        Ok(Sight::Sorted(by_id(base, self.subject, self.by, self.desc, ids)?))
    }

    fn ask(&self, with: &With) -> Ask {
        match with {
            With::Values(values) => ask_values(values),
            With::Numbers(field, first, last) => {
                Ask::Number { field: *field, from: Some(*first), until: Some(last.saturating_add(1)) }
            }
            With::Nothing => {
                let mut values = Vec::new();
                for part in &self.parts {
                    match &part.with {
                        With::Values(those) => values.extend_from_slice(those),
                        With::Numbers(field, ..) => return !Ask::Given { field: *field },
                        With::Nothing => {}
                    }
                }
                !ask_values(&values)
            }
        }
    }
}

fn ask_values(values: &[(Of, String)]) -> Ask {
    let mut asks = Vec::new();
    let mut places: Vec<Of> = Vec::new();
    values.iter().map(|(of, _)| *of).for_each(|of| {
        if !places.contains(&of) {
            places.push(of);
        }
    });
    for of in places {
        let those = values.iter().filter(|(other, _)| *other == of).map(|(_, value)| value.clone());
        let among = |field| Ask::Is { field, values: those.collect() };
        asks.push(match of {
            Of::Field(field) => among(field),
            Of::Without(first, second) => Ask::And(vec![!Ask::Given { field: first }, among(second)]),
        });
    }
    Ask::Or(asks)
}

impl Part {
    /// With its share of the list of parts.
    fn bytes(&self) -> usize {
        let value = |(_, value): &(Of, String)| size_of::<(Of, String)>() + value.capacity();
        size_of::<Self>()
            + match &self.with {
                With::Values(values) => values.iter().map(value).sum(),
                With::Numbers(..) | With::Nothing => 0,
            }
    }

    fn new(rows: u64, single: bool, with: With) -> Self {
        Self { rows, single, with }
    }
}

fn of_values(mut values: Vec<Keyed>, desc: bool) -> Vec<Part> {
    let compare = |a: &Key, b: &Key| a.partial_cmp(b).unwrap_or(Ordering::Equal);
    values.sort_by(|a, b| if desc { compare(&b.key, &a.key) } else { compare(&a.key, &b.key) });
    let mut parts: Vec<Part> = Vec::new();
    // Values that sort alike are one; those of few rows are gathered.
    for group in values.chunk_by(|a, b| a.key == b.key) {
        let rows: u64 = group.iter().map(|value| value.rows).sum();
        let those = group.iter().map(|value| (value.of, value.value.clone()));
        match parts.last_mut() {
            Some(Part { rows: sum, single, with: With::Values(values), .. }) if *sum + rows <= PART => {
                (*sum, *single) = (*sum + rows, false);
                values.extend(those);
            }
            _ => parts.push(Part::new(rows, true, With::Values(those.collect()))),
        }
    }
    parts
}

fn of_numbers(base: &Base<'_>, field: u8, desc: bool, rows: &Found) -> Result<Vec<Part>> {
    let mut numbers: Vec<i64> = Vec::new();
    rows.numbers(base.pieces(), base.cache(), field, |number| numbers.push(number))?;
    numbers.sort_unstable();
    let mut parts: Vec<Part> = Vec::new();
    for group in numbers.chunk_by(|a, b| a == b) {
        let (Some(number), rows) = (group.first().copied(), group.len() as u64) else { continue };
        match parts.last_mut() {
            Some(Part { rows: sum, single, with: With::Numbers(_, _, last), .. }) if *sum + rows <= PART => {
                (*sum, *single, *last) = (*sum + rows, false, number);
            }
            _ => parts.push(Part::new(rows, true, With::Numbers(field, number, number))),
        }
    }
    if desc {
        parts.reverse();
    }
    Ok(parts)
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parts({} of {})", self.parts.len(), self.by.id)
    }
}
