//! Which of some rows answer, by the rows themselves.

use super::{Sql, condition};
use crate::Result;
use crate::base::{padded, places};
use crate::limits::BATCH;
use crate::text::Query;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::HashSet;

/// Those of `ids` that answer. The functions of this crate must be installed.
///
/// # Errors
/// [`Stopped`](crate::Error::Stopped) when cancelled.
pub fn holds(conn: &Connection, query: &Query, ids: &[i64]) -> Result<HashSet<i64>> {
    let sql = checking(query);
    let mut statement = conn.prepare_cached(&sql.text)?;
    let mut found = HashSet::new();
    for batch in ids.chunks(BATCH) {
        let values = padded(batch).map(Value::from).chain(sql.values.iter().cloned());
        let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
        for id in rows {
            found.insert(id?);
        }
    }
    Ok(found)
}

fn checking(query: &Query) -> Sql {
    let (table, alias) = query.subject.table();
    let places = places();
    // By row id whatever the conditions are: an index on one of them would lead through all its rows.
    let mut sql = Sql::new(format!(
        "SELECT {alias}.id FROM {table} {alias} NOT INDEXED WHERE {alias}.id IN ({places})"
    ));
    for term in &query.terms {
        sql.push(" AND ");
        condition(&mut sql, query, term);
    }
    sql
}
