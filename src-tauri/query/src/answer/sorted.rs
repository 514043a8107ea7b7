//! An order by any column: every row's key is read once, and the ids are kept in their order.

use super::order::stretch;
use crate::base::{Base, places};
use crate::limits::{SORTED, SORTED_BY_ID, STRIDE};
use crate::text::Query;
use crate::verify::{Sql, key, order};
use crate::{Column, Error, Result, Subject};
use index::Found;
use rusqlite::types::ValueRef;
use std::cmp::Ordering;
use std::collections::HashMap;

/// The ids of `rows` in order of a column; ties fall to the time, in the same direction.
pub fn by(base: &Base<'_>, query: &Query, by: &Column, desc: bool, rows: &Found) -> Result<Vec<i64>> {
    if rows.sure() > SORTED {
        return Err(Error::Sort { name: by.title, most: SORTED });
    }
    let ids = stretch(base, rows, 0, usize::MAX, desc)?;
    if rows.sure() > SORTED_BY_ID {
        by_walk(base, query, by, desc, ids)
    } else {
        by_id(base, query.subject, by, desc, ids)
    }
}

/// One walk through the whole table in its order, from which the rows that answer are taken.
fn by_walk(base: &Base<'_>, query: &Query, by: &Column, desc: bool, mut ids: Vec<i64>) -> Result<Vec<i64>> {
    let (table, alias) = query.subject.table();
    let mut sql = Sql::new(format!("SELECT {alias}.id FROM {table} {alias}"));
    order(&mut sql, query.subject, by, desc);
    ids.sort_unstable();
    let mut statement = base.view.prepare(&sql.text)?;
    let mut found = Vec::with_capacity(ids.len());
    let mut walked = statement.query([])?;
    for n in 0.. {
        let Some(row) = walked.next()? else { break };
        if n % STRIDE == 0 {
            base.heed()?;
        }
        let id: i64 = row.get(0)?;
        if ids.binary_search(&id).is_ok() {
            found.push(id);
        }
        if found.len() == ids.len() {
            break;
        }
    }
    Ok(found)
}

/// The order of the cells as SQL has it, empty ones last in either direction.
#[derive(Debug, PartialEq)]
enum Key {
    Number(f64),
    Text(String),
}

/// These ids, which stand in order of time, by reading each row's key.
pub fn by_id(base: &Base<'_>, subject: Subject, by: &Column, desc: bool, ids: Vec<i64>) -> Result<Vec<i64>> {
    let (table, alias) = subject.table();
    let sql = format!(
        "SELECT {alias}.id, {} FROM {table} {alias} NOT INDEXED WHERE {alias}.id IN ({})",
        key(by),
        places()
    );
    let mut keys: HashMap<i64, Option<Key>> = HashMap::with_capacity(ids.len());
    base.each_row(&sql, &ids, |row| {
        keys.insert(row.get(0)?, cell(row.get_ref(1)?));
        Ok(())
    })?;
    let mut sorted: Vec<(Option<Key>, i64)> =
        ids.into_iter().filter_map(|id| Some((keys.remove(&id)?, id))).collect();
    // Stable: rows with equal keys stay in order of time.
    sorted.sort_by(|(a, _), (b, _)| compare(a.as_ref(), b.as_ref(), desc));
    let mut ids: Vec<i64> = sorted.into_iter().map(|(_, id)| id).collect();
    // They lie where the keys lay, in several times the room.
    ids.shrink_to_fit();
    Ok(ids)
}

fn cell(value: ValueRef<'_>) -> Option<Key> {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => None,
        ValueRef::Integer(n) => Some(Key::Number(n as f64)),
        ValueRef::Real(n) => Some(Key::Number(n)),
        ValueRef::Text(text) => Some(Key::Text(String::from_utf8_lossy(text).into_owned())),
    }
}

fn compare(a: Option<&Key>, b: Option<&Key>, desc: bool) -> Ordering {
    let keys = match (a, b) {
        (Some(Key::Number(a)), Some(Key::Number(b))) => a.total_cmp(b),
        (Some(Key::Text(a)), Some(Key::Text(b))) => a.cmp(b),
        (Some(Key::Number(_)), Some(Key::Text(_))) => Ordering::Less,
        (Some(Key::Text(_)), Some(Key::Number(_))) => Ordering::Greater,
        (a, b) => return a.is_none().cmp(&b.is_none()),
    };
    if desc { keys.reverse() } else { keys }
}
