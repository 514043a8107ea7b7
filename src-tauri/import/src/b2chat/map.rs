//! A row as records: its message, and its chat, contact and agent where they are news.

use super::Told;
use super::columns::{Column, Line, Part};
use super::survey::{Chat, Survey};
use crate::json::Object;
use crate::limits;
use crate::piece::Held;
use crate::time::{self, Times};
use chrono_tz::Tz;
use model::{
    Agent, Contact, Direction, Fetched, Kind, Measures, Message, MessageKind, Party, PersonKind, Record,
    Session, Stamp,
};
use provider::b2chat;
use serde::Deserialize;

/// When a message was said, and whether it came in; `None` for a row that has none, or one without a time or a
/// direction.
pub(super) fn moment(line: &Line<'_>, zone: Option<Tz>) -> Option<(Stamp, bool)> {
    let at = time::read(line.get(Column::MessageCreatedAt), Times::Iso, zone).ok()??;
    Some((at, incoming(line)?))
}

/// As the row says, or by the column in which the words stand.
fn incoming(line: &Line<'_>) -> Option<bool> {
    match line.get(Column::Incoming).trim().to_lowercase().as_str() {
        "true" | "1" | "yes" | "sí" | "si" | "incoming" => Some(true),
        "false" | "0" | "no" | "outgoing" => Some(false),
        "" => {
            let (theirs, ours) = (line.get(Column::SaidByContact), line.get(Column::SaidByAgent));
            (theirs.is_empty() != ours.is_empty()).then_some(ours.is_empty())
        }
        _ => None,
    }
}

pub(super) fn row(
    line: &Line<'_>,
    survey: &Survey,
    zone: Option<Tz>,
    held: &dyn Held,
    told: &mut Told,
) -> Result<Vec<Fetched>, String> {
    let chat_id = line.given(Column::ChatId).ok_or("it has no chat ID")?;
    let moment = moment(line, zone);
    if moment.is_none() && has_message(line) {
        return Err(match time::read(line.get(Column::MessageCreatedAt), Times::Iso, zone) {
            Ok(Some(_)) => "whether its message came in or went out is not said".to_owned(),
            Ok(None) => "its message has no time".to_owned(),
            Err(_) => "the time of its message cannot be read".to_owned(),
        });
    }
    let mut records = Vec::new();
    let contact_id = contact(line, told, &mut records);
    let agent_id = agent(line, told, &mut records);
    if has_chat(line) {
        let session = session(line, &chat_id, [contact_id.clone(), agent_id], survey, zone, held)?;
        if told.is_new(Kind::Session, &chat_id, session.raw()) {
            records.push(session);
        }
    }
    if let Some((at, incoming)) = moment {
        let message = message(line, chat_id, at, incoming, contact_id);
        records.push(named(message, line, zone, told));
    }
    match records.iter().all(|record| record.id().chars().count() <= limits::ID) {
        true => Ok(records),
        false => Err(format!("an id in it is longer than {} characters", limits::ID)),
    }
}

fn has_message(line: &Line<'_>) -> bool {
    let columns = [Column::MessageCreatedAt, Column::Incoming, Column::SaidByContact, Column::SaidByAgent];
    columns.iter().any(|column| !line.get(*column).trim().is_empty())
}

/// Of a message whose chat was never synced our own export knows the chat's id and no more.
fn has_chat(line: &Line<'_>) -> bool {
    let columns =
        [Column::Provider, Column::ChatCreatedAt, Column::Status, Column::OpenedAt, Column::ContactId];
    columns.iter().any(|column| !line.get(*column).trim().is_empty())
}

fn contact(line: &Line<'_>, told: &mut Told, to: &mut Vec<Fetched>) -> Option<String> {
    let id = line.given(Column::ContactId)?;
    let raw = line.raw(&[Part::Contact]).end();
    if told.is_new(Kind::Contact, &id, &raw) {
        let record = Contact {
            id: id.clone(),
            name: line.given(Column::ContactName),
            identification: line.given(Column::ContactIdentification),
            email: line.given(Column::ContactEmail),
            phone: line.given(Column::ContactPhone),
            mobile: line.given(Column::ContactMobile),
            language: None,
            country: None,
            company: None,
            created_at: None,
        };
        to.push(Fetched::new(Record::Contact(record), raw));
    }
    Some(id)
}

/// As the connector: where no id is given, the name for the login is the account's own.
fn agent(line: &Line<'_>, told: &mut Told, to: &mut Vec<Fetched>) -> Option<String> {
    let (username, email) = (line.given(Column::AgentUsername), line.given(Column::AgentEmail));
    let id = line.given(Column::AgentId).or_else(|| username.clone()).or_else(|| email.clone())?;
    let raw = line.raw(&[Part::Agent]).end();
    if told.is_new(Kind::Agent, &id, &raw) {
        let name = line.given(Column::AgentName);
        let record = Agent {
            id: id.clone(),
            name,
            username,
            email,
            mobile: None,
            role: None,
            removed: false,
            created_at: None,
        };
        to.push(Fetched::new(Record::Agent(record), raw));
    }
    Some(id)
}

/// What a session's raw form holds beside the cells.
#[derive(Deserialize)]
struct Kept {
    first_message_at: Option<String>,
    last_message_at: Option<String>,
    alias: Option<String>,
}

/// The chat's first and last message and alias, as far as this file and earlier ones know.
fn span(
    id: &str,
    chat: Option<Chat>,
    survey: &Survey,
    held: &dyn Held,
) -> (Option<Stamp>, Option<Stamp>, Option<String>) {
    let alias = chat.as_ref().and_then(|chat| survey.alias(chat));
    let (first, last) = (chat.map(|chat| chat.first), chat.map(|chat| chat.last));
    let Some(kept) = held.raw(Kind::Session, id).and_then(|raw| serde_json::from_str::<Kept>(&raw).ok())
    else {
        return (first, last, alias);
    };
    let stamp = |text: Option<String>| text.and_then(|text| Stamp::parse(&text).ok());
    let (before, after) = (stamp(kept.first_message_at), stamp(kept.last_message_at));
    let earlier = match (before, first) {
        (Some(before), Some(first)) if before.at <= first.at => (Some(before), kept.alias),
        (Some(before), None) => (Some(before), kept.alias),
        _ => (first, alias),
    };
    let later = [after, last].into_iter().flatten().max_by_key(|stamp| stamp.at);
    (earlier.0, later, earlier.1)
}

fn session(
    line: &Line<'_>,
    id: &str,
    [contact_id, agent_id]: [Option<String>; 2],
    survey: &Survey,
    zone: Option<Tz>,
    held: &dyn Held,
) -> Result<Fetched, String> {
    let moment = |column| time::read(line.get(column), Times::Iso, zone).ok().flatten();
    let (first, last, alias) = span(id, survey.chat(id), survey, held);
    let (opened_at, closed_at) = (moment(Column::OpenedAt), moment(Column::ClosedAt));
    let created_at = moment(Column::ChatCreatedAt).or(opened_at).or(first).ok_or("its chat has no time")?;
    let state_raw = line.given(Column::Status);
    let number = line.given(Column::ContactMobile).or_else(|| line.given(Column::ContactPhone));
    let session = Session {
        id: id.to_owned(),
        channel: b2chat::channel(line.get(Column::Provider).trim()),
        channel_number: None,
        channel_name: alias.clone(),
        merchant_id: line.given(Column::MerchantId),
        sender: Party { name: line.given(Column::ContactName), number },
        recipient: Party { name: alias.clone(), number: None },
        contact_id,
        agent_id,
        follower_ids: Vec::new(),
        state: b2chat::state_of(state_raw.as_deref().unwrap_or_default()),
        state_raw,
        created_at,
        last_active_at: [last, closed_at].into_iter().flatten().max_by_key(|stamp| stamp.at),
        first_opened_at: None,
        opened_at,
        picked_up_at: moment(Column::PickedUpAt),
        snoozed_at: None,
        closed_at,
        first_replied_at: None,
        tags: Vec::new(),
        campaign_id: None,
        support_bot_id: None,
        description: None,
        measures: Measures {
            resolution: provider::length(line.get(Column::Duration)),
            ..Measures::default()
        },
    };
    let mut raw = line.raw(&[Part::Chat, Part::Contact, Part::Agent]);
    put(&mut raw, "first_message_at", first.map(Stamp::to_rfc3339));
    put(&mut raw, "last_message_at", last.map(Stamp::to_rfc3339));
    put(&mut raw, "alias", alias);
    Ok(Fetched::new(Record::Session(Box::new(session)), raw.end()))
}

fn put(raw: &mut Object, name: &str, value: Option<String>) {
    if let Some(value) = value {
        raw.put(name, &value);
    }
}

fn message(
    line: &Line<'_>,
    session_id: String,
    at: Stamp,
    incoming: bool,
    contact: Option<String>,
) -> Message {
    let bot = line.given(Column::Bot);
    let (direction, person, person_id) = match (incoming, bot) {
        (true, _) => (Direction::Incoming, PersonKind::User, contact),
        (false, Some(bot)) => (Direction::Outgoing, PersonKind::Bot, Some(bot)),
        // Who of the agents wrote it is not said, and a chat may pass from one to another.
        (false, None) => (Direction::Outgoing, PersonKind::Agent, None),
    };
    let kind = match line.get(Column::MessageType).trim() {
        "" => MessageKind::Text,
        // Our own export has kinds that B2Chat does not know.
        word => MessageKind::from_name(&word.to_lowercase()).unwrap_or_else(|| b2chat::kind_of(word)),
    };
    let (text, attachment) = content(kind, said(line, incoming));
    let caption = Some(line.get(Column::Caption).to_owned()).filter(|caption| !caption.is_empty());
    Message {
        id: String::new(),
        session_id,
        at,
        direction,
        person,
        person_id,
        kind,
        text,
        caption,
        attachment,
        template_id: None,
        delivery_id: None,
    }
}

fn said<'r>(line: &Line<'r>, incoming: bool) -> &'r str {
    line.get(if incoming { Column::SaidByContact } else { Column::SaidByAgent })
}

/// Under the name that the connector gives it.
fn named(mut message: Message, line: &Line<'_>, zone: Option<Tz>, told: &mut Told) -> Fetched {
    let incoming = message.direction == Direction::Incoming;
    let clock = time::clock(message.at, zone);
    let mark = b2chat::mark(message.kind, line.get(Column::Caption), said(line, incoming));
    let name = |number| b2chat::message_id(&message.session_id, &clock, incoming, &mark, number);
    let number = told.numbers.next(&name(0));
    message.id = name(number);
    let mut raw = Object::new();
    raw.put(Column::ChatId.title(), &message.session_id);
    raw.all(line.raw(&[Part::Message]));
    Fetched::new(Record::Message(message), raw.end())
}

/// Of a file it is its address; words that stand there all the same are words.
fn content(kind: MessageKind, said: &str) -> (String, Option<String>) {
    let is_file =
        matches!(kind, MessageKind::Image | MessageKind::Audio | MessageKind::Video | MessageKind::File);
    let is_address = said.contains('/') && !said.contains(char::is_whitespace);
    if is_file && is_address { (String::new(), Some(said.to_owned())) } else { (said.to_owned(), None) }
}
