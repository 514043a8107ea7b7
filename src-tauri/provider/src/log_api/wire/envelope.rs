//! What stands around the records: the page, the front page, the error body.

use super::field::Time;
use model::Kind;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// `GET {base}/v1`: who answers, and what it can give.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Root {
    pub name: String,
    pub version: u32,
    pub time: Time,
    /// Kinds by our names (`session_event`); names nobody knows are passed over.
    pub kinds: Vec<String>,
    /// Kinds that are given by `from` and `until` as well; none when the server leaves it out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<String>,
}

impl Root {
    /// The kinds served that are ours, each once, in the order of syncing.
    pub fn known_kinds(&self) -> Vec<Kind> {
        known(&self.kinds)
    }

    /// Those of them that are given by windows of time.
    pub fn known_windows(&self) -> Vec<Kind> {
        let (kinds, mut windows) = (self.known_kinds(), known(&self.windows));
        windows.retain(|kind| super::has_own_time(*kind) && kinds.contains(kind));
        windows
    }
}

fn known(names: &[String]) -> Vec<Kind> {
    let has = |kind: &Kind| names.iter().any(|n| n == kind.as_str() || n == super::path(*kind));
    Kind::ALL.iter().copied().filter(has).collect()
}

/// A page as a server writes it. `data` holds objects made by [`super::from_record`].
#[derive(Debug, Serialize)]
pub struct PageOut<'a> {
    pub data: &'a [&'a RawValue],
    /// An opaque cursor; `null` on the last page.
    pub next: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_url: Option<&'a str>,
    /// Records after this page, where the server knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<u64>,
    pub as_of: Time,
}

/// A page as it is read: the records stay the bytes that came.
#[derive(Debug, Deserialize)]
pub(crate) struct PageIn<'a> {
    #[serde(borrow)]
    pub data: Vec<&'a RawValue>,
    #[serde(default)]
    pub next: Option<String>,
    #[serde(default)]
    pub next_url: Option<String>,
    #[serde(default)]
    pub remaining: Option<u64>,
    #[serde(default)]
    pub as_of: Option<Time>,
}

/// `{"error":{…}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    pub error: ErrorSaid,
}

/// An error in the server's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorSaid {
    pub code: String,
    pub message: String,
    #[serde(default)]
    pub what_to_do: Option<String>,
}
