//! Messages in the index.

use super::entry::{Entry, spoken_by};
use super::schema::schema;
use crate::link::Link;
use model::Message;

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
    entry.value(CHANNEL, link.map(|link| &*link.channel));
    entry.number(SESSION, link.map(|link| link.seq));
    entry.text(message.text.as_str());
    entry.text(message.caption.as_deref());
    entry
}
