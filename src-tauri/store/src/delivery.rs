//! Deliveries, and what their sources say against each other.

use crate::error::Result;
use crate::limits;
use crate::shape::Subject;
use crate::table::{self, Bind, Cells, Row, Table};
use crate::writer::Writer;
use model::{Delivery, DeliveryEvent, DeliveryStatus, EventKind, Kind, Millis};
use rusqlite::{Connection, OptionalExtension};

pub type DeliveryRow = Row<Delivery>;

impl Table for Delivery {
    const KIND: Kind = Kind::Delivery;
    const COLUMNS: &'static [&'static str] = &[
        "category",
        "name",
        "template_ext",
        "response_code",
        "recipient_type",
        "recipient",
        "contact_ext",
        "session_ext",
        "channel",
        "channel_number",
        "status",
        "status_raw",
        "message_type",
        "credits",
        "company",
        "batch_ext",
        "campaign_ext",
        "request",
        "response",
        "parameters",
        "recorded_at",
        "recorded_off",
    ];

    fn ext(&self) -> &str {
        &self.id
    }

    fn born(&self) -> Option<Millis> {
        Some(self.recorded_at.at)
    }

    fn bind(&self, to: &mut Bind<'_, '_>) -> Result<()> {
        to.put(&self.category)?;
        to.put(&self.name)?;
        to.put(&self.template_id)?;
        to.put(&self.response_code)?;
        to.put(&self.recipient_type)?;
        to.put(&self.recipient)?;
        to.put(&self.contact_id)?;
        to.put(&self.session_id)?;
        to.put(&self.channel)?;
        to.put(&self.channel_number)?;
        to.put(self.status.as_str())?;
        to.put(&self.status_raw)?;
        to.put(&self.message_type)?;
        to.put(self.credits)?;
        to.put(&self.company)?;
        to.put(&self.batch_id)?;
        to.put(&self.campaign_id)?;
        to.put(&self.request)?;
        to.put(&self.response)?;
        to.json(&self.parameters)?;
        to.stamp(self.recorded_at)
    }

    fn read(id: String, from: &mut Cells<'_, '_>) -> Result<Self> {
        Ok(Self {
            id,
            category: from.get()?,
            name: from.get()?,
            template_id: from.get()?,
            response_code: from.get()?,
            recipient_type: from.get()?,
            recipient: from.get()?,
            contact_id: from.get()?,
            session_id: from.get()?,
            channel: from.get()?,
            channel_number: from.get()?,
            status: from.word(DeliveryStatus::from_name)?,
            status_raw: from.get()?,
            message_type: from.get()?,
            credits: from.get()?,
            company: from.get()?,
            batch_id: from.get()?,
            campaign_id: from.get()?,
            request: from.get()?,
            response: from.get()?,
            parameters: from.json()?,
            recorded_at: from.stamp()?,
        })
    }

    fn before(&self, writer: &mut Writer<'_>, _: i64, found: Option<i64>) -> Result<Option<i64>> {
        if let Some(id) = found {
            writer.will_change(Subject::Delivery, id)?;
        }
        Ok(None)
    }
}

pub fn by_id(conn: &Connection, id: i64) -> Result<Option<DeliveryRow>> {
    table::by_id(conn, id)
}

/// By the provider's id.
pub fn by_ext(conn: &Connection, account: i64, ext: &str) -> Result<Option<DeliveryRow>> {
    table::by_ext(conn, account, ext)
}

/// Oldest first.
pub fn of_session(conn: &Connection, account: i64, session_ext: &str) -> Result<Vec<DeliveryRow>> {
    table::select(
        conn,
        "WHERE account = ?1 AND session_ext = ?2 ORDER BY recorded_at, id",
        (account, session_ext),
    )
}

/// A part of what a provider says of a delivery, put together with what is here of it and with its events; `None`
/// when it says nothing new.
pub(crate) fn gather(
    conn: &Connection,
    account: i64,
    part: &Delivery,
    row: Option<i64>,
) -> Result<Option<Delivery>> {
    let known = match row {
        Some(id) => by_id(conn, id)?.map(|row| row.record),
        None => None,
    };
    let tail = "WHERE account = ?1 AND delivery_ext = ?2 ORDER BY id DESC LIMIT ?3";
    let events = table::select::<DeliveryEvent>(conn, tail, (account, &part.id, limits::GATHERED))?;
    let events: Vec<DeliveryEvent> = events.into_iter().map(|row| row.record).collect();
    let whole = part.clone().gathered(known.clone(), &events);
    Ok(Some(whole).filter(|whole| known.as_ref() != Some(whole)))
}

/// What two sources say against each other about this delivery, in words.
pub fn contradiction(conn: &Connection, id: i64) -> Result<Option<String>> {
    let sql = "SELECT contradiction FROM delivery WHERE id = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?.flatten())
}

/// Whether the store has any event of a delivery.
pub(crate) fn any_event(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM delivery_event)", [], |row| row.get(0))?)
}

pub(crate) fn has_event(conn: &Connection, account: i64, ext: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM delivery_event WHERE account = ?1 AND delivery_ext = ?2)";
    Ok(conn.prepare_cached(sql)?.query_row((account, ext), |row| row.get(0))?)
}

/// Weighs status, code and events against each other and writes the finding, if it is a new one.
pub(crate) fn weigh(writer: &mut Writer<'_>, account: i64, ext: &str) -> Result<()> {
    let sql = "SELECT id, status, response_code, contradiction,
        (SELECT group_concat(DISTINCT e.kind) FROM delivery_event e WHERE e.account = ?1 AND e.delivery_ext = ?2)
        FROM delivery WHERE account = ?1 AND ext = ?2";
    let found =
        writer.conn.prepare_cached(sql)?.query_and_then((account, ext), finding)?.next().transpose()?;
    if let Some((id, was, is)) = found
        && was.as_deref() != is
    {
        writer.will_change(Subject::Delivery, id)?;
        let sql = "UPDATE delivery SET contradiction = ?2 WHERE id = ?1";
        writer.conn.prepare_cached(sql)?.execute((id, is))?;
    }
    Ok(())
}

type Finding = (i64, Option<String>, Option<&'static str>);

fn finding(row: &rusqlite::Row<'_>) -> Result<Finding> {
    let mut cells = Cells::new(row);
    let id = cells.get()?;
    let status = cells.word(DeliveryStatus::from_name)?;
    let code: Option<String> = cells.get()?;
    let was = cells.get()?;
    let kinds: Option<String> = cells.get()?;
    let kinds: Vec<EventKind> =
        kinds.iter().flat_map(|list| list.split(',')).filter_map(EventKind::from_name).collect();
    Ok((id, was, model::contradiction(status, code.as_deref(), &kinds)))
}
