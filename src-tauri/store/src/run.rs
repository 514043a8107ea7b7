//! The latest syncs of each account: when, and what each brought.

use crate::error::{Error, Result};
use crate::limits;
use crate::writer::Writer;
use model::Millis;
use rusqlite::{Connection, Row};

/// How a sync ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Everything was read.
    Complete,
    /// Some lists could not be read; they are noted as gaps, and the others were read.
    Partly,
    /// The account as a whole could not be read, or not any further.
    Failed,
    Cancelled,
}

impl Ended {
    pub const ALL: [Self; 4] = [Self::Complete, Self::Partly, Self::Failed, Self::Cancelled];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Partly => "partly",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    fn from_name(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|ended| ended.as_str() == name);
        found.ok_or_else(|| Error::damaged("a sync ended in a way that is not known"))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub began_at: Millis,
    pub ended_at: Millis,
    pub ended: Ended,
    /// What was wrong, in words.
    pub note: Option<String>,
    pub records: u64,
    pub new: u64,
    pub changed: u64,
    /// Passed over.
    pub rejected: u64,
}

/// The latest first.
pub fn of_account(conn: &Connection, account: i64) -> Result<Vec<Run>> {
    let sql = "SELECT began_at, ended_at, ended, note, records, new, changed, rejected FROM run
        WHERE account = ?1 ORDER BY began_at DESC, id DESC";
    conn.prepare_cached(sql)?.query_and_then([account], read)?.collect()
}

/// When the last sync of an account began and ended.
pub fn last(conn: &Connection, account: i64) -> Result<Option<(Millis, Millis)>> {
    let sql = "SELECT began_at, ended_at FROM run WHERE account = ?1 ORDER BY began_at DESC, id DESC LIMIT 1";
    let mut last = conn.prepare_cached(sql)?;
    Ok(last.query_map([account], |row| Ok((row.get(0)?, row.get(1)?)))?.next().transpose()?)
}

fn read(row: &Row<'_>) -> Result<Run> {
    Ok(Run {
        began_at: row.get(0)?,
        ended_at: row.get(1)?,
        ended: Ended::from_name(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?,
        note: row.get(3)?,
        records: row.get(4)?,
        new: row.get(5)?,
        changed: row.get(6)?,
        rejected: row.get(7)?,
    })
}

impl Writer<'_> {
    /// Of an account's runs the latest [`limits::RUNS`] are kept, and the last of each way to end.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn run_add(&mut self, account: i64, run: &Run) -> Result<()> {
        let sql = "INSERT INTO run(account, began_at, ended_at, ended, note, records, new, changed, rejected)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let Run { began_at, ended_at, ended, note, records, new, changed, rejected } = run;
        let most = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let counts = [*records, *new, *changed, *rejected].map(most);
        let [records, new, changed, rejected] = counts;
        let params = (account, began_at, ended_at, ended.as_str(), note, records, new, changed, rejected);
        self.conn.prepare_cached(sql)?.execute(params)?;
        let sql = "DELETE FROM run WHERE account = ?1
            AND id NOT IN (SELECT id FROM run WHERE account = ?1 ORDER BY began_at DESC, id DESC LIMIT ?2)
            AND id NOT IN (SELECT max(id) FROM run WHERE account = ?1 GROUP BY ended)";
        self.conn.prepare_cached(sql)?.execute((account, limits::RUNS))?;
        Ok(())
    }
}
