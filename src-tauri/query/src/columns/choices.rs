//! The named values of fields, with the words people read.

use super::build::{choice, group};
use crate::column::Choice;

pub const CHANNELS: &[Choice] = &[
    choice("sms", "SMS"),
    choice("whatsapp", "WhatsApp"),
    choice("messenger", "Facebook Messenger"),
    choice("live_chat", "Live Chat"),
    choice("email", "E-mail"),
];

pub const STATES: &[Choice] = &[
    choice("opened", "Opened"),
    choice("picked_up", "Picked up"),
    choice("snoozed", "Snoozed"),
    choice("closed", "Closed"),
    group("open", "Not closed", &["opened", "picked_up", "snoozed"]),
];

pub const DIRECTIONS: &[Choice] = &[choice("incoming", "Incoming"), choice("outgoing", "Outgoing")];

pub const PERSONS: &[Choice] =
    &[choice("user", "Customer"), choice("agent", "Agent"), choice("bot", "Bot"), choice("system", "System")];

pub const MESSAGE_KINDS: &[Choice] = &[
    choice("text", "Text"),
    choice("image", "Image"),
    choice("audio", "Audio"),
    choice("video", "Video"),
    choice("file", "File"),
    choice("location", "Location"),
    choice("template", "Template"),
    choice("note", "Note among agents"),
    choice("other", "Other"),
];

/// The eleven of seed S3.
pub const STATUSES: &[Choice] = &[
    choice("success", "Success"),
    choice("failed", "Failed"),
    choice("invalid_phone_number", "Invalid phone number"),
    choice("sent", "Sent"),
    choice("undelivered", "Undelivered"),
    choice("insufficient_sms_credits", "Insufficient SMS credits"),
    choice("sms_disabled_for_company", "SMS disabled for company"),
    choice("email_disabled_for_company", "E-mail disabled for company"),
    choice("in_progress", "In progress"),
    choice("delivered", "Delivered"),
    choice("batch_count", "Batch count"),
];

/// Seed S3's sending status.
pub const OUTCOMES: &[Choice] =
    &[choice("sent", "Sent"), choice("failed", "Failed"), choice("in_progress", "In progress")];

#[cfg(test)]
mod tests {
    use super::*;
    use model::{DeliveryStatus, Direction, MessageKind, Outcome, PersonKind, SessionState};

    #[test]
    fn the_choices_are_the_models_own_values() {
        // shows S1.3 S3.2
        let values = |choices: &[Choice]| {
            choices.iter().filter(|c| c.means.is_empty()).map(|c| c.value).collect::<Vec<_>>()
        };
        assert_eq!(values(STATES), SessionState::ALL.map(SessionState::as_str));
        assert_eq!(values(DIRECTIONS), Direction::ALL.iter().map(|v| v.as_str()).collect::<Vec<_>>());
        assert_eq!(values(PERSONS), PersonKind::ALL.iter().map(|v| v.as_str()).collect::<Vec<_>>());
        assert_eq!(values(MESSAGE_KINDS), MessageKind::ALL.iter().map(|v| v.as_str()).collect::<Vec<_>>());
        assert_eq!(values(STATUSES), DeliveryStatus::ALL.iter().map(|v| v.as_str()).collect::<Vec<_>>());
        assert_eq!(values(OUTCOMES), Outcome::ALL.iter().map(|v| v.as_str()).collect::<Vec<_>>());
    }
}
