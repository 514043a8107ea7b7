//! The PBX's objects as records.

use super::walk::{Walked, moment, order};
use super::wire::{Agreed, Contact, Extension, File, Message, Person, Session};
use super::{EXTENSION, MESSAGES, list_of};
use crate::http::without_values;
use crate::remote::Mapped;
use crate::text::{Text, given, kind_of};
use crate::{Branch, Place, Version};
use model::{Direction, EventKind, Kind, MessageKind, Party, PersonKind, Record, SessionState, Stamp};
use serde::Deserialize;
use serde_json::value::RawValue;

type Done = Result<(), String>;

fn parse<'a, T: Deserialize<'a>>(raw: &'a str) -> Result<T, String> {
    serde_json::from_str(raw).map_err(|e| without_values(&e.to_string()))
}

fn text(value: Option<Text<'_>>) -> Option<String> {
    value.and_then(|value| value.given())
}

/// An extension is an agent, known by its number, and leads to its sessions.
pub(super) fn extension(raw: &str, to: &mut Mapped) -> Done {
    let extension: Extension<'_> = parse(raw)?;
    let number = text(extension.number).ok_or("it has no number")?;
    to.branch(list_of(EXTENSION, &number));
    let record = model::Agent {
        id: number.clone(),
        name: given(extension.caller_id_name),
        username: Some(number),
        email: given(extension.email_addr),
        mobile: text(extension.mobile_number),
        role: given(extension.role_name),
        removed: false,
        created_at: None,
    };
    to.put(Record::Agent(record), raw);
    Ok(())
}

pub(super) fn contact(raw: &str, to: &mut Mapped) -> Done {
    let contact: Contact<'_> = parse(raw)?;
    let parts = [given(contact.first_name), given(contact.last_name)];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let record = model::Contact {
        id: contact.id.given().ok_or("it has no id")?,
        name: given(contact.contact_name).or(Some(name).filter(|name| !name.is_empty())),
        identification: None,
        email: given(contact.email),
        phone: text(contact.business).or_else(|| text(contact.home)).or_else(|| text(contact.other)),
        mobile: text(contact.mobile),
        language: None,
        country: given(contact.country),
        company: given(contact.company),
        created_at: None,
    };
    to.put(Record::Contact(record), raw);
    Ok(())
}

/// A session as an extension's list has it. Several extensions may have the same, so that what differs between
/// them (what is unread, when it expires) is no part of its version.
pub(super) fn session_listed(raw: &str, day: i64, to: &mut Mapped) -> Done {
    let session: Session<'_> = parse(raw)?;
    let id = session.id.given().ok_or("it has no id")?;
    to.there(Kind::Session, &id);
    let number = |given: Option<i64>| given.unwrap_or_default();
    let (closed, archived) = (number(session.is_close), number(session.is_archived));
    let (last, picked) = (number(session.last_msg_id), number(session.pickup_member_id));
    // Whether a message got through may change without a word here, so an open session is read once a day.
    let day = if closed == 1 { 0 } else { day };
    to.branch(Branch {
        stream: MESSAGES,
        parent: id,
        version: Version::Of(format!("{last} {closed} {archived} {picked} {day}")),
        at: order(session.last_msg_id),
        carry: Some(raw.to_owned()),
    });
    Ok(())
}

/// The last message of a session in a list.
pub(super) fn last_message(raw: &str) -> Option<i64> {
    parse::<Session<'_>>(raw).ok()?.last_msg_id
}

/// A session, once its messages are read to the first. One in which nothing was said has no time yet, and comes
/// with its first message.
pub(super) fn session(place: &Place, walked: &Walked, to: &mut Mapped) -> Done {
    let Some(created_at) = moment(walked.since) else { return Ok(()) };
    let carry =
        place.parent.as_ref().and_then(|parent| parent.carry.as_deref()).ok_or("its session is not known")?;
    let session: Session<'_> = parse(carry)?;
    let closed = session.is_close == Some(1);
    let picked = session.pickup_member_id.is_some_and(|member| member > 0);
    let (state, word) = match (closed, picked) {
        (true, _) => (SessionState::Closed, "closed"),
        (false, true) => (SessionState::PickedUp, "picked up"),
        (false, false) => (SessionState::Opened, "not closed"),
    };
    // A number that no document has is told with the word.
    let odd =
        session.is_close.filter(|n| !matches!(n, 0 | 1)).map_or_else(String::new, |n| format!(" ({n})"));
    let archived = if session.is_archived == Some(1) { ", archived" } else { "" };
    let number = text(session.did_number);
    let name = given(session.channel_name);
    let customer = session.to.map(|person| Party { number: person.number(), name: given(person.username) });
    let record = model::Session {
        id: session.id.given().ok_or("it has no id")?,
        channel: channel(session.kind.as_deref().unwrap_or_default()),
        channel_number: number.clone(),
        channel_name: name.clone(),
        merchant_id: None,
        sender: customer.unwrap_or_default(),
        recipient: Party { name, number },
        contact_id: None,
        agent_id: walked.agent.as_ref().map(|(_, number)| number.clone()),
        follower_ids: Vec::new(),
        state,
        state_raw: Some(format!("{word}{odd}{archived}")),
        created_at,
        last_active_at: moment(walked.active),
        first_opened_at: None,
        opened_at: None,
        picked_up_at: moment(walked.picked),
        snoozed_at: None,
        closed_at: moment(walked.closed).filter(|_| closed),
        first_replied_at: None,
        tags: Vec::new(),
        campaign_id: None,
        support_bot_id: None,
        description: None,
        measures: Default::default(),
    };
    to.put(Record::Session(Box::new(record)), carry);
    Ok(())
}

fn channel(word: &str) -> String {
    match word {
        "" => "other",
        "facebook" => "messenger",
        "livechat" => "live_chat",
        // SMS, WhatsApp, and what there may be tomorrow.
        other => other,
    }
    .to_lowercase()
}

/// What was said, or what the PBX notes in a session.
pub(super) fn message(raw: &str, session: &str, to: &mut Mapped) -> Done {
    let message: Message<'_> = parse(raw)?;
    let id = message.msg_id.given().ok_or("it has no id")?;
    let at =
        moment(message.send_time.filter(|at| *at > 0).or(message.receive_time)).ok_or("it has no time")?;
    let number = message.msg_type.unwrap_or_default();
    let (direction, person) = author(message.sender.as_ref(), number);
    if number != 0 {
        to.put(Record::SessionEvent(noted(&message, &id, session, at, number)), raw);
    } else if direction == Direction::Outgoing
        && let Some(event) = sent(&message, &id, at)
    {
        to.put(Record::DeliveryEvent(event), raw);
    }
    let file = file(message.msg_files.as_deref().unwrap_or_default());
    let kind = match (&file, message.msg_kind) {
        (_, Some(1)) => MessageKind::Template,
        (Some((_, kind)), _) => *kind,
        (None, _) => MessageKind::Text,
    };
    let record = model::Message {
        id,
        session_id: session.to_owned(),
        at,
        direction,
        person,
        person_id: message.sender.as_ref().and_then(Person::number),
        kind,
        text: message.msg_body.unwrap_or_default().into_owned(),
        caption: None,
        attachment: file.and_then(|(name, _)| name),
        template_id: None,
        delivery_id: None,
    };
    to.put(Record::Message(record), raw);
    Ok(())
}

fn author(sender: Option<&Person<'_>>, number: i64) -> (Direction, PersonKind) {
    match sender {
        Some(sender) if sender.is_customer() && number == 0 => (Direction::Incoming, PersonKind::User),
        Some(sender) if sender.is_extension() && number == 0 => (Direction::Outgoing, PersonKind::Agent),
        // A platform that reads along and answers.
        Some(_) if number == 0 => (Direction::Outgoing, PersonKind::Bot),
        _ => (Direction::Outgoing, PersonKind::System),
    }
}

/// What the PBX notes: closed, picked up, handed on.
fn noted(message: &Message<'_>, id: &str, session: &str, at: Stamp, number: i64) -> model::SessionEvent {
    let by = message.sender.as_ref().and_then(|sender| {
        let who = if sender.is_customer() { "user" } else { "agent" };
        sender.number().map(|number| format!("{who} {number}"))
    });
    model::SessionEvent {
        id: id.to_owned(),
        session_id: session.to_owned(),
        at,
        state: match Agreed::of(number) {
            Agreed::Closed => Some(SessionState::Closed),
            Agreed::PickedUp => Some(SessionState::PickedUp),
            Agreed::Said | Agreed::Other => None,
        },
        action: Agreed::word(number),
        by,
    }
}

/// What became of a message that went out. That it was sent is not that it arrived.
fn sent(message: &Message<'_>, id: &str, at: Stamp) -> Option<model::DeliveryEvent> {
    let (kind, word) = match message.delivery_status? {
        1 => (EventKind::Sent, "1 sent"),
        2 => (EventKind::Failed, "2 failed"),
        // On its way.
        _ => return None,
    };
    Some(model::DeliveryEvent {
        id: format!("{id}/{}", kind.as_str()),
        delivery_id: id.to_owned(),
        at,
        kind,
        kind_raw: Some(word.to_owned()),
        source: "api".to_owned(),
        code: text(message.send_error.clone()),
        detail: given(message.send_error_msg.clone()),
    })
}

/// The name and kind of the first file.
fn file(json: &str) -> Option<(Option<String>, MessageKind)> {
    let files: Vec<&RawValue> = serde_json::from_str(json).ok()?;
    let file: File<'_> = serde_json::from_str(files.first()?.get()).ok()?;
    let kind = file.kind.map(|kind| kind.to_string()).unwrap_or_default();
    Some((given(file.name), kind_of(&kind)))
}
