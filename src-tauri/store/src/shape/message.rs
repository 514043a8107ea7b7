//! Messages in the index.

use super::entry::{Entry, spoken_by};
use super::schema::schema;
use crate::link::Link;
use model::Message;
use std::collections::BTreeSet;
use std::sync::Arc;

schema! { "message":
    /// Row id of the account, as text.
    ACCOUNT "account" Value,
    DIRECTION "direction" Value,
    PERSON "person" Value,
    KIND "kind" Value,
    /// Reference to who spoke: a contact, an agent or a bot, as the person says.
    NAME "name" Value,
    /// Reference.
    TEMPLATE "template" Value,
    /// Which of `attachment`, `caption`, `template`, `delivery` it has.
    HAS "has" Values,
    /// Its session's; none while the session is not here.
    CHANNEL "channel" Value,
    /// Its session's [`super::session::SEQ`]; none while the session is not here.
    SESSION "session" Number,
    /// Its session's, as all that follow: what an answer about messages is narrowed and counted by.
    STATE "state" Value,
    /// Our side's number of the channel.
    NUMBER "number" Value,
    /// Reference.
    AGENT "agent" Value,
    /// Reference.
    CAMPAIGN "campaign" Value,
    TAG "tag" Values,
}

/// Fields of a message, with the values they have from its session.
pub(crate) type Taken = [(u8, Box<str>)];

/// `own`: number of the channel, agent, campaign. Equal for sessions that say the same, in whatever
/// order their tags are.
pub(crate) fn taken(channel: &str, state: &str, own: [Option<&str>; 3], tags: &[String]) -> Arc<Taken> {
    let [number, agent, campaign] = own;
    let some = [
        (CHANNEL, Some(channel)),
        (STATE, Some(state)),
        (NUMBER, number),
        (AGENT, agent),
        (CAMPAIGN, campaign),
    ];
    let some = some.into_iter().filter_map(|(field, value)| Some((field, value?)));
    let tags: BTreeSet<&str> = tags.iter().map(String::as_str).collect();
    let tags = tags.into_iter().map(|tag| (TAG, tag));
    some.chain(tags).map(|(field, value)| (field, value.into())).collect()
}

/// `link`: the session it belongs to, if that is here.
pub(crate) fn entry(id: i64, account: i64, link: Option<&Link>, message: &Message) -> Entry {
    let mut entry = Entry::new(account, message.at.at, id, ACCOUNT);
    entry.value(DIRECTION, message.direction.as_str());
    entry.value(PERSON, message.person.as_str());
    entry.value(KIND, message.kind.as_str());
    if spoken_by(message.person.as_str()).is_some() {
        entry.value(NAME, message.person_id.as_deref());
    }
    entry.value(TEMPLATE, message.template_id.as_deref());
    entry.has(HAS, "attachment", message.attachment.is_some());
    entry.has(HAS, "caption", message.caption.is_some());
    entry.has(HAS, "template", message.template_id.is_some());
    entry.has(HAS, "delivery", message.delivery_id.is_some());
    entry.number(SESSION, link.map(|link| link.seq));
    for (field, value) in link.iter().flat_map(|link| link.taken.iter()) {
        entry.value(*field, &**value);
    }
    entry.text(message.text.as_str());
    entry.text(message.caption.as_deref());
    entry
}
