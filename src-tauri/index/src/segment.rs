//! Segments: what is known of one without reading its pieces, and the segments of one moment.

use crate::facts::{Reader, Writer};
use crate::{Bits, Error, FieldKind, Result, Schema, limits};
use std::sync::Arc;

/// One immutable part of a subject's index. Small; the rows themselves are in its pieces.
///
/// Rows are numbered from 0 in the order of (at, id).
#[derive(Debug)]
pub struct Segment {
    pub(crate) schema: &'static Schema,
    pub(crate) number: u32,
    pub(crate) rows: u32,
    /// (at, id) of row 0 and of the last row; (0, 0) where there are no rows.
    pub(crate) first: (i64, i64),
    pub(crate) last: (i64, i64),
    /// Whether any text gave a word, or a mark.
    pub(crate) words: bool,
    pub(crate) marks: bool,
    /// Whether it is kept which words have which three characters.
    pub(crate) grams: bool,
    /// Whether it is kept which rows have which two characters in a word.
    pub(crate) shorts: bool,
    /// How each field that any row has is kept, by field number.
    pub(crate) columns: Vec<Option<Column>>,
}

/// How a segment keeps one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// A dictionary and one code a row.
    Codes {
        forms: bool,
    },
    /// A dictionary and the rows of each entry.
    Lists {
        forms: bool,
    },
    Numbers,
}

/// One segment without the rows that were changed or deleted since it was written.
#[derive(Debug, Clone)]
pub struct Part {
    pub segment: Arc<Segment>,
    /// As many rows as the segment has.
    pub dead: Arc<Bits>,
}

/// All of one subject at one moment. Each (at, id) is alive in at most one part.
#[derive(Debug, Clone)]
pub struct Catalog {
    pub schema: &'static Schema,
    /// In any order.
    pub parts: Vec<Part>,
}

impl Part {
    /// Rows that are not dead.
    pub fn live(&self) -> u32 {
        self.segment.rows.saturating_sub(self.dead.count())
    }
}

impl Catalog {
    /// Rows of all parts that are not dead.
    pub fn live(&self) -> u64 {
        self.parts.iter().map(|part| u64::from(part.live())).sum()
    }
}

/// The first byte of a segment's facts.
const VERSION: u8 = 1;

const CODES: u8 = 1;
const LISTS: u8 = 2;
const NUMBERS: u8 = 3;
const FORMS: u8 = 0x80;

impl Segment {
    /// A segment without rows.
    pub(crate) fn empty(schema: &'static Schema, number: u32) -> Self {
        let columns = vec![None; schema.fields.len()];
        let (first, last) = ((0, 0), (0, 0));
        let (words, marks, grams, shorts) = (false, false, false, false);
        Self { schema, number, rows: 0, first, last, words, marks, grams, shorts, columns }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    /// At most [`limits::ROWS`].
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// When the first row was, in milliseconds since the epoch; 0 without rows.
    pub fn first_at(&self) -> i64 {
        self.first.0
    }

    /// When the last row was.
    pub fn last_at(&self) -> i64 {
        self.last.0
    }

    /// What [`Self::open`] needs: at most a few hundred bytes, to be kept beside the segment's number.
    pub fn facts(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.byte(VERSION);
        out.number(u64::from(self.rows));
        for (at, id) in [self.first, self.last] {
            out.signed(at);
            out.signed(id);
        }
        let texts = [self.words, self.marks, self.grams, self.shorts];
        out.byte((0..).zip(texts).fold(0, |byte, (bit, there)| byte | u8::from(there) << bit));
        for (field, column) in (0..=u8::MAX).zip(&self.columns) {
            let Some(column) = column else { continue };
            out.byte(field);
            out.byte(match column {
                Column::Codes { forms } => CODES | if *forms { FORMS } else { 0 },
                Column::Lists { forms } => LISTS | if *forms { FORMS } else { 0 },
                Column::Numbers => NUMBERS,
            });
        }
        out.bytes
    }

    /// The segment `number` with these facts, of rows of this schema (or of a shorter, earlier one).
    pub fn open(schema: &'static Schema, number: u32, facts: &[u8]) -> Result<Self> {
        let damaged = || Error::Damaged(format!("the facts of segment {number} make no sense"));
        let mut read = Reader(facts);
        if read.byte() != Some(VERSION) {
            return Err(damaged());
        }
        let rows = read.number().and_then(|rows| u32::try_from(rows).ok()).ok_or_else(damaged)?;
        let mut key = || read.signed().zip(read.signed()).ok_or_else(damaged);
        let (first, last) = (key()?, key()?);
        let texts = read.byte().ok_or_else(damaged)?;
        if rows > limits::ROWS || first > last {
            return Err(damaged());
        }
        let mut columns = vec![None; schema.fields.len()];
        while let Some(field) = read.byte() {
            let column =
                read.byte().and_then(|byte| column(byte, schema.kind(field)?)).ok_or_else(damaged)?;
            *columns.get_mut(usize::from(field)).ok_or_else(damaged)? = Some(column);
        }
        let [words, marks, grams, shorts] = [1, 2, 4, 8].map(|bit| texts & bit != 0);
        Ok(Self { schema, number, rows, first, last, words, marks, grams, shorts, columns })
    }

    pub(crate) fn column(&self, field: u8) -> Option<Column> {
        self.columns.get(usize::from(field)).copied().flatten()
    }
}

/// The column that `byte` stands for, where it suits a field of this kind.
fn column(byte: u8, kind: FieldKind) -> Option<Column> {
    let forms = byte & FORMS != 0;
    match (byte & !FORMS, kind) {
        (CODES, FieldKind::Value) => Some(Column::Codes { forms }),
        (LISTS, FieldKind::Value | FieldKind::Values) => Some(Column::Lists { forms }),
        (NUMBERS, FieldKind::Number) if !forms => Some(Column::Numbers),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    static SCHEMA: Schema = Schema {
        name: "test",
        fields: &[
            Field { name: "one", kind: FieldKind::Value },
            Field { name: "several", kind: FieldKind::Values },
            Field { name: "number", kind: FieldKind::Number },
        ],
    };

    fn segment() -> Segment {
        let columns = vec![
            Some(Column::Codes { forms: true }),
            Some(Column::Lists { forms: false }),
            Some(Column::Numbers),
        ];
        let (first, last) = ((-5, i64::MIN), (i64::MAX, 7));
        Segment {
            schema: &SCHEMA,
            number: 9,
            rows: 12,
            first,
            last,
            words: true,
            marks: false,
            grams: true,
            shorts: true,
            columns,
        }
    }

    #[test]
    fn facts_are_read_as_they_were_written() {
        let (segment, facts) = (segment(), segment().facts());
        let again = Segment::open(&SCHEMA, 9, &facts).unwrap();
        assert_eq!(format!("{again:?}"), format!("{segment:?}"));
        assert!(facts.len() < 64, "{}", facts.len());
    }

    #[test]
    fn damaged_facts_are_refused_or_bounded() {
        let facts = segment().facts();
        for length in 0..facts.len() {
            if let Ok(segment) = Segment::open(&SCHEMA, 9, &facts[..length]) {
                // What is missing is a whole column.
                assert!(segment.columns.iter().any(Option::is_none));
            }
        }
        for (place, bit) in (0..facts.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
            let mut flipped = facts.clone();
            flipped[place] ^= 1 << bit;
            if let Ok(segment) = Segment::open(&SCHEMA, 9, &flipped) {
                assert!(segment.rows <= limits::ROWS && segment.first <= segment.last);
            }
        }
    }
}
