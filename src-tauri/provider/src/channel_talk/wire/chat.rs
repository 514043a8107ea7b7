//! A user chat, and how it came about.

use super::Raw;
use crate::text::Text;
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserChat<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub channel_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub state: Option<Cow<'a, str>>,
    /// `native`, `phone`, `email`, `app`.
    #[serde(borrow, default)]
    pub medium_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub medium_id: Option<Text<'a>>,
    /// `appLine` and the like; absent where the customer writes on the company's own pages.
    #[serde(borrow, default)]
    pub contact_medium_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub user_id: Option<Text<'a>>,
    /// The customer's.
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub title: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub description: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub manager_ids: Option<Vec<Text<'a>>>,
    #[serde(borrow, default)]
    pub assignee_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub tags: Option<Vec<Cow<'a, str>>>,
    #[serde(borrow, default)]
    pub source: Option<Source<'a>>,
    /// Before version 5 this and the next stood here and not in the source.
    #[serde(borrow, default)]
    pub marketing: Option<Marketing<'a>>,
    #[serde(borrow, default)]
    pub support_bot: Raw<'a>,
    /// Counts changes of the chat.
    #[serde(borrow, default)]
    pub version: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub front_message_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub desk_message_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub front_updated_at: Raw<'a>,
    #[serde(borrow, default)]
    pub desk_updated_at: Raw<'a>,
    #[serde(borrow, default)]
    pub updated_at: Raw<'a>,
    #[serde(borrow, default)]
    pub created_at: Raw<'a>,
    #[serde(borrow, default)]
    pub first_opened_at: Raw<'a>,
    #[serde(borrow, default)]
    pub opened_at: Raw<'a>,
    #[serde(borrow, default)]
    pub snoozed_at: Raw<'a>,
    #[serde(borrow, default)]
    pub closed_at: Raw<'a>,
    #[serde(borrow, default)]
    pub first_replied_at: Raw<'a>,
    #[serde(borrow, default)]
    pub first_replied_at_after_open: Raw<'a>,
    #[serde(borrow, default)]
    pub waiting_time: Raw<'a>,
    #[serde(borrow, default)]
    pub avg_reply_time: Raw<'a>,
    #[serde(borrow, default)]
    pub total_reply_time: Raw<'a>,
    #[serde(borrow, default)]
    pub reply_count: Raw<'a>,
    #[serde(borrow, default)]
    pub resolution_time: Raw<'a>,
    #[serde(borrow, default)]
    pub operation_waiting_time: Raw<'a>,
    #[serde(borrow, default)]
    pub operation_avg_reply_time: Raw<'a>,
    #[serde(borrow, default)]
    pub operation_total_reply_time: Raw<'a>,
    #[serde(borrow, default)]
    pub operation_reply_count: Raw<'a>,
    #[serde(borrow, default)]
    pub operation_resolution_time: Raw<'a>,
}

/// How a chat came about.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Source<'a> {
    #[serde(borrow, default)]
    pub marketing: Option<Marketing<'a>>,
    #[serde(borrow, default)]
    pub support_bot: Raw<'a>,
    /// What support bots became.
    #[serde(borrow, default)]
    pub workflow: Raw<'a>,
    #[serde(borrow, default)]
    pub app_messenger: Option<Medium<'a>>,
    #[serde(borrow, default)]
    pub medium: Option<Medium<'a>>,
}

#[derive(Deserialize)]
pub(crate) struct Marketing<'a> {
    /// `campaign` or `oneTimeMsg`.
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SupportBot<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub revision_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub section_path: Option<Vec<Text<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Medium<'a> {
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub medium_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub display_name: Option<Cow<'a, str>>,
}

/// All that a second look needs of a chat.
#[derive(Deserialize)]
pub(crate) struct Named<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
}
