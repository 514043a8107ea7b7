//! Answers as the PBX writes them. What is not needed is passed over; it stays in the raw record.

use crate::text::Text;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A whole number, or one as text.
pub(super) fn whole<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    let number = Option::<Text<'de>>::deserialize(from)?;
    Ok(number.and_then(|number| number.to_string().trim().parse().ok()))
}

/// Extensions or contacts, by numbered pages.
#[derive(Deserialize)]
pub(super) struct Numbered<'a> {
    #[serde(borrow, default)]
    total_number: Option<Text<'a>>,
    #[serde(borrow)]
    pub data: Vec<&'a RawValue>,
}

impl Numbered<'_> {
    pub fn total(&self) -> Option<u64> {
        self.total_number.as_ref()?.to_string().parse().ok()
    }
}

#[derive(Deserialize)]
pub(super) struct Sessions<'a> {
    #[serde(borrow)]
    pub list: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Messages<'a> {
    #[serde(borrow)]
    pub data: Records<'a>,
}

#[derive(Deserialize)]
pub(super) struct Records<'a> {
    #[serde(borrow)]
    pub records: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
pub(super) struct Extension<'a> {
    #[serde(borrow, default)]
    pub number: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub caller_id_name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub role_name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub email_addr: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub mobile_number: Option<Text<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Contact<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub contact_name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub first_name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub last_name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub company: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub email: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub business: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub home: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub other: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub mobile: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub country: Option<Cow<'a, str>>,
}

/// A session as an extension's list has it. `queue_id`, `pickup_member_id` and the name of the customer are not in
/// the part of the guide that was seen; others met them.
#[derive(Deserialize)]
pub(super) struct Session<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "whole")]
    pub is_close: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub is_archived: Option<i64>,
    #[serde(borrow, default)]
    pub to: Option<Person<'a>>,
    #[serde(borrow, default)]
    pub did_number: Option<Text<'a>>,
    /// Only in the answer about one session.
    #[serde(borrow, default)]
    pub channel_name: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "whole")]
    pub last_msg_id: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub pickup_member_id: Option<i64>,
}

/// Who writes: an extension, a customer, or a platform.
#[derive(Deserialize)]
pub(super) struct Person<'a> {
    #[serde(borrow, default)]
    user_no: Option<Text<'a>>,
    #[serde(default, deserialize_with = "whole")]
    pub user_type: Option<i64>,
    #[serde(borrow, default)]
    pub username: Option<Cow<'a, str>>,
}

impl Person<'_> {
    pub fn number(&self) -> Option<String> {
        self.user_no.as_ref().and_then(Text::given)
    }

    pub fn is_extension(&self) -> bool {
        self.user_type == Some(1)
    }

    /// Of SMS, WhatsApp, Facebook or a web page, or who was sent a campaign.
    pub fn is_customer(&self) -> bool {
        matches!(self.user_type, Some(2..=5 | 8))
    }
}

#[derive(Deserialize)]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    pub msg_id: Text<'a>,
    #[serde(default, deserialize_with = "whole")]
    pub delivery_status: Option<i64>,
    #[serde(borrow, default)]
    pub sender: Option<Person<'a>>,
    #[serde(default, deserialize_with = "whole")]
    pub msg_kind: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub msg_type: Option<i64>,
    #[serde(borrow, default)]
    pub msg_body: Option<Cow<'a, str>>,
    /// JSON within the text.
    #[serde(borrow, default)]
    pub msg_files: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "whole")]
    pub send_time: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub receive_time: Option<i64>,
    #[serde(borrow, default)]
    pub send_error: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub send_error_msg: Option<Cow<'a, str>>,
}

/// Of a message what tells its place.
#[derive(Deserialize)]
pub(super) struct Moment<'a> {
    #[serde(default, deserialize_with = "whole")]
    pub msg_id: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub msg_type: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub send_time: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub receive_time: Option<i64>,
    #[serde(borrow, default)]
    pub sender: Option<Person<'a>>,
}

/// A file's fields are not in the part of the guide that was seen.
#[derive(Deserialize)]
pub(super) struct File<'a> {
    #[serde(borrow, default, alias = "file_name")]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default, alias = "file_type", rename = "type")]
    pub kind: Option<Text<'a>>,
}

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreed {
    Said,
    Closed,
    PickedUp,
    Other,
}

impl Agreed {
    pub fn of(msg_type: i64) -> Self {
        match msg_type {
            0 => Self::Said,
            // By hand, by itself, by the visitor.
            2 | 3 | 7 => Self::Closed,
            5 => Self::PickedUp,
            // Handed on, not supported, a call, and what there may be tomorrow.
            _ => Self::Other,
        }
    }

    /// The guide's word for the number.
    pub fn word(msg_type: i64) -> String {
        match msg_type {
            1 => "transferred",
            2 => "closed",
            3 => "closed automatically",
            4 => "not supported",
            5 => "picked up",
            6 => "transferred to a queue",
            7 => "closed by the visitor",
            8 => "call",
            other => return format!("type {other}"),
        }
        .to_owned()
    }
}
