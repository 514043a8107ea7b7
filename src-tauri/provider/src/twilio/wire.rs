//! Answers as Twilio writes them. What is not needed is passed over; it stays in the raw record.

use super::{LISTED, PARTICIPANTS, RECEIVED, SAID};
use crate::text::Text;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

#[derive(Deserialize)]
pub(super) struct Account<'a> {
    #[serde(borrow)]
    pub sid: Cow<'a, str>,
    #[serde(borrow)]
    pub friendly_name: Option<Cow<'a, str>>,
}

/// A page of Messages.
#[derive(Deserialize)]
pub(super) struct Messages<'a> {
    #[serde(borrow)]
    pub messages: Vec<&'a RawValue>,
    /// Relative in Twilio's examples.
    #[serde(borrow, default)]
    pub next_page_uri: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    pub sid: Cow<'a, str>,
    #[serde(borrow, default)]
    pub body: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub from: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub to: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub direction: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub status: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub error_code: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub error_message: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub num_segments: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub num_media: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub price: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub price_unit: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub messaging_service_sid: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub date_created: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub date_sent: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub date_updated: Option<Cow<'a, str>>,
}

/// A page of Conversations: its list has a name of its own.
#[derive(Deserialize)]
pub(super) struct Page<'a> {
    #[serde(borrow)]
    pub meta: Meta<'a>,
    #[serde(borrow, default)]
    conversations: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    participants: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    messages: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    delivery_receipts: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Meta<'a> {
    #[serde(borrow, default)]
    pub next_page_url: Option<Cow<'a, str>>,
}

impl<'a> Page<'a> {
    /// The list of a stream.
    pub fn objects(&self, stream: &str) -> &[&'a RawValue] {
        match stream {
            LISTED => &self.conversations,
            PARTICIPANTS => &self.participants,
            SAID => &self.messages,
            RECEIVED => &self.delivery_receipts,
            _ => &[],
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Conversation<'a> {
    #[serde(borrow)]
    pub sid: Cow<'a, str>,
    #[serde(borrow, default)]
    pub friendly_name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub messaging_service_sid: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub state: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub date_created: Cow<'a, str>,
    #[serde(borrow, default)]
    pub date_updated: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Participant<'a> {
    #[serde(borrow, default)]
    pub identity: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub messaging_binding: Option<Binding<'a>>,
}

/// How a participant is reached outside of Twilio.
#[derive(Deserialize)]
pub(super) struct Binding<'a> {
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    /// The participant's own.
    #[serde(borrow, default)]
    pub address: Option<Cow<'a, str>>,
    /// Ours.
    #[serde(borrow, default)]
    pub proxy_address: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Said<'a> {
    #[serde(borrow)]
    pub sid: Cow<'a, str>,
    #[serde(borrow)]
    pub conversation_sid: Cow<'a, str>,
    #[serde(borrow, default)]
    pub author: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub body: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub participant_sid: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub content_sid: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub media: Option<Vec<Media<'a>>>,
    #[serde(borrow)]
    pub date_created: Cow<'a, str>,
    /// How many of its receipts say what, in words.
    #[serde(borrow, default)]
    pub delivery: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Media<'a> {
    #[serde(borrow, default)]
    pub sid: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub content_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub filename: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Receipt<'a> {
    #[serde(borrow)]
    pub sid: Cow<'a, str>,
    #[serde(borrow)]
    pub message_sid: Cow<'a, str>,
    /// The message as it went out: the SID that Messages lists.
    #[serde(borrow, default)]
    pub channel_message_sid: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub status: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub error_code: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub date_created: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub date_updated: Option<Cow<'a, str>>,
}
