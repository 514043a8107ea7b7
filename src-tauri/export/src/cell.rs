//! One value of one row, on its way out, and its two spellings.
//!
//! CSV and JSON say the same; JSON keeps what CSV has no way to say: null, numbers, lists, and lengths
//! of time to the millisecond.

use model::{Millis, Stamp, dd_hh_mm_ss};
use serde_json::Value;
use std::borrow::Cow;

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Text(String),
    Integer(i64),
    Number(f64),
    Flag(bool),
    /// A moment, in the export's zone.
    Time(Stamp),
    /// A length of time in milliseconds.
    Length(Millis),
    List(Vec<String>),
}

impl Cell {
    /// A moment shown in the zone of the export.
    pub(crate) const fn time(at: Millis, offset: i16) -> Self {
        Self::Time(Stamp { at, offset })
    }

    /// As CSV says it, before any profile. Null and empty text are the same there.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(n) => Cow::Owned(n.to_string()),
            Self::Number(n) => Cow::Owned(n.to_string()),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Self::Time(stamp) => Cow::Owned(stamp.to_rfc3339()),
            Self::Length(length) => Cow::Owned(dd_hh_mm_ss(*length)),
            Self::List(items) => Cow::Owned(items.join("; ")),
        }
    }

    /// As JSON says it. An integer that a double cannot hold becomes a string.
    pub fn json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::from(text.as_str()),
            Self::Integer(n) | Self::Length(n) => exact(*n),
            Self::Number(n) => Value::from(*n),
            Self::Flag(flag) => Value::from(*flag),
            Self::Time(stamp) => Value::from(stamp.to_rfc3339()),
            Self::List(items) => Value::from(items.clone()),
        }
    }
}

/// Readers of JSON round integers beyond 2^53 (RFC 8259, section 6).
fn exact(n: i64) -> Value {
    if n.unsigned_abs() <= 1 << 53 { Value::from(n) } else { Value::from(n.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_spellings_of_each_kind() {
        // shows S1.2
        let cases = [
            (Cell::Null, "", json!(null)),
            (Cell::Text("007".into()), "007", json!("007")),
            (Cell::Integer(13), "13", json!(13)),
            (Cell::Integer(i64::MAX), "9223372036854775807", json!("9223372036854775807")),
            (Cell::Number(0.5), "0.5", json!(0.5)),
            (Cell::Flag(true), "true", json!(true)),
            (Cell::time(0, 345), "1970-01-01T05:45:00.000+05:45", json!("1970-01-01T05:45:00.000+05:45")),
            (Cell::Length(93_784_999), "01:02:03:04", json!(93_784_999)),
            (Cell::List(vec!["a".into(), "b".into()]), "a; b", json!(["a", "b"])),
        ];
        for (cell, plain, json) in cases {
            assert_eq!(cell.plain(), plain);
            assert_eq!(cell.json(), json);
        }
    }
}
