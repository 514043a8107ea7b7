//! What is true of a record, said in Rust.

use super::World;
use super::cells::text;
use crate::column::Filter;
use crate::functions::{digits, number_has};
use crate::text::{Code, Query, Span, Term, Test, Value};
use crate::{Cell, Subject, field};
use index::fold;
use model::Session;

fn has(text: Option<&str>, term: &str) -> bool {
    text.is_some_and(|text| fold(text).contains(&fold(term)))
}

fn phone(number: Option<&str>, term: &str) -> bool {
    has(number, term) || number.is_some_and(|n| digits(term).is_some() && number_has(n, term))
}

impl World {
    pub fn matches(&self, subject: Subject, i: usize, query: &Query) -> bool {
        query.terms.iter().all(|term| self.holds(subject, i, term, query) != term.negated)
    }

    fn holds(&self, subject: Subject, i: usize, term: &Term, query: &Query) -> bool {
        match &term.test {
            Test::Text(words) => self.says(subject, i, words),
            Test::Field { name, values } => {
                values.iter().any(|value| self.fits(subject, i, name, value, query))
            }
        }
    }

    fn says(&self, subject: Subject, i: usize, term: &str) -> bool {
        let folded = fold(term);
        let said = |i: usize| self.folded[i].iter().flatten().any(|text| text.contains(&folded));
        match subject {
            Subject::Messages => said(i),
            Subject::Sessions => {
                let (account, s) = &self.sessions[i];
                let parties = [&s.sender, &s.recipient];
                parties.iter().any(|p| has(p.name.as_deref(), term) || phone(p.number.as_deref(), term))
                    || has(s.description.as_deref(), term)
                    || has(Some(&s.id), term)
                    || self.said_in(*account, &s.id).iter().any(|i| said(*i))
            }
            Subject::Deliveries => {
                let d = &self.deliveries[i].1;
                let template = self.cell(subject, i, "template");
                let template = if let Cell::Text(name) = &template { Some(name.as_str()) } else { None };
                let cells = [&d.name, &d.company, &d.category, &d.request];
                cells.iter().any(|c| has(c.as_deref(), term))
                    || has(template, term)
                    || phone(d.recipient.as_deref(), term)
                    || d.parameters
                        .iter()
                        .any(|(name, value)| has(Some(name), term) || has(Some(value), term))
            }
        }
    }

    fn fits(&self, subject: Subject, i: usize, name: &str, value: &Value, query: &Query) -> bool {
        let filter = field(subject, name).unwrap().filter;
        let cells = self.asked(subject, i, name);
        let texts: Vec<&str> = cells
            .iter()
            .filter_map(|c| if let Cell::Text(t) = c { Some(t.as_str()) } else { None })
            .collect();
        match (filter, value) {
            (Filter::Has(_), Value::Choice(thing)) => self.has_thing(subject, i, thing),
            (Filter::Id { .. }, Value::Text { text, .. }) => texts.contains(&text.as_str()),
            (Filter::Tags(_), Value::Text { text, .. }) => {
                matches!(&cells[0], Cell::List(tags) if tags.iter().any(|t| fold(t) == fold(text)))
            }
            (_, Value::Text { text, exact: true }) => texts.contains(&text.as_str()),
            (Filter::Number(_), Value::Text { text, .. }) => phone(texts.first().copied(), text),
            (Filter::Party { .. }, Value::Text { text, .. }) => {
                texts.iter().any(|t| has(Some(t), text))
                    || matches!(&cells[1], Cell::Text(n) if phone(Some(n), text))
            }
            (_, Value::Text { text, .. }) => texts.iter().any(|t| has(Some(t), text)),
            (_, Value::Choice(choice)) => match choice.as_str() {
                "open" if name == "state" => texts.first().is_some_and(|t| *t != "closed"),
                _ => texts.first().is_some_and(|t| t == choice || fold(t) == fold(choice)),
            },
            (_, Value::Code(code)) => {
                let ok =
                    |c: &str| c.len() == 3 && c.starts_with('2') && c.bytes().all(|b| b.is_ascii_digit());
                texts.first().is_some_and(|t| match code {
                    Code::Exact(text) => t == text,
                    Code::Class(d) => {
                        t.len() == 3
                            && t.starts_with(char::from(b'0' + d))
                            && t.bytes().all(|b| b.is_ascii_digit())
                    }
                    Code::Ok => ok(t),
                    Code::Failed => !ok(t),
                })
            }
            (_, Value::Time(span)) => {
                let (from, until) = span.bounds(query.zone, query.now).unwrap();
                matches!(&cells[0], Cell::Stamp(s) if from.is_none_or(|f| s.at >= f) && until.is_none_or(|u| s.at < u))
            }
            (_, Value::Amount(span)) => match &cells[0] {
                Cell::Integer(n) => within(span, *n as f64),
                Cell::Number(n) => within(span, *n),
                _ => false,
            },
            (_, Value::Duration(span)) => matches!(&cells[0], Cell::Integer(n) if within(span, *n)),
        }
    }

    /// The cells that a field's filter looks at.
    fn asked(&self, subject: Subject, i: usize, name: &str) -> Vec<Cell> {
        let column = crate::columns(subject).iter().find(|c| c.field.is_some_and(|f| f.name == name));
        let one = || vec![self.cell(subject, i, column.unwrap().id)];
        let party = |s: &Session| {
            let p = if name == "sender" { &s.sender } else { &s.recipient };
            vec![text(p.name.clone()), text(p.number.clone())]
        };
        match (subject, name) {
            (_, "has") => vec![],
            (Subject::Sessions, "sender" | "recipient") => party(&self.sessions[i].1),
            (Subject::Messages, "sender" | "recipient") => {
                let (account, m) = &self.messages[i];
                self.session_of(*account, &m.session_id)
                    .map_or(vec![Cell::Null, Cell::Null], |(_, s)| party(s))
            }
            (Subject::Messages, "text") => {
                vec![self.cell(subject, i, "text"), self.cell(subject, i, "caption")]
            }
            (Subject::Deliveries, "batch") => {
                vec![self.cell(subject, i, "batch"), text(self.deliveries[i].1.batch_id.clone())]
            }
            (Subject::Deliveries, "status") => vec![text(Some(self.deliveries[i].1.status.as_str()))],
            _ => one(),
        }
    }

    fn has_thing(&self, subject: Subject, i: usize, thing: &str) -> bool {
        match subject {
            Subject::Sessions => {
                let (account, s) = &self.sessions[i];
                let messages = self.said_in(*account, &s.id);
                match thing {
                    "agent" => s.agent_id.is_some(),
                    "contact" => s.contact_id.is_some(),
                    "campaign" => s.campaign_id.is_some(),
                    "tag" => !s.tags.is_empty(),
                    "message" => !messages.is_empty(),
                    "attachment" => messages.iter().any(|i| self.messages[*i].1.attachment.is_some()),
                    "delivery" => self
                        .deliveries
                        .iter()
                        .any(|(a, d)| a == account && d.session_id.as_ref() == Some(&s.id)),
                    other => panic!("{other}"),
                }
            }
            Subject::Messages => {
                let m = &self.messages[i].1;
                match thing {
                    "attachment" => m.attachment.is_some(),
                    "caption" => m.caption.is_some(),
                    "template" => m.template_id.is_some(),
                    "delivery" => m.delivery_id.is_some(),
                    other => panic!("{other}"),
                }
            }
            Subject::Deliveries => {
                let d = &self.deliveries[i].1;
                match thing {
                    "contradiction" => self.cell(subject, i, "contradicted") == Cell::Flag(true),
                    "batch" => d.batch_id.is_some(),
                    "session" => d.session_id.is_some(),
                    "template" => d.template_id.is_some(),
                    "code" => d.response_code.is_some(),
                    "response" => d.response.is_some(),
                    other => panic!("{other}"),
                }
            }
        }
    }
}

fn within<T: PartialOrd>(span: &Span<T>, n: T) -> bool {
    match span {
        Span::At(a) => n == *a,
        Span::From(a) => n >= *a,
        Span::To(a) => n <= *a,
        Span::Over(a) => n > *a,
        Span::Under(a) => n < *a,
        Span::Between(a, b) => n >= *a && n <= *b,
    }
}
