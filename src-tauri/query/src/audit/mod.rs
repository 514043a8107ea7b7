//! One row a message, with what is known of its chat repeated on each: the 27 columns of seed S1.
//!
//! This is the table that exports of messages hand out. It stands beside the declared columns of the
//! grid, because the seed fixes titles, order and content.

mod columns;

pub use columns::{AUDIT, AuditColumn};

use crate::limits::ROWS;
use crate::read::Cell;
use crate::{Error, Result};
use model::{Direction, MessageKind, SessionState, Stamp};
use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Row};

/// In the order in which [`Said::read`] takes them. References between records are the provider's ids;
/// what was never synced is simply absent.
const SQL: &str = "SELECT m.session_ext, m.at, m.off, m.direction,
    iif(m.person = 'bot', coalesce(b.name, m.person_ext), NULL), m.kind, m.text, m.caption, m.attachment,
    s.merchant_ext, s.channel, s.channel_name, s.created_at, s.created_off, s.state,
    coalesce(s.first_opened_at, s.opened_at), iif(s.first_opened_at IS NULL, s.opened_off, s.first_opened_off),
    s.picked_up_at, s.picked_up_off, s.closed_at, s.closed_off,
    s.contact_ext, c.identification, c.name, c.email, c.phone, c.mobile,
    s.agent_ext, a.name, a.username, a.email
  FROM message m
  LEFT JOIN session s ON s.id = m.session
  LEFT JOIN contact c ON c.account = s.account AND c.ext = s.contact_ext
  LEFT JOIN agent a ON a.account = s.account AND a.ext = s.agent_ext
  LEFT JOIN bot b ON m.person = 'bot' AND b.account = m.account AND b.ext = m.person_ext
  WHERE m.id = ?1";

/// Takes the values of a row one after another: by place, which is many times faster than by name.
struct Taker<'r> {
    row: &'r Row<'r>,
    at: usize,
}

impl Taker<'_> {
    fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        let at = self.at;
        self.at += 1;
        self.row.get(at)
    }

    /// A time and its offset.
    fn stamp(&mut self) -> rusqlite::Result<Option<Stamp>> {
        let (at, offset): (Option<i64>, Option<i16>) = (self.next()?, self.next()?);
        Ok(at.map(|at| Stamp { at, offset: offset.unwrap_or_default() }))
    }

    fn texts<const N: usize>(&mut self) -> rusqlite::Result<[Option<String>; N]> {
        let mut texts = [const { None }; N];
        for text in &mut texts {
            *text = self.next()?;
        }
        Ok(texts)
    }
}

/// What the 27 cells are made of.
struct Said {
    session: String,
    at: Stamp,
    incoming: bool,
    /// Name of the bot that spoke, or its id where no name is known.
    bot: Option<String>,
    kind: String,
    text: String,
    caption: Option<String>,
    attachment: Option<String>,
    chat: Chat,
}

struct Chat {
    merchant: Option<String>,
    channel: Option<String>,
    alias: Option<String>,
    created: Option<Stamp>,
    state: Option<SessionState>,
    opened: Option<Stamp>,
    picked_up: Option<Stamp>,
    closed: Option<Stamp>,
    contact: [Option<String>; 6],
    agent: [Option<String>; 4],
}

/// One message of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    /// Whether its chat is known to be closed.
    pub closed: bool,
    /// As many as [`AUDIT`] has columns.
    pub cells: Vec<Cell>,
}

/// The messages of these ids, in their order. An id whose message is gone is left out.
///
/// # Errors
/// More than [`ROWS`] at once.
pub fn audit_rows(conn: &Connection, ids: &[i64]) -> Result<Vec<AuditRow>> {
    if ids.len() > ROWS {
        return Err(Error::TooMuch { what: "this window of rows", most: ROWS });
    }
    let mut statement = conn.prepare_cached(SQL)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let said = statement.query_row([id], Said::read).optional()?;
        found.extend(said.map(|said| AuditRow {
            closed: said.chat.state == Some(SessionState::Closed),
            cells: said.cells().into(),
        }));
    }
    Ok(found)
}

fn text(value: Option<String>) -> Cell {
    value.map_or(Cell::Null, Cell::Text)
}

fn time(value: Option<Stamp>) -> Cell {
    value.map_or(Cell::Null, Cell::Stamp)
}

impl Said {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let mut from = Taker { row, at: 0 };
        Ok(Self {
            session: from.next()?,
            at: from.stamp()?.unwrap_or(Stamp::utc(0)),
            incoming: from.next::<String>()? == Direction::Incoming.as_str(),
            bot: from.next()?,
            kind: from.next()?,
            text: from.next()?,
            caption: from.next()?,
            attachment: from.next()?,
            chat: Chat::read(&mut from)?,
        })
    }

    fn cells(self) -> [Cell; 27] {
        let Chat { merchant, channel, alias, created, state, opened, picked_up, closed, contact, agent } =
            self.chat;
        let [contact_id, identification, contact_name, contact_email, phone, mobile] = contact.map(text);
        let [agent_id, agent_name, username, agent_email] = agent.map(text);
        let (content, caption) = content(&self.kind, self.text, self.caption, self.attachment);
        let (from_contact, from_agent) =
            if self.incoming { (Cell::Text(content), Cell::Null) } else { (Cell::Null, Cell::Text(content)) };
        // The seed's rule: a time belongs to a state and is given only in it or after it.
        let picked_up = picked_up.filter(|_| state != Some(SessionState::Opened));
        let closed = closed.filter(|_| state == Some(SessionState::Closed));
        let length = closed
            .zip(created)
            .map_or(Cell::Null, |(end, start)| Cell::Integer(end.at.saturating_sub(start.at)));
        [
            Cell::Text(self.session),
            text(merchant),
            text(channel),
            time(created),
            Cell::Stamp(self.at),
            contact_id,
            identification,
            contact_name,
            contact_email,
            phone,
            mobile,
            agent_id,
            agent_name,
            username,
            agent_email,
            Cell::Flag(self.incoming),
            from_contact,
            from_agent,
            Cell::Text(self.kind),
            text(caption),
            text(alias),
            text(self.bot),
            text(state.map(|s| s.as_str().to_ascii_uppercase())),
            time(opened),
            time(picked_up),
            time(closed),
            length,
        ]
    }
}

impl Chat {
    fn read(from: &mut Taker<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            merchant: from.next()?,
            channel: from.next()?,
            alias: from.next()?,
            created: from.stamp()?,
            state: from.next::<Option<String>>()?.as_deref().and_then(SessionState::from_name),
            opened: from.stamp()?,
            picked_up: from.stamp()?,
            closed: from.stamp()?,
            contact: from.texts()?,
            agent: from.texts()?,
        })
    }
}

/// The content column and the caption column. The seed puts a file's address where a text would stand;
/// words that came with the file then join its caption, so that nothing said is lost.
fn content(
    kind: &str,
    text: String,
    caption: Option<String>,
    attachment: Option<String>,
) -> (String, Option<String>) {
    match attachment {
        Some(address) if kind != MessageKind::Text.as_str() => {
            let said: Vec<String> = caption.into_iter().chain(Some(text)).filter(|t| !t.is_empty()).collect();
            let twice = said.first() == said.get(1);
            let caption = if twice { said.into_iter().next() } else { Some(said.join("\n")) };
            (address, caption.filter(|c| !c.is_empty()))
        }
        _ => (text, caption),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stands_where_a_text_would_and_no_word_is_lost() {
        // shows S1.2
        let own = |t: Option<&str>| t.map(str::to_owned);
        let cases = [
            ("text", "hi", None, None, "hi", None),
            ("text", "see https://x.example", None, Some("https://x.example"), "see https://x.example", None),
            ("image", "", Some("cat"), Some("https://x.example/1"), "https://x.example/1", Some("cat")),
            (
                "image",
                "look",
                Some("cat"),
                Some("https://x.example/1"),
                "https://x.example/1",
                Some("cat\nlook"),
            ),
            ("image", "cat", Some("cat"), Some("https://x.example/1"), "https://x.example/1", Some("cat")),
            ("audio", "", None, Some("https://x.example/2"), "https://x.example/2", None),
            ("template", "Dear Ada", None, None, "Dear Ada", None),
        ];
        for (kind, text, caption, attachment, want, want_caption) in cases {
            let got = content(kind, text.into(), own(caption), own(attachment));
            assert_eq!(got, (want.to_owned(), own(want_caption)), "{kind} {text}");
        }
    }
}
