//! Scrolling: a window of rows anywhere among all messages, and the page after the one that is shown.

use super::told::Told;
use crate::error::{Error, Result};
use crate::limits::WINDOW;
use crate::ours::Asker;
use crate::plain::{self, Plain};
use crate::report::Report;
use crate::stats::Runs;
use crate::tell;
use query::Subject;
use rusqlite::Params;

const ANYWHERE: &str = "window.anywhere";
const NEXT: &str = "window.next_page";
const CELLS: &str = "SELECT m.at, m.id, m.direction, m.person, m.kind, m.text, m.session_ext FROM message m";
/// Places that are asked for, spread over everything; no divisor of a round number of rows.
const PLACES: u64 = 97;

/// The place of the first row of a run's window among so many rows.
type Place = fn(u64, usize) -> u64;

/// The page after the last one; from the beginning again when there are no more.
const fn next(rows: u64, run: usize) -> u64 {
    (run * WINDOW) as u64 % (rows.saturating_sub(WINDOW as u64) + 1)
}

const fn place(rows: u64, run: usize) -> u64 {
    rows.saturating_sub(WINDOW as u64) * (run as u64 * 41 % PLACES) / PLACES
}

pub fn ask(asker: &Asker<'_>, plain: Option<&Told>, report: &mut Report) -> Result<()> {
    for (name, from) in [(ANYWHERE, place as Place), (NEXT, next as Place)] {
        if report.wants(name) {
            tell::say(&format!("Asking: {name}"));
            let answer = asker.open(Subject::Messages, "")?;
            let rows = answer.len();
            let ours = Runs::of_ours(|run| full(asker.window(&answer, from(rows, run), WINDOW)?))?;
            report.latencies(
                name,
                plain::NAME,
                &ours,
                &plain.map(|told| told.runs(name)).unwrap_or_default(),
            );
        }
    }
    Ok(())
}

/// Plain SQLite pages with OFFSET, which is what SQL offers for a place that is known by its number; or goes
/// on from the last row it has seen, through the index over time.
pub fn of_plain(plain: &Plain, report: &Report, told: &mut Told) -> Result<()> {
    if report.wants(ANYWHERE) {
        tell::say(&format!("Asking plain SQLite: {ANYWHERE}"));
        let sql = format!("{CELLS} ORDER BY m.at DESC, m.id DESC LIMIT {WINDOW} OFFSET ?1");
        let rows = report.scale;
        let runs = Runs::of_peer(|run| {
            full(read(plain, &sql, [i64::try_from(place(rows, run)).unwrap_or(0)])?.len())
        })?;
        told.runs.insert(ANYWHERE.to_owned(), runs);
    }
    if report.wants(NEXT) {
        let sql = format!(
            "{CELLS} WHERE m.at <= ?1 AND (m.at, m.id) < (?1, ?2) ORDER BY m.at DESC, m.id DESC LIMIT {WINDOW}"
        );
        let mut seen = (i64::MAX, i64::MAX);
        let runs = Runs::of_peer(|_| {
            let rows = read(plain, &sql, seen)?;
            seen = rows.last().copied().unwrap_or(seen);
            full(rows.len())
        })?;
        told.runs.insert(NEXT.to_owned(), runs);
    }
    Ok(())
}

fn full(rows: usize) -> Result<()> {
    if rows == WINDOW { Ok(()) } else { Err(Error::Empty { what: "A window".to_owned() }) }
}

/// Time and id of the rows; their texts are read too.
fn read(plain: &Plain, sql: &str, values: impl Params) -> Result<Vec<(i64, i64)>> {
    let mut statement = plain.conn.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| {
        std::hint::black_box(row.get::<_, String>(5)?);
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
