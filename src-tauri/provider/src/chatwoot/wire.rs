//! Answers as Chatwoot writes them. What is not needed is passed over; it stays in the raw record.
//!
//! Ids are numbers in the document and texts in some answers; times are seconds since 1970, and texts of RFC 3339
//! where the server passes its own attributes on.

use crate::text::Text;
use crate::time::Number;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

#[derive(Deserialize)]
pub(super) struct Account<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
}

/// Labels, inboxes, messages.
#[derive(Deserialize)]
pub(super) struct List<'a> {
    #[serde(borrow)]
    pub payload: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Contacts<'a> {
    #[serde(borrow)]
    pub meta: Paging<'a>,
    #[serde(borrow)]
    pub payload: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Paging<'a> {
    #[serde(borrow, default)]
    pub count: Option<Text<'a>>,
    /// A text when the request named a page.
    #[serde(borrow, default)]
    pub current_page: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Conversations<'a> {
    #[serde(borrow)]
    pub data: Listed<'a>,
}

#[derive(Deserialize)]
pub(super) struct Listed<'a> {
    #[serde(borrow, default)]
    pub meta: Counts<'a>,
    #[serde(borrow)]
    pub payload: Vec<&'a RawValue>,
}

#[derive(Default, Deserialize)]
pub(super) struct Counts<'a> {
    /// Of all that the filters let through, on every page.
    #[serde(borrow, default)]
    pub all_count: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Agent<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub available_name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub email: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub role: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Label<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow)]
    pub title: Cow<'a, str>,
    #[serde(borrow, default)]
    pub description: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub color: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Contact<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub email: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub phone_number: Option<Text<'a>>,
    /// The number that the customer has in the company's own systems.
    #[serde(borrow, default)]
    pub identifier: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub additional_attributes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub created_at: Option<Number<'a>>,
}

/// What a contact says of itself; anybody may write anything there.
#[derive(Default, Deserialize)]
pub(super) struct About<'a> {
    #[serde(borrow, default)]
    pub country: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub country_code: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub company_name: Option<Cow<'a, str>>,
    /// Set by the widget on a site, [M].
    #[serde(borrow, default)]
    pub browser_language: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Inbox<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub name: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub channel_type: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub medium: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub phone_number: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub email: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub page_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub website_url: Option<Text<'a>>,
}

/// What a session needs of its inbox, under the inbox's own names. No secret is among them.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Line {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website_url: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Conversation<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub inbox_id: Option<Text<'a>>,
    /// open, pending, resolved, snoozed; the document leaves the last one out.
    #[serde(borrow, default)]
    pub status: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub created_at: Option<Number<'a>>,
    /// With a fraction. Servers before 4.0.2 do not send it.
    #[serde(borrow, default)]
    pub updated_at: Option<Number<'a>>,
    #[serde(borrow, default)]
    pub last_activity_at: Option<Number<'a>>,
    /// The same as the last activity.
    #[serde(borrow, default)]
    pub timestamp: Option<Number<'a>>,
    /// 0 when there was none.
    #[serde(borrow, default)]
    pub first_reply_created_at: Option<Number<'a>>,
    #[serde(default)]
    pub labels: Option<Vec<String>>,
    #[serde(borrow, default)]
    pub meta: Option<Meta<'a>>,
    /// The last one, if any.
    #[serde(borrow, default)]
    pub messages: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    pub additional_attributes: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
pub(super) struct Meta<'a> {
    #[serde(borrow, default)]
    pub sender: Option<Person<'a>>,
    /// `Channel::Whatsapp`
    #[serde(borrow, default)]
    pub channel: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub assignee: Option<Person<'a>>,
    /// `User` or `AgentBot`; not in the document.
    #[serde(borrow, default)]
    pub assignee_type: Option<Cow<'a, str>>,
}

#[derive(Default, Deserialize)]
pub(super) struct Person<'a> {
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub email: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub phone_number: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub identifier: Option<Text<'a>>,
    /// `contact`, `user`, `agent_bot`
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
}

/// What a conversation says besides, by its channel. Not in the document.
#[derive(Default, Deserialize)]
pub(super) struct Besides<'a> {
    #[serde(borrow, default)]
    pub mail_subject: Option<Cow<'a, str>>,
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
}

/// An object by its id alone.
#[derive(Deserialize)]
pub(super) struct Named<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
}
