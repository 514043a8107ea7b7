//! Sessions in the index.

use super::entry::Entry;
use super::schema::schema;
use model::{Measures, Session};

schema! { "session":
    /// Row id of the account, as text.
    ACCOUNT "account" Value,
    CHANNEL "channel" Value,
    /// Our side's number of the channel.
    NUMBER "number" Value,
    CHANNEL_NAME "channel_name" Value,
    STATE "state" Value,
    SENDER_NAME "sender_name" Value,
    SENDER_NUMBER "sender_number" Value,
    RECIPIENT_NAME "recipient_name" Value,
    RECIPIENT_NUMBER "recipient_number" Value,
    /// Reference.
    CONTACT "contact" Value,
    /// Reference.
    AGENT "agent" Value,
    /// Reference.
    CAMPAIGN "campaign" Value,
    TAG "tag" Values,
    /// Which of `agent`, `contact`, `campaign`, `tag` it has.
    HAS "has" Values,
    /// The provider's id.
    EXT "ext" Value,
    /// Number of arrival, which its messages have in [`super::message::SESSION`].
    SEQ "seq" Number,
    /// Epoch milliseconds, as all times; without one from the provider, that of creation.
    ACTIVE "active" Number,
    OPENED "opened" Number,
    PICKED_UP "picked_up" Number,
    CLOSED "closed" Number,
    /// Milliseconds.
    WAITING "waiting" Number,
    /// Milliseconds.
    RESOLUTION "resolution" Number,
    /// Milliseconds, as all that follow but the counts of replies.
    AVERAGE_REPLY "average_reply" Number,
    TOTAL_REPLY "total_reply" Number,
    REPLIES "replies" Number,
    OPERATION_WAITING "operation_waiting" Number,
    OPERATION_AVERAGE_REPLY "operation_average_reply" Number,
    OPERATION_TOTAL_REPLY "operation_total_reply" Number,
    OPERATION_REPLIES "operation_replies" Number,
    OPERATION_RESOLUTION "operation_resolution" Number,
}

pub(crate) fn entry(id: i64, account: i64, seq: i64, session: &Session) -> Entry {
    let mut entry = Entry::new(account, session.created_at.at, id, ACCOUNT);
    values(&mut entry, session);
    entry.number(SEQ, seq);
    entry.number(ACTIVE, session.last_active_at.unwrap_or(session.created_at).at);
    entry.number(OPENED, session.opened_at.map(|stamp| stamp.at));
    entry.number(PICKED_UP, session.picked_up_at.map(|stamp| stamp.at));
    entry.number(CLOSED, session.closed_at.map(|stamp| stamp.at));
    measures(&mut entry, &session.measures);
    let Session { sender, recipient, description, .. } = session;
    for text in [&sender.name, &recipient.name, &sender.number, &recipient.number, description] {
        entry.text(text.as_deref());
    }
    entry.text(session.id.as_str());
    entry
}

fn values(entry: &mut Entry, session: &Session) {
    entry.value(CHANNEL, session.channel.as_str());
    entry.value(NUMBER, session.channel_number.as_deref());
    entry.value(CHANNEL_NAME, session.channel_name.as_deref());
    entry.value(STATE, session.state.as_str());
    entry.value(SENDER_NAME, session.sender.name.as_deref());
    entry.value(SENDER_NUMBER, session.sender.number.as_deref());
    entry.value(RECIPIENT_NAME, session.recipient.name.as_deref());
    entry.value(RECIPIENT_NUMBER, session.recipient.number.as_deref());
    entry.value(CONTACT, session.contact_id.as_deref());
    entry.value(AGENT, session.agent_id.as_deref());
    entry.value(CAMPAIGN, session.campaign_id.as_deref());
    for (at, tag) in session.tags.iter().enumerate() {
        if !session.tags.iter().take(at).any(|earlier| earlier == tag) {
            entry.value(TAG, tag.as_str());
        }
    }
    entry.has(HAS, "agent", session.agent_id.is_some());
    entry.has(HAS, "contact", session.contact_id.is_some());
    entry.has(HAS, "campaign", session.campaign_id.is_some());
    entry.has(HAS, "tag", !session.tags.is_empty());
    entry.value(EXT, session.id.as_str());
}

fn measures(entry: &mut Entry, measures: &Measures) {
    entry.number(WAITING, measures.waiting);
    entry.number(RESOLUTION, measures.resolution);
    entry.number(AVERAGE_REPLY, measures.average_reply);
    entry.number(TOTAL_REPLY, measures.total_reply);
    entry.number(REPLIES, measures.replies.map(i64::from));
    entry.number(OPERATION_WAITING, measures.operation_waiting);
    entry.number(OPERATION_AVERAGE_REPLY, measures.operation_average_reply);
    entry.number(OPERATION_TOTAL_REPLY, measures.operation_total_reply);
    entry.number(OPERATION_REPLIES, measures.operation_replies.map(i64::from));
    entry.number(OPERATION_RESOLUTION, measures.operation_resolution);
}
