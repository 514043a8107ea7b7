//! Questions: what a row has to be.

use crate::NumberSet;
use std::fmt;
use std::sync::Arc;

/// Whether a value answers.
pub type Test = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// A question. Each row answers with yes (*sure*), no, or *maybe*, where only the row itself can tell.
#[derive(Clone)]
pub enum Ask {
    All,
    Never,
    /// Only the rows themselves can tell: every row is maybe.
    Unknown,
    And(Vec<Ask>),
    Or(Vec<Ask>),
    Not(Box<Ask>),
    /// Milliseconds since the epoch; `until` itself is outside.
    Time {
        from: Option<i64>,
        until: Option<i64>,
    },
    /// Rows with one of exactly these values. Looked up, so the size of the dictionary hardly matters.
    Is {
        field: u8,
        values: Vec<String>,
    },
    /// Rows whose value (or any of whose values) passes `test`. A row without a value is a no.
    Value {
        field: u8,
        test: Test,
        /// Folded fragments. Unless empty, a value passes only when one of them is in its search form:
        /// the folded value, or its digits alone where it has at least [`crate::limits::DIGITS`] of
        /// them. It spares asking `test` of every value and does not replace it.
        narrow: Vec<String>,
    },
    /// Rows that have a value or a number in this field.
    Given {
        field: u8,
    },
    /// Rows whose number is at least `from` and below `until`. A row without one is a no.
    Number {
        field: u8,
        from: Option<i64>,
        until: Option<i64>,
    },
    /// Rows whose number is in `sure`; maybe those whose number is in `maybe` only.
    Linked {
        field: u8,
        sure: Arc<NumberSet>,
        maybe: Arc<NumberSet>,
    },
    /// Rows with a text that contains this folded text. Empty: all of them.
    Text {
        folded: String,
    },
    /// Exactly the rows with these (at, id).
    Keys(Vec<(i64, i64)>),
}

impl Ask {
    /// Rows with exactly this value.
    pub fn is(field: u8, value: &str) -> Self {
        Self::Is { field, values: vec![value.to_owned()] }
    }

    /// Rows for which `test` holds of a value.
    pub fn value(field: u8, test: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self::Value { field, test: Arc::new(test), narrow: Vec::new() }
    }
}

/// The opposite question. What is maybe stays maybe.
impl std::ops::Not for Ask {
    type Output = Self;

    fn not(self) -> Self {
        Self::Not(Box::new(self))
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("All"),
            Self::Never => f.write_str("Never"),
            Self::Unknown => f.write_str("Unknown"),
            Self::And(asks) => f.debug_tuple("And").field(asks).finish(),
            Self::Or(asks) => f.debug_tuple("Or").field(asks).finish(),
            Self::Not(ask) => f.debug_tuple("Not").field(ask).finish(),
            Self::Time { from, until } => write!(f, "Time({from:?}..{until:?})"),
            Self::Is { field, values } => write!(f, "Is({field}, {values:?})"),
            Self::Value { field, narrow, .. } => write!(f, "Value({field}, {narrow:?})"),
            Self::Given { field } => write!(f, "Given({field})"),
            Self::Number { field, from, until } => write!(f, "Number({field}, {from:?}..{until:?})"),
            Self::Linked { field, sure, maybe } => {
                write!(f, "Linked({field}, {} sure, {} maybe)", sure.len(), maybe.len())
            }
            Self::Text { folded } => write!(f, "Text({folded:?})"),
            Self::Keys(keys) => write!(f, "Keys({})", keys.len()),
        }
    }
}
