//! What became of a file.

use ::import::{Form, Opened};
use ::sync::intake::Figures;
use model::Kind;
use serde::Serialize;
use ts_rs::TS;

/// Records of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportCounts {
    pub kind: Kind,
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Held already and other in the file, and left as they are, since only new ones are wanted.
    pub kept: u64,
    /// Deleted here earlier, so that they do not come back.
    pub deleted: u64,
}

/// A row that cannot be read: its line (or number, from 1), and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportReject {
    pub place: u64,
    pub why: String,
}

/// What a file comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportPreview {
    pub form: Form,
    pub file: String,
    pub sha256: String,
    /// Rows of the file, rejected ones included.
    pub rows: u64,
    pub rejected: u64,
    /// The first of the rejected.
    pub rejects: Vec<ImportReject>,
    pub kinds: Vec<ImportCounts>,
    /// Records of all kinds.
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub kept: u64,
    pub deleted: u64,
    /// What a person should know of how it was read.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportDone {
    /// The import's number, by which it is undone.
    pub id: i64,
    pub account: i64,
    pub preview: ImportPreview,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportUndone {
    pub id: i64,
    pub removed: u64,
    pub restored: u64,
    /// Changed again since, or deleted; so they stay as they are.
    pub left: u64,
    /// The first of them: kind and the provider's id.
    pub first_left: Vec<String>,
}

impl ImportPreview {
    pub(crate) fn of(file: &Opened, figures: Figures) -> Self {
        let sum = figures.sum();
        let kinds = figures.kinds.iter().map(|(kind, counts)| ImportCounts {
            kind: *kind,
            new: counts.new,
            changed: counts.changed,
            unchanged: counts.unchanged,
            kept: counts.kept,
            deleted: counts.deleted,
        });
        let kinds = kinds.collect();
        let rejects = figures.first.into_iter().map(|row| ImportReject { place: row.place, why: row.why });
        Self {
            form: file.form(),
            file: file.name().to_owned(),
            sha256: file.sha256().to_owned(),
            rows: figures.rows,
            rejected: figures.rejected,
            rejects: rejects.collect(),
            kinds,
            new: sum.new,
            changed: sum.changed,
            unchanged: sum.unchanged,
            kept: sum.kept,
            deleted: sum.deleted,
            notes: file.notes().to_vec(),
        }
    }
}
