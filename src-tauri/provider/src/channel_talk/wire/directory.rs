//! Customers, managers, bots, tags, campaigns.

use super::Raw;
use crate::text::Text;
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct User<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    /// The company's own id of the customer.
    #[serde(borrow, default)]
    pub member_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub email: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub mobile_number: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub landline_number: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub language: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub country: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub profile: Raw<'a>,
    #[serde(borrow, default)]
    pub created_at: Raw<'a>,
}

/// What the customer or the company wrote about the customer; the same facts stand on the user itself in newer
/// answers.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Profile<'a> {
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub email: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub mobile_number: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub landline_number: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Manager<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    /// Until version 4.
    #[serde(borrow, default)]
    pub username: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub email: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub mobile_number: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub role: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub role_id: Option<Text<'a>>,
    #[serde(default)]
    pub removed: Option<bool>,
    #[serde(borrow, default)]
    pub created_at: Raw<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Bot<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub created_at: Raw<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tag<'a> {
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub key: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub description: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub color_variant: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub created_at: Raw<'a>,
}

/// A campaign or a one-time message.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Campaign<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub state: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub start_at: Raw<'a>,
    #[serde(borrow, default)]
    pub end_at: Raw<'a>,
}
