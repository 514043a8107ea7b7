//! What a field could be, and how many rows each value would leave.

use super::counted::{Counted, counted};
use crate::answer::settle;
use crate::base::Base;
use crate::column::{Field, Filter};
use crate::columns::field;
use crate::limits::{FACETS, FACETS_TIME};
use crate::plan::plan;
use crate::text::{Code, Query, Term, Test, Value, choice_label};
use crate::{Answer, Error, Result, Subject, View};
use index::Found;
use serde::Serialize;
use std::time::Instant;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Facet {
    pub value: String,
    /// The value in words.
    pub label: String,
    #[ts(type = "number")]
    pub count: u64,
    /// The chip that asks for exactly these rows, as query text.
    pub text: String,
}

/// The values of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Facets {
    pub values: Vec<Facet>,
    /// The counts are all there is; else lower bounds, to be shown with `≥`.
    pub exact: bool,
}

/// The commonest values of a field among the rows that the *other* chips leave, most rows first.
/// Rows without a value are not counted. Takes about [`FACETS_TIME`] at most to verify; what is not
/// certain by then is not counted.
///
/// # Errors
/// A field that is unknown or is no matter of named values, such as a time.
pub fn facets(
    view: &View<'_>,
    subject: Subject,
    query: &Query,
    name: &str,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Result<Facets> {
    let field = countable(subject, name)?;
    let base = Base::new(view, stop)?;
    let others = Query { subject, ..query.without(field.name) };
    let found = settled(&base, &others, base.find(subject, plan(&base, &others)?)?)?;
    of(&base, &others, &found, field, limit)
}

/// As [`facets`] for several fields, for which each chip is looked up but once.
///
/// # Errors
/// As [`facets`].
pub fn facets_of(
    view: &View<'_>,
    subject: Subject,
    query: &Query,
    names: &[&str],
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<Facets>> {
    let base = Base::new(view, stop)?;
    let query = Query { subject, ..query.clone() };
    let fields = names.iter().map(|name| countable(subject, name)).collect::<Result<Vec<_>>>()?;
    let mut chosen: Vec<&Field> = Vec::new();
    for field in fields.iter().filter(|field| query.has(field.name)) {
        // Twice it would leave its chips to itself.
        if chosen.iter().all(|other| other.name != field.name) {
            chosen.push(field);
        }
    }
    let without = without_each(&base, &query, &chosen)?;
    let mut same: Option<Found> = None;
    let mut all = Vec::with_capacity(fields.len());
    for field in fields {
        let own = chosen.iter().position(|other| other.name == field.name);
        if let Some((others, found)) = own.and_then(|own| without.get(own)) {
            all.push(of(&base, others, found, field, limit)?);
            continue;
        }
        let found = match same.take() {
            Some(found) => found,
            None => settled(&base, &query, base.find(subject, plan(&base, &query)?)?)?,
        };
        all.push(of(&base, &query, &found, field, limit)?);
        same = Some(found);
    }
    Ok(all)
}

/// For each of these fields the question without its chips, and the rows that it leaves.
fn without_each(base: &Base<'_>, query: &Query, fields: &[&Field]) -> Result<Vec<(Query, Found)>> {
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let common = fields.iter().fold(query.clone(), |query, field| query.without(field.name));
    let chips = fields.iter().map(|field| plan(base, &query.only(field.name))).collect::<Result<Vec<_>>>()?;
    let found = base.find_without_each(query.subject, &plan(base, &common)?, &chips)?;
    let pairs = fields.iter().zip(found).map(|(field, found)| {
        let others = query.without(field.name);
        let found = settled(base, &others, found)?;
        Ok((others, found))
    });
    pairs.collect()
}

/// Verifies for as long as it may take.
fn settled(base: &Base<'_>, query: &Query, mut found: Found) -> Result<Found> {
    settle::some(base, query, &mut found, Instant::now() + FACETS_TIME)?;
    Ok(found)
}

impl Answer {
    /// As [`facets`], of the rows that this answer shows; with a chip of the field itself, asked anew
    /// without it.
    ///
    /// # Errors
    /// As [`facets`].
    pub fn facets(
        &self,
        view: &View<'_>,
        name: &str,
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Result<Facets> {
        let (query, field) = (self.query(), countable(self.subject(), name)?);
        if query.has(field.name) {
            return facets(view, self.subject(), query, name, limit, stop);
        }
        let facets = of(&Base::new(view, stop)?, query, self.found(), field, limit)?;
        Ok(Facets { exact: facets.exact && self.count().exact, ..facets })
    }
}

fn countable(subject: Subject, name: &str) -> Result<&'static Field> {
    let uncountable = || Error::Facet { subject, name: name.chars().take(64).collect() };
    field(subject, name)
        .filter(|field| !matches!(field.filter, Filter::Time(_) | Filter::Amount(_) | Filter::Duration(_)))
        .ok_or_else(uncountable)
}

fn of(base: &Base<'_>, others: &Query, found: &Found, field: &Field, limit: usize) -> Result<Facets> {
    if let Filter::Has(things) = field.filter {
        return having(base, others, found, field, things.iter().map(|(thing, _, _)| *thing));
    }
    let Counted { mut counts, exact } = counted(base, others.subject, found, field)?;
    let (most, most_first) =
        (limit.min(FACETS), |(a, x): &(String, u64), (b, y): &(String, u64)| y.cmp(x).then_with(|| a.cmp(b)));
    // There may be as many as there are rows, of which few are shown.
    if most < counts.len() {
        counts.select_nth_unstable_by(most, most_first);
        counts.truncate(most);
    }
    counts.sort_unstable_by(most_first);
    let values = counts.into_iter().map(|(value, count)| facet(field, value, count)).collect();
    Ok(Facets { values, exact: exact && found.maybe() == 0 })
}

fn facet(field: &Field, value: String, count: u64) -> Facet {
    let chosen = match field.filter {
        Filter::Choice { .. } | Filter::Has(_) => Value::Choice(value.clone()),
        Filter::Code(_) => Value::Code(Code::Exact(value.clone())),
        Filter::Id { .. } | Filter::Tags(_) => Value::Text { text: value.clone(), exact: false },
        _ => Value::Text { text: value.clone(), exact: true },
    };
    let label = choice_label(field, &value).map_or_else(|| value.clone(), str::to_owned);
    Facet { label, text: chip(field, chosen).to_string(), value, count }
}

/// Things are counted each by its own chip, and stand in their declared order.
fn having(
    base: &Base<'_>,
    others: &Query,
    found: &Found,
    field: &Field,
    things: impl Iterator<Item = &'static str>,
) -> Result<Facets> {
    let mut facets = Facets { values: Vec::new(), exact: found.maybe() == 0 };
    let until = Instant::now() + FACETS_TIME;
    for thing in things {
        let mut query = Query { terms: vec![chip(field, Value::Choice(thing.to_owned()))], ..*others };
        let mut having = base.narrowed(found, &plan(base, &query)?)?;
        query.terms.extend(others.terms.iter().cloned());
        settle::some(base, &query, &mut having, until)?;
        facets.exact &= having.maybe() == 0;
        facets.values.push(facet(field, thing.to_owned(), having.sure()));
    }
    Ok(facets)
}

fn chip(field: &Field, value: Value) -> Term {
    Term { negated: false, test: Test::Field { name: field.name, values: vec![value] } }
}
