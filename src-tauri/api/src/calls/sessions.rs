//! One chat: its facts, its state changes, and its whole message history.

use crate::fault::Fault;
use crate::{Call, Right, Seat};
use ::store::{DeliveryRow, Reader, agent, campaign, contact, delivery, session, session_event, template};
use model::{Contact, DeliveryStatus, Measures, Millis, Party, SessionState, Stamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod reckoned;
mod talk;

pub use talk::{MessageView, Messages, MessagesReply, Place, PlaceReply};

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
    /// What of it lay in the account's open hours, where it states such.
    pub hold_open_ms: Option<Millis>,
    /// As the provider gives them, or where it gives none as computed here.
    pub measures: Measures,
    /// Those that were computed here, where the provider gives none or one that differs by a second or more.
    pub computed: Measures,
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
        let reckoned = reckoned::of(&reader, account, row.id, &s, &events)?;
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
                hold_ms: reckoned.hold,
                hold_open_ms: reckoned.hold_open,
                measures: s.measures.or(reckoned.measures),
                computed: s.measures.unlike(reckoned.measures),
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
            },
        })
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
