//! Which session a message belongs to.
//!
//! A message names its session by the provider's id; the session may arrive later, or be deleted. The
//! column `message.session` holds the session's row id as long as it is here.

use crate::error::Result;
use crate::limits;
use crate::recent::Recent;
use rusqlite::{Connection, OptionalExtension};
use std::sync::Arc;

/// What a message takes from its session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// Row id of the session.
    pub id: i64,
    /// Its number of arrival.
    pub seq: i64,
    pub channel: Arc<str>,
}

/// Sessions looked up lately, remembered from transaction to transaction.
pub(crate) struct Links(Recent<Option<Link>>);

impl Default for Links {
    fn default() -> Self {
        Self(Recent::new(limits::LINKS_REMEMBERED))
    }
}

impl Links {
    pub fn forget(&mut self) {
        self.0.forget();
    }

    /// The session `ext` of the account, if it is here.
    pub fn of(&mut self, conn: &Connection, account: i64, ext: &str) -> Result<Option<Link>> {
        if let Some(link) = self.0.get(0, account, ext) {
            return Ok(link.clone());
        }
        let sql = "SELECT id, seq, channel FROM session WHERE account = ?1 AND ext = ?2";
        let link = conn
            .prepare_cached(sql)?
            .query_row((account, ext), |row| {
                Ok(Link { id: row.get(0)?, seq: row.get(1)?, channel: row.get(2)? })
            })
            .optional()?;
        self.0.put(0, account, ext, link.clone());
        Ok(link)
    }

    /// The session came, changed its channel, or went.
    pub fn set(&mut self, account: i64, ext: &str, link: Option<Link>) {
        self.0.put(0, account, ext, link);
    }
}

/// Whether any message waits for its session.
pub(crate) fn any_waits(conn: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM message WHERE session IS NULL)";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Messages that wait for the session `ext`.
pub(crate) fn waiting(conn: &Connection, account: i64, ext: &str) -> Result<Vec<i64>> {
    let sql = "SELECT id FROM message WHERE account = ?1 AND session_ext = ?2 AND session IS NULL";
    ids(conn, sql, (account, ext))
}

/// Messages of a session.
pub(crate) fn linked(conn: &Connection, session: i64) -> Result<Vec<i64>> {
    ids(conn, "SELECT id FROM message WHERE session = ?1", [session])
}

pub(crate) fn set(conn: &Connection, message: i64, session: Option<i64>) -> Result<()> {
    conn.prepare_cached("UPDATE message SET session = ?2 WHERE id = ?1")?.execute((message, session))?;
    Ok(())
}

fn ids(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<i64>> {
    conn.prepare_cached(sql)?.query_and_then(params, |row| Ok(row.get(0)?))?.collect()
}
