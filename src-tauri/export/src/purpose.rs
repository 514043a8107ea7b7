//! Purpose and password: what an export may not start without.

use crate::limits;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::Secret;

/// Why data is handed out. Kept in the register and in the file's manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Purpose {
    /// A word for the kind of purpose, such as "complaint" or "audit". May be empty.
    pub category: String,
    /// In the person's own words; at least [`limits::PURPOSE_MIN`] characters.
    pub text: String,
    /// The number of a ticket or case elsewhere.
    pub ticket: Option<String>,
}

/// Why an export may not start, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    pub why: String,
    pub todo: &'static str,
}

impl Purpose {
    /// What is wrong with this purpose, if anything. White space at the ends and repeats do not count.
    pub fn objection(&self) -> Option<Objection> {
        let told = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let longest = [&self.text, &self.category, self.ticket.as_ref().unwrap_or(&self.text)]
            .iter()
            .map(|t| t.chars().count())
            .max();
        if told.is_empty() {
            let why = "no purpose was given.".to_owned();
            return Some(Objection { why, todo: "Write what the data is needed for." });
        }
        if told.chars().count() < limits::PURPOSE_MIN {
            let why = format!("a purpose needs at least {} characters.", limits::PURPOSE_MIN);
            return Some(Objection {
                why,
                todo: "Write what the data is needed for, so that a reader of the register understands it.",
            });
        }
        if longest.is_some_and(|n| n > limits::PURPOSE_MAX) {
            let why = format!("a purpose has at most {} characters.", limits::PURPOSE_MAX);
            return Some(Objection {
                why,
                todo: "Shorten it, and name the ticket where the rest is written.",
            });
        }
        None
    }
}

/// What is wrong with a password for an export, if anything. Any Unicode characters will do.
pub fn password_objection(password: &Secret) -> Option<Objection> {
    if password.chars() < limits::EXPORT_PASSWORD_MIN {
        let why = format!("the password needs at least {} characters.", limits::EXPORT_PASSWORD_MIN);
        return Some(Objection { why, todo: "Choose a longer one, or have six words generated." });
    }
    if password.bytes().is_ok_and(|b| b.len() <= limits::EXPORT_PASSWORD_MAX_BYTES) {
        return None;
    }
    let most = limits::EXPORT_PASSWORD_MAX_BYTES;
    let why = format!("the password is longer than {most} bytes, which 7-Zip cannot take.");
    Some(Objection { why, todo: "Choose a shorter one, or have six words generated." })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_must_say_something() {
        // shows S4.2
        let cases = [
            ("", Some("no purpose")),
            (" \t\n ", Some("no purpose")),
            ("audit", Some("at least 10")),
            ("a       b       c", Some("at least 10")),
            ("complaint 7", None),
            ("Reklamation Grüße 订单", None),
        ];
        for (text, want) in cases {
            let got = Purpose { text: text.into(), ..Purpose::default() }.objection();
            assert_eq!(got.is_some(), want.is_some(), "{text:?}");
            if let (Some(got), Some(want)) = (got, want) {
                assert!(got.why.contains(want), "{text:?}: {}", got.why);
            }
        }
        let long = Purpose { text: "x".repeat(limits::PURPOSE_MAX + 1), ..Purpose::default() };
        assert!(long.objection().is_some());
        let ticket =
            Purpose { text: "complaint 7".into(), ticket: Some("x".repeat(3_000)), ..Purpose::default() };
        assert!(ticket.objection().is_some());
    }

    #[test]
    fn a_password_has_a_floor_and_any_script() {
        // shows S4.2
        let cases = [
            ("elevenchars", false),
            ("twelve chars", true),
            ("пароль-двенадцать", true),
            (&"é".repeat(50), false),
        ];
        for (text, fine) in cases {
            assert_eq!(password_objection(&Secret::from(text.to_owned())).is_none(), fine, "{text:?}");
        }
    }
}
