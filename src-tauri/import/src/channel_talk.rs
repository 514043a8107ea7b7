//! Channel Talk's download: a workbook of related sheets, or JSON of the same.
//!
//! Each object is read as the connector reads those of the API (`provider::channel_talk::file`); a row of a sheet is
//! first written as such an object. How the JSON is laid out is not documented: an object of lists under the sheets'
//! names is taken, a list of chats, and lists of a page of the API.

mod lists;
mod row;
mod workbook;

pub(crate) use workbook::is_workbook;

use crate::error::{Error, Result};
use crate::file::Source;
use crate::numbers::{Numbers, mark};
use crate::piece::{Flow, Piece};
use crate::time;
use crate::{Form, limits};
use chrono_tz::Tz;
use model::{Fetched, Stamp};
use provider::channel_talk::file::{self, Sheet};
use serde::Deserialize;
use std::borrow::Cow;

/// A download, looked through.
#[derive(Debug)]
pub(crate) struct ChannelTalk {
    is_workbook: bool,
    zone: Option<Tz>,
    reached: file::Numbers,
    /// Sheets that are none of those known.
    others: Vec<String>,
}

/// An object of a sheet, or why its row is none.
type Object = std::result::Result<String, String>;

impl ChannelTalk {
    /// # Errors
    /// [`Error::ZoneNeeded`]; [`Error::Form`] when nothing in it is of a kind that is known.
    pub fn open(source: &Source, is_workbook: bool, zone: Option<Tz>) -> Result<Self> {
        let mut this = Self { is_workbook, zone, reached: file::Numbers::new(), others: Vec::new() };
        let (mut reached, mut known) = (file::Numbers::new(), false);
        let others = this.each(source, &mut |sheet, _, object| {
            known = true;
            if sheet == Sheet::User
                && let Ok(object) = &object
            {
                file::number(object, &mut reached);
            }
            Ok(())
        })?;
        if !known {
            let what = "nothing stands in it under a name such as UserChat or Message".to_owned();
            return Err(Error::Form { form: Form::ChannelTalk.title(), what });
        }
        (this.reached, this.others) = (reached, others);
        Ok(this)
    }

    pub fn notes(&self) -> Vec<String> {
        match self.others.as_slice() {
            [] => Vec::new(),
            others => {
                vec![format!("These sheets are not known and were passed over: {}.", others.join(", "))]
            }
        }
    }

    pub fn read(&self, source: &Source, each: &mut dyn FnMut(Piece) -> Flow) -> Result<()> {
        let (mut numbers, mut place) = (Numbers::default(), 0);
        self.each(source, &mut |sheet, row, object| {
            place += 1;
            if place > limits::ROWS {
                return Err(Error::TooLarge { what: format!("it has more than {} rows", limits::ROWS) });
            }
            let records = object.and_then(|object| self.records(sheet, &object, &mut numbers));
            let records = records.map_err(|why| format!("{}: {why}", name_of(sheet)));
            // Of a list the number of the object in the file, of a sheet that of the row.
            let place = row.unwrap_or(place);
            match each(Piece::Row { place, records }) {
                Flow::On => Ok(()),
                Flow::Stop => Err(Error::Stopped),
            }
        })?;
        Ok(())
    }

    fn each(
        &self,
        source: &Source,
        each: &mut dyn FnMut(Sheet, Option<u64>, Object) -> Result<()>,
    ) -> Result<Vec<String>> {
        match self.is_workbook {
            true => workbook::each(source, self.zone, each),
            false => lists::each(source, each),
        }
    }

    fn records(
        &self,
        sheet: Sheet,
        raw: &str,
        numbers: &mut Numbers,
    ) -> std::result::Result<Vec<Fetched>, String> {
        if crate::json::depth(raw) > provider::limits::JSON_DEPTH {
            return Err("its JSON is nested too deep".to_owned());
        }
        let sheet = match sheet {
            Sheet::Campaign if is_one_time(raw) => Sheet::OneTime,
            other => other,
        };
        let raw = match sheet {
            Sheet::Message => self.named(raw, numbers)?,
            _ => Cow::Borrowed(raw),
        };
        file::records(sheet, &raw, &self.reached)
    }

    /// The message sheet has no ids: a message is named by its chat, its time, who said it, a mark of what it says and
    /// a number among those that are equal in all of this.
    fn named<'r>(&self, raw: &'r str, numbers: &mut Numbers) -> std::result::Result<Cow<'r, str>, String> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Said<'a> {
            id: Option<serde::de::IgnoredAny>,
            chat_id: serde_json::Value,
            created_at: Option<i64>,
            #[serde(borrow)]
            person_type: Option<Cow<'a, str>>,
        }
        let said: Said<'_> = serde_json::from_str(raw).map_err(|_| "it names no chat".to_owned())?;
        if said.id.is_some() {
            return Ok(Cow::Borrowed(raw));
        }
        let chat = said.chat_id.as_str().map_or_else(|| said.chat_id.to_string(), str::to_owned);
        let at = said.created_at.ok_or("it has no time")?;
        let who = said.person_type.unwrap_or_default();
        let name = format!("{chat}/{}/{who}/{:016x}", time::clock(Stamp::utc(at), None), mark(&raw));
        let number = numbers.next(&name);
        let id = serde_json::Value::from(format!("{name}/{number}"));
        Ok(Cow::Owned(format!("{{\"id\":{id},{}", raw.trim_start().strip_prefix('{').unwrap_or_default())))
    }
}

fn is_one_time(raw: &str) -> bool {
    #[derive(Deserialize)]
    struct Kind<'a> {
        #[serde(borrow, alias = "marketingType", rename = "type")]
        kind: Option<Cow<'a, str>>,
    }
    serde_json::from_str::<Kind<'_>>(raw)
        .is_ok_and(|of| of.kind.is_some_and(|kind| kind.starts_with("oneTime")))
}

/// `UserChat data`, `userChats`, `Message` and the like.
pub(super) fn sheet_of(name: &str) -> Option<Sheet> {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let plain = plain.strip_suffix("sheet").unwrap_or(&plain);
    let plain = plain.strip_suffix("data").unwrap_or(plain);
    Some(match plain.strip_suffix('s').unwrap_or(plain) {
        "userchat" => Sheet::UserChat,
        "user" => Sheet::User,
        "supportbot" => Sheet::SupportBot,
        "marketing" | "campaign" => Sheet::Campaign,
        "onetimemsg" | "onetimemessage" => Sheet::OneTime,
        "manager" => Sheet::Manager,
        "bot" => Sheet::Bot,
        "userchattag" | "chattag" | "tag" => Sheet::Tag,
        "message" => Sheet::Message,
        _ => return None,
    })
}

const fn name_of(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::UserChat => "user chats",
        Sheet::User => "users",
        Sheet::SupportBot => "support bots",
        Sheet::Campaign | Sheet::OneTime => "marketing",
        Sheet::Manager => "managers",
        Sheet::Bot => "bots",
        Sheet::Tag => "tags",
        Sheet::Message => "messages",
    }
}
