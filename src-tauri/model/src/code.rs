//! What a response code or a status means, and what to do about it (S2.2, S3.2).
//!
//! One number means different things to different providers (500 is a server's fault to HTTP and an unknown
//! command to a mail server), so whoever asks says whose code it is. Promises: every code gets an answer; one that
//! is in none of the provider's tables comes back with `known: false` and its raw value in the words; a code that
//! two tables of one provider hold gets both readings. Never guesses from a code's shape, and says of each
//! meaning which document names it.

mod http;
mod mail;
mod mailgun;
mod status;
mod twilio;
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
    /// Whose code it is: "HTTP", "WhatsApp Cloud API", "Twilio", "Mailgun", "SMTP", "delivery status".
    pub source: String,
    /// The document that gives the code its meaning; empty when it is not known.
    pub named_in: String,
    /// What else it can mean from the same provider.
    pub also: Vec<Reading>,
    /// False when the code is in none of the tables.
    pub known: bool,
}

/// Another meaning of the same code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Reading {
    /// As [`Meaning::source`].
    pub source: String,
    pub title: String,
    pub meaning: String,
}

/// A line of a table: code, title, meaning, what to do, and the document that gives the meaning. What to do is
/// our advice, where the document has none.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Codes of one origin.
type Table = (&'static str, &'static [Line]);

const HTTP: Table = ("HTTP", http::LINES);
const WHATSAPP: Table = ("WhatsApp Cloud API", whatsapp::LINES);
const TWILIO: Table = ("Twilio", twilio::LINES);
const MAILGUN: Table = ("Mailgun", mailgun::LINES);
const SMTP: Table = ("SMTP", mail::LINES);

/// What is known to people who do this work and in no document that we hold.
const GENERAL: &str = "general knowledge";

/// The tables of a provider, the likelier reading first.
fn tables(provider: &str) -> &'static [Table] {
    match provider {
        "whatsapp" => &[HTTP, WHATSAPP],
        "twilio" => &[TWILIO, HTTP],
        // What the other mail server replied, then what a webhook or a route answered.
        "mailgun" => &[MAILGUN, SMTP, HTTP],
        // Gateways and shared inboxes pass on what WhatsApp and mail servers say. Twilio's numbers are not read
        // there: others use the same ones for other things.
        _ => &[HTTP, WHATSAPP, SMTP],
    }
}

/// Explains a response code of a provider, named by its id in the catalogue.
///
/// Surrounding blanks do not matter; anything else must match exactly.
pub fn explain(provider: &str, code: &str) -> Meaning {
    let wanted = code.trim();
    let mut found = tables(provider)
        .iter()
        .filter_map(|(source, lines)| Some((*source, lines.iter().find(|line| line.0 == wanted)?)));
    let Some((source, line)) = found.next() else { return unknown(code) };
    Meaning { also: found.map(|(source, line)| reading(source, line)).collect(), ..known(line, source) }
}

/// Explains one of the eleven delivery statuses.
pub fn explain_status(status: DeliveryStatus) -> Meaning {
    known(&status::line(status), "delivery status")
}

fn known(line: &Line, source: &str) -> Meaning {
    let (code, title, meaning, todo, named_in) = *line;
    Meaning {
        code: code.to_owned(),
        title: title.to_owned(),
        meaning: meaning.to_owned(),
        todo: todo.to_owned(),
        source: source.to_owned(),
        named_in: named_in.to_owned(),
        also: Vec::new(),
        known: true,
    }
}

fn reading(source: &str, line: &Line) -> Reading {
    Reading { source: source.to_owned(), title: line.1.to_owned(), meaning: line.2.to_owned() }
}

fn unknown(code: &str) -> Meaning {
    Meaning {
        code: code.to_owned(),
        title: "Unknown code".to_owned(),
        meaning: format!("The provider answered {code:?}. Counterfoil has no explanation for this code."),
        todo: "Look the code up in the provider's documentation; the response body may say more.".to_owned(),
        source: "unknown".to_owned(),
        named_in: String::new(),
        also: Vec::new(),
        known: false,
    }
}

#[cfg(test)]
mod named;
#[cfg(test)]
mod tests;
