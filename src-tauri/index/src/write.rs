//! Writing a segment's pieces. What no row has is not written.

use crate::codes::Codes;
use crate::forms::FormsOut;
use crate::keys::{Key, KeysOut};
use crate::lists::ListsOut;
use crate::numbers::Numbers;
use crate::reading::DIRECTORY;
use crate::sections::{self, Named};
use crate::segment::Column;
use crate::strings;
use crate::terms::Terms;
use crate::{PieceKey, Result, Schema, Segment, Sink, limits, posting, tokens};

/// A segment that is being written.
pub struct Output<'a> {
    segment: Segment,
    sink: &'a mut dyn Sink,
}

impl<'a> Output<'a> {
    pub fn new(schema: &'static Schema, number: u32, sink: &'a mut dyn Sink) -> Self {
        let segment = Segment::empty(schema, number);
        Self { segment, sink }
    }

    /// The segment as far as it is written.
    pub fn into_segment(self) -> Segment {
        self.segment
    }

    fn put(&mut self, section: u8, chunk: u32, body: &[u8]) -> Result<()> {
        self.sink.put(PieceKey { segment: self.segment.number, section, chunk }, body)
    }

    fn set(&mut self, field: u8, column: Column) {
        if let Some(place) = self.segment.columns.get_mut(usize::from(field)) {
            *place = Some(column);
        }
    }

    /// The keys of all rows, ascending. They say how many rows there are, so they come first.
    pub fn keys(&mut self, keys: &[Key]) -> Result<()> {
        let Some((first, last)) = keys.first().zip(keys.last()) else { return Ok(()) };
        (self.segment.first, self.segment.last) = (*first, *last);
        self.segment.rows = keys.len() as u32;
        let mut out = KeysOut::new();
        let mut put = |chunk: u32, body: &[u8]| self.put(sections::KEYS, chunk.saturating_add(1), body);
        for key in keys {
            out.push(*key, &mut put)?;
        }
        let directory = out.finish(&mut put)?;
        self.put(sections::KEYS, DIRECTORY, &directory)
    }

    /// The number of each row.
    pub fn numbers(&mut self, field: u8, numbers: &[Option<i64>]) -> Result<()> {
        if numbers.iter().all(Option::is_none) {
            return Ok(());
        }
        self.set(field, Column::Numbers);
        self.put(sections::numbers(field), 0, &Numbers::new(numbers).encode())
    }

    /// Strings, ascending, at most [`limits::CODED`], and for each row the place of its string plus one.
    pub fn codes<'s>(
        &mut self,
        field: u8,
        strings: impl Iterator<Item = &'s str> + Clone,
        codes: &[u32],
    ) -> Result<()> {
        let named = Named::Field(field);
        let forms = self.forms(named, strings.clone())?;
        self.set(field, Column::Codes { forms });
        strings::put(strings, &mut |chunk, body| self.put(named.dictionary(), chunk, body))?;
        self.put(named.rows(), 0, &Codes::new(codes).encode())
    }

    /// The search forms of these strings where there are many, and of a field. Whether there are.
    fn forms<'s>(&mut self, named: Named, strings: impl Iterator<Item = &'s str> + Clone) -> Result<bool> {
        let needed = matches!(named, Named::Field(_)) && strings.clone().count() > limits::SCAN as usize;
        if needed {
            let mut forms = FormsOut::default();
            strings.for_each(|text| forms.push(text));
            self.put(named.forms(), 0, &forms.bytes)?;
        }
        Ok(needed)
    }

    /// Strings with the rows of each, to be pushed in order.
    pub fn lists(&mut self, named: Named) -> ListsWriter<'_, 'a> {
        ListsWriter {
            of: self.segment.rows,
            out: self,
            named,
            lists: ListsOut::new(),
            strings: String::new(),
            ends: Vec::new(),
            body: Vec::new(),
        }
    }
}

/// A dictionary and its lists being written: a list is put with its chunk, the strings at the end.
pub struct ListsWriter<'o, 'a> {
    out: &'o mut Output<'a>,
    named: Named,
    /// Below this the rows are.
    of: u32,
    lists: ListsOut,
    strings: String,
    ends: Vec<usize>,
    body: Vec<u8>,
}

impl ListsWriter<'_, '_> {
    /// The next string, larger than all before, and its rows, ascending. Without rows it is left out.
    pub fn push(&mut self, text: &str, rows: &[u32]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.strings.push_str(text);
        self.ends.push(self.strings.len());
        self.body.clear();
        posting::encode(rows, self.of, &mut self.body);
        let (out, section) = (&mut *self.out, self.named.rows());
        self.lists.push(&self.body, &mut |chunk, body| out.put(section, chunk.saturating_add(1), body))
    }

    pub fn finish(self) -> Result<()> {
        let Self { out, named, lists, strings, ends, .. } = self;
        if ends.is_empty() {
            return Ok(());
        }
        let directory =
            lists.finish(&mut |chunk, body| out.put(named.rows(), chunk.saturating_add(1), body))?;
        out.put(named.rows(), DIRECTORY, &directory)?;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let texts = starts.zip(&ends).map(|(from, to)| strings.get(from..*to).unwrap_or_default());
        let forms = out.forms(named, texts.clone())?;
        strings::put(texts.clone(), &mut |chunk, body| out.put(named.dictionary(), chunk, body))?;
        match named {
            Named::Words => {
                out.segment.words = true;
                if ends.len() >= limits::GRAMS as usize {
                    grams(out, texts)?;
                }
            }
            Named::Marks => out.segment.marks = true,
            Named::Grams => out.segment.grams = true,
            Named::Field(field) => out.set(field, Column::Lists { forms }),
        }
        Ok(())
    }
}

/// Writes which of these words have which three characters in a row.
fn grams<'s>(out: &mut Output, words: impl Iterator<Item = &'s str>) -> Result<()> {
    let (mut terms, mut count) = (Terms::default(), 0);
    for word in words {
        tokens::grams(word).for_each(|gram| terms.add(count, gram));
        count += 1;
    }
    let order: Vec<u32> = (0..count).collect();
    let rows = terms.rows(&order);
    let mut lists = out.lists(Named::Grams);
    lists.of = count;
    for gram in terms.sorted(&rows) {
        lists.push(terms.get(gram), rows.of(gram))?;
    }
    lists.finish()
}
