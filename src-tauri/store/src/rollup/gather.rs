//! What a transaction changes in the counts, gathered while it writes and written once at its end.

use super::hours::{HOUR, Hours};
use super::{DAY, Field, counted, fields};
use crate::error::Result;
use crate::shape::{Entry, Subject};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Rows by value.
type Values = BTreeMap<Box<str>, Hours>;

#[derive(Default)]
pub(crate) struct Gathered {
    /// Differences by subject and day, then by field, then by value.
    days: BTreeMap<(Subject, i64), Vec<Values>>,
    /// The value of [`Field::Place`] that is being counted.
    place: String,
}

impl Gathered {
    /// `by` is 1 for a row as it is now, -1 for one as it was. References are still bare ids.
    pub fn count(&mut self, subject: Subject, entry: &Entry, by: i64) {
        let day = entry.row.at.div_euclid(DAY);
        let hour = usize::try_from(entry.row.at.rem_euclid(DAY) / HOUR).unwrap_or(0);
        let fields = fields(subject);
        let channel = fields.iter().find(|(field, _)| *field == Field::Channel);
        let channel = channel.and_then(|(_, field)| entry.get(*field)).unwrap_or_default();
        self.place.clear();
        // A text takes whatever is written to it.
        let _ = write!(self.place, "{} {channel}", entry.account);
        let of_day = self.days.entry((subject, day)).or_default();
        of_day.resize_with(2 + fields.len(), BTreeMap::new);
        let values = std::iter::once(Some("")).chain(fields.iter().map(|(_, field)| entry.get(*field)));
        let values = values.chain(std::iter::once(Some(self.place.as_str())));
        for (counts, value) in of_day.iter_mut().zip(values) {
            let Some(value) = value else { continue };
            match counts.get_mut(value) {
                Some(hours) => hours.add(hour, by),
                None => counts.entry(value.into()).or_default().add(hour, by),
            }
        }
    }

    /// Before the commit.
    pub fn write(&mut self, conn: &Connection) -> Result<()> {
        for ((subject, day), of_day) in std::mem::take(&mut self.days) {
            for (field, counts) in counted(subject).zip(of_day) {
                for (value, by) in counts.iter().filter(|(_, by)| !by.is_zero()) {
                    write(conn, (subject.code(), field.code(), day, value), by)?;
                }
            }
        }
        Ok(())
    }
}

/// Subject, field, day, value.
type Key<'k> = (i64, i64, i64, &'k str);

fn write(conn: &Connection, key: Key<'_>, by: &Hours) -> Result<()> {
    let sql = "SELECT hours FROM rollup WHERE subject = ?1 AND field = ?2 AND day = ?3 AND value = ?4";
    let known: Option<Vec<u8>> = conn.prepare_cached(sql)?.query_row(key, |row| row.get(0)).optional()?;
    let now = match &known {
        Some(bytes) => Hours::decode(bytes)?,
        None => Hours::default(),
    }
    .plus(by);
    let (subject, field, day, value) = key;
    if now.is_zero() {
        let sql = "DELETE FROM rollup WHERE subject = ?1 AND field = ?2 AND day = ?3 AND value = ?4";
        conn.prepare_cached(sql)?.execute(key)?;
    } else {
        let sql = "INSERT OR REPLACE INTO rollup(subject, field, day, value, rows, hours)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        conn.prepare_cached(sql)?.execute((subject, field, day, value, now.sum(), now.encode()))?;
    }
    Ok(())
}
