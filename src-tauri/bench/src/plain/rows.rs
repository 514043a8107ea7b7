//! One upsert a kind, written out as one would by hand.

use super::run;
use crate::error::Result;
use model::{
    Agent, Bot, Campaign, Contact, Delivery, Kind, Message, Millis, Record, Session, Stamp, Template,
};
use rusqlite::{Connection, ToSql};
use serde::Serialize;

/// The id of the row when it was written; `None` when it stood there already, or its kind is not loaded.
pub fn upsert(conn: &Connection, record: &Record, digest: i64) -> Result<Option<i64>> {
    match record {
        Record::Agent(r) => agent(conn, r, digest),
        Record::Bot(r) => bot(conn, r, digest),
        Record::Campaign(r) => campaign(conn, r, digest),
        Record::Template(r) => template(conn, r, digest),
        Record::Contact(r) => contact(conn, r, digest),
        Record::Session(r) => session(conn, r, digest),
        Record::Message(r) => message(conn, r, digest),
        Record::Delivery(r) => delivery(conn, r, digest),
        _ => Ok(None),
    }
}

/// Keeps the kinds' raw records apart.
pub const fn number(kind: Kind) -> i64 {
    match kind {
        Kind::Agent => 1,
        Kind::Bot => 2,
        Kind::Contact => 3,
        Kind::Session => 4,
        Kind::Message => 5,
        Kind::Delivery => 6,
        Kind::Campaign => 7,
        Kind::Template => 8,
        _ => 0,
    }
}

fn at(stamp: Option<Stamp>) -> Option<Millis> {
    stamp.map(|stamp| stamp.at)
}

fn off(stamp: Option<Stamp>) -> Option<i16> {
    stamp.map(|stamp| stamp.offset)
}

fn json(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}

/// The statement of a table: insert, or change what differs.
macro_rules! upsert {
    ($conn:expr, $table:literal, $record:expr, $digest:expr, { $($column:literal: $value:expr),+ $(,)? }) => {{
        let values: &[&dyn ToSql] = &[&$record.id, &$digest, $($value),+];
        run($conn, statement!($table, $($column),+), values)
    }};
}

/// `?` stands for the next value, so the order of the columns is the only thing to keep.
macro_rules! statement {
    ($table:literal, $($column:literal),+) => {
        concat!(
            "INSERT INTO ", $table, "(account, ext, digest", $(", ", $column),+, ") VALUES (1, ?, ?",
            $(statement!(@place $column)),+,
            ") ON CONFLICT (account, ext) DO UPDATE SET digest = excluded.digest",
            $(", ", $column, " = excluded.", $column),+,
            " WHERE digest <> excluded.digest RETURNING id"
        )
    };
    (@place $column:literal) => { ", ?" };
}

fn agent(conn: &Connection, r: &Agent, digest: i64) -> Result<Option<i64>> {
    upsert!(conn, "agent", r, digest, {
        "name": &r.name,
        "username": &r.username,
        "email": &r.email,
        "mobile": &r.mobile,
        "role": &r.role,
        "removed": &r.removed,
        "created_at": &at(r.created_at),
        "created_off": &off(r.created_at),
    })
}

fn bot(conn: &Connection, r: &Bot, digest: i64) -> Result<Option<i64>> {
    upsert!(conn, "bot", r, digest, {
        "name": &r.name,
        "created_at": &at(r.created_at),
        "created_off": &off(r.created_at),
    })
}

fn campaign(conn: &Connection, r: &Campaign, digest: i64) -> Result<Option<i64>> {
    upsert!(conn, "campaign", r, digest, {
        "name": &r.name,
        "kind": &r.kind,
        "state": &r.state,
        "starts_at": &at(r.starts_at),
        "starts_off": &off(r.starts_at),
        "ends_at": &at(r.ends_at),
        "ends_off": &off(r.ends_at),
    })
}

fn template(conn: &Connection, r: &Template, digest: i64) -> Result<Option<i64>> {
    upsert!(conn, "template", r, digest, {
        "name": &r.name,
        "language": &r.language,
        "category": &r.category,
        "body": &r.body,
        "channel": &r.channel,
    })
}

fn contact(conn: &Connection, r: &Contact, digest: i64) -> Result<Option<i64>> {
    upsert!(conn, "contact", r, digest, {
        "name": &r.name,
        "identification": &r.identification,
        "email": &r.email,
        "phone": &r.phone,
        "mobile": &r.mobile,
        "language": &r.language,
        "country": &r.country,
        "company": &r.company,
        "created_at": &at(r.created_at),
        "created_off": &off(r.created_at),
    })
}

fn session(conn: &Connection, r: &Session, digest: i64) -> Result<Option<i64>> {
    upsert!(conn, "session", r, digest, {
        "channel": &r.channel,
        "channel_number": &r.channel_number,
        "channel_name": &r.channel_name,
        "merchant_ext": &r.merchant_id,
        "sender_name": &r.sender.name,
        "sender_number": &r.sender.number,
        "recipient_name": &r.recipient.name,
        "recipient_number": &r.recipient.number,
        "contact_ext": &r.contact_id,
        "agent_ext": &r.agent_id,
        "followers": &json(&r.follower_ids)?,
        "state": &r.state.as_str(),
        "state_raw": &r.state_raw,
        "created_at": &r.created_at.at,
        "created_off": &r.created_at.offset,
        "active_at": &r.last_active_at.unwrap_or(r.created_at).at,
        "active_off": &off(r.last_active_at),
        "first_opened_at": &at(r.first_opened_at),
        "first_opened_off": &off(r.first_opened_at),
        "opened_at": &at(r.opened_at),
        "opened_off": &off(r.opened_at),
        "picked_up_at": &at(r.picked_up_at),
        "picked_up_off": &off(r.picked_up_at),
        "snoozed_at": &at(r.snoozed_at),
        "snoozed_off": &off(r.snoozed_at),
        "closed_at": &at(r.closed_at),
        "closed_off": &off(r.closed_at),
        "first_replied_at": &at(r.first_replied_at),
        "first_replied_off": &off(r.first_replied_at),
        "tags": &json(&r.tags)?,
        "campaign_ext": &r.campaign_id,
        "support_bot_ext": &r.support_bot_id,
        "description": &r.description,
        "measures": &json(&r.measures)?,
    })
}

fn message(conn: &Connection, r: &Message, digest: i64) -> Result<Option<i64>> {
    upsert!(conn, "message", r, digest, {
        "session_ext": &r.session_id,
        "at": &r.at.at,
        "off": &r.at.offset,
        "direction": &r.direction.as_str(),
        "person": &r.person.as_str(),
        "person_ext": &r.person_id,
        "kind": &r.kind.as_str(),
        "text": &r.text,
        "caption": &r.caption,
        "attachment": &r.attachment,
        "template_ext": &r.template_id,
        "delivery_ext": &r.delivery_id,
    })
}

fn delivery(conn: &Connection, r: &Delivery, digest: i64) -> Result<Option<i64>> {
    upsert!(conn, "delivery", r, digest, {
        "category": &r.category,
        "name": &r.name,
        "template_ext": &r.template_id,
        "response_code": &r.response_code,
        "recipient_type": &r.recipient_type,
        "recipient": &r.recipient,
        "contact_ext": &r.contact_id,
        "session_ext": &r.session_id,
        "channel": &r.channel,
        "channel_number": &r.channel_number,
        "status": &r.status.as_str(),
        "status_raw": &r.status_raw,
        "message_type": &r.message_type,
        "credits": &r.credits,
        "company": &r.company,
        "batch_ext": &r.batch_id,
        "campaign_ext": &r.campaign_id,
        "request": &r.request,
        "response": &r.response,
        "parameters": &json(&r.parameters)?,
        "recorded_at": &r.recorded_at.at,
        "recorded_off": &r.recorded_at.offset,
    })
}
