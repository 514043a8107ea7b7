//! Numbered migrations. A store of a newer version is refused, untouched.

use crate::error::{Error, Result};
use rusqlite::Connection;

/// In order; the number of a migration is its place, from 1. Never edited once released.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_start.sql")];

fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

pub(crate) fn refuse_newer(conn: &Connection) -> Result<()> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found = version(conn)?;
    if found > known { Err(Error::Newer { found, known }) } else { Ok(()) }
}

pub(crate) fn run(conn: &mut Connection) -> Result<()> {
    let found = version(conn)?;
    for (number, sql) in (1_i64..).zip(MIGRATIONS).filter(|(number, _)| *number > found) {
        let tx = conn.transaction()?;
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
        tx.commit()?;
    }
    Ok(())
}
