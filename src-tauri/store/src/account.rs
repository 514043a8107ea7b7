//! Accounts: a provider, its address, its credentials, and when it is synced.

mod state;

pub use state::{Pause, PauseWhy, RateLeft};

use crate::error::{Error, Result};
use crate::shape::Subject;
use crate::writer::Writer;
use crate::{limits, raw, tally};
use model::{Kind, Millis};
use rusqlite::{Connection, Params};
use std::collections::BTreeMap;
use std::fmt;

/// Settings or secrets: a name and its value.
pub type Fields = BTreeMap<String, String>;

/// What a person gives to add an account.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAccount {
    pub name: String,
    /// The provider's id in the catalogue.
    pub provider: String,
    pub url: String,
    pub settings: Fields,
    pub secrets: Fields,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub provider: String,
    pub url: String,
    pub settings: Fields,
    pub secrets: Fields,
    pub created_at: Millis,
    pub last_sync_at: Option<Millis>,
    pub last_sync_note: Option<String>,
    /// Removed, while its records were kept: it names them, and is synced no more.
    pub removed_at: Option<Millis>,
    /// When it is synced by itself, in the words of whoever reads it; empty: never.
    pub schedule: String,
    pub pause: Option<Pause>,
    pub rate: Option<RateLeft>,
}

/// Without the secrets.
impl fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewAccount({:?}, {})", self.name, self.provider)
    }
}

/// Without the secrets.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({}, {:?}, {})", self.id, self.name, self.provider)
    }
}

const SELECT: &str =
    "SELECT id, name, provider, url, settings, secrets, created_at, last_sync_at, last_sync_note,
    removed_at, schedule, paused_at, paused_why, paused_note, rate_at, rate_left, rate_of, rate_resets_at
    FROM account";

/// In the order of their names; without those that were removed.
pub fn list(conn: &Connection) -> Result<Vec<Account>> {
    select(conn, "WHERE removed_at IS NULL ORDER BY name", [])
}

/// Removed ones too.
pub fn get(conn: &Connection, id: i64) -> Result<Option<Account>> {
    Ok(select(conn, "WHERE id = ?1", [id])?.pop())
}

pub fn by_name(conn: &Connection, name: &str) -> Result<Option<Account>> {
    Ok(select(conn, "WHERE name = ?1 AND removed_at IS NULL", [name])?.pop())
}

fn select(conn: &Connection, tail: &str, params: impl Params) -> Result<Vec<Account>> {
    conn.prepare_cached(&format!("{SELECT} {tail}"))?.query_and_then(params, read)?.collect()
}

fn read(row: &rusqlite::Row<'_>) -> Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        name: row.get(1)?,
        provider: row.get(2)?,
        url: row.get(3)?,
        settings: fields(&row.get::<_, String>(4)?)?,
        secrets: fields(&row.get::<_, String>(5)?)?,
        created_at: row.get(6)?,
        last_sync_at: row.get(7)?,
        last_sync_note: row.get(8)?,
        removed_at: row.get(9)?,
        schedule: row.get(10)?,
        pause: state::pause(row)?,
        rate: state::rate(row)?,
    })
}

fn fields(text: &str) -> Result<Fields> {
    serde_json::from_str(text).map_err(|_| Error::damaged("the settings of an account cannot be read"))
}

fn text(fields: &Fields) -> Result<String> {
    serde_json::to_string(fields).map_err(|e| Error::damaged(e.to_string()))
}

impl Writer<'_> {
    /// # Errors
    /// [`Error::Taken`] when another account has the name.
    pub fn account_add(&mut self, new: &NewAccount, now: Millis) -> Result<i64> {
        self.name_is_free(&new.name, None)?;
        let sql = "INSERT INTO account(name, provider, url, settings, secrets, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id";
        let params = (&new.name, &new.provider, &new.url, text(&new.settings)?, text(&new.secrets)?, now);
        Ok(self.conn.query_row(sql, params, |row| row.get(0))?)
    }

    /// # Errors
    /// [`Error::Taken`], [`Error::Missing`].
    pub fn account_rename(&mut self, id: i64, name: &str) -> Result<()> {
        self.name_is_free(name, Some(id))?;
        let changed = self.conn.execute("UPDATE account SET name = ?2 WHERE id = ?1", (id, name))?;
        one(changed, id)
    }

    /// # Errors
    /// [`Error::Missing`].
    pub fn account_set_secrets(
        &mut self,
        id: i64,
        url: &str,
        settings: &Fields,
        secrets: &Fields,
    ) -> Result<()> {
        let sql = "UPDATE account SET url = ?2, settings = ?3, secrets = ?4 WHERE id = ?1";
        one(self.conn.execute(sql, (id, url, text(settings)?, text(secrets)?))?, id)
    }

    /// `note`: what the last sync had to say, in words.
    ///
    /// # Errors
    /// [`Error::Missing`].
    pub fn account_set_last_sync(&mut self, id: i64, at: Millis, note: Option<&str>) -> Result<()> {
        let sql = "UPDATE account SET last_sync_at = ?2, last_sync_note = ?3 WHERE id = ?1";
        one(self.conn.execute(sql, (id, at, note))?, id)
    }

    /// Its secrets go at once. With `data` its records go too; without, they stay and keep its name.
    ///
    /// # Errors
    /// [`Error::Missing`].
    pub fn account_remove(&mut self, id: i64, data: bool, now: Millis) -> Result<()> {
        for table in ["checkpoint", "branch", "run"] {
            self.conn.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [id])?;
        }
        if !data {
            let sql = "UPDATE account SET secrets = '{}', schedule = '', removed_at = ?2 WHERE id = ?1";
            return one(self.conn.execute(sql, (id, now))?, id);
        }
        for subject in Subject::ALL {
            self.index_without(subject, id)?;
        }
        self.write_raws()?;
        for kind in Kind::ALL {
            self.clear(id, *kind)?;
        }
        self.memory.names.forget();
        self.memory.links.forget();
        self.imports_forget(id)?;
        for table in ["tombstone", "gap", "gone", "tally"] {
            self.conn.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [id])?;
        }
        self.tallies.retain(|(account, _), _| *account != id);
        one(self.conn.execute("DELETE FROM account WHERE id = ?1", [id])?, id)
    }

    fn clear(&mut self, account: i64, kind: Kind) -> Result<()> {
        let table = kind.as_str();
        let of_account = format!("(SELECT id FROM {table} WHERE account = ?1)");
        if kind == Kind::Session {
            let sql = format!("DELETE FROM session_tag WHERE session IN {of_account}");
            self.conn.execute(&sql, [account])?;
        }
        raw::clear(self.conn, account, kind)?;
        self.conn.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [account])?;
        Ok(())
    }

    /// Before the rows of the account go: the index has them no more.
    fn index_without(&mut self, subject: Subject, account: i64) -> Result<()> {
        let table = subject.kind().as_str();
        let sql = format!("SELECT id FROM {table} WHERE id > ?2 AND account = ?1 ORDER BY id LIMIT ?3");
        let mut last = i64::MIN;
        loop {
            let params = (account, last, limits::PENDING);
            let ids: Vec<i64> = self
                .conn
                .prepare_cached(&sql)?
                .query_and_then(params, |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let Some(end) = ids.last() else { return Ok(()) };
            last = *end;
            for id in ids {
                self.will_change(subject, id)?;
                self.gone(subject, id);
            }
            self.index_if_many()?;
        }
    }

    fn name_is_free(&self, name: &str, but: Option<i64>) -> Result<()> {
        match by_name(self.conn, name)? {
            Some(found) if Some(found.id) != but => Err(Error::Taken(name.to_owned())),
            _ => Ok(()),
        }
    }
}

fn one(changed: usize, id: i64) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Error::Missing { what: "account", which: id.to_string() }) }
}

/// Rows of the three subjects in an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub sessions: u64,
    pub messages: u64,
    pub deliveries: u64,
}

pub fn counts(conn: &Connection, account: i64) -> Result<Counts> {
    let tallies = tally::of_account(conn, account)?;
    let of = |kind| tallies.get(&kind).copied().unwrap_or(0);
    Ok(Counts { sessions: of(Kind::Session), messages: of(Kind::Message), deliveries: of(Kind::Delivery) })
}
