//! What was said and done in a user chat: one list holds both.

use super::map::{Done, moment, parse, text};
use super::wire::{Block, File, Log, Message};
use crate::Place;
use crate::remote::Mapped;
use crate::text::{given, kind_of};
use model::{Direction, MessageKind, PersonKind, Record, SessionEvent, SessionState};
use std::borrow::Cow;

/// A message; what only tells what was done is an event and no message.
pub(super) fn said(raw: &str, place: &Place, to: &mut Mapped) -> Done {
    let message: Message<'_> = parse(raw)?;
    let at = moment(message.created_at).ok_or("it has no time")?;
    let parent = place.parent.as_ref().ok_or("its chat is not known")?;
    let session_id = parent.key.clone();
    if text(message.chat_id.as_ref()).is_some_and(|chat| chat != session_id) {
        return Err("it belongs to another chat than the one that was asked for".to_owned());
    }
    let action = message.log.as_ref().and_then(|log| given(log.action.clone()));
    let words = words(&message);
    let file = message.files.iter().flatten().next();
    let silent = words.is_empty() && file.is_none();
    if let Some(action) = action {
        let event = SessionEvent {
            id: message.id.to_string(),
            session_id: session_id.clone(),
            at,
            state: state_after(&action),
            by: Some(by(&message)),
            action,
        };
        to.put(Record::SessionEvent(event), raw);
        if silent {
            return Ok(());
        }
    }
    let (direction, person) = author(message.person_type.as_deref().unwrap_or_default());
    let record = model::Message {
        id: message.id.to_string(),
        session_id,
        at,
        direction,
        person,
        person_id: text(message.person_id.as_ref()),
        kind: if is_private(&message) { MessageKind::Note } else { kind(file, silent) },
        text: words,
        caption: file.and_then(|file| given(file.name.clone())),
        attachment: file.and_then(|file| given(file.key.clone()).or_else(|| text(file.id.as_ref()))),
        template_id: None,
        delivery_id: None,
    };
    to.put(Record::Message(record), raw);
    Ok(())
}

/// Whether it was said among managers.
fn is_private(message: &Message<'_>) -> bool {
    let options = message.options.and_then(|raw| parse::<Vec<Cow<'_, str>>>(raw.get()).ok());
    options.iter().flatten().any(|option| option == "private")
}

/// The plain text, or else the text of its blocks.
fn words(message: &Message<'_>) -> String {
    if let Some(plain) = message.plain_text.as_deref().filter(|plain| !plain.is_empty()) {
        return plain.to_owned();
    }
    let mut lines = Vec::new();
    message.blocks.iter().flatten().flatten().for_each(|block| lines_of(block, &mut lines));
    lines.join("\n")
}

/// Blocks lie in blocks no deeper than an answer's JSON may nest.
fn lines_of(block: &Block<'_>, to: &mut Vec<String>) {
    to.extend(given(block.value.clone()));
    block.blocks.iter().flatten().flatten().for_each(|inner| lines_of(inner, to));
}

fn kind(file: Option<&File<'_>>, silent: bool) -> MessageKind {
    match file {
        Some(file) => kind_of(file.content_type.as_deref().or(file.kind.as_deref()).unwrap_or_default()),
        // A call, a form, a button.
        None if silent => MessageKind::Other,
        None => MessageKind::Text,
    }
}

fn author(word: &str) -> (Direction, PersonKind) {
    match word {
        "user" => (Direction::Incoming, PersonKind::User),
        "manager" => (Direction::Outgoing, PersonKind::Agent),
        "bot" => (Direction::Outgoing, PersonKind::Bot),
        _ => (Direction::Outgoing, PersonKind::System),
    }
}

/// The state that an action leads to; `None` for one that leads to none, or is no action on the chat's state.
/// Source: the actions in the vendor's published interface definitions.
fn state_after(action: &str) -> Option<SessionState> {
    match action {
        "open" | "autoOpen" | "enqueue" => Some(SessionState::Opened),
        "snooze" => Some(SessionState::Snoozed),
        "close" | "autoClose" => Some(SessionState::Closed),
        // Among others assign and autoAssign: who is assigned to a snoozed chat does not wake it.
        _ => None,
    }
}

/// `agent 9187`, `user …`, or what set it off: `system workflow 2840`.
fn by(message: &Message<'_>) -> String {
    let who = match message.person_type.as_deref().unwrap_or_default() {
        "manager" => "agent",
        "" => "system",
        other => other,
    };
    let id = text(message.person_id.as_ref()).filter(|_| who != "system");
    let set_off = |log: &Log<'_>| {
        let parts = [given(log.trigger_type.clone()), text(log.trigger_id.as_ref())];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")).filter(|words| !words.is_empty())
    };
    let what = match who {
        "system" => message.log.as_ref().and_then(set_off),
        _ => id,
    };
    what.map_or_else(|| who.to_owned(), |what| format!("{who} {what}"))
}
