//! Words and phrases: where they are looked for in each subject.

use super::Sql;
use crate::Subject;
use crate::functions::digits;
use crate::text::{Query, Test};
use index::{Need, fold, needs};
use std::collections::BTreeSet;

/// ` WHERE …` for the grams of all the words that messages must have, at once: the index then gives only
/// messages that may have every word, not those of each. `false` when there is nothing to narrow by.
pub fn narrow(sql: &mut Sql, query: &Query) -> bool {
    if query.subject != Subject::Messages {
        return false;
    }
    let wanted = query.terms.iter().filter(|term| !term.negated).filter_map(|term| match &term.test {
        Test::Text(text) => Some(grams(text)),
        Test::Field { .. } => None,
    });
    let all: BTreeSet<String> = wanted.flatten().collect();
    let Some(expression) = store::gram::expression(&Vec::from_iter(all)) else { return false };
    sql.push(" WHERE ");
    among(sql, "m", expression);
    true
}

/// `narrowed`: the word is among those that [`narrow`] has asked for.
pub fn condition(sql: &mut Sql, subject: Subject, text: &str, narrowed: bool) {
    match subject {
        Subject::Messages if narrowed => said(sql, "m", text),
        Subject::Messages => message(sql, "m", text),
        Subject::Sessions => session(sql, text),
        Subject::Deliveries => delivery(sql, text),
    }
}

/// The grams narrow down to messages that may have it; the folded text decides.
fn message(sql: &mut Sql, alias: &str, text: &str) {
    if let Some(expression) = store::gram::expression(&grams(text)) {
        among(sql, alias, expression);
        sql.push(" AND ");
    }
    said(sql, alias, text);
}

/// What the index is asked for; nothing when only the texts can tell.
fn grams(text: &str) -> Vec<String> {
    match needs(text) {
        Need::Grams(grams) => grams,
        Need::Scan => Vec::new(),
    }
}

fn among(sql: &mut Sql, alias: &str, expression: String) {
    sql.push(alias).push(".id IN (SELECT rowid FROM message_gram WHERE message_gram MATCH ");
    sql.bind(expression).push(")");
}

fn said(sql: &mut Sql, alias: &str, text: &str) {
    let folded = fold(text);
    sql.push("(");
    sql.call("text_has", &format!("{alias}.text"), &folded).push(" OR ");
    sql.call("text_has", &format!("{alias}.caption"), &folded).push(")");
}

fn session(sql: &mut Sql, text: &str) {
    fragments(
        sql,
        &[
            "s.sender_name",
            "s.recipient_name",
            "s.sender_number",
            "s.recipient_number",
            "s.description",
            "s.ext",
        ],
        &["s.sender_number", "s.recipient_number"],
        text,
    );
    sql.push(" OR (s.account, s.ext) IN (SELECT w.account, w.session_ext FROM message w WHERE ");
    message(sql, "w", text);
    sql.push(")");
}

fn delivery(sql: &mut Sql, text: &str) {
    let template = "(SELECT w.name FROM template w WHERE w.account = d.account AND w.ext = d.template_ext)";
    fragments(
        sql,
        &["d.recipient", "d.name", template, "d.company", "d.category", "d.request"],
        &["d.recipient"],
        text,
    );
    // Names and values, however the JSON escapes them.
    sql.push(" OR EXISTS (SELECT 1 FROM json_tree(d.parameters) w WHERE ");
    sql.call("text_has", "w.atom", &fold(text)).push(")");
}

/// Any of the cells holds it, or any of the numbers holds its digits.
fn fragments(sql: &mut Sql, cells: &[&str], numbers: &[&str], text: &str) {
    let folded = fold(text);
    sql.any(cells, |sql, cell| {
        sql.call("text_has", cell, &folded);
    });
    if digits(text).is_some() {
        for number in numbers {
            sql.push(" OR ").call("number_has", number, text);
        }
    }
}
