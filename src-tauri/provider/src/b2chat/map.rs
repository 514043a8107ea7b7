//! B2Chat's objects as records.

use super::said::{Line, Talk, lines};
use super::wire::{Agent, Chat, Contact, Tag};
use crate::http::without_values;
use crate::remote::Mapped;
use crate::text::{Text, given};
use crate::time::{self, Unit};
use chrono_tz::Tz;
use model::{Measures, Party, Record, Session, SessionEvent, SessionState};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

type Done = Result<(), String>;

pub(super) fn parse<'a, T: Deserialize<'a>>(raw: &'a str) -> Result<T, String> {
    serde_json::from_str(raw).map_err(|e| without_values(&e.to_string()))
}

/// A part of a chat, `None` when there is none or it is of another kind.
pub(super) fn part<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>) -> Option<T> {
    serde_json::from_str(raw?.get()).ok()
}

pub(super) fn text(value: Option<Text<'_>>) -> Option<String> {
    value.and_then(|value| value.given())
}

/// A chat with its agent, its tags and what was said in it. A message that cannot be read is passed over by itself.
pub(super) fn chat(raw: &str, zone: Tz, to: &mut Mapped, talk: &mut Talk) -> Done {
    let chat: Chat<'_> = parse(raw)?;
    let id = chat.chat_id.as_ref().and_then(Text::given).ok_or("it has no id")?;
    let agent = chat.agent.and_then(|raw| agent(raw, to));
    let contact: Option<Contact<'_>> = part(chat.contact);
    let contact_id = contact.as_ref().and_then(contact_id);
    let lines = lines(chat.messages, zone, talk);
    let tags = tags(&id, chat.tags, to);
    let session = session(&id, &chat, contact, agent, &lines, tags, zone)?;
    to.put(Record::Session(Box::new(session)), raw);
    let mut alike: HashMap<String, u32> = HashMap::new();
    for line in &lines {
        let count = alike.entry(line.id(&id, 1)).or_default();
        *count += 1;
        to.put(Record::Message(line.message(line.id(&id, *count), &id, contact_id.clone())), line.raw);
    }
    Ok(())
}

fn session(
    id: &str,
    chat: &Chat<'_>,
    contact: Option<Contact<'_>>,
    agent_id: Option<String>,
    lines: &[Line<'_>],
    tags: Vec<String>,
    zone: Tz,
) -> Result<Session, String> {
    let moment = |text: &Option<Cow<'_, str>>| text.as_deref().and_then(|text| time::local(text, zone));
    let (opened_at, closed_at) = (moment(&chat.opened_at), moment(&chat.closed_at));
    let first = lines.first().map(|line| line.at);
    let last = lines.last().map(|line| line.at);
    let word = given(chat.status.clone());
    let name = given(chat.alias.clone());
    let duration = text(chat.duration.clone()).and_then(|text| time::length(&text));
    Ok(Session {
        id: id.to_owned(),
        channel: channel(chat.provider.as_deref().unwrap_or_default()),
        channel_number: None,
        channel_name: name.clone(),
        merchant_id: text(chat.merchant_id.clone()),
        contact_id: contact.as_ref().and_then(contact_id),
        sender: contact.map(party).unwrap_or_default(),
        recipient: Party { name, number: None },
        agent_id,
        follower_ids: Vec::new(),
        state: state_of(word.as_deref().unwrap_or_default()),
        state_raw: word,
        created_at: moment(&chat.created_at).or(opened_at).or(first).ok_or("it has no time")?,
        last_active_at: last.max(closed_at),
        first_opened_at: None,
        opened_at,
        picked_up_at: moment(&chat.picked_up_at),
        snoozed_at: None,
        closed_at,
        first_replied_at: moment(&chat.responded_at),
        tags,
        campaign_id: None,
        support_bot_id: None,
        description: None,
        measures: Measures { resolution: duration, ..Measures::default() },
    })
}

/// `WHATSAPPB2CHAT` and the like: the channel, and by whom.
pub fn channel(word: &str) -> String {
    let word = word.to_lowercase();
    let known = [
        ("whatsapp", "whatsapp"),
        ("facebook", "messenger"),
        ("messenger", "messenger"),
        ("telegram", "telegram"),
        ("livechat", "live_chat"),
    ];
    match known.iter().find(|(begin, _)| word.starts_with(begin)) {
        Some((_, channel)) => (*channel).to_owned(),
        None if word.is_empty() => "other".to_owned(),
        None => word,
    }
}

/// The word for a chat's state, in the API and in the export of the panel, which also has `SNOOZED`.
pub fn state_of(word: &str) -> SessionState {
    match word.to_ascii_uppercase().as_str() {
        "PICKED_UP" | "RESPONDED_BY_AGENT" => SessionState::PickedUp,
        "SNOOZED" => SessionState::Snoozed,
        // A poll is asked once the chat is closed.
        "CLOSED" | "COMPLETING_POLL" | "COMPLETED_POLL" | "ABANDONED_POLL" => SessionState::Closed,
        // Opened, talking to a bot, and what it may be called tomorrow.
        _ => SessionState::Opened,
    }
}

/// An agent has no id in the documentation; the name for the login is the account's own.
fn agent(raw: &RawValue, to: &mut Mapped) -> Option<String> {
    let agent: Agent<'_> = part(Some(raw))?;
    let (username, email) = (given(agent.username), given(agent.email));
    let id = text(agent.id).or_else(|| username.clone()).or_else(|| email.clone())?;
    let record = model::Agent {
        id: id.clone(),
        name: given(agent.name),
        username,
        email,
        mobile: None,
        role: None,
        removed: false,
        created_at: None,
    };
    to.put(Record::Agent(record), raw.get());
    Some(id)
}

/// The tags' names; when one was put on is an event of the chat.
fn tags(chat: &str, tags: Option<&RawValue>, to: &mut Mapped) -> Vec<String> {
    let objects: Vec<&RawValue> = part(tags).unwrap_or_default();
    let mut names = Vec::new();
    for object in objects {
        let (name, at) = match part::<Tag<'_>>(Some(object)) {
            Some(Tag::Name(name)) => (name.into_owned(), None),
            Some(Tag::Put { name, assigned_at }) => {
                (name.into_owned(), assigned_at.and_then(|at| at.moment(Unit::Seconds)))
            }
            None => continue,
        };
        if let Some(at) = at {
            let event = SessionEvent {
                id: format!("{chat}/tag/{name}/{}", at.at),
                session_id: chat.to_owned(),
                at,
                state: None,
                action: format!("tag {name}"),
                by: None,
            };
            to.put(Record::SessionEvent(event), object.get());
        }
        names.push(name);
    }
    names.retain(|name| !name.is_empty());
    names
}

fn contact_id(contact: &Contact<'_>) -> Option<String> {
    let own = contact.contact_id.as_ref().and_then(Text::given);
    own.or_else(|| contact.id.as_ref().and_then(Text::given))
}

fn party(contact: Contact<'_>) -> Party {
    let mobile = text(contact.mobile_number).or_else(|| text(contact.mobile));
    let number = mobile.or_else(|| text(contact.phone_number)).or_else(|| text(contact.landline));
    Party { name: given(contact.name).or_else(|| given(contact.fullname)), number }
}

/// A contact of the export of contacts. What a chat says of its contact is not made into one, since the two would
/// take turns in overwriting each other.
pub(super) fn contact(raw: &str, zone: Tz, to: &mut Mapped) -> Done {
    let contact: Contact<'_> = parse(raw)?;
    let created = contact.created.as_deref().or(contact.created_at.as_deref());
    let record = model::Contact {
        id: contact_id(&contact).ok_or("it has no id")?,
        created_at: created.and_then(|text| time::local(text, zone)),
        name: given(contact.fullname).or_else(|| given(contact.name)),
        identification: text(contact.identification),
        email: given(contact.email),
        phone: text(contact.landline).or_else(|| text(contact.phone_number)),
        mobile: text(contact.mobile).or_else(|| text(contact.mobile_number)),
        language: None,
        country: given(contact.country),
        company: given(contact.company),
    };
    to.put(Record::Contact(record), raw);
    Ok(())
}
