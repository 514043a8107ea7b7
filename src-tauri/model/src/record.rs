//! Any record, and where it came from.

use crate::message::names;
use crate::{
    Agent, Batch, Bot, Campaign, Contact, Delivery, DeliveryEvent, Message, Session, SessionEvent,
    SupportBot, Tag, Template,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq)]
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

/// A record with its raw form as received. Endpoint and time belong to the page that carried it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    pub record: Record,
    /// The JSON object exactly as the provider sent it.
    pub raw: String,
}
