//! Words and phrases: where they are looked for in each subject.

use super::Sql;
use crate::Subject;
use crate::columns::OF_SESSION;
use crate::functions::digits;
use index::fold;

pub fn condition(sql: &mut Sql, subject: Subject, text: &str) {
    match subject {
        Subject::Messages => said(sql, "m", text),
        Subject::Sessions => session(sql, text),
        Subject::Deliveries => delivery(sql, text),
    }
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
    sql.push(&format!(" OR EXISTS (SELECT 1 FROM message x WHERE {OF_SESSION} AND "));
    said(sql, "x", text);
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
