//! What query text means.

use super::moment::Moment;
use crate::column::Field;
use crate::subject::Subject;
use model::Millis;

/// A question: every term must hold. Its `Display` is the canonical text, which
/// [`parse`](super::parse) reads back into an equal value.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub subject: Subject,
    /// Minutes from UTC in which dates without a zone are meant.
    pub zone: i16,
    /// The moment from which `7d` and `today` count.
    pub now: Millis,
    pub terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The test must not hold; a row without a value passes.
    pub negated: bool,
    pub test: Test,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// This text occurs, letter case and accents aside.
    Text(String),
    /// One of the values fits the field of this name.
    Field { name: &'static str, values: Vec<Value> },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// For text, parties, numbers, accounts: a fragment, or with `exact` all of it as written.
    /// For ids and tags always all of it.
    Text {
        text: String,
        exact: bool,
    },
    /// The value of a choice or of `has`, by its stored name.
    Choice(String),
    Code(Code),
    Time(Span<Moment>),
    Amount(Span<f64>),
    /// Milliseconds.
    Duration(Span<Millis>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// As the provider wrote it.
    Exact(String),
    /// `4xx`: three digits, the first of which is this.
    Class(u8),
    /// 2xx.
    Ok,
    /// There is a code, and it is not 2xx.
    Failed,
}

/// A stretch of an ordered value. A date covers its whole day, at both ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Span<T> {
    At(T),
    From(T),
    To(T),
    Between(T, T),
    Over(T),
    Under(T),
}

impl Term {
    /// Whether it is a chip of this field.
    fn is_of(&self, field: &str) -> bool {
        matches!(&self.test, Test::Field { name, .. } if *name == field)
    }
}

impl Query {
    /// The question that asks for everything.
    pub const fn all(subject: Subject, zone: i16, now: Millis) -> Self {
        Self { subject, zone, now, terms: Vec::new() }
    }

    /// The same question without the chips of this field, for counting what they could be.
    #[must_use]
    pub fn without(&self, field: &str) -> Self {
        let keeps = |term: &&Term| !term.is_of(field);
        Self { terms: self.terms.iter().filter(keeps).cloned().collect(), ..*self }
    }

    /// Whether it has a chip of this field.
    pub fn has(&self, field: &str) -> bool {
        self.terms.iter().any(|term| term.is_of(field))
    }

    /// The chips of this field alone.
    #[must_use]
    pub fn only(&self, field: &str) -> Self {
        let keeps = |term: &&Term| term.is_of(field);
        Self { terms: self.terms.iter().filter(keeps).cloned().collect(), ..*self }
    }

    /// The words and phrases that must be there.
    pub fn searched(&self) -> Vec<&str> {
        fn word(term: &Term) -> Option<&str> {
            match &term.test {
                Test::Text(text) if !term.negated => Some(text.as_str()),
                _ => None,
            }
        }
        self.terms.iter().filter_map(word).collect()
    }

    /// The same question with sender and recipient changed over (S0.2).
    #[must_use]
    pub fn swapped(&self) -> Self {
        let mut query = self.clone();
        for term in &mut query.terms {
            if let Test::Field { name, .. } = &mut term.test {
                let other = match *name {
                    "sender" => "recipient",
                    "recipient" => "sender",
                    _ => continue,
                };
                // Only where the subject knows both, and asks them the same way.
                if let (Some(a), Some(b)) = (self.field(name), self.field(other))
                    && a.filter.kind() == b.filter.kind()
                {
                    *name = b.name;
                }
            }
        }
        query
    }

    fn field(&self, name: &str) -> Option<&'static Field> {
        crate::columns::field(self.subject, name)
    }
}
