//! Numbered migrations. A store of a newer version is refused, untouched, and so is one of a trial.

use crate::error::{Error, Result};
use rusqlite::Connection;

/// In order; numbered from [`FIRST`]. Never edited once released.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_start.sql")];
/// Lower numbers were those of trial versions, which nobody was given.
const FIRST: i64 = 2;

fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// The migrations with their numbers.
fn numbered() -> impl Iterator<Item = (i64, &'static str)> {
    (FIRST..).zip(MIGRATIONS.iter().copied())
}

pub(crate) fn refuse_others(conn: &Connection) -> Result<()> {
    let known = numbered().map(|(number, _)| number).max().unwrap_or(0);
    match version(conn)? {
        found if found > known => Err(Error::Newer { found, known }),
        found if found < FIRST => Err(Error::Trial { found }),
        _ => Ok(()),
    }
}

pub(crate) fn run(conn: &mut Connection) -> Result<()> {
    let found = version(conn)?;
    for (number, sql) in numbered().filter(|(number, _)| *number > found) {
        let tx = conn.transaction()?;
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
        tx.commit()?;
    }
    Ok(())
}
