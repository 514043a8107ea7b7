//! What is known not to be in the store: stretches that a provider does not give or a sync left out.

use crate::error::{Error, Result};
use crate::shape::Subject;
use crate::writer::Writer;
use model::{Kind, Millis};
use rusqlite::Connection;

/// What kind of missing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It was never read, or not to its end.
    NotRead,
    /// The provider has it no longer.
    NotKept,
    /// It came, and was passed over.
    Skipped,
}

impl Why {
    pub const ALL: [Self; 3] = [Self::NotRead, Self::NotKept, Self::Skipped];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotRead => "not_read",
            Self::NotKept => "not_kept",
            Self::Skipped => "skipped",
        }
    }

    fn from_name(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|why| why.as_str() == name);
        found.ok_or_else(|| Error::damaged("a gap is missing for a reason that is not known"))
    }
}

/// Each stream has one gap of a kind at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub stream: String,
    pub why: Why,
    /// `None`: since ever.
    pub from_at: Option<Millis>,
    /// `None`: until now.
    pub to_at: Option<Millis>,
    /// In words.
    pub reason: String,
    pub noted_at: Millis,
}

/// Oldest note first.
pub fn of_account(conn: &Connection, account: i64) -> Result<Vec<Gap>> {
    let sql = "SELECT stream, why, from_at, to_at, reason, noted_at FROM gap WHERE account = ?1 ORDER BY id";
    conn.prepare_cached(sql)?
        .query_and_then([account], |row| {
            Ok(Gap {
                stream: row.get(0)?,
                why: Why::from_name(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?,
                from_at: row.get(2)?,
                to_at: row.get(3)?,
                reason: row.get(4)?,
                noted_at: row.get(5)?,
            })
        })?
        .collect()
}

/// The time of the oldest record of a kind; `None` where there is none, or none that has a time.
pub fn oldest(conn: &Connection, account: i64, kind: Kind) -> Result<Option<Millis>> {
    let Some(subject) = Subject::of(kind) else { return Ok(None) };
    let sql = format!("SELECT min({}) FROM {} WHERE account = ?1", subject.time(), kind.as_str());
    Ok(conn.prepare_cached(&sql)?.query_row([account], |row| row.get(0))?)
}

impl Writer<'_> {
    /// Takes the place of what was noted of the stream before, of this kind of missing.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn gap_note(&mut self, account: i64, gap: &Gap) -> Result<()> {
        self.gap_close(account, &gap.stream, gap.why)?;
        let sql = "INSERT INTO gap(account, stream, why, from_at, to_at, reason, noted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let Gap { stream, why, from_at, to_at, reason, noted_at } = gap;
        self.conn.execute(sql, (account, stream, why.as_str(), from_at, to_at, reason, noted_at))?;
        Ok(())
    }

    /// Nothing of this kind is missing of the stream any more.
    ///
    /// # Errors
    /// As [`Error`].
    pub fn gap_close(&mut self, account: i64, stream: &str, why: Why) -> Result<()> {
        let sql = "DELETE FROM gap WHERE account = ?1 AND stream = ?2 AND why = ?3";
        self.conn.execute(sql, (account, stream, why.as_str()))?;
        Ok(())
    }
}
