//! One row a message, with what is known of its chat repeated on each: the 27 columns of seed S1.
//!
//! Each message is fetched by its id through one prepared statement, in the order asked for, so memory
//! does not grow with the number of rows.

use crate::cell::Cell;
use crate::error::Result;
use model::{Direction, MessageKind, Millis, PersonKind, SessionState};
use rusqlite::{Connection, OptionalExtension, Row};

/// Ids and titles, in the seed's order.
pub const COLUMNS: [(&str, &str); 27] = [
    ("chat_id", "Chat ID"),
    ("merchant_id", "Merchant ID"),
    ("provider", "Provider"),
    ("chat_created_at", "Chat Created At"),
    ("message_created_at", "Message Created At"),
    ("contact_id", "Contact ID"),
    ("contact_identification", "Contact Identification"),
    ("contact_name", "Contact Name"),
    ("contact_email", "Contact Email"),
    ("contact_phone_number", "Contact Phone Number"),
    ("contact_mobile_number", "Contact Mobile Number"),
    ("agent_id", "Agent ID"),
    ("agent_name", "Agent Name"),
    ("agent_username", "Agent Username"),
    ("agent_email", "Agent Email"),
    ("message_incoming", "Message Incoming"),
    ("message_contact", "Message Contact"),
    ("message_agent", "Message Agent"),
    ("message_type", "Message Type"),
    ("message_caption", "Message Caption"),
    ("alias", "Alias"),
    ("bot", "Bot"),
    ("status", "Status"),
    ("opened_at", "Opened at"),
    ("picked_up_at", "Picked up at"),
    ("closed_at", "Closed at"),
    ("duration", "Duration"),
];

/// References between records are the provider's ids; what was never synced is simply absent.
const SQL: &str = "SELECT m.session_ext, m.at, m.direction, m.person, m.person_ext, m.kind, m.text, m.caption, m.attachment,
    s.merchant_ext, s.channel, s.channel_name, s.contact_ext, s.agent_ext, s.state,
    s.created_at, coalesce(s.first_opened_at, s.opened_at) AS opened, s.picked_up_at, s.closed_at,
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
    at: Millis,
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
    created: Option<Millis>,
    state: Option<SessionState>,
    opened: Option<Millis>,
    picked_up: Option<Millis>,
    closed: Option<Millis>,
    contact: [Option<String>; 6],
    agent: [Option<String>; 4],
}

/// Gives each message's cells to `each`, in the order of `ids`. Returns how many were left out because
/// their chat is not closed; ids that are gone are skipped.
pub(crate) fn read(
    conn: &Connection,
    ids: &[i64],
    zone: i16,
    include_open: bool,
    each: &mut dyn FnMut(&[Cell]) -> Result<()>,
) -> Result<u64> {
    let mut statement = conn.prepare_cached(SQL).map_err(query::Error::from)?;
    let mut left_out = 0;
    for id in ids {
        let said = statement.query_row([id], Said::from_row).optional().map_err(query::Error::from)?;
        match said {
            Some(said) if include_open || said.chat.state == Some(SessionState::Closed) => each(&said.cells(zone))?,
            Some(_) => left_out += 1,
            None => {}
        }
    }
    Ok(left_out)
}

impl Said {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let by_bot = row.get_ref("person")?.as_str()? == PersonKind::Bot.as_str();
        let bot = if by_bot { row.get::<_, Option<String>>("bot")?.or(row.get("person_ext")?) } else { None };
        Ok(Self {
            session: row.get("session_ext")?,
            at: row.get("at")?,
            incoming: row.get_ref("direction")?.as_str()? == Direction::Incoming.as_str(),
            bot,
            kind: row.get("kind")?,
            text: row.get("text")?,
            caption: row.get("caption")?,
            attachment: row.get("attachment")?,
            chat: Chat::from_row(row)?,
        })
    }

    fn cells(self, zone: i16) -> [Cell; 27] {
        let Chat { merchant, channel, alias, created, state, opened, picked_up, closed, contact, agent } = self.chat;
        let [contact_id, identification, contact_name, contact_email, phone, mobile] = contact.map(Cell::text);
        let [agent_id, agent_name, username, agent_email] = agent.map(Cell::text);
        let (content, caption) = content(&self.kind, self.text, self.caption, self.attachment);
        let (from_contact, from_agent) =
            if self.incoming { (Cell::Text(content), Cell::Null) } else { (Cell::Null, Cell::Text(content)) };
        // The seed's rule: a time belongs to a state and is given only in it or after it.
        let picked_up = picked_up.filter(|_| state != Some(SessionState::Opened));
        let closed = closed.filter(|_| state == Some(SessionState::Closed));
        let length = closed.zip(created).map_or(Cell::Null, |(end, start)| Cell::Length(end.saturating_sub(start)));
        [
            Cell::Text(self.session),
            Cell::text(merchant),
            Cell::text(channel),
            Cell::time(created, zone),
            Cell::time(Some(self.at), zone),
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
            Cell::text(caption),
            Cell::text(alias),
            Cell::text(self.bot),
            Cell::text(state.map(|s| s.as_str().to_ascii_uppercase())),
            Cell::time(opened, zone),
            Cell::time(picked_up, zone),
            Cell::time(closed, zone),
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
            created: row.get("created_at")?,
            state: state.as_deref().and_then(SessionState::from_name),
            opened: row.get("opened")?,
            picked_up: row.get("picked_up_at")?,
            closed: row.get("closed_at")?,
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
        let titles: Vec<_> = COLUMNS.iter().map(|(_, title)| *title).collect();
        let seed = "Chat ID, Merchant ID, Provider, Chat Created At, Message Created At, Contact ID, \
            Contact Identification, Contact Name, Contact Email, Contact Phone Number, Contact Mobile Number, \
            Agent ID, Agent Name, Agent Username, Agent Email, Message Incoming, Message Contact, Message Agent, \
            Message Type, Message Caption, Alias, Bot, Status, Opened at, Picked up at, Closed at, Duration";
        assert_eq!(titles.join(", "), seed);
        for (id, title) in COLUMNS {
            assert_eq!(id, title.to_lowercase().replace(' ', "_"), "a key in JSON is its title in snake case");
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
            ("image", "look", Some("cat"), Some("https://x.example/1"), "https://x.example/1", Some("cat\nlook")),
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
