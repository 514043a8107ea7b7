//! Forms: how a table of rows is written. Each streams; none keeps a row.

mod csv;
mod json;

pub use self::csv::CsvForm;
pub use self::json::JsonForm;

use crate::cell::Cell;
use crate::error::Result;
use serde::{Deserialize, Serialize};
use std::io::Write;
use ts_rs::TS;

/// The form of the rows inside the protected file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    Csv,
    Json,
}

impl Form {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// How CSV cells are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CsvProfile {
    /// Safe to open in a spreadsheet: no cell becomes a formula. Reversible; see [`crate::spreadsheet`].
    #[default]
    Spreadsheet,
    /// Every character as it is, for programs.
    Raw,
}

impl CsvProfile {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Spreadsheet => "spreadsheet",
            Self::Raw => "raw",
        }
    }
}

/// A column as the file names it: `id` in JSON, `title` in CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub id: String,
    pub title: String,
}

/// Writes rows one after another.
pub trait RowWriter {
    /// Takes one row, as many cells as there are heads.
    ///
    /// # Errors
    /// What the writer underneath says.
    fn row(&mut self, cells: &[Cell]) -> Result<()>;

    /// Writes what closes the form and hands everything on.
    ///
    /// # Errors
    /// What the writer underneath says.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// Begins a form over `to`.
pub(crate) fn begin<'w, W: Write + 'w>(
    to: W,
    form: Form,
    profile: CsvProfile,
    heads: &[Head],
) -> Result<Box<dyn RowWriter + 'w>> {
    Ok(match form {
        Form::Csv => Box::new(CsvForm::begin(to, profile, heads)?),
        Form::Json => Box::new(JsonForm::begin(to, heads)?),
    })
}
