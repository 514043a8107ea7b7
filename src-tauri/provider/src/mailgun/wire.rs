//! Answers as Mailgun writes them. What is not needed is passed over; it stays in the raw record.

use crate::text::Text;
use crate::time::Number;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A page of events.
#[derive(Deserialize)]
pub(super) struct Page<'a> {
    #[serde(borrow)]
    pub items: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub paging: Option<Paging<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Paging<'a> {
    /// There is one on every page; only an empty page is the end.
    #[serde(borrow, default)]
    pub next: Option<Cow<'a, str>>,
}

/// Something that happened to a message on its way to one recipient. Only `event` and `timestamp` are in each.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Event<'a> {
    #[serde(borrow)]
    pub event: Cow<'a, str>,
    /// Seconds with a fraction.
    #[serde(borrow)]
    pub timestamp: Number<'a>,
    /// Unique within a day.
    #[serde(borrow, default)]
    pub id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub severity: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub reason: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub recipient: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub url: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub message: Option<Message<'a>>,
    #[serde(borrow, default)]
    pub envelope: Option<Envelope<'a>>,
    #[serde(borrow, default)]
    pub delivery_status: Option<Status<'a>>,
    #[serde(borrow, default)]
    pub reject: Option<Reject<'a>>,
    #[serde(default)]
    pub flags: Option<Flags>,
    #[serde(borrow, default)]
    pub template: Option<Template<'a>>,
    #[serde(borrow, default)]
    pub batch: Option<Batch<'a>>,
    #[serde(borrow, default)]
    pub tags: Option<Vec<Cow<'a, str>>>,
    /// Whatever the sender put there.
    #[serde(borrow, default)]
    pub user_variables: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Message<'a> {
    #[serde(borrow, default)]
    pub headers: Option<Headers<'a>>,
    /// Of a stored message, whose event has no `recipient`.
    #[serde(borrow, default)]
    pub recipients: Option<Vec<Cow<'a, str>>>,
    #[serde(borrow, default)]
    pub attachments: Option<Vec<Attachment<'a>>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Headers<'a> {
    #[serde(borrow, default)]
    pub message_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub from: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub to: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub subject: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Attachment<'a> {
    #[serde(borrow, default)]
    pub filename: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Envelope<'a> {
    #[serde(borrow, default)]
    pub sender: Option<Cow<'a, str>>,
}

/// What the recipient's mail server replied, or Mailgun in its place.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Status<'a> {
    /// 0 where there is none.
    #[serde(borrow, default)]
    pub code: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub enhanced_code: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub message: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub description: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Reject<'a> {
    #[serde(borrow, default)]
    pub reason: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub description: Option<Cow<'a, str>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Flags {
    #[serde(default)]
    pub is_authenticated: Option<bool>,
    #[serde(default)]
    pub is_routed: Option<bool>,
    /// Called delivered, and never sent.
    #[serde(default)]
    pub is_test_mode: Option<bool>,
}

#[derive(Deserialize)]
pub(super) struct Template<'a> {
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Batch<'a> {
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
}
