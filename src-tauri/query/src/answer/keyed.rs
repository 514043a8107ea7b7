//! Which values rows have in a column, by the index: what they sort by, and how many rows have each.

use crate::base::{Base, number_of};
use crate::column::Column;
use crate::limits::VALUES_SORTED;
use crate::plan::{Source, name_of, source};
use crate::{ColumnKind, Result, Subject};
use index::{Ask, Found, fold};
use model::{DeliveryStatus, SessionState};
use std::collections::HashMap;

/// By what is sorted; numbers come before texts, as in SQL.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub enum Key {
    Number(f64),
    Text(String),
}

/// A stored value, its place in the order, and how many rows have it.
pub struct Keyed {
    pub key: Key,
    pub rows: u64,
    pub of: Of,
    pub value: String,
}

/// Where a value stands. Fields are those of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Field(u8),
    /// In the second field, of rows that have nothing in the first.
    Without(u8, u8),
}

/// What a stored value sorts by; `None` for one that is an empty cell.
pub type Sorts = Box<dyn Fn(&str) -> Option<Key> + Send + Sync>;

/// Every value that sure rows have in a column, in no order; `None` where the index does not tell, or
/// there are more values than are worth it.
pub fn keyed(base: &Base<'_>, subject: Subject, column: &Column, rows: &Found) -> Result<Option<Vec<Keyed>>> {
    let Some(from) = stored(subject, column) else { return Ok(None) };
    let Some(sorts) = sorts(base, subject, column, from)? else { return Ok(None) };
    let field = |name| number_of(subject, name);
    let count =
        |found: &Found, field, of| Ok::<_, crate::Error>(made(&sorts, facet(base, found, field)?, of));
    let keyed = match from {
        Source::Party { name, number } => match field(name).zip(field(number)) {
            Some((name, number)) => {
                let mut keyed = count(rows, name, Of::Field(name))?;
                let nameless = base.narrowed(rows, &!Ask::Given { field: name })?;
                keyed.append(&mut count(&nameless, number, Of::Without(name, number))?);
                keyed
            }
            None => return Ok(None),
        },
        Source::Value(name) | Source::Name(name) | Source::NameOrId(name) => match field(name) {
            Some(field) => count(rows, field, Of::Field(field))?,
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    Ok(Some(keyed).filter(|keyed| keyed.len() <= VALUES_SORTED))
}

type Counts = Vec<(String, u64)>;

fn facet(base: &Base<'_>, found: &Found, field: u8) -> Result<Counts> {
    Ok(found.facet(base.pieces(), base.cache(), field)?)
}

fn made(sorts: &Sorts, counts: Counts, of: Of) -> Vec<Keyed> {
    let keyed = |(value, rows): (String, u64)| sorts(&value).map(|key| Keyed { key, rows, of, value });
    counts.into_iter().filter_map(keyed).collect()
}

/// Where the index keeps what a column shows, where it shows that and nothing else.
fn stored(subject: Subject, column: &Column) -> Option<Source> {
    let asked = column.field.and_then(|field| source(subject, field.name));
    match (subject, column.id) {
        // For a batch its count.
        (Subject::Deliveries, "delivery") => None,
        (Subject::Deliveries, "outcome") => Some(Source::Value("status")),
        (Subject::Deliveries, "contradicted") => Some(Source::Value("has")),
        (Subject::Sessions, "sender_number") => Some(Source::Value("sender_number")),
        (Subject::Sessions, "recipient_number") => Some(Source::Value("recipient_number")),
        (_, "account") => Some(Source::Value("account")),
        _ => asked,
    }
}

fn sorts(base: &Base<'_>, subject: Subject, column: &Column, from: Source) -> Result<Option<Sorts>> {
    let text = |text: &str| Some(Key::Text(text.to_owned()));
    let named = matches!(from, Source::Name(_) | Source::NameOrId(_));
    Ok(Some(match (subject, column.id) {
        (_, "state") => Box::new(state),
        (Subject::Deliveries, "outcome") => Box::new(outcome),
        (Subject::Deliveries, "code") => Box::new(code),
        (Subject::Deliveries, "credits") => Box::new(|value| value.parse().ok().map(Key::Number)),
        (Subject::Deliveries, "contradicted") => {
            Box::new(|value| (value == "contradiction").then_some(Key::Number(1.0)))
        }
        (_, "account") => {
            let names: HashMap<String, String> =
                base.accounts()?.into_iter().map(|(id, name)| (id.to_string(), fold(&name))).collect();
            Box::new(move |id| names.get(id).cloned().map(Key::Text))
        }
        _ if column.order.is_some() => return Ok(None),
        _ if named => Box::new(|value| name_of(value).map(|name| Key::Text(fold(name)))),
        _ if column.kind == ColumnKind::Text => Box::new(|value| Some(Key::Text(fold(value)))),
        _ if column.kind == ColumnKind::Choice => Box::new(text),
        _ => return Ok(None),
    }))
}

fn state(value: &str) -> Option<Key> {
    let at = SessionState::ALL.iter().position(|state| state.as_str() == value);
    Some(Key::Number(at.unwrap_or(SessionState::ALL.len()) as f64))
}

fn outcome(value: &str) -> Option<Key> {
    DeliveryStatus::from_name(value).map(|status| Key::Text(status.outcome().as_str().to_owned()))
}

/// Digits are an HTTP status; whatever else is a provider's own code, and sorts after them.
fn code(value: &str) -> Option<Key> {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    Some(match value.parse::<i64>() {
        Ok(number) if digits => Key::Number(number as f64),
        _ if value.is_empty() => Key::Number(0.0),
        _ => Key::Text(value.to_owned()),
    })
}
