//! One row a message, with what is known of its chat repeated on each: the 27 columns of seed S1.
//!
//! This is the table that exports of messages hand out. It stands beside the declared columns of the
//! grid, because the seed fixes titles, order and content.

use crate::column::ColumnKind::{self, Choice, Duration, Flag, Text, Time};
use crate::limits::ROWS;
use crate::read::Cell;
use crate::{Error, Result};
use model::{Direction, MessageKind, PersonKind, SessionState, Stamp};
use rusqlite::{Connection, OptionalExtension, Row};

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditColumn {
    pub id: &'static str,
    pub title: &'static str,
    pub kind: ColumnKind,
}

const fn column(id: &'static str, title: &'static str, kind: ColumnKind) -> AuditColumn {
    AuditColumn { id, title, kind }
}

/// In the seed's order.
pub const AUDIT: [AuditColumn; 27] = [
    column("chat_id", "Chat ID", Text),
    column("merchant_id", "Merchant ID", Text),
    column("provider", "Provider", Choice),
    column("chat_created_at", "Chat Created At", Time),
    column("message_created_at", "Message Created At", Time),
    column("contact_id", "Contact ID", Text),
    column("contact_identification", "Contact Identification", Text),
    column("contact_name", "Contact Name", Text),
    column("contact_email", "Contact Email", Text),
    column("contact_phone_number", "Contact Phone Number", Text),
    column("contact_mobile_number", "Contact Mobile Number", Text),
    column("agent_id", "Agent ID", Text),
    column("agent_name", "Agent Name", Text),
    column("agent_username", "Agent Username", Text),
    column("agent_email", "Agent Email", Text),
    column("message_incoming", "Message Incoming", Flag),
    column("message_contact", "Message Contact", Text),
    column("message_agent", "Message Agent", Text),
    column("message_type", "Message Type", Choice),
    column("message_caption", "Message Caption", Text),
    column("alias", "Alias", Text),
    column("bot", "Bot", Text),
    column("status", "Status", Choice),
    column("opened_at", "Opened at", Time),
    column("picked_up_at", "Picked up at", Time),
    column("closed_at", "Closed at", Time),
    column("duration", "Duration", Duration),
];

/// References between records are the provider's ids; what was never synced is simply absent.
const SQL: &str = "SELECT m.session_ext, m.at, m.off, m.direction, m.person, m.person_ext, m.kind, m.text, m.caption, m.attachment,
    s.merchant_ext, s.channel, s.channel_name, s.contact_ext, s.agent_ext, s.state,
    s.created_at, s.created_off, s.picked_up_at, s.picked_up_off, s.closed_at, s.closed_off,
    coalesce(s.first_opened_at, s.opened_at) AS opened_at,
    iif(s.first_opened_at IS NULL, s.opened_off, s.first_opened_off) AS opened_off,
    c.identification, c.name AS contact, c.email AS contact_email, c.phone, c.mobile,
    a.name AS agent, a.username, a.email AS agent_email, b.name AS bot
  FROM message m
  LEFT JOIN session s ON s.account = m.account AND s.ext = m.session_ext
  LEFT JOIN contact c ON c.account = s.account AND c.ext = s.contact_ext
  LEFT JOIN agent a ON a.account = s.account AND a.ext = s.agent_ext
  LEFT JOIN bot b ON m.person = 'bot' AND b.account = m.account AND b.ext = m.person_ext
  WHERE m.id = ?1";

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
        let said = statement.query_row([id], Said::from_row).optional()?;
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

fn stamp(row: &Row<'_>, at: &str, offset: &str) -> rusqlite::Result<Option<Stamp>> {
    let (at, offset): (Option<i64>, Option<i16>) = (row.get(at)?, row.get(offset)?);
    Ok(at.map(|at| Stamp { at, offset: offset.unwrap_or_default() }))
}

impl Said {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let by_bot = row.get_ref("person")?.as_str()? == PersonKind::Bot.as_str();
        let bot = if by_bot { row.get::<_, Option<String>>("bot")?.or(row.get("person_ext")?) } else { None };
        Ok(Self {
            session: row.get("session_ext")?,
            at: stamp(row, "at", "off")?.unwrap_or(Stamp::utc(0)),
            incoming: row.get_ref("direction")?.as_str()? == Direction::Incoming.as_str(),
            bot,
            kind: row.get("kind")?,
            text: row.get("text")?,
            caption: row.get("caption")?,
            attachment: row.get("attachment")?,
            chat: Chat::from_row(row)?,
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
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let state: Option<String> = row.get("state")?;
        Ok(Self {
            merchant: row.get("merchant_ext")?,
            channel: row.get("channel")?,
            alias: row.get("channel_name")?,
            created: stamp(row, "created_at", "created_off")?,
            state: state.as_deref().and_then(SessionState::from_name),
            opened: stamp(row, "opened_at", "opened_off")?,
            picked_up: stamp(row, "picked_up_at", "picked_up_off")?,
            closed: stamp(row, "closed_at", "closed_off")?,
            contact: [
                row.get("contact_ext")?,
                row.get("identification")?,
                row.get("contact")?,
                row.get("contact_email")?,
                row.get("phone")?,
                row.get("mobile")?,
            ],
            agent: [row.get("agent_ext")?, row.get("agent")?, row.get("username")?, row.get("agent_email")?],
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
    fn the_columns_are_the_seeds() {
        // shows S1.2
        let titles: Vec<_> = AUDIT.iter().map(|c| c.title).collect();
        let seed = "Chat ID, Merchant ID, Provider, Chat Created At, Message Created At, Contact ID, \
            Contact Identification, Contact Name, Contact Email, Contact Phone Number, Contact Mobile Number, \
            Agent ID, Agent Name, Agent Username, Agent Email, Message Incoming, Message Contact, Message Agent, \
            Message Type, Message Caption, Alias, Bot, Status, Opened at, Picked up at, Closed at, Duration";
        assert_eq!(titles.join(", "), seed);
        for AuditColumn { id, title, .. } in AUDIT {
            assert_eq!(
                id,
                title.to_lowercase().replace(' ', "_"),
                "a key in JSON is its title in snake case"
            );
        }
    }

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
