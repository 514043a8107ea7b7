//! Answers from fields: values and numbers.

use super::{Eval, Verdict};
use crate::ask::Test;
use crate::sections::Named;
use crate::segment::Column;
use crate::{Bits, NumberSet, Result};

impl Eval<'_> {
    /// The rows with one of these values.
    pub(super) fn is(&self, field: u8, values: &[String]) -> Result<Bits> {
        let named = Named::Field(field);
        let (Some(Column::Codes { .. } | Column::Lists { .. }), false) =
            (self.reading.segment.column(field), values.is_empty())
        else {
            return Ok(Bits::none(self.rows()));
        };
        let strings = self.reading.strings(named)?;
        let found = values.iter().map(|value| strings.find(value));
        let mut entries: Vec<u32> = found.filter_map(Result::transpose).collect::<Result<_>>()?;
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
        let strings = self.reading.strings(named)?;
        let entries = if forms && !narrow.is_empty() {
            let forms = self.reading.forms(named, strings.len())?;
            strings.passing(forms.containing(narrow), |value| test(value), self.stop)?
        } else {
            strings.passing(0..strings.len(), |value| test(value), self.stop)?
        };
        self.entries(field, &entries)
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
        self.reading.lists(named)?.any(self.rows(), entries.iter().copied(), self.stop)
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
                let entries = self.reading.strings(named)?.len();
                self.reading.lists(named)?.any(self.rows(), 0..entries, self.stop)?
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
