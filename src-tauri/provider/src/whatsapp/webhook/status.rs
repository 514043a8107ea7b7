//! Reports of what became of a send, as webhooks write them, and their errors.

use crate::limits::ID_CHARS;
use crate::text::Text;
use crate::time::Number;
use model::Millis;
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Deserialize)]
pub(super) struct Status<'a> {
    #[serde(borrow)]
    pub id: Text<'a>,
    #[serde(borrow, default)]
    pub status: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub timestamp: Number<'a>,
    #[serde(borrow, default)]
    pub recipient_id: Option<Text<'a>>,
    /// Of a group: who in it.
    #[serde(borrow, default)]
    pub recipient_participant_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub recipient_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub group_id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub biz_opaque_callback_data: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub conversation: Option<Conversation<'a>>,
    #[serde(borrow, default)]
    pub pricing: Option<Pricing<'a>>,
    #[serde(borrow, default)]
    pub errors: Option<Vec<Fault<'a>>>,
}

/// Characters of a status's word; an event's id holds it.
const WORD: usize = 40;

impl Status<'_> {
    /// Of which message it is, and when it was.
    ///
    /// # Errors
    /// Without the one or the other, and for words that are longer than any.
    pub fn named(&self) -> Result<(String, Millis), String> {
        let id = super::named(self.id.to_string())?;
        let at = super::seconds(&self.timestamp).ok_or("it has no time")?;
        match self.is_short() {
            true => Ok((id, at)),
            false => Err("a word of it is too long".to_owned()),
        }
    }

    /// What an event's id is made of fits into one.
    fn is_short(&self) -> bool {
        let word = self.status.as_deref().unwrap_or_default();
        let who = self.recipient_participant_id.as_ref().map(ToString::to_string).unwrap_or_default();
        word.chars().count() <= WORD && who.chars().count() <= ID_CHARS / 3
    }

    pub fn is_of_group(&self) -> bool {
        self.group_id.is_some()
            || self.recipient_participant_id.is_some()
            || self.recipient_type.as_deref() == Some("group")
    }
}

#[derive(Deserialize)]
pub(super) struct Conversation<'a> {
    #[serde(borrow, default)]
    pub id: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub expiration_timestamp: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub origin: Option<Origin<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Origin<'a> {
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Pricing<'a> {
    #[serde(default)]
    pub billable: Option<bool>,
    /// CBP: by conversation; PMP: by message.
    #[serde(borrow, default)]
    pub pricing_model: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub category: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
pub(super) struct Fault<'a> {
    #[serde(borrow, default)]
    pub code: Option<Text<'a>>,
    #[serde(borrow, default)]
    pub title: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub message: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub error_data: Option<ErrorData<'a>>,
}

#[derive(Deserialize)]
pub(super) struct ErrorData<'a> {
    #[serde(borrow, default)]
    pub details: Option<Cow<'a, str>>,
}

impl Fault<'_> {
    /// What went wrong, in WhatsApp's words: the details say more than the title, and often repeat it.
    pub fn words(&self) -> Option<String> {
        let details = self.error_data.as_ref().and_then(|data| data.details.as_deref());
        let title = self.title.as_deref().or(self.message.as_deref());
        match (title, details) {
            (Some(title), Some(details)) if title != details => Some(format!("{title}: {details}")),
            (one, other) => one.or(other).map(str::to_owned),
        }
        .filter(|words| !words.is_empty())
    }
}
