//! What was said in a conversation, and what became of it.

use super::MESSAGES;
use super::map::{Done, loose, moment, parse, state_of, text};
use super::spoken::{Attachment, Attributes, Message, Sent};
use super::wire::Named;
use crate::Place;
use crate::remote::Mapped;
use crate::text::given;
use model::{Direction, MessageKind, PersonKind, Record, SessionEvent, SessionState, Stamp};
use serde_json::value::RawValue;

/// What a conversation's last message tells of it.
#[derive(Default)]
pub(super) struct Last {
    /// Differs whenever the message does.
    pub version: String,
    /// The state that was entered with it.
    pub turn: Option<(SessionState, Stamp)>,
}

/// `None` when it cannot be read; that is found when the messages are.
pub(super) fn last(raw: &str) -> Option<Last> {
    let message: Message<'_> = parse(raw).ok()?;
    let updated = moment(&message.updated_at).map_or(0, |stamp| stamp.at);
    let version = format!("{} {} {updated}", message.id, text(&message.status).unwrap_or_default());
    let turn = turned(&message).map(|word| state_of(&word, false)).zip(moment(&message.created_at));
    Some(Last { version, turn })
}

/// A message, or a change of state where an activity tells one.
pub(super) fn message(place: &Place, raw: &str, to: &mut Mapped) -> Done {
    let message: Message<'_> = parse(raw)?;
    let asked = place.parent.as_ref().map(|parent| parent.key.as_str()).unwrap_or_default();
    if text(&message.conversation_id).is_some_and(|conversation| conversation != asked) {
        return Err("it belongs to another conversation than the one that was asked for".to_owned());
    }
    let at = moment(&message.created_at).ok_or("it has no time")?;
    let record = match turned(&message) {
        Some(word) => Record::SessionEvent(event(&message, word, asked, at)),
        None => Record::Message(said(message, asked, at)),
    };
    to.put(record, raw);
    Ok(())
}

fn event(message: &Message<'_>, word: String, session: &str, at: Stamp) -> SessionEvent {
    SessionEvent {
        id: message.id.to_string(),
        session_id: session.to_owned(),
        at,
        state: Some(state_of(&word, false)),
        action: word,
        by: by(message.content.as_deref().unwrap_or_default()),
    }
}

/// Who did it. In English the name stands at the end; another language may put it anywhere, and then nobody is named.
fn by(words: &str) -> Option<String> {
    let (before, name) = words.rsplit_once(" by ")?;
    let name = name.trim().trim_end_matches('.');
    match name {
        "" => None,
        name if name.starts_with("system") || name == "Automation System" => Some("system".to_owned()),
        // The customer's own way to end a chat has other words than an agent's.
        name if before == "Conversation was resolved" => Some(format!("user {name}")),
        name => Some(format!("agent {name}")),
    }
}

/// The state that an activity says was entered, in Chatwoot's word.
fn turned(message: &Message<'_>) -> Option<String> {
    if role(message) != Role::Activity {
        return None;
    }
    let attributes: Attributes<'_> = loose(message.content_attributes);
    match attributes.activity.and_then(|activity| given(activity.status)) {
        Some(word) => Some(word),
        None => in_english(message.content.as_deref().unwrap_or_default()).map(str::to_owned),
    }
}

/// Servers that do not state the status beside the words write it in the account's language only; English is read,
/// the rest stays a system message.
fn in_english(words: &str) -> Option<&'static str> {
    const BEGINNINGS: [(&str, &str); 7] = [
        ("Conversation was marked resolved", "resolved"),
        ("Conversation was resolved", "resolved"),
        ("Conversation was reopened", "open"),
        ("System reopened the conversation", "open"),
        ("Conversation was marked as pending", "pending"),
        ("Conversation was marked pending", "pending"),
        ("Conversation was snoozed", "snoozed"),
    ];
    BEGINNINGS.iter().find(|(beginning, _)| words.starts_with(beginning)).map(|(_, word)| *word)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Incoming,
    Outgoing,
    Activity,
    /// What the product sends of itself: a greeting, a question how it was.
    Template,
    Unknown,
}

fn role(message: &Message<'_>) -> Role {
    match text(&message.message_type).unwrap_or_default().as_str() {
        "0" | "incoming" => Role::Incoming,
        "1" | "outgoing" => Role::Outgoing,
        "2" | "activity" => Role::Activity,
        "3" | "template" => Role::Template,
        _ => Role::Unknown,
    }
}

fn said(message: Message<'_>, session: &str, at: Stamp) -> model::Message {
    let role = role(&message);
    let person = person(&message, role);
    let sent: Sent<'_> = loose(message.additional_attributes);
    let template_id = sent.template_params.and_then(|template| given(template.name));
    let private = message.private == Some(true);
    let sender = message.sender.as_ref().and_then(|sender| text(&sender.id));
    let file = message.attachments.iter().flatten().next().or(message.attachment.as_ref());
    let caption = file.and_then(|file| given(file.fallback_title.clone()));
    model::Message {
        id: message.id.to_string(),
        session_id: session.to_owned(),
        at,
        direction: match person {
            PersonKind::User => Direction::Incoming,
            _ => Direction::Outgoing,
        },
        person,
        person_id: sender.or_else(|| text(&message.sender_id)),
        kind: match (private, template_id.is_some() || role == Role::Template) {
            // The customer never saw it, so it must not look like what was sent.
            (true, _) => MessageKind::Note,
            (false, true) => MessageKind::Template,
            (false, false) => kind(file, &text(&message.content_type).unwrap_or_default()),
        },
        attachment: file.and_then(link),
        text: message.content.unwrap_or_default().into_owned(),
        caption,
        template_id,
        delivery_id: None,
    }
}

fn person(message: &Message<'_>, role: Role) -> PersonKind {
    let kind = message.sender.as_ref().and_then(|sender| sender.kind.as_deref());
    let word = message.sender_type.as_deref().or(kind).unwrap_or_default();
    // `AgentBot` and `agent_bot` are one, `Captain::Assistant` and `captain_assistant` too.
    let word: String = word.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    match (role, word.as_str()) {
        (Role::Activity, _) => PersonKind::System,
        (_, "contact") => PersonKind::User,
        (_, "user" | "agent") => PersonKind::Agent,
        (_, "agentbot" | "captainassistant") => PersonKind::Bot,
        (Role::Incoming, _) => PersonKind::User,
        (Role::Outgoing, _) => {
            let attributes: Attributes<'_> = loose(message.content_attributes);
            // Written by a rule, or by an agent in the channel's own app.
            if attributes.automation_rule_id.is_some() { PersonKind::Bot } else { PersonKind::Agent }
        }
        _ => PersonKind::System,
    }
}

fn kind(file: Option<&Attachment<'_>>, content: &str) -> MessageKind {
    let file = file.map(|file| text(&file.file_type).unwrap_or_default());
    match (file.as_deref(), content) {
        (Some("image"), _) | (None, "sticker") => MessageKind::Image,
        (Some("audio"), _) => MessageKind::Audio,
        (Some("video" | "ig_reel"), _) => MessageKind::Video,
        (Some("file"), _) => MessageKind::File,
        (Some("location"), _) => MessageKind::Location,
        (None, "" | "text" | "incoming_email") => MessageKind::Text,
        // Shares, stories, contact cards; forms, menus, articles, surveys, calls.
        _ => MessageKind::Other,
    }
}

/// Where a file is, or a place on earth.
fn link(file: &Attachment<'_>) -> Option<String> {
    let on_earth = || {
        let is_place = text(&file.file_type).is_some_and(|kind| kind == "location");
        let (lat, long) = (text(&file.coordinates_lat)?, text(&file.coordinates_long)?);
        is_place.then(|| format!("{lat},{long}"))
    };
    given(file.data_url.clone()).or_else(on_earth)
}

/// Before which message to read on; `None` when these were the last.
///
/// Messages are chosen by their ids and put in order by their times, and two that were written at once may have
/// them crosswise. So the page after this one shows its oldest message again, and what lies beside it.
pub(super) fn older(messages: &[&RawValue]) -> Option<String> {
    if messages.len() < MESSAGES {
        return None;
    }
    let id = |raw: &&RawValue| {
        serde_json::from_str::<Named<'_>>(raw.get()).ok()?.id.to_string().parse::<i64>().ok()
    };
    let mut ids: Vec<i64> = messages.iter().filter_map(id).collect();
    ids.sort_unstable();
    ids.get(1).map(i64::to_string)
}
