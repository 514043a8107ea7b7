//! A question as the index is asked it.
//!
//! Promises: a row that the index calls sure answers the SQL conditions ([`crate::verify`]), and a row
//! that answers them is sure or maybe. What the index cannot express is maybe, never left out.

mod bounds;
mod session;
mod source;
mod wanted;

pub use source::{Source, source};
pub use wanted::name_of;

use crate::base::Base;
use crate::column::Field;
use crate::columns::field;
use crate::text::{Query, Term, Test, Value};
use crate::{Result, Subject};
use index::{Ask, fold};
use wanted::{Look, Wanted};

/// What the index is asked.
///
/// # Errors
/// Of the store, where something must be looked up; [`Stopped`](crate::Error::Stopped).
pub fn plan(base: &Base<'_>, query: &Query) -> Result<Ask> {
    let planner = Planner { base, query };
    let (of_session, own): (Vec<&Term>, Vec<&Term>) =
        query.terms.iter().partition(|term| planner.is_of_session(term));
    let mut all = own.into_iter().map(|term| planner.term(term)).collect::<Result<Vec<_>>>()?;
    all.extend(planner.of_session(&of_session)?);
    Ok(Ask::And(all))
}

/// What the index is asked for these words alone, without the chips.
pub fn plan_word(base: &Base<'_>, query: &Query, word: &str) -> Result<Ask> {
    Planner { base, query }.words(word)
}

struct Planner<'a> {
    base: &'a Base<'a>,
    query: &'a Query,
}

impl Planner<'_> {
    fn term(&self, term: &Term) -> Result<Ask> {
        let ask = match &term.test {
            Test::Text(text) => self.words(text)?,
            Test::Field { name, values } => match field(self.query.subject, name) {
                Some(known) => self.chip(known, values)?,
                // A query made by hand may name no field; nothing can be true of it.
                None => Ask::Never,
            },
        };
        Ok(if term.negated { !ask } else { ask })
    }

    fn words(&self, text: &str) -> Result<Ask> {
        let folded = fold(text);
        // What folds to nothing is in every text, and a row may have none.
        if folded.is_empty() {
            return Ok(Ask::Unknown);
        }
        let own = Ask::Text { folded };
        Ok(match self.query.subject {
            Subject::Messages => own,
            Subject::Deliveries => Ask::Or(self.numbered(own, text, &["recipient"])),
            Subject::Sessions => {
                let mut any = self.numbered(own, text, &["sender_number", "recipient_number"]);
                any.push(self.said(text)?);
                Ask::Or(any)
            }
        })
    }

    /// Numbers are found by their digits too.
    fn numbered(&self, own: Ask, text: &str, fields: &[&str]) -> Vec<Ask> {
        let mut any = vec![own];
        if let Some(wanted) = Wanted::digits(text) {
            any.extend(fields.iter().map(|name| self.values(name, vec![wanted.clone()], Look::Plain)));
        }
        any
    }

    fn chip(&self, field: &Field, values: &[Value]) -> Result<Ask> {
        let wanted = || values.iter().flat_map(|value| Wanted::of(&field.filter, value)).collect::<Vec<_>>();
        let Some(source) = source(self.query.subject, field.name) else { return Ok(Ask::Unknown) };
        Ok(match source {
            Source::When => Ask::Or(values.iter().map(|value| self.when(value)).collect()),
            Source::Number(name) => Ask::Or(values.iter().map(|value| self.number(name, value)).collect()),
            Source::Value(name) => self.values(name, wanted(), Look::Plain),
            Source::Name(name) => self.values(name, wanted(), Look::Name),
            Source::NameOrId(name) => self.values(name, wanted(), Look::NameOrId),
            Source::Outcome => self.values("status", wanted(), Look::Outcome),
            Source::Party { name, number } => {
                let numbers = values.iter().map(Wanted::number).collect();
                Ask::Or(vec![
                    self.values(name, wanted(), Look::Plain),
                    self.values(number, numbers, Look::Plain),
                ])
            }
            Source::Account => self.account(&wanted())?,
            Source::Has => Ask::Or(values.iter().map(|v| self.has(v)).collect::<Result<_>>()?),
            Source::With(thing) => Ask::And(vec![self.value_is("has", thing), Ask::Unknown]),
            Source::Words => Ask::Or(values.iter().map(|value| self.among_words(value)).collect()),
            Source::Id => Ask::Keys(self.base.keys_of(self.query.subject, &texts(values))?),
            Source::SessionId => Ask::Keys(self.base.keys_in(self.query.subject, &texts(values))?),
            Source::Messages => self.counted(values)?,
            // Those are asked together: see `of_session`.
            Source::OfSession => Ask::Unknown,
        })
    }

    fn values(&self, name: &str, wanted: Vec<Wanted>, look: Look) -> Ask {
        match self.base.number_of(self.query.subject, name) {
            Some(field) => wanted::ask(field, wanted, look),
            None => Ask::Unknown,
        }
    }

    fn value_is(&self, name: &str, value: &str) -> Ask {
        self.base.number_of(self.query.subject, name).map_or(Ask::Unknown, |field| Ask::is(field, value))
    }

    fn when(&self, value: &Value) -> Ask {
        let Value::Time(span) = value else { return Ask::Never };
        match span.bounds(self.query.zone, self.query.now) {
            Some((from, until)) => Ask::Time { from, until },
            None => Ask::Never,
        }
    }

    fn number(&self, name: &str, value: &Value) -> Ask {
        let Some(field) = self.base.number_of(self.query.subject, name) else { return Ask::Unknown };
        let bounds = match value {
            Value::Time(span) => span.bounds(self.query.zone, self.query.now),
            Value::Duration(span) => Some(bounds::whole(*span)),
            Value::Amount(span) => Some(bounds::amounts(*span)),
            _ => None,
        };
        match bounds {
            Some((None, None)) => Ask::Given { field },
            Some((from, until)) => Ask::Number { field, from, until },
            None => Ask::Never,
        }
    }

    fn account(&self, wanted: &[Wanted]) -> Result<Ask> {
        // An account without a name does not exist, so an empty fragment means all of them.
        let ids = self.base.accounts()?.into_iter().filter(|(_, name)| wanted.iter().any(|w| w.passes(name)));
        let ids: Vec<String> = ids.map(|(id, _)| id.to_string()).collect();
        if wanted.contains(&Wanted::Unsure) {
            return Ok(Ask::Unknown);
        }
        Ok(self.values("account", vec![Wanted::OneOf(ids)], Look::Plain))
    }

    fn has(&self, value: &Value) -> Result<Ask> {
        let Value::Choice(thing) = value else { return Ok(Ask::Never) };
        match (self.query.subject, thing.as_str()) {
            (Subject::Sessions, "message" | "attachment" | "delivery") => self.session_has(thing),
            _ => Ok(self.value_is("has", thing)),
        }
    }

    /// A fragment of one text is a fragment of the row's texts; which of them, the row can tell.
    fn among_words(&self, value: &Value) -> Ask {
        let Value::Text { text, exact } = value else { return Ask::Never };
        let found = Ask::Text { folded: fold(text) };
        // All the texts of a message are asked by its text.
        let all = self.query.subject == Subject::Messages && !exact && !fold(text).is_empty();
        if all { found } else { Ask::And(vec![found, Ask::Unknown]) }
    }
}

fn texts(values: &[Value]) -> Vec<&str> {
    values
        .iter()
        .filter_map(|value| if let Value::Text { text, .. } = value { Some(text.as_str()) } else { None })
        .collect()
}

/// Whether the filter looks at the session of a message.
fn asks_session(subject: Subject, name: &str) -> bool {
    source(subject, name) == Some(Source::OfSession)
}

#[cfg(test)]
mod tests;
