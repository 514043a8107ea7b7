//! Answers as the Graph API writes them. What is not needed is passed over; it stays in the raw record.

use crate::text::{Text, given};
use crate::time::Number as Time;
use crate::{Error, Result};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use url::Url;

#[derive(Deserialize)]
pub(super) struct Account<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Refused<'a> {
    #[serde(borrow)]
    pub error: Fault<'a>,
}

#[derive(Deserialize)]
pub(super) struct Fault<'a> {
    #[serde(borrow, default)]
    pub code: Option<Text<'a>>,
    #[serde(default)]
    pub is_transient: Option<bool>,
}

/// A page of any list.
#[derive(Deserialize)]
pub(super) struct Page<'a> {
    #[serde(borrow)]
    pub data: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    paging: Option<Paging<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Paging<'a> {
    #[serde(borrow, default)]
    cursors: Option<Cursors<'a>>,
    #[serde(borrow, default)]
    next: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Cursors<'a> {
    #[serde(borrow, default)]
    after: Option<Cow<'a, str>>,
}

impl Page<'_> {
    /// The cursor of the page after this one, of which `asked` records were wanted.
    ///
    /// The link is not followed, for such links may hold the token; its cursor is enough. The document's form
    /// for templates knows no link: there a full page may have one after it, which may then be empty.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a link without a cursor.
    pub fn next(&self, asked: usize) -> Result<Option<String>> {
        let Some(paging) = &self.paging else { return Ok(None) };
        let after = paging.cursors.as_ref().and_then(|cursors| given(cursors.after.clone()));
        match &paging.next {
            Some(link) => after.or_else(|| cursor_of(link)).map(Some).ok_or_else(|| Error::Malformed {
                what: "its link to the next page has no cursor".to_owned(),
            }),
            None => Ok(after.filter(|_| self.data.len() >= asked)),
        }
    }
}

fn cursor_of(link: &str) -> Option<String> {
    let link = Url::parse(link).ok()?;
    let after = link.query_pairs().find(|(name, _)| name == "after").map(|(_, after)| after.into_owned());
    after.filter(|after| !after.is_empty())
}

#[derive(Deserialize)]
pub(super) struct Template<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub language: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub category: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub components: Option<Vec<Component<'a>>>,
}

#[derive(Deserialize)]
pub(super) struct Component<'a> {
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub text: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Number<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow)]
    pub display_phone_number: Cow<'a, str>,
}

/// An entry of the history: one message.
#[derive(Deserialize)]
pub(super) struct Entry<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow)]
    pub message_id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub events: Option<Inline<'a>>,
}

/// The events of an entry, as far as they came with it.
#[derive(Deserialize)]
pub(super) struct Inline<'a> {
    #[serde(borrow, default)]
    pub data: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    paging: Option<Paging<'a>>,
}

impl Inline<'_> {
    pub fn goes_on(&self) -> bool {
        self.paging.as_ref().is_some_and(|paging| paging.next.is_some())
    }
}

/// An event as it comes with its entry (`timestamp`), or in the list of its own (`occurrence_timestamp`).
#[derive(Deserialize)]
pub(super) struct Event<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub delivery_status: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub timestamp: Option<Time<'a>>,
    #[serde(borrow, default)]
    pub occurrence_timestamp: Option<Time<'a>>,
    #[serde(borrow, default)]
    pub status_timestamp: Option<Time<'a>>,
    #[serde(borrow, default)]
    pub webhook_update_state: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub error_description: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Edge<'a> {
    #[serde(borrow)]
    pub node: &'a RawValue,
}
