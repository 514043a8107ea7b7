//! Tables of text: rows of cells with a heading, parted by commas, semicolons, tabs or bars.

use crate::error::{Error, Result};
use crate::file::{Decoded, Encoding, Metered, Source, Written};
use crate::{Flow, limits};
use csv::StringRecord;
use model::spreadsheet;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::Read;

/// A table's heading, and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub heads: Vec<String>,
    delimiter: u8,
    encoding: Encoding,
    /// It is this program's own export in its spreadsheet profile, whose marks are taken off.
    pub marked: bool,
}

/// A row that is not empty.
pub(crate) struct Row<'r> {
    pub cells: &'r StringRecord,
}

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

impl Table {
    /// The heading: parted by what parts it most.
    ///
    /// # Errors
    /// [`Error::Form`] without a heading, and where two columns bear one title.
    pub fn open(source: &Source, written: Written) -> Result<Self> {
        let encoding = written.encoding;
        let mut best = Self { heads: Vec::new(), delimiter: b',', encoding, marked: false };
        for delimiter in DELIMITERS {
            let heads = source.with(|reader| heads(reader, delimiter, encoding))?;
            if heads.len() > best.heads.len() {
                best = Self { heads, delimiter, ..best };
            }
        }
        best.marked = written.marked && best.delimiter == b',' && best.is_marked(source)?;
        if best.marked {
            best.heads.iter_mut().for_each(|head| *head = spreadsheet::restore(head).to_owned());
        }
        best.check()?;
        Ok(best)
    }

    /// Every cell stands as our spreadsheet profile writes it, so that nothing is lost by taking its marks off. A file
    /// of another origin that holds a formula, a number with a leading zero, or words in single quotation marks, does
    /// not.
    fn is_marked(&self, source: &Source) -> Result<bool> {
        let mut all = self.heads.iter().all(|head| spreadsheet::fits(head));
        let looked = self.read(source, |_, row| {
            all &= row.is_ok_and(|row| row.cells.iter().all(spreadsheet::fits));
            Ok(if all { Flow::On } else { Flow::Stop })
        });
        match looked {
            Ok(()) | Err(Error::Stopped) => Ok(all),
            Err(error) => Err(error),
        }
    }

    fn check(&self) -> Result<()> {
        let fault = |what: String| Err(Error::Form { form: "a table", what });
        if self.heads.is_empty() {
            return fault("it has no heading".to_owned());
        }
        if self.heads.len() > limits::COLUMNS {
            return fault(format!("it has more than {} columns", limits::COLUMNS));
        }
        let mut seen = HashMap::new();
        for (place, head) in (1..).zip(&self.heads) {
            if head.chars().count() > limits::TITLE {
                return fault(format!(
                    "the title of column {place} is longer than {} characters",
                    limits::TITLE
                ));
            }
            if let Some(before) = seen.insert(head.as_str(), place).filter(|_| !head.is_empty()) {
                return fault(format!("columns {before} and {place} bear the same title"));
            }
        }
        Ok(())
    }

    /// The place of a column, by its title.
    pub fn column(&self, title: &str) -> Option<usize> {
        self.heads.iter().position(|head| head == title)
    }

    /// Gives each row under the heading to `each`, with the line on which it begins; `Err` in place of one that has not as many cells as the heading.
    ///
    /// # Errors
    /// [`Error::TooLarge`], [`Error::Stopped`] and those of `each`.
    pub fn read(
        &self,
        source: &Source,
        mut each: impl FnMut(u64, std::result::Result<Row<'_>, String>) -> Result<Flow>,
    ) -> Result<()> {
        source.with(|reader| {
            let budget = Cell::new(limits::ROW);
            let mut rows =
                csv_reader(Metered::new(Decoded::new(reader, self.encoding), &budget), self.delimiter);
            let (mut cells, mut count, mut late) = (StringRecord::new(), 0u64, None);
            loop {
                budget.set(limits::ROW);
                if !rows.read_record(&mut cells).map_err(fault)? {
                    return Ok(());
                }
                if count == 0 {
                    count = 1;
                    continue;
                }
                // Where lines end in two characters the reader has a row begin between them, on the line before.
                let line = cells.position().map_or(0, csv::Position::line);
                let line = line + *late.get_or_insert(u64::from(line == 1));
                if cells.iter().all(str::is_empty) {
                    continue;
                }
                count += 1;
                if count > limits::ROWS {
                    return Err(Error::TooLarge { what: format!("it has more than {} rows", limits::ROWS) });
                }
                if self.marked {
                    cells = cells.iter().map(spreadsheet::restore).collect();
                }
                let row = match (cells.len(), self.heads.len()) {
                    (have, want) if have == want => Ok(Row { cells: &cells }),
                    (have, want) => Err(format!("it has {have} cells and the heading {want}")),
                };
                if each(line, row)? == Flow::Stop {
                    return Err(Error::Stopped);
                }
            }
        })
    }
}

fn csv_reader<R: Read>(reader: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(reader)
}

fn heads(reader: &mut dyn Read, delimiter: u8, encoding: Encoding) -> Result<Vec<String>> {
    let budget = Cell::new(limits::ROW);
    let mut rows = csv_reader(Metered::new(Decoded::new(reader, encoding), &budget), delimiter);
    let mut cells = StringRecord::new();
    rows.read_record(&mut cells).map_err(fault)?;
    let heads: Vec<String> = cells.iter().map(|head| head.trim().to_owned()).collect();
    let says_something = heads.iter().any(|head| head.chars().any(char::is_alphanumeric));
    Ok(if says_something { heads } else { Vec::new() })
}

fn fault(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        // Not met: the reader gives UTF-8, and rows may differ in length.
        other => Error::Form { form: "a table", what: format!("{other:?}") },
    }
}
