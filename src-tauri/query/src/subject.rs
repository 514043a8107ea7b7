//! What a question is about, and in which order the answer stands.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Sessions,
    Messages,
    Deliveries,
}

impl Subject {
    pub const ALL: [Self; 3] = [Self::Sessions, Self::Messages, Self::Deliveries];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Messages => "messages",
            Self::Deliveries => "deliveries",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }

    /// The table and the alias that every SQL expression of the columns uses.
    pub(crate) const fn table(self) -> (&'static str, &'static str) {
        match self {
            Self::Sessions => ("session", "s"),
            Self::Messages => ("message", "m"),
            Self::Deliveries => ("delivery", "d"),
        }
    }

    /// The column that says when: its id, and its SQL.
    pub(crate) const fn when(self) -> (&'static str, &'static str) {
        match self {
            Self::Sessions => ("created", "s.created_at"),
            Self::Messages => ("sent", "m.at"),
            Self::Deliveries => ("recorded", "d.recorded_at"),
        }
    }
}

/// As in a sentence: "Sessions have no column …".
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sessions => "Sessions",
            Self::Messages => "Messages",
            Self::Deliveries => "Deliveries",
        })
    }
}

/// An order by one column; ties fall to the time and then to the row id in the same direction, empty values
/// come last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sort {
    /// A column's id; or `relevance`, the best fit to the words first whatever the direction.
    pub column: String,
    pub desc: bool,
}

impl Sort {
    /// Newest first.
    pub fn newest(subject: Subject) -> Self {
        Self { column: subject.when().0.to_owned(), desc: true }
    }
}
