//! A question as SQL: what is asked of the rows that the index alone cannot decide, and what the
//! index is tested against.
//!
//! Everything a person typed is a bound parameter; the text of the SQL comes from the columns'
//! declarations alone.

mod field;
mod holds;
mod sql;
mod words;

use crate::columns::field;
use crate::text::{Query, Term, Test};
use crate::{Column, ColumnKind, Error, Result, Subject, column, columns};
pub use holds::holds;
pub use sql::Sql;

/// ` WHERE …`, or nothing.
#[cfg(test)]
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

/// ` ORDER BY …`: total, empty values last; ties fall to the time and then to the row id, in the same
/// direction.
pub fn order(sql: &mut Sql, subject: Subject, by: &Column, desc: bool) {
    let direction = if desc { " DESC" } else { " ASC" };
    sql.push(" ORDER BY ").push(&key(by)).push(direction);
    if !by.always {
        sql.push(" NULLS LAST");
    }
    let when = subject.when().1;
    if by.sql != when {
        sql.push(", ").push(when).push(direction);
    }
    sql.push(", ").push(subject.table().1).push(".id").push(direction);
}

/// What a column is ordered by.
pub fn key(by: &Column) -> String {
    match (by.order, by.kind) {
        (Some(order), _) => order.to_owned(),
        (None, ColumnKind::Text) => format!("text_fold({})", by.sql),
        (None, _) => by.sql.to_owned(),
    }
}

/// The column of this name, if an order by it means something.
///
/// # Errors
/// [`Error::Column`], [`Error::Order`].
pub fn sortable(subject: Subject, name: &str) -> Result<&'static Column> {
    let by = known_column(subject, name)?;
    if by.sort { Ok(by) } else { Err(Error::Order { subject, name: by.title }) }
}

pub fn known_column(subject: Subject, name: &str) -> Result<&'static Column> {
    column(subject, name).ok_or_else(|| {
        let suggestion = crate::near::nearest(name, columns(subject).iter().map(|c| c.id)).map(str::to_owned);
        Error::Column { subject, name: name.chars().take(64).collect(), suggestion }
    })
}
