//! Sessions, their state changes and their messages on the wire.

use super::field::{Field, Time, object};
use super::words::{direction_of, message_kind_of, person_of, state_of};
use model::{Measures, Party, SessionState, Stamp};

object!(
    /// `state` is one of ours or the system's own word; `state_raw` may give that word beside one of ours.
    Session {
        must { channel: String, state: String, created_at: Time }
        may {
            state_raw: Option<String>, channel_number: Option<String>, channel_name: Option<String>,
            merchant_id: Option<String>, sender: Option<Party>, recipient: Option<Party>,
            contact_id: Option<String>, agent_id: Option<String>, follower_ids: Vec<String>,
            last_active_at: Option<Time>, first_opened_at: Option<Time>, opened_at: Option<Time>,
            picked_up_at: Option<Time>, snoozed_at: Option<Time>, closed_at: Option<Time>,
            first_replied_at: Option<Time>, tags: Vec<String>, campaign_id: Option<String>,
            support_bot_id: Option<String>, description: Option<String>, measures: Option<Measures>,
        }
    }
);

impl Session {
    pub fn from_model(s: &model::Session, updated_at: Stamp) -> Self {
        Self {
            id: s.id.clone(),
            updated_at: Time(updated_at),
            channel: s.channel.clone(),
            state: s.state.as_str().to_owned(),
            created_at: Time(s.created_at),
            state_raw: s.state_raw.clone(),
            channel_number: s.channel_number.clone(),
            channel_name: s.channel_name.clone(),
            merchant_id: s.merchant_id.clone(),
            sender: unless_default(&s.sender),
            recipient: unless_default(&s.recipient),
            contact_id: s.contact_id.clone(),
            agent_id: s.agent_id.clone(),
            follower_ids: s.follower_ids.clone(),
            last_active_at: Field::put(&s.last_active_at),
            first_opened_at: Field::put(&s.first_opened_at),
            opened_at: Field::put(&s.opened_at),
            picked_up_at: Field::put(&s.picked_up_at),
            snoozed_at: Field::put(&s.snoozed_at),
            closed_at: Field::put(&s.closed_at),
            first_replied_at: Field::put(&s.first_replied_at),
            tags: s.tags.clone(),
            campaign_id: s.campaign_id.clone(),
            support_bot_id: s.support_bot_id.clone(),
            description: s.description.clone(),
            measures: unless_default(&s.measures),
        }
    }

    pub fn into_model(self) -> model::Session {
        let known = state_of(&self.state);
        model::Session {
            id: self.id,
            channel: self.channel,
            channel_number: self.channel_number,
            channel_name: self.channel_name,
            merchant_id: self.merchant_id,
            sender: self.sender.unwrap_or_default(),
            recipient: self.recipient.unwrap_or_default(),
            contact_id: self.contact_id,
            agent_id: self.agent_id,
            follower_ids: self.follower_ids,
            // A state nobody can place is shown as open, so that it is not mistaken for settled.
            state: known.unwrap_or(SessionState::Opened),
            state_raw: raw_beside(self.state_raw, self.state, known.map(SessionState::as_str)),
            created_at: self.created_at.0,
            last_active_at: self.last_active_at.take(),
            first_opened_at: self.first_opened_at.take(),
            opened_at: self.opened_at.take(),
            picked_up_at: self.picked_up_at.take(),
            snoozed_at: self.snoozed_at.take(),
            closed_at: self.closed_at.take(),
            first_replied_at: self.first_replied_at.take(),
            tags: self.tags,
            campaign_id: self.campaign_id,
            support_bot_id: self.support_bot_id,
            description: self.description,
            measures: self.measures.unwrap_or_default(),
        }
    }
}

/// The system's own word: as stated, or the one that is not exactly one of ours.
pub(super) fn raw_beside(stated: Option<String>, word: String, ours: Option<&str>) -> Option<String> {
    stated.or_else(|| (ours != Some(word.as_str())).then_some(word))
}

fn unless_default<T: Default + PartialEq + Clone>(value: &T) -> Option<T> {
    (*value != T::default()).then(|| value.clone())
}

object!(SessionEvent {
    must { session_id: String, at: Time, action: String }
    may { state: Option<String>, by: Option<String> }
});

impl SessionEvent {
    pub fn from_model(e: &model::SessionEvent, updated_at: Stamp) -> Self {
        Self {
            id: e.id.clone(),
            updated_at: Time(updated_at),
            session_id: e.session_id.clone(),
            at: Time(e.at),
            action: e.action.clone(),
            state: e.state.map(|s| s.as_str().to_owned()),
            by: e.by.clone(),
        }
    }

    pub fn into_model(self) -> model::SessionEvent {
        model::SessionEvent {
            id: self.id,
            session_id: self.session_id,
            at: self.at.0,
            state: self.state.as_deref().and_then(state_of),
            action: self.action,
            by: self.by,
        }
    }
}

object!(
    /// `direction` and `person` each follow from the other where only one is sent.
    Message {
        must { session_id: String, at: Time }
        may {
            direction: Option<String>, person: Option<String>, person_id: Option<String>, kind: Option<String>,
            text: Option<String>, caption: Option<String>, attachment: Option<String>,
            template_id: Option<String>, delivery_id: Option<String>,
        }
    }
);

impl Message {
    pub fn from_model(m: &model::Message, updated_at: Stamp) -> Self {
        Self {
            id: m.id.clone(),
            updated_at: Time(updated_at),
            session_id: m.session_id.clone(),
            at: Time(m.at),
            direction: Some(m.direction.as_str().to_owned()),
            person: Some(m.person.as_str().to_owned()),
            person_id: m.person_id.clone(),
            kind: Some(m.kind.as_str().to_owned()),
            text: Some(m.text.clone()),
            caption: m.caption.clone(),
            attachment: m.attachment.clone(),
            template_id: m.template_id.clone(),
            delivery_id: m.delivery_id.clone(),
        }
    }

    pub fn into_model(self) -> model::Message {
        let (direction, person) = (self.direction.as_deref(), self.person.as_deref());
        model::Message {
            id: self.id,
            session_id: self.session_id,
            at: self.at.0,
            direction: direction_of(direction, person),
            person: person_of(person, direction),
            person_id: self.person_id,
            kind: message_kind_of(self.kind.as_deref()),
            text: self.text.unwrap_or_default(),
            caption: self.caption,
            attachment: self.attachment,
            template_id: self.template_id,
            delivery_id: self.delivery_id,
        }
    }
}
