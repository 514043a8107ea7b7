//! What was said in a chat, and where in it a message stands.

use super::super::query::read;
use crate::fault::Fault;
use crate::highlight::{Highlighter, Mark};
use crate::{Call, Right, Seat, limits};
use ::query::{Subject, View};
use ::store::{MessageRow, agent, bot, contact, delivery, message, session, template};
use model::{Direction, MessageKind, PersonKind, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// A window of a chat's messages, oldest first.
#[derive(Debug, Deserialize, TS)]
pub struct Messages {
    pub id: i64,
    pub from: u64,
    pub len: u64,
    /// Words of a query: where they stand in a text is marked.
    pub words: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct MessageView {
    pub id: i64,
    pub at: Stamp,
    pub direction: Direction,
    pub person: PersonKind,
    pub person_name: Option<String>,
    pub kind: MessageKind,
    pub text: String,
    /// Start and end of what was searched for, in UTF-16 units of the text.
    pub text_marks: Vec<Mark>,
    pub caption: Option<String>,
    pub caption_marks: Vec<Mark>,
    pub attachment: Option<String>,
    pub template: Option<String>,
    /// The delivery that carried it, as an id of this store.
    pub delivery: Option<i64>,
}

#[derive(Debug, Serialize, TS)]
pub struct MessagesReply {
    pub total: u64,
    pub messages: Vec<MessageView>,
}

impl Call for Messages {
    const NAME: &'static str = "sessions.messages";
    const RIGHT: Right = Right::Read;
    type Reply = MessagesReply;

    fn run(self, seat: &Seat<'_>) -> Result<MessagesReply, Fault> {
        let highlighter = match &self.words {
            Some(words) => Highlighter::of(&read(Subject::Messages, words, 0)?),
            None => Highlighter::default(),
        };
        let reader = seat.open()?.view()?;
        let row = session::by_id(&reader, self.id)?.ok_or_else(|| Fault::not_found("chat"))?;
        let (account, s) = (row.account, row.record);
        let total = message::count_of_session(&reader, account, &s.id)?;
        let len = self.len.min(limits::ROWS as u64);
        let found = message::of_session(&reader, account, &s.id, self.from, len)?;
        let mut names = Names {
            reader: &reader,
            account,
            customer: s.sender.name.or(s.recipient.name),
            known: HashMap::new(),
            highlighter,
        };
        let messages = found.into_iter().map(|message| names.shown(message)).collect::<Result<_, Fault>>()?;
        Ok(MessagesReply { total, messages })
    }
}

/// Who wrote a message, looked up once a person.
struct Names<'a> {
    reader: &'a View<'a>,
    account: i64,
    customer: Option<String>,
    known: HashMap<(PersonKind, String), Option<String>>,
    highlighter: Highlighter,
}

impl Names<'_> {
    fn shown(&mut self, row: MessageRow) -> Result<MessageView, Fault> {
        let m = row.record;
        let person_name = self.name(m.person, m.person_id)?;
        let template = match m.template_id {
            Some(ext) => {
                template::by_ext(self.reader, self.account, &ext)?.map(|t| t.record.name).or(Some(ext))
            }
            None => None,
        };
        let delivery = match m.delivery_id {
            Some(ext) => delivery::by_ext(self.reader, self.account, &ext)?.map(|row| row.id),
            None => None,
        };
        Ok(MessageView {
            id: row.id,
            at: m.at,
            direction: m.direction,
            person: m.person,
            person_name,
            kind: m.kind,
            text_marks: self.highlighter.in_text(&m.text),
            text: m.text,
            caption_marks: m.caption.as_deref().map(|c| self.highlighter.in_text(c)).unwrap_or_default(),
            caption: m.caption,
            attachment: m.attachment,
            template,
            delivery,
        })
    }

    fn name(&mut self, kind: PersonKind, id: Option<String>) -> Result<Option<String>, Fault> {
        let Some(id) = id else {
            return Ok(if kind == PersonKind::User { self.customer.clone() } else { None });
        };
        if let Some(name) = self.known.get(&(kind, id.clone())) {
            return Ok(name.clone());
        }
        let (reader, account) = (self.reader, self.account);
        let name = match kind {
            PersonKind::Agent => agent::by_ext(reader, account, &id)?.and_then(|a| a.record.name),
            PersonKind::Bot => bot::by_ext(reader, account, &id)?.and_then(|b| b.record.name),
            PersonKind::User => contact::by_ext(reader, account, &id)?
                .and_then(|c| c.record.name)
                .or_else(|| self.customer.clone()),
            PersonKind::System => None,
        };
        self.known.insert((kind, id), name.clone());
        Ok(name)
    }
}

/// The chat in which a message was said, and its place there: to show a hit in its context.
#[derive(Debug, Deserialize, TS)]
pub struct Place {
    /// The message's id in this store.
    pub message: i64,
}

#[derive(Debug, PartialEq, Eq, Serialize, TS)]
pub struct PlaceReply {
    /// The chat's id in this store; none while it has not been synced itself.
    pub session: Option<i64>,
    /// How many messages of the chat stand before it, oldest first.
    pub index: u64,
    pub total: u64,
}

impl Call for Place {
    const NAME: &'static str = "sessions.place";
    const RIGHT: Right = Right::Read;
    type Reply = PlaceReply;

    fn run(self, seat: &Seat<'_>) -> Result<PlaceReply, Fault> {
        let view = seat.open()?.view()?;
        let row = message::by_id(&view, self.message)?.ok_or_else(|| Fault::not_found("message"))?;
        let (account, chat) = (row.account, row.record.session_id);
        let total = message::count_of_session(&view, account, &chat)?;
        let wanted = (row.record.at.at, row.id);
        // Its messages stand in order, so halving finds the place in a few small reads.
        let (mut low, mut high) = (0, total);
        while low < high {
            let middle = low + (high - low) / 2;
            let found = message::of_session(&view, account, &chat, middle, 1)?;
            let before = found.first().is_some_and(|m| (m.record.at.at, m.id) < wanted);
            if before { low = middle + 1 } else { high = middle }
        }
        let session = session::by_ext(&view, account, &chat)?.map(|row| row.id);
        Ok(PlaceReply { session, index: low, total })
    }
}
