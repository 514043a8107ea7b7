//! Drafts: rows collected for a new segment, and the segment made of them.

use crate::sections::Named;
use crate::terms::{Rows, Terms};
use crate::write::Output;
use crate::{Error, FieldKind, Result, Schema, Segment, Sink, fold::fold_into, limits, tokens::tokens};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// What the index takes of one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Milliseconds since the epoch.
    pub at: i64,
    pub id: i64,
    /// Field and value. Of a [`FieldKind::Value`] field the first counts.
    pub values: Vec<(u8, String)>,
    /// Field and number; the first of a field counts.
    pub numbers: Vec<(u8, i64)>,
    /// Texts as they are, not folded. A search never reaches over the end of one into the next.
    pub texts: Vec<String>,
}

/// Rows of one subject, in any order. An id is in it once: added again, only its last row counts.
#[derive(Debug)]
pub struct Draft {
    schema: &'static Schema,
    /// (at, id) of each row in order of arrival.
    keys: Vec<(i64, i64)>,
    /// Where in `keys` the row of each id is; what is in `keys` only was replaced or removed.
    ids: HashMap<i64, u32, FxBuildHasher>,
    fields: Vec<Collected>,
    words: Terms,
    marks: Terms,
    /// The text that is being added.
    folded: String,
}

#[derive(Debug)]
enum Collected {
    Value(Terms),
    Values(Terms),
    /// In order of arrival; rows at the end may be missing.
    Numbers(Vec<Option<i64>>),
}

impl Draft {
    pub fn new(schema: &'static Schema) -> Self {
        let collected = |(_, kind)| match kind {
            FieldKind::Value => Collected::Value(Terms::default()),
            FieldKind::Values => Collected::Values(Terms::default()),
            FieldKind::Number => Collected::Numbers(Vec::new()),
        };
        Self {
            schema,
            keys: Vec::new(),
            ids: HashMap::default(),
            fields: schema.numbered().map(collected).collect(),
            words: Terms::default(),
            marks: Terms::default(),
            folded: String::new(),
        }
    }

    /// Rows that a segment made now would have.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Adds a row, in place of an earlier one with the same id. Values and numbers of fields that the
    /// schema does not have, or has of the other kind, are left out.
    ///
    /// Errors: [`Error::TooMuch`] with [`limits::ROWS`] rows in it (those replaced count); seal it then.
    pub fn add(&mut self, row: &Row) -> Result<()> {
        let number = self.keys.len() as u32;
        if number >= limits::ROWS {
            return Err(Error::TooMuch { what: "rows for one segment", most: limits::ROWS.into() });
        }
        self.keys.push((row.at, row.id));
        self.ids.insert(row.id, number);
        for (field, value) in &row.values {
            match self.fields.get_mut(usize::from(*field)) {
                Some(Collected::Value(terms)) if terms.of(number).is_empty() => {
                    terms.add(number, value.as_str())
                }
                Some(Collected::Values(terms)) => terms.add(number, value.as_str()),
                _ => {}
            }
        }
        for (field, value) in &row.numbers {
            if let Some(Collected::Numbers(numbers)) = self.fields.get_mut(usize::from(*field))
                && numbers.len() <= number as usize
            {
                numbers.resize(number as usize, None);
                numbers.push(Some(*value));
            }
        }
        let Self { words, marks, folded, .. } = self;
        for text in &row.texts {
            fold_into(text, folded);
            tokens(folded, |word| words.add(number, word), |mark| marks.add(number, mark));
        }
        Ok(())
    }

    /// Takes the row with this id out again. Whether there was one.
    pub fn remove(&mut self, id: i64) -> bool {
        self.ids.remove(&id).is_some()
    }

    /// Writes the rows as segment `segment`, which has not been used before. Without rows nothing is
    /// written and the segment is empty.
    pub fn seal(self, segment: u32, out: &mut dyn Sink) -> Result<Segment> {
        let order = self.order();
        let mut out = Output::new(self.schema, segment, out);
        out.keys(order.iter().filter_map(|row| self.keys.get(*row as usize)).copied().map(Ok))?;
        for (field, collected) in (0..=u8::MAX).zip(&self.fields) {
            match collected {
                Collected::Value(terms) => value(&mut out, field, terms, &order)?,
                Collected::Values(terms) => lists(&mut out, Named::Field(field), terms, &order)?,
                Collected::Numbers(numbers) => {
                    let number = |row: &u32| numbers.get(*row as usize).copied().flatten();
                    out.numbers(field, &order.iter().map(number).collect::<Vec<_>>())?;
                }
            }
        }
        lists(&mut out, Named::Words, &self.words, &order)?;
        lists(&mut out, Named::Marks, &self.marks, &order)?;
        Ok(out.into_segment())
    }

    /// The rows that count, by arrival, in the order of (at, id).
    fn order(&self) -> Vec<u32> {
        let counts = |row: &u32, id: i64| self.ids.get(&id) == Some(row);
        let mut keyed: Vec<((i64, i64), u32)> =
            self.keys.iter().copied().zip(0..).filter(|((_, id), row)| counts(row, *id)).collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, row)| row).collect()
    }
}

/// Writes a field of at most one string a row, in the way that suits how many there are.
fn value(out: &mut Output, field: u8, terms: &Terms, order: &[u32]) -> Result<()> {
    let rows = terms.rows(order);
    let sorted = terms.sorted(&rows);
    if sorted.is_empty() || sorted.len() > limits::CODED as usize {
        return write(out, Named::Field(field), terms, &rows, &sorted);
    }
    let mut codes = vec![0; order.len()];
    for (code, term) in (1..).zip(&sorted) {
        for row in rows.of(*term) {
            if let Some(place) = codes.get_mut(*row as usize) {
                *place = code;
            }
        }
    }
    out.codes(field, sorted.iter().map(|term| terms.get(*term)), &codes)
}

fn lists(out: &mut Output, named: Named, terms: &Terms, order: &[u32]) -> Result<()> {
    let rows = terms.rows(order);
    let sorted = terms.sorted(&rows);
    write(out, named, terms, &rows, &sorted)
}

fn write(out: &mut Output, named: Named, terms: &Terms, rows: &Rows, sorted: &[u32]) -> Result<()> {
    let mut lists = out.lists(named);
    for term in sorted {
        lists.push(terms.get(*term), rows.of(*term))?;
    }
    lists.finish()
}
