//! What is to be handed out: rows, form, protection, and why.

use crate::form::{CsvProfile, Form};
use crate::purpose::{Objection, Purpose, password_objection};
use model::Millis;
use query::{Query, Subject};
use std::path::PathBuf;
use vault::Secret;

/// One export, wholly described.
#[derive(Debug, Clone)]
pub struct Spec {
    pub subject: Subject,
    pub query: Query,
    pub form: Form,
    /// For CSV.
    pub profile: CsvProfile,
    /// Column ids; empty means those shown by default. Messages always have their 27.
    pub columns: Vec<String>,
    /// Whether chats that are not closed, and their messages, are handed out too.
    pub include_open: bool,
    /// Offset from UTC in minutes: the zone in which times are written.
    pub offset: i16,
    pub purpose: Purpose,
    pub password: Secret,
    /// The file to write. An existing file is never overwritten.
    pub out: PathBuf,
    /// Who asks, as the register shall name them.
    pub person: String,
}

impl Spec {
    /// The first rule that this export breaks.
    pub fn objection(&self) -> Option<Objection> {
        self.purpose.objection().or_else(|| password_objection(&self.password))
    }

    /// Name of the data's entry in the zip: a fixed word, never text from the data.
    pub(crate) fn entry_name(&self) -> String {
        format!("{}.{}", self.subject.as_str(), self.form.as_str())
    }
}

/// A name for the file that says what and when and nothing about whom: `counterfoil-messages-20261121-091200.zip`.
pub fn file_name(subject: Subject, now: Millis, offset: i16) -> String {
    let at = model::Stamp { at: now, offset }
        .local()
        .map(|t| t.format("-%Y%m%d-%H%M%S").to_string())
        .unwrap_or_default();
    format!("counterfoil-{}{at}.zip", subject.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_say_what_and_when() {
        assert_eq!(
            file_name(Subject::Messages, 1_795_251_600_000, 60),
            "counterfoil-messages-20261121-100000.zip"
        );
    }
}
