//! What is to be handed out: rows, form, protection, and why.

use crate::form::{CsvProfile, Form};
use crate::purpose::{Objection, Purpose, password_objection};
use model::Millis;
use query::Subject;
use std::path::PathBuf;
use std::sync::Arc;
use vault::Secret;

/// Which rows.
#[derive(Debug, Clone)]
pub enum Source {
    /// All that the query finds.
    Filtered,
    /// These row ids, in this order: the rows that someone ticked.
    Ids(Arc<[i64]>),
}

/// One export, wholly described.
#[derive(Debug)]
pub struct Spec {
    pub subject: Subject,
    /// Query text; the register and the manifest keep its canonical form.
    pub query: String,
    pub source: Source,
    /// Order of the rows; `None` is the subject's own order.
    pub sort: Option<query::Sort>,
    pub form: Form,
    pub csv: CsvProfile,
    /// Column ids; empty means those shown by default. Messages always have their 27.
    pub columns: Vec<String>,
    /// Whether chats that are not closed, and their messages, are handed out too.
    pub include_open: bool,
    /// Offset from UTC in minutes: the zone in which the query's dates are read and times are written.
    pub zone: i16,
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
        format!("{}.{}", subject_name(self.subject), self.form.as_str())
    }
}

pub(crate) const fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Sessions => "sessions",
        Subject::Messages => "messages",
        Subject::Deliveries => "deliveries",
    }
}

/// A name for the file that says what and when and nothing about whom: `counterfoil-messages-20261121-0912.zip`.
pub fn file_name(subject: Subject, now: Millis, zone: i16) -> String {
    let at = model::Stamp { at: now, offset: zone }
        .local()
        .map(|t| t.format("-%Y%m%d-%H%M%S").to_string())
        .unwrap_or_default();
    format!("counterfoil-{}{at}.zip", subject_name(subject))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_say_what_and_when() {
        assert_eq!(file_name(Subject::Messages, 1_795_251_600_000, 60), "counterfoil-messages-20261121-100000.zip");
    }
}
