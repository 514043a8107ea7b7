//! Bodies of WhatsApp's webhooks as records: sessions, contacts, what was said, and what became of each send.
//!
//! Pure: whoever imports hands in bodies and takes records. It promises that the records are the same in
//! whatever order the bodies came and however often one came, for webhooks come late and twice. What several
//! bodies say of one thing is kept as a set, or as the latest by its own time; nothing depends on which was read
//! first. [`Gathered::recall`] takes in what an earlier import made, so that two imports give what one would, and what
//! a sync brought of the same send, which is kept beside what webhooks tell of it.
//!
//! A webhook tells what customers write, and of what the company sends only what became of it: its texts are
//! nobody's to tell here.

mod message;
mod parts;
mod sent;
mod status;
mod talk;
#[cfg(test)]
mod tests;
mod wire;

use super::map::parse;
use crate::Rejected;
use crate::http::depth;
use crate::limits::{ID_CHARS, JSON_DEPTH};
use crate::time::{Number, Unit};
use model::{Fetched, Kind, Millis};
use parts::{Dated, Heard, later};
use sent::Sent;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use talk::Talk;

const OBJECT: &str = "whatsapp_business_account";

/// What some bodies say together.
#[derive(Debug, Default)]
pub struct Gathered {
    /// By the session's id.
    talks: BTreeMap<String, Talk>,
    /// Contact objects by the number that writes.
    people: BTreeMap<String, Dated>,
    /// By the message's id.
    heard: BTreeMap<String, Heard>,
    /// By the id of the message that was sent.
    sent: BTreeMap<String, Sent>,
    /// Objects that cannot be read; which of them is the first depends on the order.
    pub rejected: Rejected,
    /// Changes of other things than messages, which were passed over.
    pub passed: u64,
}

/// The line of one change: whose phone number it is about.
struct Line<'a> {
    id: &'a str,
    number: &'a str,
}

impl Gathered {
    /// Takes in a body as WhatsApp posted it.
    ///
    /// # Errors
    /// What is wrong, in words, when it is no such body at all; then nothing of it was taken in. An object
    /// within that cannot be read is counted in [`Gathered::rejected`] and keeps no other away.
    pub fn add(&mut self, body: &str) -> Result<(), String> {
        if depth::of(body.as_bytes()) > JSON_DEPTH {
            return Err("its JSON is nested too deep".to_owned());
        }
        let body: wire::Body<'_> = parse(body)?;
        if body.object != OBJECT {
            return Err("it is no webhook body of a WhatsApp Business account".to_owned());
        }
        for entry in &body.entry {
            let changes = match parse::<wire::Entry<'_>>(entry.get()) {
                Ok(entry) => entry.changes,
                Err(why) => {
                    self.reject("entry", why);
                    continue;
                }
            };
            for change in changes {
                if let Err(why) = self.change(change.get()) {
                    self.reject("change", why);
                }
            }
        }
        Ok(())
    }

    /// What the store holds of a session, a contact or a delivery ([`Gathered::touched`]), by its raw form: what an
    /// earlier import made, or of a delivery what a sync brought.
    ///
    /// # Errors
    /// When it is the raw form of something else.
    pub fn recall(&mut self, kind: Kind, raw: &str) -> Result<(), String> {
        match kind {
            Kind::Session => {
                let talk = Talk::recall(raw)?;
                self.talk(talk);
            }
            Kind::Contact => {
                let (id, contact) = talk::recall_contact(raw)?;
                self.person(&id, contact);
            }
            Kind::Delivery => {
                let (id, sent) = Sent::recall(raw)?;
                self.sent.entry(id).or_default().merge(sent);
            }
            _ => {}
        }
        Ok(())
    }

    /// The records that are put together of parts, some of which an earlier import may have had.
    pub fn touched(&self) -> impl Iterator<Item = (Kind, &str)> {
        let talks = self.talks.keys().map(|id| (Kind::Session, id.as_str()));
        let people = self.people.keys().map(|id| (Kind::Contact, id.as_str()));
        let sent = self.sent.keys().map(|id| (Kind::Delivery, id.as_str()));
        talks.chain(people).chain(sent)
    }

    /// Everything, what is pointed at first.
    pub fn records(&self) -> Vec<Fetched> {
        let mut records = Vec::new();
        records.extend(self.people.iter().map(|(id, contact)| talk::contact(id, contact)));
        records.extend(self.talks.iter().map(|(id, talk)| talk.session(id)));
        records.extend(self.heard.values().map(Heard::record));
        for (id, sent) in &self.sent {
            records.extend(sent.delivery(id));
            records.extend(sent.events(id));
        }
        records
    }

    fn change(&mut self, raw: &str) -> Result<(), String> {
        let change: wire::Change<'_> = parse(raw)?;
        if change.field.as_deref() != Some("messages") {
            self.passed += 1;
            return Ok(());
        }
        let value: wire::Value<'_> = parse(change.value.get())?;
        let id = named(value.metadata.phone_number_id.to_string())?;
        let number = value.metadata.display_phone_number;
        let line = Line { id: &id, number: number.as_deref().unwrap_or_default() };
        let messages = value.messages.unwrap_or_default();
        let contacts = value.contacts.unwrap_or_default();
        for raw in &messages {
            if let Err(why) = self.message(&line, &contacts, messages.len() == 1, raw.get()) {
                self.reject("message", why);
            }
        }
        for raw in value.statuses.unwrap_or_default() {
            if let Err(why) = self.status(&line, raw.get()) {
                self.reject("status", why);
            }
        }
        Ok(())
    }

    fn message(
        &mut self,
        line: &Line<'_>,
        contacts: &[&RawValue],
        alone: bool,
        raw: &str,
    ) -> Result<(), String> {
        let message: wire::Message<'_> = parse(raw)?;
        let id = named(message.id.to_string())?;
        let at = seconds(&message.timestamp).ok_or("it has no time")?;
        let from = message.from.as_ref().and_then(|from| from.given());
        let contact = wire::contact_of(contacts, from.as_deref(), alone);
        // Who hides the number behind a user name has another id.
        let person =
            from.or_else(|| contact.and_then(wire::contact_id)).ok_or("it does not say who wrote")?;
        let person = named(person)?;
        let contact = contact.map(|raw| Dated { at, text: raw.get().to_owned() });
        if let Some(contact) = &contact {
            self.person(&person, contact.clone());
        }
        let group = message.group_id.as_ref().and_then(|group| group.given());
        let mut talk = Talk::of(line.id, group.as_deref().unwrap_or(&person), at);
        talk.number = Dated::given(at, line.number);
        talk.contact = contact.filter(|_| group.is_none());
        talk.person = group.is_none();
        let session = self.talk(talk);
        let heard = Heard::new(at, raw, message::said(message, at, session, person));
        match self.heard.get(&id) {
            // Of two forms of one message it is the later.
            Some(known) if *known >= heard => {}
            _ => {
                self.heard.insert(id, heard);
            }
        }
        Ok(())
    }

    fn status(&mut self, line: &Line<'_>, raw: &str) -> Result<(), String> {
        let status: status::Status<'_> = parse(raw)?;
        let (id, at) = status.named()?;
        if let Some(to) = status.recipient_id.as_ref().and_then(|to| to.given()) {
            let mut talk = Talk::of(line.id, &named(to)?, at);
            talk.number = Dated::given(at, line.number);
            talk.person = !status.is_of_group();
            self.talk(talk);
        }
        self.sent.entry(id).or_default().report(line, at, raw);
        Ok(())
    }

    /// Takes in a part of a session, and gives the session's id.
    fn talk(&mut self, talk: Talk) -> String {
        let id = talk.id();
        match self.talks.get_mut(&id) {
            Some(known) => known.merge(talk),
            None => {
                self.talks.insert(id.clone(), talk);
            }
        }
        id
    }

    fn person(&mut self, id: &str, contact: Dated) {
        let mut held = self.people.remove(id);
        later(&mut held, Some(contact));
        if let Some(held) = held {
            self.people.insert(id.to_owned(), held);
        }
    }

    fn reject(&mut self, what: &str, why: String) {
        self.rejected.add(|| format!("{what}: {why}"));
    }
}

/// What the message history says of a send, by its raw form, as a delivery; `None` when it has no event yet.
///
/// # Errors
/// When it is the raw form of something else.
pub(super) fn delivery(history: &str) -> Result<Option<Fetched>, String> {
    let (id, sent) = Sent::recall(history)?;
    Ok(sent.delivery(&id).map(|delivery| delivery.joining(joined)))
}

/// What webhooks told of a send stays beside what a sync brings.
fn joined(held: &str, new: &str) -> Option<Fetched> {
    let (id, mut sent) = Sent::recall(held).ok().filter(|(_, sent)| sent.is_reported())?;
    sent.merge(Sent::recall(new).ok()?.1);
    sent.delivery(&id)
}

/// A third of what an id may have, since two of them and some words make one of ours.
fn named(id: String) -> Result<String, String> {
    match id.is_empty() || id.chars().count() > ID_CHARS / 3 {
        true => Err("an id of it is empty or too long".to_owned()),
        false => Ok(id),
    }
}

/// Webhooks write seconds as text.
fn seconds(time: &Number<'_>) -> Option<Millis> {
    time.moment(Unit::Seconds).map(|stamp| stamp.at)
}
