//! CSV (RFC 4180): UTF-8, CRLF, quoted where needed, one header row.
//!
//! The spreadsheet profile begins with a byte order mark, without which Excel takes UTF-8 for the
//! machine's old code page, and marks endangered cells (see [`crate::spreadsheet`]).

use super::{CsvProfile, Head, RowWriter};
use crate::cell::Cell;
use crate::error::Result;
use crate::spreadsheet::neutralise;
use std::io::Write;

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

pub struct CsvForm<W: Write> {
    out: csv::Writer<W>,
    profile: CsvProfile,
}

impl<W: Write> CsvForm<W> {
    pub(crate) fn begin(mut to: W, profile: CsvProfile, heads: &[Head]) -> Result<Self> {
        if profile == CsvProfile::Spreadsheet {
            to.write_all(BYTE_ORDER_MARK).map_err(csv::Error::from)?;
        }
        let out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
        let mut form = Self { out, profile };
        for head in heads {
            form.field(&head.title)?;
        }
        form.end_row()?;
        Ok(form)
    }

    fn field(&mut self, text: &str) -> Result<()> {
        match self.profile {
            CsvProfile::Spreadsheet => self.out.write_field(neutralise(text).as_bytes())?,
            CsvProfile::Raw => self.out.write_field(text)?,
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<()> {
        Ok(self.out.write_record(None::<&[u8]>)?)
    }
}

impl<W: Write> RowWriter for CsvForm<W> {
    fn row(&mut self, cells: &[Cell]) -> Result<()> {
        for cell in cells {
            self.field(&cell.plain())?;
        }
        self.end_row()
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        Ok(self.out.flush().map_err(csv::Error::from)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spreadsheet::restore;

    const HARD: &[&[&str]] = &[
        &["=1+1", "plain", "'mine"],
        &["two\r\nlines", "say \"hi\", he said", ""],
        &["+41790000000", "订单\u{1F600}", "\u{202e}right"],
        &["", "", ""],
        &["007", "lone\rreturn", "tab\tinside"],
    ];

    fn check(profile: CsvProfile) -> (Vec<u8>, Vec<Vec<String>>) {
        let heads = ["#", "Two", "-3"].map(|t| Head { id: t.into(), title: t.into() });
        let mut bytes = Vec::new();
        let mut form = Box::new(CsvForm::begin(&mut bytes, profile, &heads).unwrap());
        for row in HARD {
            form.row(&row.iter().map(|c| Cell::Text((*c).to_owned())).collect::<Vec<_>>()).unwrap();
        }
        form.finish().unwrap();
        let body = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
        let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(body);
        let rows = rows.into_records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        (bytes, rows)
    }

    #[test]
    fn raw_is_exact() {
        let (bytes, rows) = check(CsvProfile::Raw);
        assert!(!bytes.starts_with(BYTE_ORDER_MARK));
        assert_eq!(rows[0], ["#", "Two", "-3"]);
        assert_eq!(rows[1..], HARD.iter().map(|r| r.to_vec()).collect::<Vec<_>>());
    }

    #[test]
    fn spreadsheet_is_marked_and_comes_back() {
        // shows B15
        let (bytes, rows) = check(CsvProfile::Spreadsheet);
        assert!(bytes.starts_with(BYTE_ORDER_MARK));
        assert_eq!(rows[0], ["#", "Two", "'-3"]);
        for (row, hard) in rows[1..].iter().zip(HARD) {
            assert!(row.iter().all(|c| !c.starts_with(['=', '+', '-', '@', '\t', '\r'])));
            assert_eq!(row.iter().map(|c| restore(c)).collect::<Vec<_>>(), *hard);
        }
    }
}
