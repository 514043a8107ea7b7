//! Which session a message belongs to, and what it takes from it.
//!
//! A message names its session by the provider's id; the session may arrive later, or be deleted. The
//! column `message.session` holds the session's row id as long as it is here.

use crate::error::{Error, Result};
use crate::limits;
use crate::recent::Recent;
use crate::shape::message::{Taken, taken};
use model::Session;
use rusqlite::{Connection, Row};
use std::sync::Arc;

/// What a message takes from its session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// Row id of the session.
    pub id: i64,
    /// Its number of arrival.
    pub seq: i64,
    /// Shared by all that remember the session.
    pub taken: Arc<Taken>,
}

impl Link {
    pub fn of(id: i64, seq: i64, session: &Session) -> Self {
        let Session { channel, channel_number, state, agent_id, campaign_id, tags, .. } = session;
        let own = [channel_number.as_deref(), agent_id.as_deref(), campaign_id.as_deref()];
        Self { id, seq, taken: taken(channel, state.as_str(), own, tags) }
    }

    /// Id, number of arrival, channel, state, channel's number, agent, campaign, tags.
    fn read(row: &Row<'_>) -> Result<Self> {
        let text = |at: usize| row.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
        let maybe = |at: usize| row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from);
        let tags: Vec<String> = serde_json::from_str(text(7)?)
            .map_err(|e| Error::damaged(format!("the tags of a session cannot be read ({e})")))?;
        let own = [maybe(4)?, maybe(5)?, maybe(6)?];
        let taken = taken(text(2)?, text(3)?, own, &tags);
        Ok(Self { id: row.get(0)?, seq: row.get(1)?, taken })
    }
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
        let sql = "SELECT id, seq, channel, state, channel_number, agent_ext, campaign_ext, tags
            FROM session WHERE account = ?1 AND ext = ?2";
        let mut statement = conn.prepare_cached(sql)?;
        let link = statement.query_and_then((account, ext), Link::read)?.next().transpose()?;
        self.0.put(0, account, ext, link.clone());
        Ok(link)
    }

    /// The session came, changed, or went.
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

/// Messages of a session, which may be deleted already.
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
