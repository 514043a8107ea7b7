//! What a written value means to the field it is given to.

use super::ast::{Code, Span, Value};
use super::lex::Written;
use super::moment::Moment;
use super::number::{read_amount, read_duration};
use crate::column::{Choice, Field, Filter};
use crate::near::nearest;
use model::Millis;

/// Why a value does not fit: what to say, and the value that may have been meant.
pub struct Misfit {
    pub message: String,
    pub instead: Option<String>,
}

pub fn read(field: &Field, written: &Written, zone: i16, now: Millis) -> Result<Value, Misfit> {
    match &field.filter {
        Filter::Text(_) | Filter::Party { .. } | Filter::Number(_) | Filter::Account(_) => {
            Ok(Value::Text { text: written.text.clone(), exact: written.exact })
        }
        // Whole anyway: "=" adds nothing.
        Filter::Id { .. } | Filter::Tags(_) => Ok(Value::Text { text: written.text.clone(), exact: false }),
        Filter::Choice { choices, open, .. } => {
            choice(field, choices, *open, &written.text).map(Value::Choice)
        }
        Filter::Has(things) => {
            let names: Vec<&str> = things.iter().map(|(name, _, _)| *name).collect();
            let typed = normal(&written.text);
            match names.iter().find(|n| **n == typed) {
                Some(name) => Ok(Value::Choice((*name).to_owned())),
                None => Err(unknown(field, &written.text, &names)),
            }
        }
        Filter::Code(_) => Ok(Value::Code(code(written))),
        Filter::Time(_) => time(&written.text, zone, now).map(Value::Time),
        Filter::Amount(_) => {
            let read = Span::read(&written.text, read_amount);
            let misfit = || misfit(&written.text, "a number such as 5, a range such as 1..5, or >5");
            read.filter(|s| !s.backwards()).map(Value::Amount).ok_or_else(misfit)
        }
        Filter::Duration(_) => {
            let read = Span::read(&written.text, read_duration);
            let misfit = || misfit(&written.text, "a length of time such as 90s, 1h30m or >2d");
            read.filter(|s| !s.backwards()).map(Value::Duration).ok_or_else(misfit)
        }
    }
}

/// "Live Chat", "live-chat" and "LIVE_CHAT" are one name.
fn normal(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '-'], "_")
}

fn choice(field: &Field, choices: &[Choice], open: bool, text: &str) -> Result<String, Misfit> {
    let typed = normal(text);
    let known = choices
        .iter()
        .find(|c| c.value == typed)
        .or_else(|| choices.iter().find(|c| normal(c.label) == typed));
    match known {
        Some(choice) => Ok(choice.value.to_owned()),
        None if open => Ok(text.to_owned()),
        None => Err(unknown(field, text, &choices.iter().map(|c| c.value).collect::<Vec<_>>())),
    }
}

fn unknown(field: &Field, text: &str, names: &[&str]) -> Misfit {
    let message = format!("{} knows no {text:?}; it is one of {}.", field.title, names.join(", "));
    Misfit { message, instead: nearest(text, names.iter().copied()).map(str::to_owned) }
}

fn misfit(text: &str, wanted: &str) -> Misfit {
    Misfit { message: format!("{text:?} is not {wanted}."), instead: None }
}

fn code(written: &Written) -> Code {
    let text = written.text.as_str();
    // In quotation marks, or after "=", a code is what it says.
    if written.quoted || written.exact {
        return Code::Exact(text.to_owned());
    }
    match text.to_ascii_lowercase().as_str() {
        "ok" | "success" => Code::Ok,
        "failed" | "failure" => Code::Failed,
        lower => match lower.as_bytes() {
            [digit @ b'1'..=b'9', b'x', b'x'] => Code::Class(digit - b'0'),
            _ => Code::Exact(text.to_owned()),
        },
    }
}

fn time(text: &str, zone: i16, now: Millis) -> Result<Span<Moment>, Misfit> {
    let span = Span::read(text, Moment::read).ok_or_else(|| {
        misfit(text, "a time such as 2026-10-31, 2026-10, 2026-10-01..2026-10-31, 7d or 2026-10-31T14:00")
    })?;
    match span.bounds(zone, now) {
        Some((Some(from), Some(until))) if from >= until => Err(backwards(text)),
        Some(_) => Ok(span),
        None => Err(misfit(text, "a time that a calendar holds")),
    }
}

fn backwards(text: &str) -> Misfit {
    let turned = text.split_once("..").map(|(a, b)| format!("{b}..{a}"));
    Misfit { message: format!("{text:?} ends before it begins."), instead: turned }
}
