//! What the file says about itself: `manifest.json`, the last entry of the zip.
//!
//! It is encrypted with the data. It names the register entry under which the export began, so that a
//! file and a register found apart can be held against each other.

use crate::digest::Print;
use crate::entry;
use crate::form::{CsvProfile, Form, Head};
use crate::purpose::Purpose;
use crate::run::Begun;
use crate::write::Contents;
use model::Stamp;
use serde::{Deserialize, Serialize};

/// Version of the manifest. A reader refuses a higher one.
pub const FORMAT: u32 = 1;

/// Name of the manifest's entry.
pub const ENTRY: &str = "manifest.json";

/// Field order is the order in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub product: String,
    pub version: String,
    /// Which store the data comes from: the fingerprint that its register's checkpoint carries too.
    pub store: String,
    /// RFC 3339: when the export began.
    pub created_at: String,
    pub person: String,
    pub purpose: Purpose,
    /// `sessions`, `messages` or `deliveries`.
    pub subject: String,
    /// Canonical query text; empty means everything.
    pub query: String,
    /// Offset such as `+01:00`: the zone of the query's dates and of all times in the data.
    pub zone: String,
    pub form: Form,
    /// For CSV: `spreadsheet` or `raw`.
    pub csv_profile: Option<CsvProfile>,
    /// How to read marked cells, in words; only where there are any.
    pub csv_note: Option<String>,
    pub columns: Vec<Head>,
    /// `included` or `left_out`.
    pub open_chats: String,
    /// Rows in the data, its header not counted.
    pub rows: u64,
    /// Rows found but left out because their chat is not closed.
    pub rows_left_out: u64,
    /// Whether every row found is either in the data or counted in `rows_left_out`.
    pub complete: bool,
    pub files: Vec<FileSaid>,
    pub register: RegisterSaid,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSaid {
    pub name: String,
    pub bytes: u64,
    /// Lower-case hex, of the decrypted and unpacked entry.
    pub sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterSaid {
    /// Number of the entry that says the export began; a string, as all ids.
    pub number: String,
    /// Hash of that entry: the head of the register at that moment.
    pub head: String,
}

impl FileSaid {
    pub(crate) fn new(name: String, print: Print) -> Self {
        Self { name, bytes: print.bytes, sha256: print.sha256 }
    }
}

/// The manifest of what was just written.
pub(crate) fn say(begun: &Begun<'_>, columns: Vec<Head>, contents: &Contents, file: FileSaid) -> Manifest {
    let spec = begun.run.spec;
    let csv = spec.form == Form::Csv;
    let marked = csv && spec.profile == CsvProfile::Spreadsheet;
    Manifest {
        format: FORMAT,
        product: "Counterfoil".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        store: register::fingerprint(begun.run.store),
        created_at: Stamp { at: begun.at, offset: spec.offset }.to_rfc3339(),
        person: spec.person.clone(),
        purpose: spec.purpose.clone(),
        subject: spec.subject.as_str().to_owned(),
        query: spec.query.to_string(),
        zone: zone_words(spec.offset),
        form: spec.form,
        csv_profile: csv.then_some(spec.profile),
        csv_note: marked.then(|| CSV_NOTE.to_owned()),
        columns,
        open_chats: entry::open_chats(spec).to_owned(),
        rows: contents.rows,
        rows_left_out: contents.left_out,
        complete: contents.complete,
        files: vec![file],
        register: RegisterSaid { number: begun.head.number.to_string(), head: begun.head.hash.clone() },
    }
}

/// `+01:00` for 60.
pub(crate) fn zone_words(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let size = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", size / 60, size % 60)
}

pub(crate) const CSV_NOTE: &str = "Cells that a spreadsheet would run or change begin with an apostrophe. \
    To get every cell back exactly, take one leading apostrophe away from each cell that has one.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_written_as_offsets() {
        for (minutes, words) in [(0, "+00:00"), (60, "+01:00"), (-210, "-03:30"), (345, "+05:45")] {
            assert_eq!(zone_words(minutes), words);
        }
    }
}
