//! Any record, and where it came from.

use crate::message::names;
use crate::{
    Agent, Batch, Bot, Campaign, Contact, Delivery, DeliveryEvent, Message, Session, SessionEvent,
    SupportBot, Tag, Template,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::ops::Range;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    Session(Box<Session>),
    SessionEvent(SessionEvent),
    Message(Message),
    Delivery(Box<Delivery>),
    DeliveryEvent(DeliveryEvent),
    Batch(Batch),
    Template(Template),
    Contact(Contact),
    Agent(Agent),
    Bot(Bot),
    SupportBot(SupportBot),
    Campaign(Campaign),
    Tag(Tag),
}

/// The kinds of record, in the order in which they are best synced: what is pointed at comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Tag,
    Agent,
    Bot,
    SupportBot,
    Campaign,
    Template,
    Contact,
    Session,
    SessionEvent,
    Message,
    Batch,
    Delivery,
    DeliveryEvent,
}

names!(Kind {
    Tag = "tag", Agent = "agent", Bot = "bot", SupportBot = "support_bot", Campaign = "campaign",
    Template = "template", Contact = "contact", Session = "session", SessionEvent = "session_event",
    Message = "message", Batch = "batch", Delivery = "delivery", DeliveryEvent = "delivery_event",
});

impl Record {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Session(_) => Kind::Session,
            Self::SessionEvent(_) => Kind::SessionEvent,
            Self::Message(_) => Kind::Message,
            Self::Delivery(_) => Kind::Delivery,
            Self::DeliveryEvent(_) => Kind::DeliveryEvent,
            Self::Batch(_) => Kind::Batch,
            Self::Template(_) => Kind::Template,
            Self::Contact(_) => Kind::Contact,
            Self::Agent(_) => Kind::Agent,
            Self::Bot(_) => Kind::Bot,
            Self::SupportBot(_) => Kind::SupportBot,
            Self::Campaign(_) => Kind::Campaign,
            Self::Tag(_) => Kind::Tag,
        }
    }

    /// The provider's id.
    pub fn id(&self) -> &str {
        match self {
            Self::Session(r) => &r.id,
            Self::SessionEvent(r) => &r.id,
            Self::Message(r) => &r.id,
            Self::Delivery(r) => &r.id,
            Self::DeliveryEvent(r) => &r.id,
            Self::Batch(r) => &r.id,
            Self::Template(r) => &r.id,
            Self::Contact(r) => &r.id,
            Self::Agent(r) => &r.id,
            Self::Bot(r) => &r.id,
            Self::SupportBot(r) => &r.id,
            Self::Campaign(r) => &r.id,
            Self::Tag(r) => &r.id,
        }
    }
}

/// How a record is read from its raw form: kind, place on its page from 1, the JSON object. What is wrong
/// with an object is said in words that show none of its values.
pub type Read = fn(Kind, usize, &str) -> Result<Record, String>;

/// Puts what one source says of a record (`held`, in the store) together with what another says of it (`new`): both
/// are raw forms. `None` where they are of one source, so that the new takes the place of the held.
pub type Join = fn(held: &str, new: &str) -> Option<Fetched>;

/// Goes before the raw form into its digest. Raise it with every change of how a record is read or
/// stored: the next sync then writes anew what it would else take for unchanged.
const MAPPING: u8 = 1;

/// A record with its raw form as received. Endpoint and time belong to the page that carried it.
///
/// Most of what a sync brings is known already: its id and digest tell, so it need not be read.
#[derive(Debug, Clone)]
pub struct Fetched {
    kind: Kind,
    raw: String,
    digest: i64,
    form: Form,
    join: Option<Join>,
}

#[derive(Debug, Clone)]
enum Form {
    Done(Box<Record>),
    Part(Box<Record>),
    /// Where the id lies in the raw form, and how to read the rest.
    Later {
        id: Range<usize>,
        place: usize,
        read: Read,
    },
}

impl Fetched {
    /// `raw`: the JSON object exactly as the provider sent it.
    pub fn new(record: Record, raw: String) -> Self {
        let (kind, digest) = (record.kind(), digest(&raw));
        Self { kind, raw, digest, form: Form::Done(Box::new(record)), join: None }
    }

    /// A part of what a provider says of a record: it is put together with what is held ([`crate::Delivery::gathered`]).
    /// Deliveries alone are gathered; of other kinds a part is the whole.
    pub fn part(record: Record, raw: String) -> Self {
        let (kind, digest) = (record.kind(), digest(&raw));
        Self { kind, raw, digest, form: Form::Part(Box::new(record)), join: None }
    }

    /// To be read only if it is needed. `id` is where the provider's id lies in `raw`, unescaped.
    pub fn later(kind: Kind, raw: String, id: Range<usize>, place: usize, read: Read) -> Self {
        let digest = digest(&raw);
        Self { kind, raw, digest, form: Form::Later { id, place, read }, join: None }
    }

    /// Of a record that another source may say something of as well: neither takes the other's place.
    #[must_use]
    pub fn joining(mut self, join: Join) -> Self {
        self.join = Some(join);
        self
    }

    /// How it is put together with what is held.
    pub const fn join(&self) -> Option<Join> {
        self.join
    }

    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The provider's id.
    pub fn id(&self) -> &str {
        match &self.form {
            Form::Done(record) | Form::Part(record) => record.id(),
            Form::Later { id, .. } => self.raw.get(id.clone()).unwrap_or_default(),
        }
    }

    /// Whether it is a part, to be put together with what is held.
    pub const fn is_part(&self) -> bool {
        matches!(self.form, Form::Part(_))
    }

    /// The JSON object exactly as the provider sent it.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// First 8 bytes of SHA-256 over how records are read (a number) and the raw form. Equal digests of
    /// one id: nothing has changed.
    pub const fn digest(&self) -> i64 {
        self.digest
    }

    /// # Errors
    /// What is wrong with the object, in words.
    pub fn record(&self) -> Result<Cow<'_, Record>, String> {
        match &self.form {
            Form::Done(record) | Form::Part(record) => Ok(Cow::Borrowed(record)),
            Form::Later { place, read, .. } => read(self.kind, *place, &self.raw).map(Cow::Owned),
        }
    }
}

impl PartialEq for Fetched {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, self.id(), &self.raw) == (other.kind, other.id(), &other.raw)
    }
}

fn digest(raw: &str) -> i64 {
    let hash = Sha256::new().chain_update([MAPPING]).chain_update(raw).finalize();
    hash.iter().take(8).fold(0, |sum, byte| (sum << 8) | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_when_it_is_asked_for() {
        let read: Read = |kind, place, raw| match kind {
            Kind::Bot => {
                Ok(Record::Bot(crate::Bot { id: "7".into(), name: Some(raw.to_owned()), created_at: None }))
            }
            _ => Err(format!("record {place}")),
        };
        let raw = r#"{"id":"7"}"#;
        let later = |kind| Fetched::later(kind, raw.to_owned(), 7..8, 3, read);
        assert_eq!((later(Kind::Bot).id(), later(Kind::Bot).raw()), ("7", raw));
        let record = later(Kind::Bot).record().unwrap().into_owned();
        let done = Fetched::new(record.clone(), raw.to_owned());
        assert_eq!((&*done.record().unwrap(), done.id(), done.kind()), (&record, "7", Kind::Bot));
        assert_eq!(done, later(Kind::Bot));
        assert_eq!(done.digest(), later(Kind::Bot).digest());
        assert_ne!(done.digest(), Fetched::new(record, format!("{raw} ")).digest());
        assert_eq!(later(Kind::Tag).record().unwrap_err(), "record 3");
    }
}
