//! Answers from fields: values and numbers.

use super::{Eval, Verdict};
use crate::ask::Test;
use crate::sections::Named;
use crate::segment::Column;
use crate::{Bits, Dictionary, Error, NumberSet, Result};

/// Values that are tested between two looks at whether to stop.
const LOOK: usize = 4_096;

impl Eval<'_> {
    /// The rows with one of these values.
    pub(super) fn is(&self, field: u8, values: &[String]) -> Result<Bits> {
        let named = Named::Field(field);
        let (Some(Column::Codes { .. } | Column::Lists { .. }), false) =
            (self.reading.segment.column(field), values.is_empty())
        else {
            return Ok(Bits::none(self.rows()));
        };
        let dictionary = self.reading.dictionary(named)?;
        let mut entries: Vec<u32> = values.iter().filter_map(|value| dictionary.find(value)).collect();
        entries.sort_unstable();
        entries.dedup();
        self.entries(field, &entries)
    }

    /// The rows with a value that passes.
    pub(super) fn value(&self, field: u8, test: &Test, narrow: &[String]) -> Result<Bits> {
        let named = Named::Field(field);
        let Some(Column::Codes { forms } | Column::Lists { forms }) = self.reading.segment.column(field)
        else {
            return Ok(Bits::none(self.rows()));
        };
        let dictionary = self.reading.dictionary(named)?;
        let entries = if forms && !narrow.is_empty() {
            let forms = self.reading.forms(named, dictionary.len())?;
            self.passing(&dictionary, test, forms.containing(narrow).into_iter())?
        } else {
            self.passing(&dictionary, test, 0..dictionary.len())?
        };
        self.entries(field, &entries)
    }

    /// Those of `entries` whose value passes.
    fn passing(
        &self,
        dictionary: &Dictionary,
        test: &Test,
        entries: impl Iterator<Item = u32>,
    ) -> Result<Vec<u32>> {
        let mut passing = Vec::new();
        for (n, entry) in entries.enumerate() {
            if n % LOOK == LOOK - 1 && (self.stop)() {
                return Err(Error::Stopped);
            }
            if dictionary.get(entry).is_some_and(|value| test(value)) {
                passing.push(entry);
            }
        }
        Ok(passing)
    }

    /// The rows with one of these entries of the field's dictionary, which ascend.
    fn entries(&self, field: u8, entries: &[u32]) -> Result<Bits> {
        let named = Named::Field(field);
        if entries.is_empty() {
            return Ok(Bits::none(self.rows()));
        }
        if let Some(Column::Codes { .. }) = self.reading.segment.column(field) {
            // Code 0 is no value.
            let codes: Vec<u32> = entries.iter().map(|entry| entry + 1).collect();
            return Ok(self.reading.codes(named)?.among(&codes));
        }
        self.reading.lists(named)?.any(entries.iter().copied(), self.stop)
    }

    /// The rows that have anything in the field.
    pub(super) fn given(&self, field: u8) -> Result<Bits> {
        let named = Named::Field(field);
        Ok(match self.reading.segment.column(field) {
            None => Bits::none(self.rows()),
            Some(Column::Numbers) => self.reading.numbers(field)?.given().clone(),
            Some(Column::Codes { .. }) => {
                let mut rows = self.reading.codes(named)?.equal(0);
                rows.flip();
                rows
            }
            Some(Column::Lists { .. }) => {
                let entries = self.reading.dictionary(named)?.len();
                self.reading.lists(named)?.any(0..entries, self.stop)?
            }
        })
    }

    pub(super) fn number(&self, field: u8, from: Option<i64>, until: Option<i64>) -> Result<Verdict> {
        Ok(match self.reading.segment.column(field) {
            Some(Column::Numbers) => Verdict::sure(self.reading.numbers(field)?.within(from, until)),
            _ => Verdict::none(self.rows()),
        })
    }

    pub(super) fn linked(
        &self,
        field: u8,
        sure: &NumberSet,
        maybe: &NumberSet,
        of: Option<&Bits>,
    ) -> Result<Verdict> {
        let Some(Column::Numbers) = self.reading.segment.column(field) else {
            return Ok(Verdict::none(self.rows()));
        };
        let numbers = self.reading.numbers(field)?;
        let of = of.unwrap_or(numbers.given());
        let mut verdict = Verdict::sure(numbers.among_of(sure, of));
        if !maybe.is_empty() {
            verdict.or(Verdict::maybe(numbers.among_of(maybe, of)));
        }
        Ok(verdict)
    }
}
