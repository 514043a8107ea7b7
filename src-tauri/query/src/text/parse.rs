//! Pieces of text to a question, or to an error that says where and what to do.

use super::ast::{Query, Term, Test};
use super::lex::{Body, Piece, Written, pieces};
use super::print::quote;
use super::value::{self, Misfit};
use crate::column::Field;
use crate::columns::{field, fields};
use crate::limits::{QUERY_CHARS, TERMS, VALUES};
use crate::near::nearest;
use crate::subject::Subject;
use model::Millis;
use serde::Serialize;
use std::ops::Range;
use ts_rs::TS;

/// What is wrong with a query text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{message}{}", suggestion.as_deref().map(|s| format!(" Did you mean {s} ?")).unwrap_or_default())]
pub struct ParseError {
    /// First character that is wrong, and the first after it.
    pub at: (usize, usize),
    /// One or two sentences.
    pub message: String,
    /// What may be put there instead.
    pub suggestion: Option<String>,
}

/// Reads query text. `zone` is the asker's offset from UTC in minutes, in which dates are meant.
///
/// # Errors
/// [`ParseError`] for the first thing that has no meaning: a field the subject does not have, a
/// value that does not fit its field, a quotation mark that is not closed.
pub fn parse(subject: Subject, text: &str, zone: i16, now: Millis) -> Result<Query, ParseError> {
    let reader = Reader { subject, text, zone, now };
    if text.chars().count() > QUERY_CHARS {
        return Err(reader.error(
            &(0..text.len()),
            format!("The text is longer than {QUERY_CHARS} characters."),
            None,
        ));
    }
    let pieces = pieces(text);
    if let Some(piece) = pieces.get(TERMS) {
        return Err(reader.error(&piece.at, format!("There are more than {TERMS} filters and words."), None));
    }
    let terms =
        pieces.into_iter().filter_map(|piece| reader.term(piece).transpose()).collect::<Result<_, _>>()?;
    Ok(Query { subject, zone, now, terms })
}

struct Reader<'a> {
    subject: Subject,
    text: &'a str,
    zone: i16,
    now: Millis,
}

impl Reader<'_> {
    /// `None` for empty quotation marks: they ask for nothing.
    fn term(&self, piece: Piece) -> Result<Option<Term>, ParseError> {
        match piece.body {
            Body::Text(written) => {
                self.closed(&written)?;
                let term = Term { negated: piece.negated, test: Test::Text(written.text) };
                Ok(Some(term).filter(|t| t.test != Test::Text(String::new())))
            }
            Body::Field { name, name_at, negated, values } => {
                let field = field(self.subject, &name).ok_or_else(|| self.no_field(&name, &name_at))?;
                if values.len() > VALUES {
                    return Err(self.error(
                        &piece.at,
                        format!("One filter takes at most {VALUES} values."),
                        None,
                    ));
                }
                let values =
                    values.iter().map(|v| self.value(field, name_at.start, v)).collect::<Result<_, _>>()?;
                // Twice not is not not: `-state:-closed` asks for the closed ones.
                let negated = piece.negated != negated;
                Ok(Some(Term { negated, test: Test::Field { name: field.name, values } }))
            }
        }
    }

    fn value(&self, field: &Field, start: usize, written: &Written) -> Result<super::Value, ParseError> {
        self.closed(written)?;
        if written.text.is_empty() && !written.quoted {
            return Err(self.no_value(field, start, written));
        }
        value::read(field, written, self.zone, self.now).map_err(|Misfit { message, instead }| {
            self.error(&written.at, message, instead.map(|i| quote(&i)))
        })
    }

    /// `state: closed` was surely meant as `state:closed`.
    fn no_value(&self, field: &Field, start: usize, written: &Written) -> ParseError {
        let message = format!("{}: has no value. Write it directly after the colon.", field.name);
        let rest = self.text.get(written.at.end..).unwrap_or_default();
        let word = rest.split_whitespace().next().unwrap_or_default();
        if !rest.starts_with(char::is_whitespace) || word.is_empty() || word.contains(':') {
            return self.error(&written.at, message, None);
        }
        let gap = rest.len() - rest.trim_start().len();
        let together = start..written.at.end + gap + word.len();
        self.error(&together, message, Some(format!("{}:{word}", field.name)))
    }

    fn closed(&self, written: &Written) -> Result<(), ParseError> {
        if written.closed {
            return Ok(());
        }
        let message = "The quotation mark is not closed. Put another one at the end of the phrase.";
        Err(self.error(&written.at, message.to_owned(), None))
    }

    fn no_field(&self, name: &str, at: &Range<usize>) -> ParseError {
        let elsewhere = Subject::ALL.into_iter().find(|s| field(*s, name).is_some());
        let known =
            fields(self.subject).flat_map(|f| std::iter::once(f.name).chain(f.aliases.iter().copied()));
        let suggestion = nearest(name, known).and_then(|n| field(self.subject, n)).map(|f| f.name.to_owned());
        let message = match elsewhere {
            Some(other) => format!("{} have no filter {name:?}; {} do.", self.subject, other.as_str()),
            None => format!(
                "{} have no filter {name:?}. To search for the words, put them in quotation marks.",
                self.subject
            ),
        };
        self.error(at, message, suggestion)
    }

    fn error(&self, bytes: &Range<usize>, message: String, suggestion: Option<String>) -> ParseError {
        let chars = |end: usize| self.text.get(..end).map_or(0, |t| t.chars().count());
        ParseError { at: (chars(bytes.start), chars(bytes.end)), message, suggestion }
    }
}
