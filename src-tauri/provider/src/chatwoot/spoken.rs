//! Messages as Chatwoot writes them.

use super::wire::Person;
use crate::text::Text;
use crate::time::Number;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

#[derive(Deserialize)]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub conversation_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub content: Option<Cow<'a, str>>,
    /// 0 incoming, 1 outgoing, 2 activity, 3 template; other interfaces of the product write the words.
    #[serde(borrow, default)]
    pub message_type: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub created_at: Option<Number<'a>>,
    /// Seconds or RFC 3339; only where a conversation shows its last message.
    #[serde(borrow, default)]
    pub updated_at: Option<Number<'a>>,
    #[serde(default)]
    pub private: Option<bool>,
    #[serde(borrow, default)]
    pub status: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub content_type: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub content_attributes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub additional_attributes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub sender_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub sender_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub sender: Option<Person<'a>>,
    #[serde(borrow, default)]
    pub attachments: Option<Vec<Attachment<'a>>>,
    /// One alone, as the document has it beside the list.
    #[serde(borrow, default)]
    pub attachment: Option<Attachment<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Attachment<'a> {
    #[serde(borrow, default)]
    pub file_type: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub data_url: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub fallback_title: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub coordinates_lat: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub coordinates_long: Option<Text<'a>>,
}

/// What belongs to the content of a message. Not in the document but for replies.
#[derive(Default, Deserialize)]
pub(super) struct Attributes<'a> {
    #[serde(borrow, default)]
    pub activity: Option<Activity<'a>>,
    #[serde(borrow, default)]
    pub automation_rule_id: Option<Text<'a>>,
}

/// What an activity message tells, in words that do not change with the account's language.
#[derive(Deserialize)]
pub(super) struct Activity<'a> {
    #[serde(borrow, default)]
    pub status: Option<Cow<'a, str>>,
}

#[derive(Default, Deserialize)]
pub(super) struct Sent<'a> {
    #[serde(borrow, default)]
    pub template_params: Option<Template<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Template<'a> {
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
}
