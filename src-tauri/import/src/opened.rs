//! A file looked at: what it is, and how it is read.

use crate::b2chat::{B2chat, Columns};
use crate::channel_talk::{ChannelTalk, is_workbook};
use crate::error::{Error, Result};
use crate::file::{Encoding, Source, Written};
use crate::form::Form;
use crate::limits;
use crate::piece::{Flow, Held, Piece};
use crate::plain::{Mapping, Plain, suggest};
use crate::table::Table;
use crate::whatsapp;
use chrono_tz::Tz;
use std::io::Read;
use std::path::Path;

/// What a person says of a file. All of it may be left out.
#[derive(Debug, Clone, Default)]
pub struct Options {
    pub form: Option<Form>,
    pub password: Option<String>,
    /// Whose clocks show the times that have no zone.
    pub zone: Option<Tz>,
    pub encoding: Option<Encoding>,
    /// Of a table; what its titles suggest where none is given.
    pub mapping: Option<Mapping>,
}

/// The beginning of a file, for a person to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    pub form: Form,
    pub encoding: Option<Encoding>,
    /// How sure the encoding is, in words.
    pub written: String,
    /// Of a table: the titles, and the first rows, long cells cut.
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Of a table: what the titles suggest.
    pub mapping: Option<Mapping>,
}

/// A file that was looked through, ready to be read as often as is wanted.
#[derive(Debug)]
pub struct Opened {
    source: Source,
    form: Form,
    /// What a person should know of how it is read.
    notes: Vec<String>,
    reader: Reader,
}

#[derive(Debug)]
enum Reader {
    B2chat(Box<B2chat>),
    ChannelTalk(Box<ChannelTalk>),
    Whatsapp,
    Plain(Box<Plain>),
}

/// Looks at the beginning of a file.
///
/// # Errors
/// As [`Error`].
pub fn sample(path: &Path, options: &Options) -> Result<Sample> {
    let source = Source::open(path, options.password.as_deref())?;
    if let Some(form) = untold(&source, options)? {
        return Ok(Sample {
            form,
            encoding: None,
            written: String::new(),
            heads: vec![],
            rows: vec![],
            mapping: None,
        });
    }
    let (table, written) = table(&source, options)?;
    let cut = |cell: &str| -> String { cell.chars().take(limits::SAMPLE_CELL).collect() };
    let mut rows = Vec::new();
    let looked = table.read(&source, |_, row| {
        if let Ok(row) = row {
            rows.push(row.cells.iter().map(cut).collect());
        }
        Ok(if rows.len() < limits::SAMPLE { Flow::On } else { Flow::Stop })
    });
    if let Err(error) = looked
        && !matches!(error, Error::Stopped)
    {
        return Err(error);
    }
    let form = options.form.unwrap_or_else(|| guess(&table));
    let mapping = (form == Form::Csv).then(|| suggest(&table.heads));
    let encoding = Some(written.encoding);
    Ok(Sample { form, encoding, written: written.words(), heads: table.heads, rows, mapping })
}

/// Looks through a file, and tells what stands in the way of reading it.
///
/// # Errors
/// As [`Error`].
pub fn open(path: &Path, options: &Options) -> Result<Opened> {
    let source = Source::open(path, options.password.as_deref())?;
    match untold(&source, options)? {
        Some(Form::ChannelTalk) => {
            let reader = ChannelTalk::open(&source, is_workbook(&beginning(&source)?), options.zone)?;
            let (form, notes) = (Form::ChannelTalk, reader.notes());
            return Ok(Opened { source, form, notes, reader: Reader::ChannelTalk(Box::new(reader)) });
        }
        Some(form) => return Ok(Opened { source, form, notes: Vec::new(), reader: Reader::Whatsapp }),
        None => {}
    }
    let (table, written) = table(&source, options)?;
    let form = options.form.unwrap_or_else(|| guess(&table));
    let mut notes = Vec::new();
    if written.encoding == Encoding::Windows1252 && options.encoding.is_none() {
        notes.push(format!("Its text is {}.", written.words()));
    }
    if table.marked {
        notes.push("It was exported for spreadsheets; the marks against formulas are taken off.".to_owned());
    }
    let reader = match form {
        Form::B2chat => {
            let reader = B2chat::open(&source, table, options.zone)?;
            notes.extend(reader.notes());
            Reader::B2chat(Box::new(reader))
        }
        Form::Whatsapp | Form::ChannelTalk => {
            let what = "it is neither JSON nor a workbook".to_owned();
            return Err(Error::Form { form: form.title(), what });
        }
        Form::Csv => {
            let mapping = options.mapping.clone().unwrap_or_else(|| suggest(&table.heads));
            Reader::Plain(Box::new(Plain::open(&source, table, mapping, options.zone)?))
        }
    };
    Ok(Opened { source, form, notes, reader })
}

/// The form of what is no table: its first sign is a bracket, or it is a workbook or a folder.
fn untold(source: &Source, options: &Options) -> Result<Option<Form>> {
    if source.is_folder() {
        return Ok(Some(Form::Whatsapp));
    }
    let begin = beginning(source)?;
    let text = String::from_utf8_lossy(&begin);
    let is_json = text.trim_start_matches('\u{FEFF}').trim_start().starts_with(['{', '[']);
    let is = match (is_workbook(&begin), is_json) {
        (true, _) => Form::ChannelTalk,
        (false, true) if whatsapp::fits(&text) => Form::Whatsapp,
        (false, true) => Form::ChannelTalk,
        (false, false) => return Ok(None),
    };
    match options.form {
        Some(form @ (Form::B2chat | Form::Csv)) => {
            Err(Error::Form { form: form.title(), what: "it is no table of text".to_owned() })
        }
        Some(form) => Ok(Some(form)),
        None => Ok(Some(is)),
    }
}

fn beginning(source: &Source) -> Result<Vec<u8>> {
    source.with(|reader| {
        let mut head = Vec::new();
        reader.take(limits::LOOK).read_to_end(&mut head)?;
        Ok(head)
    })
}

fn table(source: &Source, options: &Options) -> Result<(Table, Written)> {
    let found = source.with(|mut reader| Written::of(&mut reader))?;
    let written = match options.encoding {
        Some(encoding) => Written { encoding, ..found },
        None => found,
    };
    Ok((Table::open(source, written)?, written))
}

fn guess(table: &Table) -> Form {
    if Columns::fit(&table.heads) { Form::B2chat } else { Form::Csv }
}

impl Opened {
    pub fn form(&self) -> Form {
        self.form
    }

    /// The file's name, without its folder.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// Of the file as it lies there, in hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.source.sha256
    }

    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Gives each piece of the file to `each`, in its order.
    ///
    /// # Errors
    /// As [`Error`]; [`Error::Stopped`] when `each` said so.
    pub fn read(&mut self, held: &dyn Held, each: &mut dyn FnMut(Piece) -> Flow) -> Result<()> {
        match &mut self.reader {
            Reader::B2chat(reader) => reader.read(&self.source, held, each),
            Reader::ChannelTalk(reader) => reader.read(&self.source, each),
            Reader::Whatsapp => whatsapp::read(&self.source, held, each),
            Reader::Plain(reader) => reader.read(&self.source, held, each),
        }
    }
}
