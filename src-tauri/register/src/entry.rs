//! What an entry is, its lasting form and its hash.

use crate::{Error, Result, limits};
use model::Millis;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::RegisterRow;
use ts_rs::TS;

/// Goes into every hash, so that no other text hashes to an entry's.
const DOMAIN: &[u8] = b"counterfoil register v1\n";

/// What the first entry names as the hash before it.
pub(crate) const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// The store was created.
    Created,
    /// Refused unlocks, noted while the store was locked.
    UnlockFailed,
    PassphraseChanged,
    ExportBegun,
    ExportDone,
    ExportRefused,
    ExportCancelled,
    ExportFailed,
    /// An export that a kill or a power cut ended; found at the next unlock.
    ExportInterrupted,
    /// Data shown on a terminal or in another program, for a purpose.
    Printed,
    AccountAdded,
    AccountRemoved,
    /// The register did not fit its checkpoint when the next entry was written.
    FaultFound,
}

impl EntryKind {
    /// The name it has in the entry's lasting form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::UnlockFailed => "unlock_failed",
            Self::PassphraseChanged => "passphrase_changed",
            Self::ExportBegun => "export_begun",
            Self::ExportDone => "export_done",
            Self::ExportRefused => "export_refused",
            Self::ExportCancelled => "export_cancelled",
            Self::ExportFailed => "export_failed",
            Self::ExportInterrupted => "export_interrupted",
            Self::Printed => "printed",
            Self::AccountAdded => "account_added",
            Self::AccountRemoved => "account_removed",
            Self::FaultFound => "fault_found",
        }
    }
}

/// An entry to be: everything but its place in the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub at: Millis,
    pub person: String,
    pub kind: EntryKind,
    /// Texts, numbers and ids as text.
    pub detail: BTreeMap<String, Value>,
}

/// An entry in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Entry {
    /// From 1, without gaps.
    #[ts(type = "number")]
    pub number: u64,
    #[ts(type = "number")]
    pub at: Millis,
    pub person: String,
    pub kind: EntryKind,
    #[ts(type = "Record<string, string>")]
    pub detail: BTreeMap<String, Value>,
    /// The hash of the entry before, 64 hexadecimal digits.
    pub previous: String,
    /// This entry's own.
    pub hash: String,
}

/// The newest entry: with it anyone can later say whether the register still holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "RegisterHead")]
pub struct Head {
    #[ts(type = "number")]
    pub number: u64,
    pub hash: String,
}

/// The lasting form: what is hashed. A reader refuses fields it does not know.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    number: u64,
    at: Millis,
    person: String,
    kind: EntryKind,
    detail: BTreeMap<String, Value>,
    previous: String,
}

impl Draft {
    /// The row that follows `last`.
    pub(crate) fn after(&self, last: Option<&RegisterRow>) -> Result<RegisterRow> {
        let number = last.map_or(0, |row| row.number).saturating_add(1);
        let previous = last.map_or(NO_HASH, |row| row.hash.as_str());
        let entry = vault::canonical(&json!({
            "number": number, "at": self.at, "person": self.person, "kind": self.kind,
            "detail": self.detail, "previous": previous,
        }))?;
        if entry.len() > limits::ENTRY_MAX {
            return Err(Error::TooLarge(entry.len()));
        }
        let hash = hash(&entry);
        Ok(RegisterRow { number, entry, hash })
    }
}

impl Entry {
    /// Reads a row without judging the chain. Its number is the one that the entry itself states.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it is no entry, or not in canonical form.
    pub(crate) fn read(row: &RegisterRow) -> Result<Self> {
        let unreadable = |why: String| Error::Unreadable { number: row.number, why };
        let value: Value =
            serde_json::from_str(&row.entry).map_err(|_| unreadable("it is not JSON".to_owned()))?;
        if vault::canonical(&value).ok().as_ref() != Some(&row.entry) {
            return Err(unreadable("it is not canonical JSON".to_owned()));
        }
        let form: Form = serde_json::from_value(value).map_err(|e| unreadable(e.to_string()))?;
        Ok(Self {
            number: form.number,
            at: form.at,
            person: form.person,
            kind: form.kind,
            detail: form.detail,
            previous: form.previous,
            hash: row.hash.clone(),
        })
    }
}

/// The hash of an entry's canonical JSON, as hexadecimal digits.
pub(crate) fn hash(entry: &str) -> String {
    hex::encode(Sha256::new().chain_update(DOMAIN).chain_update(entry.as_bytes()).finalize())
}
