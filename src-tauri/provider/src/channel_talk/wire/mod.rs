//! Answers as Channel Talk writes them. What is not needed is passed over; it stays in the raw record.
//!
//! Moments and lengths of time are kept as they came, so that an odd one costs itself and not its chat.

mod chat;
mod directory;
mod said;

pub(super) use chat::{Marketing, Medium, Named, SupportBot, UserChat};
pub(super) use directory::{Bot, Campaign, Manager, Profile, Tag, User};
pub(super) use said::{Block, File, Log, Message};

use super::{BOTS, CAMPAIGNS, CHATS, MANAGERS, ONE_TIME, SAID, TAGS};
use crate::text::Text;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A moment or a length of time.
pub(super) type Raw<'a> = Option<&'a RawValue>;
type List<'a> = Option<Vec<&'a RawValue>>;

#[derive(Deserialize)]
pub(super) struct Greeting<'a> {
    #[serde(borrow)]
    pub channel: Channel<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Channel<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub time_zone: Raw<'a>,
    #[serde(borrow, default)]
    pub operation_time_ranges: Raw<'a>,
}

/// When the channel is open, as it stands now.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Hours<'a> {
    #[serde(borrow)]
    pub time_ranges: Vec<Range<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Range<'a> {
    /// `mon`, `tue` …
    #[serde(borrow)]
    pub day_of_weeks: Vec<Cow<'a, str>>,
    /// Minutes since midnight.
    pub from: u16,
    pub to: u16,
}

/// A page of any list, with what comes beside it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<'a> {
    /// What `since` is to be for the page after: a text for chats and messages, a number for others.
    #[serde(borrow, default)]
    next: Option<Text<'a>>,
    #[serde(borrow, default)]
    user_chats: List<'a>,
    #[serde(borrow, default)]
    messages: List<'a>,
    #[serde(borrow, default)]
    users: List<'a>,
    #[serde(borrow, default)]
    managers: List<'a>,
    #[serde(borrow, default)]
    bots: List<'a>,
    /// The vendor's pages do not show this list; its name is that of the list beside a single chat.
    #[serde(borrow, default)]
    chat_tags: List<'a>,
    #[serde(borrow, default)]
    campaigns: List<'a>,
    #[serde(borrow, default)]
    one_time_msgs: List<'a>,
}

impl<'a> Page<'a> {
    /// Where the list goes on.
    pub fn next(&self) -> Option<String> {
        self.next.as_ref().and_then(Text::given)
    }

    /// The list of a stream; `None` when the page has none, which is not the same as an empty one.
    pub fn list(&self, stream: &str) -> Option<&[&'a RawValue]> {
        if self.user_chats.is_some() && stream != CHATS {
            // The answer to another question: chats come with lists of their managers, bots and last messages.
            return None;
        }
        let list = match stream {
            TAGS => &self.chat_tags,
            MANAGERS => &self.managers,
            BOTS => &self.bots,
            CAMPAIGNS => &self.campaigns,
            ONE_TIME => &self.one_time_msgs,
            CHATS => &self.user_chats,
            SAID => &self.messages,
            _ => return None,
        };
        list.as_deref()
    }

    /// The customers in a page of chats.
    pub fn users(&self) -> &[&'a RawValue] {
        self.users.as_deref().unwrap_or_default()
    }

    /// The managers in a page of chats.
    pub fn managers(&self) -> &[&'a RawValue] {
        self.managers.as_deref().unwrap_or_default()
    }
}
