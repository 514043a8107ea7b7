//! What a field could be, and how many rows each value would leave.

use crate::column::{Field, Filter};
use crate::columns::field;
use crate::limits::FACETS;
use crate::text::{Code, Query, Term, Test, Value, choice_label};
use crate::verify::{Sql, filter};
use crate::{Error, Result, Subject, View, functions};
use rusqlite::Connection;
use serde::Serialize;
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
/// Rows without a value are not counted.
///
/// # Errors
/// A field that is unknown or is no matter of named values, such as a time.
pub fn facets(
    view: &View<'_>,
    subject: Subject,
    query: &Query,
    name: &str,
    limit: usize,
    _stop: &dyn Fn() -> bool,
) -> Result<Facets> {
    Ok(Facets { values: by_sql(view, subject, query, name, limit)?, exact: true })
}

fn by_sql(
    conn: &Connection,
    subject: Subject,
    query: &Query,
    name: &str,
    limit: usize,
) -> Result<Vec<Facet>> {
    functions::install(conn)?;
    let uncountable = || Error::Facet { subject, name: name.chars().take(64).collect() };
    let field = field(subject, name).ok_or_else(uncountable)?;
    let others = query.without(field.name);
    if let Filter::Has(things) = field.filter {
        return things.iter().map(|(thing, _, _)| having(conn, &others, field, thing)).collect();
    }
    let source = source(field).ok_or_else(uncountable)?;
    let (table, alias) = subject.table();
    let mut sql = Sql::new(format!(
        "SELECT v, count(*) FROM (SELECT {} AS v FROM {table} {alias}{}",
        source.value, source.join
    ));
    filter(&mut sql, &others);
    let most = i64::try_from(limit.min(FACETS)).unwrap_or(i64::MAX);
    sql.push(") WHERE v IS NOT NULL GROUP BY v ORDER BY count(*) DESC, v LIMIT ").bind(most);
    let mut statement = conn.prepare(&sql.text)?;
    let counted =
        statement.query_map(sql.params(), |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    counted.map(|pair| pair.map(|(value, count)| facet(field, value, count)).map_err(Error::from)).collect()
}

struct Source {
    value: String,
    join: String,
}

fn source(field: &Field) -> Option<Source> {
    let cell = |sql: &str| Some(Source { value: sql.to_owned(), join: String::new() });
    match field.filter {
        Filter::Text(cells) => cell(cells.first()?),
        Filter::Number(sql) | Filter::Code(sql) | Filter::Choice { sql, .. } => cell(sql),
        Filter::Account(sql) => cell(&format!("(SELECT name FROM account WHERE id = {sql})")),
        Filter::Party { name, number } => cell(&format!("coalesce({name}, {number})")),
        Filter::Id { ext, .. } => cell(ext),
        Filter::Tags(session) => Some(Source {
            value: "g.tag".to_owned(),
            join: format!(" JOIN session_tag g ON g.session = {session}"),
        }),
        Filter::Time(_) | Filter::Amount(_) | Filter::Duration(_) | Filter::Has(_) => None,
    }
}

fn facet(field: &Field, value: String, count: i64) -> Facet {
    let chosen = match field.filter {
        Filter::Choice { .. } => Value::Choice(value.clone()),
        Filter::Code(_) => Value::Code(Code::Exact(value.clone())),
        Filter::Id { .. } | Filter::Tags(_) => Value::Text { text: value.clone(), exact: false },
        _ => Value::Text { text: value.clone(), exact: true },
    };
    let label = choice_label(field, &value).map_or_else(|| value.clone(), str::to_owned);
    Facet { label, text: chip(field, chosen).to_string(), value, count: count.unsigned_abs() }
}

fn having(conn: &Connection, others: &Query, field: &Field, thing: &str) -> Result<Facet> {
    let term = chip(field, Value::Choice(thing.to_owned()));
    let mut query = others.clone();
    let text = term.to_string();
    query.terms.push(term);
    let label = choice_label(field, thing).unwrap_or(thing).to_owned();
    Ok(Facet { value: thing.to_owned(), label, count: super::ids::count_by_sql(conn, &query)?, text })
}

fn chip(field: &Field, value: Value) -> Term {
    Term { negated: false, test: Test::Field { name: field.name, values: vec![value] } }
}
