//! What was said in a chat.

use super::map::{parse, part, text};
use super::name::{is_file, kind_of, mark, message_id};
use super::wire::{Location, Said};
use crate::Rejected;
use crate::text::given;
use crate::time;
use chrono_tz::Tz;
use model::{Direction, Message, MessageKind, PersonKind, Stamp};
use serde_json::value::RawValue;

/// Something said, with its time.
pub(super) struct Line<'a> {
    pub raw: &'a str,
    said: Said<'a>,
    pub at: Stamp,
    kind: MessageKind,
    mark: String,
}

/// How much was said in the chats of a page.
#[derive(Debug, Default)]
pub(super) struct Talk {
    pub messages: usize,
    pub rejected: Rejected,
}

/// In the order of their times; of those that are named alike in an order of their own.
pub(super) fn lines<'a>(messages: Option<&'a RawValue>, zone: Tz, talk: &mut Talk) -> Vec<Line<'a>> {
    let objects: Vec<&RawValue> = part(messages).unwrap_or_default();
    talk.messages += objects.len();
    let mut lines = Vec::new();
    for object in objects {
        match Line::read(object.get(), zone) {
            Ok(line) => lines.push(line),
            Err(why) => talk.rejected.add(|| format!("a message of a chat: {why}")),
        }
    }
    lines.sort_by(|one, other| {
        let place = |line: &Line<'a>| (line.at.at, line.said.incoming == Some(true));
        place(one).cmp(&place(other)).then_with(|| (&one.mark, one.raw).cmp(&(&other.mark, other.raw)))
    });
    lines
}

impl<'a> Line<'a> {
    fn read(raw: &'a str, zone: Tz) -> Result<Self, String> {
        let said: Said<'_> = parse(raw)?;
        let at = time::local(&said.created_at, zone).ok_or("its time is none")?;
        let kind = kind_of(said.kind.as_deref().unwrap_or("TEXT"));
        let body = text(said.body.clone()).unwrap_or_default();
        let mark = mark(kind, said.caption.as_deref().unwrap_or_default(), &body);
        Ok(Self { raw, said, at, kind, mark })
    }

    /// Its name, of messages of one chat that are named alike the one of this number.
    pub fn id(&self, chat: &str, number: u32) -> String {
        message_id(chat, &self.said.created_at, self.said.incoming == Some(true), &self.mark, number)
    }

    pub fn message(&self, id: String, chat: &str, contact: Option<String>) -> Message {
        let incoming = self.said.incoming == Some(true);
        let (direction, person) = match (incoming, self.said.broadcasted) {
            (true, _) => (Direction::Incoming, PersonKind::User),
            // Sent to many by no one in particular.
            (false, Some(true)) => (Direction::Outgoing, PersonKind::Bot),
            (false, _) => (Direction::Outgoing, PersonKind::Agent),
        };
        let body = text(self.said.body.clone());
        let (said, attachment) = if is_file(self.kind) { (None, body) } else { (body, None) };
        Message {
            id,
            session_id: chat.to_owned(),
            at: self.at,
            direction,
            person,
            // Who of the agents wrote it is not said, and a chat may pass from one to another.
            person_id: contact.filter(|_| incoming),
            kind: self.kind,
            text: said.or_else(|| place(self.said.location)).unwrap_or_default(),
            caption: given(self.said.caption.clone()),
            attachment,
            template_id: None,
            delivery_id: None,
        }
    }
}

/// Its fields are not documented.
fn place(location: Option<&RawValue>) -> Option<String> {
    let location: Location<'_> = part(location)?;
    Some(format!("{}, {}", location.latitude, location.longitude))
}
