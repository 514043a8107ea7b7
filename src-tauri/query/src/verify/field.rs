//! One chip as a condition.

use super::Sql;
use crate::column::{Choice, Filter};
use crate::functions::digits;
use crate::text::{Code, Moment, Span, Value};
use index::fold;
use model::Millis;
use rusqlite::types::Value as Bound;

pub fn condition(sql: &mut Sql, filter: &Filter, values: &[Value], zone: i16, now: Millis) {
    match filter {
        // One walk through the tags for all the values, not one each.
        Filter::Tags(session) => tags(sql, session, values),
        Filter::Choice { sql: cell, choices, .. } => choice(sql, cell, choices, values),
        _ => {
            sql.any(values, |sql, value| one(sql, filter, value, zone, now));
        }
    }
}

fn one(sql: &mut Sql, filter: &Filter, value: &Value, zone: i16, now: Millis) {
    match (filter, value) {
        (Filter::Text(cells), Value::Text { text, exact }) => {
            sql.any(*cells, |sql, cell| fragment(sql, cell, text, *exact));
        }
        (Filter::Party { name, number }, Value::Text { text, exact }) => {
            fragment(sql, name, text, *exact);
            sql.push(" OR ");
            phone(sql, number, text, *exact);
        }
        (Filter::Number(cell), Value::Text { text, exact }) => phone(sql, cell, text, *exact),
        (Filter::Id { account, ext }, Value::Text { text, .. }) => {
            // Naming every account leads to the index on (account, ext).
            sql.push("(").push(account).push(" IN (SELECT id FROM account) AND ");
            sql.push(ext).push(" = ").bind(text.clone()).push(")");
        }
        (Filter::Account(cell), Value::Text { text, exact }) => {
            sql.push(cell).push(" IN (SELECT id FROM account WHERE ");
            fragment(sql, "name", text, *exact);
            sql.push(")");
        }
        (Filter::Has(things), Value::Choice(thing)) => {
            let condition =
                things.iter().find(|(name, _, _)| name == thing).map_or("0", |(_, _, condition)| condition);
            sql.push("(").push(condition).push(")");
        }
        (Filter::Code(cell), Value::Code(value)) => code(sql, cell, value),
        (Filter::Time(cell), Value::Time(span)) => time(sql, cell, span, zone, now),
        (Filter::Amount(cell), Value::Amount(span)) => number(sql, cell, span),
        (Filter::Duration(cell), Value::Duration(span)) => number(sql, cell, span),
        // A value that does not belong to its field: only a query made by hand can have one.
        _ => {
            sql.push("0");
        }
    }
}

fn fragment(sql: &mut Sql, cell: &str, text: &str, exact: bool) {
    if exact {
        sql.push(cell).push(" IS ").bind(text.to_owned());
    } else {
        sql.call("text_has", cell, &fold(text));
    }
}

/// A number is found by its digits too.
fn phone(sql: &mut Sql, cell: &str, text: &str, exact: bool) {
    fragment(sql, cell, text, exact);
    if !exact && digits(text).is_some() {
        sql.push(" OR ").call("number_has", cell, text);
    }
}

fn tags(sql: &mut Sql, session: &str, values: &[Value]) {
    sql.push(session).push(" IN (SELECT t.session FROM session_tag t WHERE ");
    sql.any(values, |sql, value| {
        if let Value::Text { text, .. } = value {
            sql.call("text_is", "t.tag", &fold(text));
        } else {
            sql.push("0");
        }
    });
    sql.push(")");
}

fn choice(sql: &mut Sql, cell: &str, choices: &[Choice], values: &[Value]) {
    let typed = |value: &Value| if let Value::Choice(name) = value { Some(name.clone()) } else { None };
    let (known, other): (Vec<_>, Vec<_>) =
        values.iter().filter_map(typed).partition(|name| choices.iter().any(|c| c.value == name));
    let means = |name: &String| match choices.iter().find(|c| c.value == name) {
        Some(choice) if !choice.means.is_empty() => choice.means.iter().map(|m| (*m).to_owned()).collect(),
        _ => vec![name.clone()],
    };
    let stored: Vec<String> = known.iter().flat_map(means).collect();
    sql.push(cell).push(" IN (");
    for (i, value) in stored.into_iter().enumerate() {
        sql.push(if i > 0 { ", " } else { "" }).bind(value);
    }
    sql.push(")");
    // A value that we do not know, however the provider writes its capitals.
    for name in other {
        sql.push(" OR ").call("text_is", cell, &fold(&name));
    }
}

fn code(sql: &mut Sql, cell: &str, value: &Code) {
    match value {
        Code::Exact(text) => sql.push(cell).push(" = ").bind(text.clone()),
        Code::Class(digit) => sql.push(cell).push(" GLOB ").bind(format!("{digit}[0-9][0-9]")),
        Code::Ok => sql.push(cell).push(" GLOB '2[0-9][0-9]'"),
        Code::Failed => sql.push("NOT ").push(cell).push(" GLOB '2[0-9][0-9]'"),
    };
}

fn time(sql: &mut Sql, cell: &str, span: &Span<Moment>, zone: i16, now: Millis) {
    let Some((from, until)) = span.bounds(zone, now) else {
        sql.push("0");
        return;
    };
    // A cell without a time must fit no stretch, not even one that is open at both ends.
    sql.push("(").push(cell).push(" IS NOT NULL");
    if let Some(from) = from {
        sql.push(" AND ").push(cell).push(" >= ").bind(from);
    }
    if let Some(until) = until {
        sql.push(" AND ").push(cell).push(" < ").bind(until);
    }
    sql.push(")");
}

fn number<T: Copy + Into<Bound>>(sql: &mut Sql, cell: &str, span: &Span<T>) {
    match *span {
        Span::At(a) => sql.push(cell).push(" = ").bind(a),
        Span::From(a) => sql.push(cell).push(" >= ").bind(a),
        Span::To(a) => sql.push(cell).push(" <= ").bind(a),
        Span::Over(a) => sql.push(cell).push(" > ").bind(a),
        Span::Under(a) => sql.push(cell).push(" < ").bind(a),
        Span::Between(a, b) => sql.push(cell).push(" BETWEEN ").bind(a).push(" AND ").bind(b),
    };
}
