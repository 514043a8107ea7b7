//! A question as SQL: what is asked of the rows that the index alone cannot decide, and what the
//! index is tested against.
//!
//! Everything a person typed is a bound parameter; the text of the SQL comes from the columns'
//! declarations alone.

mod field;
mod sql;
mod words;

use crate::columns::field;
use crate::text::{Query, Term, Test};
use crate::{Column, ColumnKind, Error, Result, Sort, column, columns};
pub use sql::Sql;

/// ` WHERE …`, or nothing.
pub fn filter(sql: &mut Sql, query: &Query) {
    let mut joint = " WHERE ";
    for term in &query.terms {
        sql.push(joint);
        condition(sql, query, term);
        joint = " AND ";
    }
}

/// A test may come out as `NULL` where a row has no value; *not* keeps such rows.
fn condition(sql: &mut Sql, query: &Query, term: &Term) {
    sql.push(if term.negated { "NOT coalesce((" } else { "(" });
    match &term.test {
        Test::Text(text) => words::condition(sql, query.subject, text),
        Test::Field { name, values } => match field(query.subject, name) {
            Some(known) => field::condition(sql, &known.filter, values, query.zone, query.now),
            // A query made by hand may name no field; nothing can be true of it.
            None => {
                sql.push("0");
            }
        },
    }
    sql.push(if term.negated { "), 0)" } else { ")" });
}

/// ` ORDER BY …`: total, empty values last, and free of a sort step where an index has the order.
pub fn order(sql: &mut Sql, query: &Query, sort: &Sort) -> Result<()> {
    let subject = query.subject;
    let by = known_column(subject, &sort.column)?;
    if !by.sort {
        return Err(Error::Order { subject, name: by.title });
    }
    let direction = if sort.desc { " DESC" } else { " ASC" };
    sql.push(" ORDER BY ");
    match (by.order, by.kind) {
        (Some(order), _) => sql.push(order),
        (None, ColumnKind::Text) => sql.push("text_fold(").push(by.sql).push(")"),
        (None, _) => sql.push(by.sql),
    };
    sql.push(direction);
    if !by.always {
        sql.push(" NULLS LAST");
    }
    sql.push(", ").push(subject.table().1).push(".id").push(direction);
    Ok(())
}

pub fn known_column(subject: crate::Subject, name: &str) -> Result<&'static Column> {
    column(subject, name).ok_or_else(|| {
        let suggestion = crate::near::nearest(name, columns(subject).iter().map(|c| c.id)).map(str::to_owned);
        Error::Column { subject, name: name.chars().take(64).collect(), suggestion }
    })
}
