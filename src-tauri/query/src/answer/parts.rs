//! An order by a field of few values: one part of the rows a value, each in order of time.
//!
//! Counting by value says how long each part is, so a window anywhere costs only the parts it shows.

use super::order::stretch;
use crate::base::{Base, number_of};
use crate::column::Column;
use crate::limits::PARTS;
use crate::plan::name_of;
use crate::{ColumnKind, Result, Subject};
use index::{Ask, Found, fold};
use model::{DeliveryStatus, SessionState};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt;
use std::sync::OnceLock;

pub struct Parts {
    newest_first: bool,
    parts: Vec<Part>,
}

struct Part {
    rows: u64,
    ask: Ask,
    /// Made when first seen.
    found: OnceLock<Found>,
}

/// By what is sorted; numbers come before texts, as in SQL.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
}

/// The field of the index and how its values sort; `None` for a stored value that is an empty cell.
type Sorting = (&'static str, fn(&str) -> Option<Key>);

fn sorting(subject: Subject, column: &Column) -> Option<Sorting> {
    let plain: fn(&str) -> Option<Key> = |v| Some(Key::Text(v.to_owned()));
    let folded: fn(&str) -> Option<Key> = |v| Some(Key::Text(fold(v)));
    let name: fn(&str) -> Option<Key> = |v| name_of(v).map(|name| Key::Text(fold(name)));
    Some(match (subject, column.id) {
        (Subject::Messages, "direction") => ("direction", plain),
        (Subject::Messages, "person") => ("person", plain),
        (Subject::Messages, "kind") => ("kind", plain),
        (_, "channel") => ("channel", plain),
        (Subject::Sessions, "state") => ("state", state),
        (Subject::Sessions, "channel_name") => ("channel_name", folded),
        (Subject::Sessions | Subject::Deliveries, "number") => ("number", folded),
        (Subject::Sessions, "agent") => ("agent", name),
        (Subject::Sessions | Subject::Deliveries, "campaign") => ("campaign", name),
        (Subject::Messages | Subject::Deliveries, "template") => ("template", name),
        (Subject::Deliveries, "outcome") => ("status", outcome),
        (Subject::Deliveries, "category") => ("category", folded),
        (Subject::Deliveries, "name") => ("name", folded),
        (Subject::Deliveries, "type") => ("type", folded),
        (Subject::Deliveries, "message_type") => ("message_type", folded),
        (Subject::Deliveries, "company") => ("company", folded),
        (Subject::Deliveries, "batch") => ("batch", name),
        (Subject::Deliveries, "code") => ("code", code),
        (Subject::Deliveries, "credits") => ("credits", |v| v.parse().ok().map(Key::Number)),
        (Subject::Deliveries, "contradiction") => ("contradiction", folded),
        (Subject::Deliveries, "contradicted") => {
            ("has", |v| (v == "contradiction").then_some(Key::Number(1.0)))
        }
        _ => return None,
    })
}

fn state(value: &str) -> Option<Key> {
    let at = SessionState::ALL.iter().position(|state| state.as_str() == value);
    Some(Key::Number(at.unwrap_or(SessionState::ALL.len()) as f64))
}

fn outcome(value: &str) -> Option<Key> {
    DeliveryStatus::from_name(value).map(|status| Key::Text(status.outcome().as_str().to_owned()))
}

/// Three digits are an HTTP status; whatever else is a provider's own code, and sorts after them.
fn code(value: &str) -> Option<Key> {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    Some(match value.parse::<i64>() {
        Ok(number) if digits => Key::Number(number as f64),
        _ if value.is_empty() => Key::Number(0.0),
        _ => Key::Text(value.to_owned()),
    })
}

impl Parts {
    /// The rows, all of them sure, in order of a column; `None` where it has too many values for that.
    pub fn by(
        base: &Base<'_>,
        subject: Subject,
        column: &Column,
        desc: bool,
        rows: &Found,
    ) -> Result<Option<Self>> {
        let Some((name, sort)) = sorting(subject, column) else { return Ok(None) };
        let Some(field) = number_of(subject, name) else { return Ok(None) };
        let mut values: Vec<(Key, String, u64)> = Vec::new();
        for (value, count) in rows.facet(base.pieces(), base.cache(), field)? {
            values.extend(sort(&value).map(|key| (key, value, count)));
        }
        let compare = |a: &Key, b: &Key| a.partial_cmp(b).unwrap_or(Ordering::Equal);
        values.sort_by(|(a, ..), (b, ..)| if desc { compare(b, a) } else { compare(a, b) });
        let grouped: Vec<&[(Key, String, u64)]> = values.chunk_by(|(a, ..), (b, ..)| a == b).collect();
        if grouped.len() > PARTS {
            return Ok(None);
        }
        let mut parts: Vec<Part> = grouped.into_iter().map(|group| part(field, group)).collect();
        let with: u64 = parts.iter().map(|part| part.rows).sum();
        let rest = Part {
            rows: rows.sure().saturating_sub(with),
            ask: !Ask::value(field, move |value| sort(value).is_some()),
            found: OnceLock::new(),
        };
        // Empty cells come last; a flag that is not set is no empty cell.
        let first = column.kind == ColumnKind::Flag && !desc;
        parts.insert(if first { 0 } else { parts.len() }, rest);
        Ok(Some(Self { newest_first: desc, parts }))
    }

    /// Rows `from..from + len` of `rows`, which are those that the parts were made of.
    pub fn ids(&self, base: &Base<'_>, rows: &Found, from: u64, len: usize) -> Result<Vec<i64>> {
        let mut found = Vec::new();
        let mut skip = from;
        for part in &self.parts {
            if found.len() >= len {
                break;
            }
            if skip >= part.rows {
                skip -= part.rows;
                continue;
            }
            let part = part.found(base, rows)?;
            found.append(&mut stretch(base, part, skip, len - found.len(), self.newest_first)?);
            skip = 0;
        }
        Ok(found)
    }
}

fn part(field: u8, group: &[(Key, String, u64)]) -> Part {
    let rows = group.iter().map(|(.., count)| count).sum();
    let values: HashSet<String> = group.iter().map(|(_, value, _)| value.clone()).collect();
    Part { rows, ask: Ask::value(field, move |value| values.contains(value)), found: OnceLock::new() }
}

impl Part {
    fn found(&self, base: &Base<'_>, rows: &Found) -> Result<&Found> {
        if let Some(found) = self.found.get() {
            return Ok(found);
        }
        let found = base.narrowed(rows, &self.ask)?;
        Ok(self.found.get_or_init(|| found))
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parts({})", self.parts.len())
    }
}
