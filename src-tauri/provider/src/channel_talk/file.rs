//! Objects of a file that Channel Talk's desk gives, read as those of its API are.

use super::map::{self, text};
use super::{directory, said};
use crate::remote::Mapped;
use crate::text::Text;
use crate::{Parent, Place};
use model::{Fetched, Record, SupportBot};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// Where in a file an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    UserChat,
    User,
    SupportBot,
    Campaign,
    OneTime,
    Manager,
    Bot,
    Tag,
    Message,
}

/// How customers are reached, by their ids: chats say it of theirs.
pub type Numbers = HashMap<String, String>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfChat<'a> {
    #[serde(borrow)]
    chat_id: Text<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bot<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow, default)]
    revision_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    section_path: Option<Text<'a>>,
}

/// An object as records; of a chat's list of messages the objects name their chat.
///
/// # Errors
/// Why it is none, in words that show none of its values.
pub fn records(sheet: Sheet, raw: &str, numbers: &Numbers) -> Result<Vec<Fetched>, String> {
    let mut mapped = Mapped::default();
    match sheet {
        Sheet::UserChat => map::chat(raw, numbers, &mut mapped)?,
        Sheet::User => directory::contact(raw, &mut mapped)?,
        Sheet::Manager => directory::manager(raw, &mut mapped)?,
        Sheet::Bot => directory::bot(raw, &mut mapped)?,
        Sheet::Tag => directory::tag(raw, &mut mapped)?,
        Sheet::Campaign => directory::campaign(raw, &mut mapped)?,
        Sheet::OneTime => directory::one_time(raw, &mut mapped)?,
        Sheet::SupportBot => support_bot(raw, &mut mapped)?,
        Sheet::Message => {
            let of: OfChat<'_> = map::parse(raw)?;
            let parent = Some(Parent { key: of.chat_id.to_string(), carry: None });
            said::said(raw, &Place { parent, ..Place::default() }, &mut mapped)?;
        }
    }
    mapped.records()
}

/// Named as the connector names what a chat says of its own.
fn support_bot(raw: &str, to: &mut Mapped) -> Result<(), String> {
    let bot: Bot<'_> = map::parse(raw)?;
    let (revision_id, section_path) = (text(bot.revision_id.as_ref()), text(bot.section_path.as_ref()));
    let parts = [text(Some(&bot.id)), revision_id.clone(), section_path.clone()];
    let id: String =
        parts.into_iter().flatten().collect::<Vec<_>>().join("/").chars().take(map::ID).collect();
    to.put(Record::SupportBot(SupportBot { id, name: None, revision_id, section_path }), raw);
    Ok(())
}

/// Notes how a customer is reached.
pub fn number(raw: &str, numbers: &mut Numbers) {
    if let Ok(raw) = serde_json::from_str::<&RawValue>(raw) {
        numbers.extend(directory::numbers(&[raw]));
    }
}
