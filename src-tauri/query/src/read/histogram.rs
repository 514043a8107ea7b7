//! How many rows when.

use crate::limits::BUCKETS;
use crate::text::Query;
use crate::verify::{Sql, filter};
use crate::{Result, Subject, View, functions};
use model::Millis;
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

/// Counts over equal stretches of time. Bar `i` covers `from + i * step` until the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Histogram {
    /// First moment counted, epoch milliseconds.
    #[ts(type = "number")]
    pub from: Millis,
    /// The moment after the last bar.
    #[ts(type = "number")]
    pub to: Millis,
    #[ts(type = "number")]
    pub step: Millis,
    #[ts(type = "number[]")]
    pub counts: Vec<u64>,
}

/// From the first row to the last, in at most this many bars; no bars when no row answers.
///
/// # Errors
/// [`Stopped`](crate::Error::Stopped) when cancelled.
pub fn histogram(
    view: &View<'_>,
    subject: Subject,
    query: &Query,
    buckets: usize,
    _stop: &dyn Fn() -> bool,
) -> Result<Histogram> {
    let conn: &Connection = view;
    functions::install(conn)?;
    let (table, alias) = subject.table();
    let at = subject.when().1;
    let mut ends = Sql::new(format!("SELECT min({at}), max({at}) FROM {table} {alias}"));
    filter(&mut ends, query);
    let ends = conn.query_row(&ends.text, ends.params(), |row| {
        Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?))
    })?;
    let (Some(from), Some(last)) = ends else {
        return Ok(Histogram { from: 0, to: 0, step: 1, counts: Vec::new() });
    };
    let bars = i64::try_from(buckets.clamp(1, BUCKETS)).unwrap_or(1);
    let step = (last - from) / bars + 1;
    let length = usize::try_from((last - from) / step + 1).unwrap_or(0);
    let mut counts = vec![0_u64; length];
    let mut sql = Sql::new(format!("SELECT ({at} - "));
    sql.bind(from).push(") / ").bind(step).push(&format!(" AS bar, count(*) FROM {table} {alias}"));
    filter(&mut sql, query);
    sql.push(" GROUP BY bar");
    let mut statement = conn.prepare(&sql.text)?;
    let mut found = statement.query(sql.params())?;
    while let Some(row) = found.next()? {
        let bar = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(usize::MAX);
        if let Some(count) = counts.get_mut(bar) {
            *count = row.get::<_, i64>(1)?.unsigned_abs();
        }
    }
    Ok(Histogram { from, to: from + step * i64::try_from(length).unwrap_or(0), step, counts })
}
