//! All ids that answer a question, in order.

use crate::text::Query;
use crate::verify::{Sql, filter, order};
use crate::{Result, Sort, Subject, View, functions};
use rusqlite::Connection;

/// The row ids, in order. Their number is the exact count.
///
/// # Errors
/// An unknown or unsortable column; [`Stopped`](crate::Error::Stopped) when cancelled.
pub fn ids(view: &View<'_>, subject: Subject, query: &Query, sort: &Sort) -> Result<Vec<i64>> {
    ids_by_sql(view, subject, query, sort)
}

fn ids_by_sql(conn: &Connection, subject: Subject, query: &Query, sort: &Sort) -> Result<Vec<i64>> {
    functions::install(conn)?;
    let mut sql = select(subject, "id");
    filter(&mut sql, query);
    order(&mut sql, query, sort)?;
    let mut statement = conn.prepare(&sql.text)?;
    let ids = statement.query_map(sql.params(), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// How many rows answer, without their order.
///
/// # Errors
/// [`Stopped`](crate::Error::Stopped) when cancelled.
pub fn count(view: &View<'_>, query: &Query) -> Result<u64> {
    count_by_sql(view, query)
}

pub(super) fn count_by_sql(conn: &Connection, query: &Query) -> Result<u64> {
    functions::install(conn)?;
    let (table, alias) = query.subject.table();
    let mut sql = Sql::new(format!("SELECT count(*) FROM {table} {alias}"));
    filter(&mut sql, query);
    let count: i64 = conn.query_row(&sql.text, sql.params(), |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

fn select(subject: Subject, column: &str) -> Sql {
    let (table, alias) = subject.table();
    Sql::new(format!("SELECT {alias}.{column} FROM {table} {alias}"))
}
