//! Chats that are known by their messages alone.

use crate::numbers::mark;
use crate::piece::Held;
use model::{Kind, Stamp};
use serde::Deserialize;
use std::collections::HashMap;

/// When each chat's first and last message was, and whether it was given already.
#[derive(Debug, Default)]
pub(crate) struct Talks(HashMap<u64, Talk>);

#[derive(Debug, Clone, Copy)]
struct Talk {
    first: Stamp,
    last: Stamp,
    given: bool,
}

#[derive(Deserialize)]
struct Kept {
    first_message_at: String,
    last_message_at: String,
}

impl Talks {
    pub fn note(&mut self, chat: &str, at: Stamp) {
        let talk = self.0.entry(mark(&chat)).or_insert(Talk { first: at, last: at, given: false });
        if at.at < talk.first.at {
            talk.first = at;
        }
        if at.at > talk.last.at {
            talk.last = at;
        }
    }

    pub fn begin(&mut self) {
        self.0.values_mut().for_each(|talk| talk.given = false);
    }

    /// When a chat began and when it was last active, as far as this file and earlier ones know; `None` when it was
    /// given already.
    pub fn give(&mut self, chat: &str, held: &dyn Held) -> Option<(Stamp, Stamp)> {
        let talk = self.0.get_mut(&mark(&chat)).filter(|talk| !talk.given)?;
        talk.given = true;
        let kept: Option<Kept> =
            held.raw(Kind::Session, chat).and_then(|raw| serde_json::from_str(&raw).ok());
        let (mut first, mut last) = (talk.first, talk.last);
        if let Some(before) = kept.as_ref().and_then(|kept| Stamp::parse(&kept.first_message_at).ok())
            && before.at <= first.at
        {
            first = before;
        }
        if let Some(after) = kept.as_ref().and_then(|kept| Stamp::parse(&kept.last_message_at).ok())
            && after.at >= last.at
        {
            last = after;
        }
        Some((first, last))
    }
}
