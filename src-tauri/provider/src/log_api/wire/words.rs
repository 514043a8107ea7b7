//! Words of the wire to our enums. A word that is not ours goes to the nearest; it is kept beside or in raw.

use model::{DeliveryStatus, Direction, EventKind, MessageKind, PersonKind, SessionState};

/// Lower case, with spaces and dashes as underscores: `Picked up` is `picked_up`.
fn plain(word: &str) -> String {
    word.trim().to_lowercase().replace([' ', '-'], "_")
}

/// Other systems' words for our four states. Source: the state lists in the vendors' documentation
/// (Chatwoot, Channel Talk, B2Chat, Twilio Conversations).
const STATES: &[(&str, SessionState)] = &[
    ("open", SessionState::Opened),
    ("new", SessionState::Opened),
    ("queued", SessionState::Opened),
    ("pending", SessionState::Opened),
    ("bot_chatting", SessionState::Opened),
    ("assigned", SessionState::PickedUp),
    ("active", SessionState::PickedUp),
    ("responded_by_agent", SessionState::PickedUp),
    ("on_hold", SessionState::Snoozed),
    ("inactive", SessionState::Snoozed),
    ("resolved", SessionState::Closed),
    ("completed", SessionState::Closed),
    ("ended", SessionState::Closed),
    ("archived", SessionState::Closed),
    ("completing_poll", SessionState::Closed),
    ("completed_poll", SessionState::Closed),
    ("abandoned_poll", SessionState::Closed),
];

pub(super) fn state_of(word: &str) -> Option<SessionState> {
    let word = plain(word);
    let listed = || STATES.iter().find(|(name, _)| *name == word).map(|(_, state)| *state);
    SessionState::from_name(&word).or_else(listed)
}

pub(super) fn status_of(word: &str) -> Option<DeliveryStatus> {
    DeliveryStatus::from_name(&plain(word))
}

pub(super) fn event_kind_of(word: &str) -> EventKind {
    EventKind::from_name(&plain(word)).unwrap_or(EventKind::Other)
}

pub(super) fn message_kind_of(word: Option<&str>) -> MessageKind {
    word.map_or(MessageKind::Text, |word| MessageKind::from_name(&plain(word)).unwrap_or(MessageKind::Other))
}

/// What a customer says comes in, what anyone else says goes out, unless the system states otherwise.
pub(super) fn direction_of(direction: Option<&str>, person: Option<&str>) -> Direction {
    let stated = direction.map(plain).and_then(|word| match word.as_str() {
        "in" | "inbound" => Some(Direction::Incoming),
        "out" | "outbound" => Some(Direction::Outgoing),
        other => Direction::from_name(other),
    });
    stated.unwrap_or(match person.map(plain).and_then(|word| PersonKind::from_name(&word)) {
        Some(PersonKind::User) => Direction::Incoming,
        _ => Direction::Outgoing,
    })
}

/// A person of a kind we do not know is the system's: a customer or an agent would be named as one.
pub(super) fn person_of(person: Option<&str>, direction: Option<&str>) -> PersonKind {
    match person {
        Some(word) => PersonKind::from_name(&plain(word)).unwrap_or(PersonKind::System),
        None if direction.is_none() => PersonKind::System,
        None if direction_of(direction, None) == Direction::Incoming => PersonKind::User,
        None => PersonKind::Agent,
    }
}
