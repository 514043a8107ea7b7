//! Row ids. Those of sessions, messages and deliveries are `days since the epoch << 24 | number
//! within the day`, so that id order is nearly time order and newest-first reads stop early.
//! Those of the other kinds count up.

use crate::error::{Error, Result};
use crate::limits::{DAY_BITS, DAY_MAX, DAYS_REMEMBERED, PER_DAY};
use model::{Kind, Millis};
use rusqlite::Connection;
use std::collections::HashMap;

const MILLIS_A_DAY: Millis = 86_400_000;

type Series = (Kind, Option<i64>);

/// The next free id of each series. Holds for as long as only one writer writes.
#[derive(Default)]
pub(crate) struct Ids {
    next: HashMap<Series, i64>,
}

impl Ids {
    pub fn forget(&mut self) {
        self.next.clear();
    }

    /// An id that no row of the table has. The same one again until [`Ids::taken`].
    pub fn next(&mut self, conn: &Connection, kind: Kind, born: Option<Millis>) -> Result<i64> {
        let series = series(kind, born);
        if let Some(next) = self.next.get(&series) {
            return within(series, *next);
        }
        if self.next.len() >= DAYS_REMEMBERED {
            self.forget();
        }
        let (from, below) = range(series);
        let sql = format!("SELECT max(id) FROM {} WHERE id >= ?1 AND id < ?2", kind.as_str());
        let last: Option<i64> = conn.prepare_cached(&sql)?.query_row((from, below), |row| row.get(0))?;
        let next = last.map_or(from, |last| last + 1);
        self.next.insert(series, next);
        within(series, next)
    }

    pub fn taken(&mut self, kind: Kind, born: Option<Millis>, id: i64) {
        self.next.insert(series(kind, born), id + 1);
    }
}

fn series(kind: Kind, born: Option<Millis>) -> Series {
    (kind, born.map(|at| at.div_euclid(MILLIS_A_DAY).clamp(-DAY_MAX, DAY_MAX)))
}

/// The ids of a series: from, and below.
fn range((_, day): Series) -> (i64, i64) {
    match day {
        Some(day) => (day << DAY_BITS, (day + 1) << DAY_BITS),
        None => (1, PER_DAY << DAY_BITS),
    }
}

fn within(series: Series, id: i64) -> Result<i64> {
    let (from, below) = range(series);
    if (from..below).contains(&id) { Ok(id) } else { Err(Error::Full) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_day_and_count_within_it() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE TABLE message(id INTEGER PRIMARY KEY); CREATE TABLE tag(id INTEGER PRIMARY KEY);",
        )
        .unwrap();
        let mut ids = Ids::default();
        let day = |n: i64| Some(n * MILLIS_A_DAY + 5);
        let mut take = |kind, born| {
            let id = ids.next(&conn, kind, born).unwrap();
            assert_eq!(ids.next(&conn, kind, born).unwrap(), id, "not used up by asking");
            ids.taken(kind, born, id);
            id
        };
        assert_eq!(take(Kind::Message, day(3)), 3 << 24);
        assert_eq!(take(Kind::Message, day(3)), (3 << 24) + 1);
        assert_eq!(take(Kind::Message, day(9)), 9 << 24);
        assert_eq!(take(Kind::Message, day(3)), (3 << 24) + 2, "a late row goes with its day");
        assert_eq!(take(Kind::Message, Some(-1)), -1 << 24, "the day before the epoch");
        assert_eq!(take(Kind::Message, Some(i64::MAX)), DAY_MAX << 24);
        assert_eq!([take(Kind::Tag, None), take(Kind::Tag, None)], [1, 2]);
        conn.execute("INSERT INTO message VALUES (?1)", [(4_i64 << 24) + 7]).unwrap();
        assert_eq!(
            Ids::default().next(&conn, Kind::Message, day(4)).unwrap(),
            (4 << 24) + 8,
            "goes on after the last"
        );
    }

    #[test]
    fn a_full_day_is_an_error_and_never_runs_into_the_next() {
        let conn = Connection::open_in_memory().unwrap();
        let mut ids = Ids::default();
        ids.taken(Kind::Message, Some(0), PER_DAY - 1);
        assert!(matches!(ids.next(&conn, Kind::Message, Some(0)), Err(Error::Full)));
    }
}
