//! What changes about an account from sync to sync: its schedule, whether it is paused, how much may be asked.

use super::one;
use crate::error::{Error, Result};
use crate::writer::Writer;
use model::Millis;
use rusqlite::Row;

/// Why an account is not synced for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseWhy {
    /// Somebody said so.
    Person,
    /// The provider refused the login. Asked again, some lock out whoever asks.
    Refused,
}

impl PauseWhy {
    const ALL: [Self; 2] = [Self::Person, Self::Refused];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Refused => "refused",
        }
    }

    fn from_name(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|why| why.as_str() == name);
        found.ok_or_else(|| Error::damaged("an account is paused for a reason that is not known"))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    pub at: Millis,
    pub why: PauseWhy,
    /// In words.
    pub note: Option<String>,
}

/// Requests that the provider still took when it last said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLeft {
    pub at: Millis,
    pub left: u64,
    /// Of how many, where it says.
    pub of: Option<u64>,
    /// When they are all there again, where it says.
    pub resets_at: Option<Millis>,
}

/// Columns 11 to 13 of an account.
pub(super) fn pause(row: &Row<'_>) -> Result<Option<Pause>> {
    let (Some(at), Some(why)) = (row.get::<_, Option<Millis>>(11)?, row.get::<_, Option<String>>(12)?) else {
        return Ok(None);
    };
    Ok(Some(Pause { at, why: PauseWhy::from_name(&why)?, note: row.get(13)? }))
}

/// Columns 14 to 17 of an account.
pub(super) fn rate(row: &Row<'_>) -> Result<Option<RateLeft>> {
    let (Some(at), Some(left)) = (row.get(14)?, row.get(15)?) else { return Ok(None) };
    Ok(Some(RateLeft { at, left, of: row.get(16)?, resets_at: row.get(17)? }))
}

impl Writer<'_> {
    /// # Errors
    /// [`Error::Missing`].
    pub fn account_set_schedule(&mut self, id: i64, schedule: &str) -> Result<()> {
        let sql = "UPDATE account SET schedule = ?2 WHERE id = ?1";
        one(self.conn.execute(sql, (id, schedule))?, id)
    }

    /// `None`: it is synced again.
    ///
    /// # Errors
    /// [`Error::Missing`].
    pub fn account_set_pause(&mut self, id: i64, pause: Option<&Pause>) -> Result<()> {
        let sql = "UPDATE account SET paused_at = ?2, paused_why = ?3, paused_note = ?4 WHERE id = ?1";
        let (at, why) = (pause.map(|pause| pause.at), pause.map(|pause| pause.why.as_str()));
        let note = pause.and_then(|pause| pause.note.as_deref());
        one(self.conn.execute(sql, (id, at, why, note))?, id)
    }

    /// # Errors
    /// [`Error::Missing`].
    pub fn account_set_rate(&mut self, id: i64, rate: &RateLeft) -> Result<()> {
        let sql = "UPDATE account SET rate_at = ?2, rate_left = ?3, rate_of = ?4, rate_resets_at = ?5
            WHERE id = ?1";
        let most = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let params = (id, rate.at, most(rate.left), rate.of.map(most), rate.resets_at);
        one(self.conn.execute(sql, params)?, id)
    }
}
