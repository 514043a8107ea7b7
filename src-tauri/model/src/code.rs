//! What a response code or a status means, and what to do about it (S2.2, S3.2).
//!
//! Promises: every code gets an answer; one that is not in the tables comes back with
//! `known: false` and its raw value in the words. Never guesses from a code's shape.

mod http;
mod mail;
mod status;
mod whatsapp;

use crate::delivery::DeliveryStatus;
use serde::Serialize;
use ts_rs::TS;

/// One code explained, in words for the person who reads the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Meaning {
    /// The code as the record has it.
    pub code: String,
    pub title: String,
    pub meaning: String,
    /// What to do next.
    pub todo: String,
    /// Whose code it is: "HTTP", "WhatsApp Cloud API", "SMTP", "delivery status".
    pub source: String,
    /// False when the code is in none of the tables.
    pub known: bool,
}

/// A line of a table: code, title, meaning, what to do.
type Line = (&'static str, &'static str, &'static str, &'static str);

/// Explains a response code: HTTP first, then the WhatsApp Cloud API's own, then SMTP replies.
///
/// Surrounding blanks do not matter; anything else must match exactly.
pub fn explain(code: &str) -> Meaning {
    let wanted = code.trim();
    let tables = [(http::LINES, "HTTP"), (whatsapp::LINES, "WhatsApp Cloud API"), (mail::LINES, "SMTP")];
    tables
        .into_iter()
        .find_map(|(lines, source)| {
            lines.iter().find(|line| line.0 == wanted).map(|line| known(line, source))
        })
        .unwrap_or_else(|| unknown(code))
}

/// Explains one of the eleven delivery statuses.
pub fn explain_status(status: DeliveryStatus) -> Meaning {
    known(&status::line(status), "delivery status")
}

fn known(line: &Line, source: &str) -> Meaning {
    let (code, title, meaning, todo) = *line;
    Meaning {
        code: code.to_owned(),
        title: title.to_owned(),
        meaning: meaning.to_owned(),
        todo: todo.to_owned(),
        source: source.to_owned(),
        known: true,
    }
}

fn unknown(code: &str) -> Meaning {
    Meaning {
        code: code.to_owned(),
        title: "Unknown code".to_owned(),
        meaning: format!("The provider answered {code:?}. Counterfoil has no explanation for this code."),
        todo: "Look the code up in the provider's documentation; the response body may say more.".to_owned(),
        source: "unknown".to_owned(),
        known: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code that must be explained, with a word its explanation has to contain.
    const ASKED: &[(&str, &str, &str)] = &[
        ("200", "HTTP", "accepted"),
        ("400", "HTTP", "template"),
        ("401", "HTTP", "token"),
        ("403", "HTTP", "permission"),
        ("404", "HTTP", "phone number ID"),
        ("429", "HTTP", "too many"),
        ("500", "HTTP", "provider"),
        ("130429", "WhatsApp Cloud API", "throughput"),
        ("131048", "WhatsApp Cloud API", "spam"),
        ("131056", "WhatsApp Cloud API", "same"),
        ("80007", "WhatsApp Cloud API", "account"),
        ("131026", "WhatsApp Cloud API", "could not be delivered"),
        ("131047", "WhatsApp Cloud API", "24"),
        ("131049", "WhatsApp Cloud API", "chose"),
        ("130472", "WhatsApp Cloud API", "experiment"),
        ("131042", "WhatsApp Cloud API", "payment"),
        ("131031", "WhatsApp Cloud API", "locked"),
        ("550", "SMTP", "mailbox"),
    ];

    #[test]
    fn each_code_has_a_meaning_and_an_action() {
        // shows S2.2
        for (code, source, word) in ASKED {
            let meaning = explain(code);
            assert!(meaning.known, "{code}");
            assert_eq!((meaning.code.as_str(), meaning.source.as_str()), (*code, *source));
            assert!(meaning.meaning.contains(word), "{code}: {:?} lacks {word:?}", meaning.meaning);
            assert!(meaning.todo.len() > 8, "{code} says what to do");
        }
    }

    #[test]
    fn an_unknown_code_says_so_and_shows_the_raw_value() {
        // shows S2.2
        for code in ["299", "999", "", "E_CARRIER_17", "１３１０２６", "200.0"] {
            let meaning = explain(code);
            assert!(!meaning.known, "{code}");
            assert_eq!(meaning.code, code);
            assert!(meaning.meaning.contains(&format!("{code:?}")));
        }
        assert!(explain(" 429 ").known, "blanks around a code do not hide it");
    }

    #[test]
    fn accepted_is_explained_as_not_yet_delivered() {
        // shows S2.6
        assert!(explain("200").meaning.contains("does not mean"));
        assert!(explain_status(DeliveryStatus::Sent).meaning.contains("may not have"));
    }

    #[test]
    fn each_of_the_eleven_statuses_has_its_own_meaning() {
        // shows S3.2
        let meanings: std::collections::BTreeSet<String> =
            DeliveryStatus::ALL.iter().map(|s| explain_status(*s).meaning).collect();
        assert_eq!(meanings.len(), 11);
        for status in DeliveryStatus::ALL {
            let meaning = explain_status(*status);
            assert_eq!(meaning.code, status.as_str());
            assert!(meaning.known && !meaning.title.is_empty() && !meaning.todo.is_empty());
        }
    }

    #[test]
    fn no_code_is_explained_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for line in http::LINES.iter().chain(whatsapp::LINES).chain(mail::LINES) {
            assert!(seen.insert(line.0), "{} is in two tables", line.0);
        }
    }
}
