//! Sessions, and the tags they carry.

use crate::error::Result;
use crate::shape::Subject;
use crate::table::{self, Bind, Cells, Own, Row, Table};
use crate::writer::Writer;
use model::{Kind, Millis, Party, Session, SessionState};
use rusqlite::Connection;

pub type SessionRow = Row<Session>;

impl Table for Session {
    const KIND: Kind = Kind::Session;
    const COLUMNS: &'static [&'static str] = &[
        "channel",
        "channel_number",
        "channel_name",
        "merchant_ext",
        "sender_name",
        "sender_number",
        "recipient_name",
        "recipient_number",
        "contact_ext",
        "agent_ext",
        "followers",
        "state",
        "state_raw",
        "created_at",
        "created_off",
        "active_at",
        "active_off",
        "first_opened_at",
        "first_opened_off",
        "opened_at",
        "opened_off",
        "picked_up_at",
        "picked_up_off",
        "snoozed_at",
        "snoozed_off",
        "closed_at",
        "closed_off",
        "first_replied_at",
        "first_replied_off",
        "tags",
        "campaign_ext",
        "support_bot_ext",
        "description",
        "measures",
    ];

    const OWN: Option<Own> = Some(Own { column: "seq", changes: false });

    fn ext(&self) -> &str {
        &self.id
    }

    fn born(&self) -> Option<Millis> {
        Some(self.created_at.at)
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.channel)?;
        to.put(&self.channel_number)?;
        to.put(&self.channel_name)?;
        to.put(&self.merchant_id)?;
        to.put(&self.sender.name)?;
        to.put(&self.sender.number)?;
        to.put(&self.recipient.name)?;
        to.put(&self.recipient.number)?;
        to.put(&self.contact_id)?;
        to.put(&self.agent_id)?;
        to.json(&self.follower_ids)?;
        to.put(self.state.as_str())?;
        to.put(&self.state_raw)?;
        to.stamp(self.created_at)?;
        // Sorted by, so never empty; without an offset it is only the fallback.
        to.put(self.last_active_at.unwrap_or(self.created_at).at)?;
        to.put(self.last_active_at.map(|s| s.offset))?;
        to.stamp(self.first_opened_at)?;
        to.stamp(self.opened_at)?;
        to.stamp(self.picked_up_at)?;
        to.stamp(self.snoozed_at)?;
        to.stamp(self.closed_at)?;
        to.stamp(self.first_replied_at)?;
        to.json(&self.tags)?;
        to.put(&self.campaign_id)?;
        to.put(&self.support_bot_id)?;
        to.put(&self.description)?;
        to.json(&self.measures)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            channel: from.get()?,
            channel_number: from.get()?,
            channel_name: from.get()?,
            merchant_id: from.get()?,
            sender: Party { name: from.get()?, number: from.get()? },
            recipient: Party { name: from.get()?, number: from.get()? },
            contact_id: from.get()?,
            agent_id: from.get()?,
            follower_ids: from.json()?,
            state: from.word(SessionState::from_name)?,
            state_raw: from.get()?,
            created_at: from.stamp()?,
            last_active_at: from.maybe_stamp()?,
            first_opened_at: from.maybe_stamp()?,
            opened_at: from.maybe_stamp()?,
            picked_up_at: from.maybe_stamp()?,
            snoozed_at: from.maybe_stamp()?,
            closed_at: from.maybe_stamp()?,
            first_replied_at: from.maybe_stamp()?,
            tags: from.json()?,
            campaign_id: from.get()?,
            support_bot_id: from.get()?,
            description: from.get()?,
            measures: from.json()?,
        })
    }

    fn before(&self, writer: &mut Writer<'_>, _account: i64, found: Option<i64>) -> Result<Option<i64>> {
        if let Some(id) = found {
            writer.will_change(Subject::Session, id)?;
        }
        writer.seq().map(Some)
    }
}

pub fn by_id(conn: &Connection, id: i64) -> Result<Option<SessionRow>> {
    table::by_id(conn, id)
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<SessionRow>> {
    table::by_ext(conn, account, ext)
}

/// The number of its arrival: dense, and never given to another.
pub(crate) fn seq(conn: &Connection, id: i64) -> Result<i64> {
    Ok(conn.prepare_cached("SELECT seq FROM session WHERE id = ?1")?.query_row([id], |row| row.get(0))?)
}

/// The tags in a table of their own, which filters and counts read.
pub(crate) fn write_tags(conn: &Connection, id: i64, session: &Session, fresh: bool) -> Result<()> {
    if !fresh {
        delete_tags(conn, id)?;
    }
    if session.tags.is_empty() {
        return Ok(());
    }
    let mut insert =
        conn.prepare_cached("INSERT OR IGNORE INTO session_tag(session, tag) VALUES (?1, ?2)")?;
    for tag in &session.tags {
        insert.execute((id, tag))?;
    }
    Ok(())
}

pub(crate) fn delete_tags(conn: &Connection, id: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM session_tag WHERE session = ?1")?.execute([id])?;
    Ok(())
}
