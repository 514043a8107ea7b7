//! Answers as B2Chat writes them. What is not needed is passed over; it stays in the raw record.

use crate::text::Text;
use crate::time::Number;
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A page of an export.
pub(super) struct List<'a> {
    pub objects: Vec<&'a RawValue>,
    /// Of all that was asked for; not documented.
    pub total: Option<u64>,
}

impl List<'_> {
    /// Whether to ask for more, `behind` records being read: a full page may have another after it, whatever the
    /// total says, and a page cut short by the server has one if the total says so.
    pub fn goes_on(&self, behind: usize, asked: usize) -> bool {
        let more = self.total.is_some_and(|total| total > behind as u64);
        !self.objects.is_empty() && (more || self.objects.len() >= asked)
    }
}

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow, default)]
    chats: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    contacts: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    data: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    total: Option<Text<'a>>,
}

/// The documentation has chats in `chats`; others met a bare list, and `data`.
pub(super) fn list(text: &str) -> Result<List<'_>, serde_json::Error> {
    if text.trim_start().starts_with('[') {
        return Ok(List { objects: serde_json::from_str(text)?, total: None });
    }
    let page: Page<'_> = serde_json::from_str(text)?;
    let objects = page.chats.or(page.contacts).or(page.data);
    let objects = objects.ok_or_else(|| serde_json::Error::custom("it has no list of records"))?;
    let total = page.total.and_then(|total| total.to_string().parse().ok());
    Ok(List { objects, total })
}

/// What else it holds is read by itself, so that an odd one takes nothing else with it.
#[derive(Deserialize)]
pub(super) struct Chat<'a> {
    #[serde(borrow, default)]
    pub chat_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub merchant_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub provider: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub alias: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub status: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub created_at: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub opened_at: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub picked_up_at: Option<Cow<'a, str>>,
    /// Not documented.
    #[serde(borrow, default)]
    pub responded_at: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub closed_at: Option<Cow<'a, str>>,
    /// `dd:hh:mm:ss`.
    #[serde(borrow, default)]
    pub duration: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub agent: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub contact: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub tags: Option<&'a RawValue>,
    #[serde(borrow, default)]
    pub messages: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Agent<'a> {
    /// Not documented; the export of the seed has one.
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub username: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub email: Option<Cow<'a, str>>,
}

/// In a chat `id`, `name`, `mobile_number` and `phone_number`; others met `contact_id`, `fullname`, `mobile` and
/// `landline` in the export of contacts.
#[derive(Deserialize)]
pub(super) struct Contact<'a> {
    #[serde(borrow, default)]
    pub contact_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub fullname: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub identification: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub email: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub mobile: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub mobile_number: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub landline: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub phone_number: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub country: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub company: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub created: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub created_at: Option<Cow<'a, str>>,
}

/// A name, or a name and when it was put on, in seconds since 1970.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Tag<'a> {
    Name(#[serde(borrow)] Cow<'a, str>),
    Put {
        #[serde(borrow)]
        name: Cow<'a, str>,
        #[serde(borrow, default)]
        assigned_at: Option<Number<'a>>,
    },
}

#[derive(Deserialize)]
pub(super) struct Said<'a> {
    #[serde(borrow, default)]
    pub body: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub caption: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub created_at: Cow<'a, str>,
    #[serde(default)]
    pub incoming: Option<bool>,
    /// Sent to many at once.
    #[serde(default)]
    pub broadcasted: Option<bool>,
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub location: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Location<'a> {
    #[serde(borrow, alias = "lat")]
    pub latitude: Text<'a>,
    #[serde(borrow, alias = "lng", alias = "lon")]
    pub longitude: Text<'a>,
}
