//! Webhook bodies as the document and Meta's reference pages show them.

use super::super::map::parse;
use super::status::Fault;
use crate::text::Text;
use crate::time::Number;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

#[derive(Deserialize)]
pub(super) struct Body<'a> {
    #[serde(borrow)]
    pub object: Cow<'a, str>,
    #[serde(borrow)]
    pub entry: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Entry<'a> {
    #[serde(borrow)]
    pub changes: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Change<'a> {
    #[serde(borrow, default)]
    pub field: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub value: &'a RawValue,
}

#[derive(Deserialize)]
pub(super) struct Value<'a> {
    #[serde(borrow)]
    pub metadata: Metadata<'a>,
    #[serde(borrow, default)]
    pub contacts: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    pub messages: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    pub statuses: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
pub(super) struct Metadata<'a> {
    #[serde(borrow)]
    pub phone_number_id: Text<'a>,
    #[serde(borrow, default)]
    pub display_phone_number: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Contact<'a> {
    #[serde(borrow, default)]
    pub wa_id: Option<Text<'a>>,
    /// Where a user name hides the number; not in the document.
    #[serde(borrow, default)]
    pub user_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub profile: Option<Profile<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Profile<'a> {
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
}

/// The contact who wrote. A number and a contact's id need not be the same: a message that is alone in its
/// change is of the contact that is alone there.
pub(super) fn contact_of<'a>(
    contacts: &[&'a RawValue],
    from: Option<&str>,
    alone: bool,
) -> Option<&'a RawValue> {
    let is_of = |raw: &&&RawValue| from.is_some() && contact_id(raw).as_deref() == from;
    match contacts {
        [only] if alone => Some(*only),
        several => several.iter().find(is_of).copied(),
    }
}

pub(super) fn contact_id(raw: &RawValue) -> Option<String> {
    let contact: Contact<'_> = parse(raw.get()).ok()?;
    contact.wa_id.and_then(|id| id.given()).or_else(|| contact.user_id.and_then(|id| id.given()))
}

#[derive(Deserialize)]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow)]
    pub timestamp: Number<'a>,
    #[serde(borrow, default)]
    pub from: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub group_id: Option<Text<'a>>,
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub text: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub image: Option<Media<'a>>,
    #[serde(borrow, default)]
    pub sticker: Option<Media<'a>>,
    #[serde(borrow, default)]
    pub audio: Option<Media<'a>>,
    #[serde(borrow, default)]
    pub voice: Option<Media<'a>>,
    #[serde(borrow, default)]
    pub video: Option<Media<'a>>,
    #[serde(borrow, default)]
    pub document: Option<Media<'a>>,
    #[serde(borrow, default)]
    pub location: Option<Location<'a>>,
    #[serde(borrow, default)]
    pub button: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub interactive: Option<Interactive<'a>>,
    #[serde(borrow, default)]
    pub reaction: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub contacts: Option<Vec<Shared<'a>>>,
    #[serde(borrow, default)]
    pub order: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub system: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub errors: Option<Vec<Fault<'a>>>,
}

/// Whatever holds words under one name or another.
#[derive(Deserialize)]
pub(super) struct Words<'a> {
    #[serde(borrow, default)]
    pub body: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub text: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub emoji: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Media<'a> {
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub caption: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub filename: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Location<'a> {
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub address: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub latitude: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub longitude: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub url: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Interactive<'a> {
    #[serde(borrow, default)]
    pub button_reply: Option<Reply<'a>>,
    #[serde(borrow, default)]
    pub list_reply: Option<Reply<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Reply<'a> {
    #[serde(borrow, default)]
    pub title: Option<Cow<'a, str>>,
}

/// A contact that a customer sent as a card.
#[derive(Deserialize)]
pub(super) struct Shared<'a> {
    #[serde(borrow, default)]
    pub name: Option<SharedName<'a>>,
    #[serde(borrow, default)]
    pub phones: Option<Vec<SharedPhone<'a>>>,
}

#[derive(Deserialize)]
pub(super) struct SharedName<'a> {
    #[serde(borrow, default)]
    pub formatted_name: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct SharedPhone<'a> {
    #[serde(borrow, default)]
    pub phone: Option<Cow<'a, str>>,
}
