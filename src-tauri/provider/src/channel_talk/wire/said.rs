//! What was said and done.

use super::Raw;
use crate::text::Text;
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Message<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub chat_id: Option<Text<'a>>,
    /// `user`, `manager`, `bot`.
    #[serde(borrow, default)]
    pub person_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub person_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub created_at: Raw<'a>,
    #[serde(borrow, default)]
    pub plain_text: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub blocks: Option<Vec<Option<Block<'a>>>>,
    #[serde(borrow, default)]
    pub files: Option<Vec<File<'a>>>,
    #[serde(borrow, default)]
    pub log: Option<Log<'a>>,
    /// `private` among them: said among managers.
    #[serde(borrow, default)]
    pub options: Raw<'a>,
}

/// A paragraph, or a list of such.
#[derive(Deserialize)]
pub(crate) struct Block<'a> {
    #[serde(borrow, default)]
    pub value: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub blocks: Option<Vec<Option<Block<'a>>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct File<'a> {
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
    /// `image`, `video`, `audio` …
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub content_type: Option<Cow<'a, str>>,
    /// What the file is asked for by.
    #[serde(borrow, default)]
    pub key: Option<Cow<'a, str>>,
}

/// Something that was done in a chat.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Log<'a> {
    #[serde(borrow, default)]
    pub action: Option<Cow<'a, str>>,
    /// `workflow`, `rule` … and which.
    #[serde(borrow, default)]
    pub trigger_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub trigger_id: Option<Text<'a>>,
}
