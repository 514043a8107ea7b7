//! A workbook, read sheet after sheet and row after row.

use super::row::{Cells, object};
use super::{Object, sheet_of};
use crate::Form;
use crate::error::{Error, Result, beyond};
use crate::file::Source;
use crate::limits;
use calamine::{DataRef, Reader, Xlsx};
use chrono_tz::Tz;
use provider::channel_talk::file::Sheet;
use std::io::{Cursor, Read};
use zip::ZipArchive;

type Each<'e> = &'e mut dyn FnMut(Sheet, Option<u64>, Object) -> Result<()>;
type Book = Xlsx<Cursor<Vec<u8>>>;

/// Whether a zip is a workbook.
pub(crate) fn is_workbook(begin: &[u8]) -> bool {
    // The parts of a workbook bear these names; the first of them stands at its very beginning.
    let names: [&[u8]; 4] = [b"[Content_Types].xml", b"_rels/.rels", b"xl/workbook.xml", b"xl/worksheets/"];
    begin.starts_with(b"PK\x03\x04")
        && names.iter().any(|name| begin.windows(name.len()).any(|part| part == *name))
}

/// Gives each row of each sheet; the names of sheets that are not known.
pub(super) fn each(source: &Source, zone: Option<Tz>, each: Each<'_>) -> Result<Vec<String>> {
    let mut book = open(source)?;
    let mut others = Vec::new();
    let late = if book.has_1904_epoch() { DAYS_TO_1904 } else { 0.0 };
    for name in book.sheet_names() {
        match sheet_of(&name) {
            Some(sheet) => rows(&mut book, &name, |row, cells, heads| {
                each(sheet, Some(row), object(sheet, heads, cells, zone, late, row)?)
            })?,
            None => others.push(name),
        }
    }
    Ok(others)
}

/// Days between the two beginnings of time that workbooks have.
const DAYS_TO_1904: f64 = 1462.0;

/// The bytes, once it is known that they unpack to no more than is borne.
fn open(source: &Source) -> Result<Book> {
    let bytes = source.whole(limits::WORKBOOK)?;
    let mut parts = ZipArchive::new(Cursor::new(&bytes)).map_err(|fault| odd(&fault))?;
    let mut left = limits::WORKBOOK_UNPACKED;
    for index in 0..parts.len() {
        let part = parts.by_index(index).map_err(|fault| odd(&fault))?;
        let took = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())?;
        left = left.checked_sub(took).ok_or_else(|| {
            let most = limits::WORKBOOK_UNPACKED >> 20;
            Error::from(beyond(format!("the workbook unpacks to more than {most} MiB")))
        })?;
    }
    Xlsx::new(Cursor::new(bytes)).map_err(|fault| odd(&fault))
}

fn odd(fault: &dyn std::fmt::Display) -> Error {
    Error::Form { form: Form::ChannelTalk.title(), what: format!("the workbook is damaged ({fault})") }
}

/// Rows under the first one, which is the heading. Cells are given one after another: no table is built, for a sheet
/// may say that it has billions.
fn rows(
    book: &mut Book,
    name: &str,
    mut each: impl FnMut(u64, &Cells<'_>, &[String]) -> Result<()>,
) -> Result<()> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|fault| odd(&fault))?;
    let (mut heads, mut cells): (Vec<String>, Cells<'_>) = (Vec::new(), Vec::new());
    let mut row = None;
    loop {
        let next = reader.next_cell().map_err(|fault| odd(&fault))?;
        let (at, column) = next.as_ref().map_or((None, 0), |cell| {
            let (at, column) = cell.get_position();
            (Some(at), column as usize)
        });
        if at != row || next.is_none() {
            match row {
                Some(_) if heads.is_empty() => heads = heading(&cells)?,
                Some(row) if !cells.is_empty() => each(u64::from(row) + 1, &cells, &heads)?,
                _ => {}
            }
            cells.clear();
            row = at;
        }
        let Some(cell) = next else { return Ok(()) };
        if column < limits::COLUMNS && !matches!(cell.get_value(), DataRef::Empty) {
            cells.push((column, cell.get_value().clone()));
        }
    }
}

fn heading(cells: &Cells<'_>) -> Result<Vec<String>> {
    let mut heads = Vec::new();
    for (column, value) in cells {
        heads.resize((*column).max(heads.len()), String::new());
        let title = super::row::text(value);
        if title.chars().count() > limits::TITLE {
            return Err(odd(&"a title is too long"));
        }
        heads.push(title.trim().to_owned());
    }
    Ok(heads)
}
