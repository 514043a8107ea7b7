//! Writing a segment's pieces. What no row has is not written.

use crate::block::Block;
use crate::codes::Codes;
use crate::forms::FormsOut;
use crate::keys::{Key, KeysOut};
use crate::lists::ListsOut;
use crate::numbers::Numbers;
use crate::reading::DIRECTORY;
use crate::sections::{self, Named};
use crate::segment::Column;
use crate::strings::StringsOut;
use crate::{Bits, PieceKey, Result, Schema, Segment, Sink, limits, posting};

mod fragments;
use fragments::Fragments;

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
    pub fn keys(&mut self, keys: impl Iterator<Item = Result<Key>>) -> Result<()> {
        let mut out = KeysOut::new();
        for key in keys {
            let key = key?;
            if self.segment.rows == 0 {
                self.segment.first = key;
            }
            self.segment.last = key;
            self.segment.rows += 1;
            out.push(key, &mut |chunk, body| self.put(sections::KEYS, chunk.saturating_add(1), body))?;
        }
        if self.segment.rows == 0 {
            return Ok(());
        }
        let directory =
            out.finish(&mut |chunk, body| self.put(sections::KEYS, chunk.saturating_add(1), body))?;
        self.put(sections::KEYS, DIRECTORY, &directory)
    }

    /// How many rows there are.
    pub fn rows(&self) -> u32 {
        self.segment.rows
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
        mut strings: impl Iterator<Item = &'s str>,
        codes: &[u32],
    ) -> Result<()> {
        let named = Named::Field(field);
        let mut names = Names::new(named);
        strings.try_for_each(|text| names.push(text, self))?;
        let forms = names.finish(self)?;
        self.set(field, Column::Codes { forms });
        self.put(named.rows(), 0, &Codes::new(codes).encode())
    }

    /// Strings with the rows of each, to be pushed in order.
    pub fn lists(&mut self, named: Named) -> ListsWriter<'_, 'a> {
        let fragments = (named == Named::Words).then(Fragments::default);
        let (of, names, lists) = (self.segment.rows, Names::new(named), ListsOut::new());
        ListsWriter { out: self, named, of, names, lists, fragments, body: Vec::new() }
    }
}

/// A dictionary and its lists being written.
pub struct ListsWriter<'o, 'a> {
    out: &'o mut Output<'a>,
    named: Named,
    /// Below this the rows are.
    of: u32,
    names: Names,
    lists: ListsOut,
    /// Of words.
    fragments: Option<Fragments>,
    body: Vec<u8>,
}

impl ListsWriter<'_, '_> {
    /// The next string, larger than all before, and its rows, ascending. Without rows it is left out.
    pub fn push(&mut self, text: &str, rows: &[u32]) -> Result<()> {
        self.body.clear();
        match self.named {
            Named::Field(_) => posting::encode_countable(rows, self.of, &mut self.body),
            _ => posting::encode(rows, self.of, &mut self.body),
        }
        self.push_body(text)
    }

    /// The same, the rows as a set.
    fn push_bits(&mut self, text: &str, rows: &Bits) -> Result<()> {
        self.body.clear();
        posting::encode_bits(rows, &mut self.body);
        self.push_body(text)
    }

    fn push_body(&mut self, text: &str) -> Result<()> {
        if self.body.is_empty() {
            return Ok(());
        }
        self.names.push(text, self.out)?;
        if let Some(fragments) = &mut self.fragments {
            fragments.push(text, &self.body);
        }
        let (out, section) = (&mut *self.out, self.named.rows());
        self.lists.push(&self.body, &mut |chunk, body| out.put(section, chunk.saturating_add(1), body))
    }

    pub fn finish(self) -> Result<()> {
        let Self { out, named, names, lists, fragments, .. } = self;
        if names.count == 0 {
            return Ok(());
        }
        let directory =
            lists.finish(&mut |chunk, body| out.put(named.rows(), chunk.saturating_add(1), body))?;
        out.put(named.rows(), DIRECTORY, &directory)?;
        let forms = names.finish(out)?;
        match named {
            Named::Words => out.segment.words = true,
            Named::Marks => out.segment.marks = true,
            Named::Grams => out.segment.grams = true,
            Named::Shorts => out.segment.shorts = true,
            Named::Field(field) => out.set(field, Column::Lists { forms }),
        }
        fragments.map_or(Ok(()), |fragments| fragments.write(out))
    }
}

/// A dictionary being written, with the search forms of a field's once there are enough strings.
struct Names {
    named: Named,
    /// Strings so far; those whose forms were not made yet.
    count: usize,
    held: Block,
    strings: StringsOut,
    forms: FormsOut,
}

impl Names {
    fn new(named: Named) -> Self {
        let (strings, forms) = (StringsOut::default(), FormsOut::default());
        Self { named, count: 0, held: Block::default(), strings, forms }
    }

    fn push(&mut self, text: &str, out: &mut Output) -> Result<()> {
        self.count += 1;
        if matches!(self.named, Named::Field(_)) {
            self.held.push(text);
            if self.count > limits::SCAN as usize {
                self.held.iter().for_each(|text| self.forms.push(text));
                self.held.clear();
            }
        }
        let section = self.named.dictionary();
        self.strings.push(text, &mut |chunk, body| out.put(section, chunk, body))
    }

    /// Whether there are so many strings that their search forms were written.
    fn finish(self, out: &mut Output) -> Result<bool> {
        let Self { named, count, strings, forms, .. } = self;
        let needed = matches!(named, Named::Field(_)) && count > limits::SCAN as usize;
        if needed {
            out.put(named.forms(), 0, &forms.bytes)?;
        }
        strings.finish(&mut |chunk, body| out.put(named.dictionary(), chunk, body))?;
        Ok(needed)
    }
}
