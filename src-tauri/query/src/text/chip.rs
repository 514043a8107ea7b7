//! A question as the filter bar shows it.

use super::ast::{Code, Query, Span, Term, Test, Value};
use super::number::print_duration;
use crate::column::{Field, Filter};
use crate::columns::field;
use serde::Serialize;
use ts_rs::TS;

/// One filter of a question. The words searched for are not chips: see [`Query::words`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Chip {
    pub field: &'static str,
    pub title: &'static str,
    /// Its values as query text, without the field.
    pub value: String,
    /// Its values in words.
    pub label: String,
    pub negated: bool,
    /// The whole chip as query text.
    pub text: String,
}

impl Query {
    pub fn chips(&self) -> Vec<Chip> {
        self.terms.iter().filter_map(|term| self.chip(term)).collect()
    }

    /// The words and phrases searched for, as query text.
    pub fn words(&self) -> String {
        let words = self.terms.iter().filter(|t| matches!(t.test, Test::Text(_)));
        words.map(Term::to_string).collect::<Vec<_>>().join(" ")
    }

    fn chip(&self, term: &Term) -> Option<Chip> {
        let Test::Field { name, values } = &term.test else { return None };
        let field = field(self.subject, name)?;
        let join = |parts: Vec<String>, by: &str| parts.join(by);
        Some(Chip {
            field: field.name,
            title: field.title,
            value: join(values.iter().map(Value::to_string).collect(), ","),
            label: join(values.iter().map(|v| label(field, v)).collect(), " or "),
            negated: term.negated,
            text: term.to_string(),
        })
    }
}

fn label(field: &Field, value: &Value) -> String {
    match value {
        Value::Text { text, .. } => text.clone(),
        Value::Choice(name) => choice_label(field, name).unwrap_or(name).to_owned(),
        Value::Code(Code::Ok) => "success".to_owned(),
        Value::Code(Code::Failed) => "failure".to_owned(),
        Value::Code(code) => code.to_string(),
        Value::Time(span) => in_words(span, ToString::to_string),
        Value::Amount(span) => in_words(span, ToString::to_string),
        Value::Duration(span) => in_words(span, |length| print_duration(*length)),
    }
}

/// The words for a stored value, where the field declares them.
pub fn choice_label(field: &Field, value: &str) -> Option<&'static str> {
    match &field.filter {
        Filter::Choice { choices, .. } => choices.iter().find(|c| c.value == value).map(|c| c.label),
        Filter::Has(things) => things.iter().find(|(name, _, _)| *name == value).map(|(_, label, _)| *label),
        _ => None,
    }
}

fn in_words<T>(span: &Span<T>, one: impl Fn(&T) -> String) -> String {
    match span {
        Span::At(a) => one(a),
        Span::From(a) => format!("from {}", one(a)),
        Span::To(a) => format!("to {}", one(a)),
        Span::Between(a, b) => format!("{} to {}", one(a), one(b)),
        Span::Over(a) => format!("over {}", one(a)),
        Span::Under(a) => format!("under {}", one(a)),
    }
}
