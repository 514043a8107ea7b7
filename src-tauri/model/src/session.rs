//! Chats: a session, who takes part, its state and its measures.

use crate::measures::stays;
use crate::time::{Millis, Stamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One side of a session: a name, a number (phone, address or handle), or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Party {
    pub name: Option<String>,
    pub number: Option<String>,
}

/// Ours. The provider's own word is kept in [`Session::state_raw`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// In the inbox; nobody has picked it up.
    Opened,
    PickedUp,
    Snoozed,
    Closed,
}

impl SessionState {
    pub const ALL: [Self; 4] = [Self::Opened, Self::PickedUp, Self::Snoozed, Self::Closed];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::PickedUp => "picked_up",
            Self::Snoozed => "snoozed",
            Self::Closed => "closed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }
}

/// Chat measures as the provider gives them (seed S4). Lengths are milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Measures {
    pub waiting: Option<Millis>,
    pub average_reply: Option<Millis>,
    pub total_reply: Option<Millis>,
    pub replies: Option<u32>,
    pub resolution: Option<Millis>,
    pub operation_waiting: Option<Millis>,
    pub operation_average_reply: Option<Millis>,
    pub operation_total_reply: Option<Millis>,
    pub operation_replies: Option<u32>,
    pub operation_resolution: Option<Millis>,
}

/// A conversation on one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The provider's id.
    pub id: String,
    /// Lower-case channel type: `sms`, `whatsapp`, `messenger`, `live_chat`, `email`, or the provider's own word.
    pub channel: String,
    /// Phone number or identifier of our side's channel.
    pub channel_number: Option<String>,
    /// The channel's name on our side, such as the WhatsApp line ("alias" in seed S1).
    pub channel_name: Option<String>,
    pub merchant_id: Option<String>,
    pub sender: Party,
    pub recipient: Party,
    pub contact_id: Option<String>,
    pub agent_id: Option<String>,
    /// Agents who follow the chat.
    pub follower_ids: Vec<String>,
    pub state: SessionState,
    pub state_raw: Option<String>,
    pub created_at: Stamp,
    pub last_active_at: Option<Stamp>,
    pub first_opened_at: Option<Stamp>,
    pub opened_at: Option<Stamp>,
    pub picked_up_at: Option<Stamp>,
    pub snoozed_at: Option<Stamp>,
    pub closed_at: Option<Stamp>,
    pub first_replied_at: Option<Stamp>,
    /// Tag names.
    pub tags: Vec<String>,
    pub campaign_id: Option<String>,
    pub support_bot_id: Option<String>,
    pub description: Option<String>,
    pub measures: Measures,
}

/// A change of state, kept with its own time and source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEvent {
    pub id: String,
    pub session_id: String,
    pub at: Stamp,
    /// The state entered. `None` for an event that changes no state (assign, tag, join …).
    pub state: Option<SessionState>,
    /// The provider's word for what happened.
    pub action: String,
    /// `user`, `agent`, `bot`, `system` and who, where the provider says.
    pub by: Option<String>,
}

/// Time on hold: every stay in `snoozed`, by `(time, state)` changes in any order.
/// A stay that has not ended runs to `now`. Milliseconds, never negative.
pub fn hold_millis(changes: &[(Millis, SessionState)], now: Millis) -> Millis {
    let lengths = stays(changes, now).into_iter().map(|(from, to)| to.saturating_sub(from));
    lengths.fold(0, Millis::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use SessionState::{Closed, Opened, Snoozed};

    #[test]
    fn hold_time_is_the_sum_of_the_snoozes() {
        // shows S4.7
        assert_eq!(hold_millis(&[], 9), 0);
        assert_eq!(
            hold_millis(&[(0, Opened), (10, Snoozed), (30, Opened), (50, Snoozed), (60, Closed)], 99),
            30
        );
        assert_eq!(
            hold_millis(&[(30, Opened), (10, Snoozed), (40, Snoozed)], 45),
            25,
            "any order; the last still runs"
        );
        assert_eq!(
            hold_millis(&[(10, Snoozed), (20, Snoozed), (25, Closed)], 30),
            15,
            "a repeated snooze is one stay"
        );
    }
}
