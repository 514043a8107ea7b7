//! One chat: its facts, its state changes, and its whole message history.

use crate::fault::Fault;
use crate::{Call, Right, Seat, limits};
use ::store::{
    DeliveryRow, MessageRow, Reader, agent, bot, campaign, contact, delivery, session, session_event,
    template,
};
use model::{
    Contact, DeliveryStatus, Direction, Measures, MessageKind, Millis, Party, PersonKind, SessionState,
    Stamp, hold_millis,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct Detail {
    pub id: i64,
}

#[derive(Debug, Serialize, TS)]
pub struct AccountRef {
    pub id: i64,
    pub name: String,
    pub provider: String,
}

#[derive(Debug, Serialize, TS)]
pub struct ContactView {
    pub id: String,
    pub name: Option<String>,
    pub identification: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub mobile: Option<String>,
    pub language: Option<String>,
    pub company: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct AgentView {
    pub id: String,
    pub name: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct SessionView {
    /// The provider's id.
    pub id: String,
    pub channel: String,
    pub channel_number: Option<String>,
    pub channel_name: Option<String>,
    pub sender: Party,
    pub recipient: Party,
    pub contact: Option<ContactView>,
    pub agent: Option<AgentView>,
    pub state: SessionState,
    pub state_raw: Option<String>,
    pub created_at: Stamp,
    pub last_active_at: Option<Stamp>,
    pub first_opened_at: Option<Stamp>,
    pub opened_at: Option<Stamp>,
    pub picked_up_at: Option<Stamp>,
    pub snoozed_at: Option<Stamp>,
    pub closed_at: Option<Stamp>,
    pub tags: Vec<String>,
    pub campaign: Option<String>,
    pub description: Option<String>,
    /// Time on hold from the state history; a hold that still runs is counted to the last activity.
    pub hold_ms: Option<Millis>,
    pub measures: Measures,
}

#[derive(Debug, Serialize, TS)]
pub struct StateChange {
    pub at: Stamp,
    pub state: Option<SessionState>,
    pub action: String,
    pub by: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct DeliveryRef {
    pub id: i64,
    pub status: DeliveryStatus,
    pub recorded_at: Stamp,
    pub name: Option<String>,
    pub template: Option<String>,
    pub response_code: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct SessionDetail {
    pub id: i64,
    pub account: AccountRef,
    pub session: SessionView,
    pub events: Vec<StateChange>,
    pub deliveries: Vec<DeliveryRef>,
    /// How many messages it has.
    pub messages: u64,
}

impl Call for Detail {
    const NAME: &'static str = "sessions.detail";
    const RIGHT: Right = Right::Read;
    type Reply = SessionDetail;

    fn run(self, seat: &Seat<'_>) -> Result<SessionDetail, Fault> {
        let reader = seat.store()?.reader()?;
        let row = session::by_id(&reader, self.id)?.ok_or_else(|| Fault::not_found("chat"))?;
        let (account, s) = (row.account, row.record);
        let events = session_event::of_session(&reader, account, &s.id)?;
        let changes: Vec<_> = events.iter().filter_map(|e| Some((e.record.at.at, e.record.state?))).collect();
        let until = s.closed_at.or(s.last_active_at).map_or(s.created_at.at, |stamp| stamp.at);
        let deliveries = delivery::of_session(&reader, account, &s.id)?;
        let deliveries =
            deliveries.into_iter().map(|d| delivery_ref(&reader, d)).collect::<Result<_, Fault>>()?;
        Ok(SessionDetail {
            id: row.id,
            account: account_ref(&reader, account)?,
            messages: ::store::message::count_of_session(&reader, account, &s.id)?,
            events: events.into_iter().map(|event| change(event.record)).collect(),
            deliveries,
            session: SessionView {
                contact: contact_view(&reader, account, s.contact_id.as_deref())?,
                agent: agent_view(&reader, account, s.agent_id.as_deref())?,
                campaign: campaign_name(&reader, account, s.campaign_id.as_deref())?,
                hold_ms: (!changes.is_empty()).then(|| hold_millis(&changes, until)),
                id: s.id,
                channel: s.channel,
                channel_number: s.channel_number,
                channel_name: s.channel_name,
                sender: s.sender,
                recipient: s.recipient,
                state: s.state,
                state_raw: s.state_raw,
                created_at: s.created_at,
                last_active_at: s.last_active_at,
                first_opened_at: s.first_opened_at,
                opened_at: s.opened_at,
                picked_up_at: s.picked_up_at,
                snoozed_at: s.snoozed_at,
                closed_at: s.closed_at,
                tags: s.tags,
                description: s.description,
                measures: s.measures,
            },
        })
    }
}

/// A window of a chat's messages, oldest first.
#[derive(Debug, Deserialize, TS)]
pub struct Messages {
    pub id: i64,
    pub from: u64,
    pub len: u64,
}

#[derive(Debug, Serialize, TS)]
pub struct MessageView {
    pub id: i64,
    pub at: Stamp,
    pub direction: Direction,
    pub person: PersonKind,
    pub person_name: Option<String>,
    pub kind: MessageKind,
    pub text: String,
    pub caption: Option<String>,
    pub attachment: Option<String>,
    pub template: Option<String>,
    /// The delivery that carried it, as an id of this store.
    pub delivery: Option<i64>,
}

#[derive(Debug, Serialize, TS)]
pub struct MessagesReply {
    pub total: u64,
    pub messages: Vec<MessageView>,
}

impl Call for Messages {
    const NAME: &'static str = "sessions.messages";
    const RIGHT: Right = Right::Read;
    type Reply = MessagesReply;

    fn run(self, seat: &Seat<'_>) -> Result<MessagesReply, Fault> {
        let reader = seat.store()?.reader()?;
        let row = session::by_id(&reader, self.id)?.ok_or_else(|| Fault::not_found("chat"))?;
        let (account, s) = (row.account, row.record);
        let total = ::store::message::count_of_session(&reader, account, &s.id)?;
        let len = self.len.min(limits::ROWS as u64);
        let found = ::store::message::of_session(&reader, account, &s.id, self.from, len)?;
        let mut names = Names {
            reader: &reader,
            account,
            customer: s.sender.name.or(s.recipient.name),
            known: HashMap::new(),
        };
        let messages = found.into_iter().map(|message| names.view(message)).collect::<Result<_, Fault>>()?;
        Ok(MessagesReply { total, messages })
    }
}

/// Who wrote a message, looked up once a person.
struct Names<'a> {
    reader: &'a Reader<'a>,
    account: i64,
    customer: Option<String>,
    known: HashMap<(PersonKind, String), Option<String>>,
}

impl Names<'_> {
    fn view(&mut self, row: MessageRow) -> Result<MessageView, Fault> {
        let m = row.record;
        let person_name = self.name(m.person, m.person_id)?;
        let template = match m.template_id {
            Some(ext) => {
                template::by_ext(self.reader, self.account, &ext)?.map(|t| t.record.name).or(Some(ext))
            }
            None => None,
        };
        let delivery = match m.delivery_id {
            Some(ext) => delivery::by_ext(self.reader, self.account, &ext)?.map(|row| row.id),
            None => None,
        };
        Ok(MessageView {
            id: row.id,
            at: m.at,
            direction: m.direction,
            person: m.person,
            person_name,
            kind: m.kind,
            text: m.text,
            caption: m.caption,
            attachment: m.attachment,
            template,
            delivery,
        })
    }

    fn name(&mut self, kind: PersonKind, id: Option<String>) -> Result<Option<String>, Fault> {
        let Some(id) = id else {
            return Ok(if kind == PersonKind::User { self.customer.clone() } else { None });
        };
        if let Some(name) = self.known.get(&(kind, id.clone())) {
            return Ok(name.clone());
        }
        let (reader, account) = (self.reader, self.account);
        let name = match kind {
            PersonKind::Agent => agent::by_ext(reader, account, &id)?.and_then(|a| a.record.name),
            PersonKind::Bot => bot::by_ext(reader, account, &id)?.and_then(|b| b.record.name),
            PersonKind::User => contact::by_ext(reader, account, &id)?
                .and_then(|c| c.record.name)
                .or_else(|| self.customer.clone()),
            PersonKind::System => None,
        };
        self.known.insert((kind, id), name.clone());
        Ok(name)
    }
}

fn change(event: model::SessionEvent) -> StateChange {
    StateChange { at: event.at, state: event.state, action: event.action, by: event.by }
}

fn delivery_ref(reader: &Reader<'_>, row: DeliveryRow) -> Result<DeliveryRef, Fault> {
    let d = row.record;
    let template = match &d.template_id {
        Some(ext) => template::by_ext(reader, row.account, ext)?.map(|t| t.record.name),
        None => None,
    };
    let (status, recorded_at) = (d.status, d.recorded_at);
    Ok(DeliveryRef {
        id: row.id,
        status,
        recorded_at,
        name: d.name,
        template,
        response_code: d.response_code,
    })
}

pub(crate) fn account_ref(reader: &Reader<'_>, id: i64) -> Result<AccountRef, Fault> {
    let row = ::store::account::get(reader, id)?;
    Ok(match row {
        Some(row) => AccountRef { id, name: row.name, provider: row.provider },
        None => AccountRef { id, name: "removed account".to_owned(), provider: String::new() },
    })
}

pub(crate) fn contact_view(
    reader: &Reader<'_>,
    account: i64,
    ext: Option<&str>,
) -> Result<Option<ContactView>, Fault> {
    let Some(ext) = ext else { return Ok(None) };
    let found = contact::by_ext(reader, account, ext)?.map(|row| row.record);
    Ok(Some(match found {
        Some(Contact { id, name, identification, email, phone, mobile, language, company, .. }) => {
            ContactView { id, name, identification, email, phone, mobile, language, company }
        }
        None => ContactView {
            id: ext.to_owned(),
            name: None,
            identification: None,
            email: None,
            phone: None,
            mobile: None,
            language: None,
            company: None,
        },
    }))
}

fn agent_view(reader: &Reader<'_>, account: i64, ext: Option<&str>) -> Result<Option<AgentView>, Fault> {
    let Some(ext) = ext else { return Ok(None) };
    let found = agent::by_ext(reader, account, ext)?.map(|row| row.record);
    Ok(Some(match found {
        Some(agent) => AgentView { id: agent.id, name: agent.name, email: agent.email },
        None => AgentView { id: ext.to_owned(), name: None, email: None },
    }))
}

pub(crate) fn campaign_name(
    reader: &Reader<'_>,
    account: i64,
    ext: Option<&str>,
) -> Result<Option<String>, Fault> {
    let Some(ext) = ext else { return Ok(None) };
    let found = campaign::by_ext(reader, account, ext)?;
    Ok(found.and_then(|row| row.record.name).or_else(|| Some(ext.to_owned())))
}
