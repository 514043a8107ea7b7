//! Filters and searches: every row that answers, in order, as the window asks for it.
//!
//! Ours is query text, read and planned anew each time. The peer's is SQL written for the one question.

use crate::corpus;
use crate::error::{Error, Result};
use crate::ours::NOW;
use crate::peer;
use crate::times::Report;
use query::{Query, Sort, Subject};
use rusqlite::{Connection, ToSql};

/// A question, asked of both sides.
struct Question {
    name: &'static str,
    subject: Subject,
    text: String,
    /// The peer's; its parameters are `values`.
    sql: String,
    values: Vec<String>,
    /// Fields whose values are counted too.
    facets: &'static [&'static str],
    /// The peer's count of each, a value and its rows a line.
    facet_sql: Vec<String>,
}

const NEWEST: &str = "ORDER BY m.at DESC, m.id DESC";
/// Trigrams find nothing shorter than three characters; then SQLite has to look at every text.
const TRIGRAM_LEAST: usize = 3;
const FOUND: &str = "m.id IN (SELECT rowid FROM message_text WHERE message_text MATCH ?1)";
const LOOKED: &str = "m.id IN (SELECT rowid FROM message_text WHERE text LIKE ?1 OR caption LIKE ?1)";
const SESSION: &str = "JOIN session s ON s.account = m.account AND s.ext = m.session_ext";

/// All of them, one after the other.
pub fn ask(scale: u64, ours: &Connection, peer: &Connection, report: &mut Report) -> Result<()> {
    for question in questions(scale) {
        report.turns(
            question.name,
            peer::NAME,
            |_| question.of_ours(ours),
            |_| question.of_the_peer(peer),
        )?;
    }
    Ok(())
}

/// Query text as the program understands it.
pub fn parse(subject: Subject, text: &str) -> Result<Query> {
    query::parse(subject, text, 0, NOW)
        .map_err(|why| Error::Question { text: text.to_owned(), why: why.to_string() })
}

fn questions(scale: u64) -> Vec<Question> {
    let rare = corpus::rare_word(scale);
    vec![
        plain("filter.none", Subject::Messages, "", format!("SELECT m.id FROM message m {NEWEST}")),
        plain(
            "filter.messages",
            Subject::Messages,
            "from:incoming kind:image",
            format!(
                "SELECT m.id FROM message m WHERE m.direction = 'incoming' AND m.kind = 'image' {NEWEST}"
            ),
        ),
        plain(
            "filter.sessions",
            Subject::Sessions,
            "state:open channel:whatsapp",
            "SELECT id FROM session WHERE state IN ('opened', 'picked_up', 'snoozed')
             AND channel = 'whatsapp' ORDER BY created_at DESC, id DESC"
                .to_owned(),
        ),
        plain(
            "filter.deliveries",
            Subject::Deliveries,
            "status:failed channel:sms",
            "SELECT id FROM delivery WHERE status = 'failed' AND channel = 'sms'
             ORDER BY recorded_at DESC, id DESC"
                .to_owned(),
        ),
        search("search.common_word", &["order"]),
        search("search.rare_word", &[&rare]),
        search("search.two_words", &["courier", "parcel"]),
        search("search.cjk", &["订单"]),
        search("search.cjk_long", &["优惠码"]),
        filtered(),
        sessions_with("invoice"),
    ]
}

fn plain(name: &'static str, subject: Subject, text: &str, sql: String) -> Question {
    let (values, facet_sql) = (Vec::new(), Vec::new());
    Question { name, subject, text: text.to_owned(), sql, values, facets: &[], facet_sql }
}

fn search(name: &'static str, words: &[&str]) -> Question {
    let (condition, value) = having(words);
    Question {
        name,
        subject: Subject::Messages,
        text: words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" "),
        sql: format!("SELECT m.id FROM message m WHERE {condition} {NEWEST}"),
        values: vec![value],
        facets: &[],
        facet_sql: Vec::new(),
    }
}

/// The peer's condition for messages with all the words, and its parameter.
fn having(words: &[&str]) -> (&'static str, String) {
    match words {
        [short] if short.chars().count() < TRIGRAM_LEAST => (LOOKED, format!("%{}%", index::fold(short))),
        _ => {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{}\"", index::fold(word))).collect();
            (FOUND, quoted.join(" AND "))
        }
    }
}

/// A word, two filters, and what the other values would leave.
fn filtered() -> Question {
    let condition = format!(
        "FROM message m {SESSION} WHERE {FOUND} AND m.direction = 'outgoing' AND s.channel = 'whatsapp'"
    );
    let count = |value: &str, from: &str| format!("SELECT {value}, count(*) {from} GROUP BY 1");
    let without = condition.replace(" AND s.channel = 'whatsapp'", "");
    Question {
        name: "search.filter_and_facets",
        subject: Subject::Messages,
        text: "courier from:outgoing channel:whatsapp".to_owned(),
        sql: format!("SELECT m.id {condition} {NEWEST}"),
        values: vec!["\"courier\"".to_owned()],
        facets: &["channel", "person"],
        facet_sql: vec![count("s.channel", &without), count("m.person", &condition)],
    }
}

/// Sessions in which a word was said, or whose people's names hold it.
fn sessions_with(word: &str) -> Question {
    let like = ["sender_name", "recipient_name", "sender_number", "recipient_number", "description", "ext"]
        .map(|column| format!("s.{column} LIKE ?2"))
        .join(" OR ");
    Question {
        name: "search.sessions",
        subject: Subject::Sessions,
        text: word.to_owned(),
        sql: format!(
            "SELECT s.id FROM session s WHERE {like} OR (s.account, s.ext) IN
             (SELECT m.account, m.session_ext FROM message m WHERE {FOUND})
             ORDER BY s.created_at DESC, s.id DESC"
        ),
        values: vec![format!("\"{word}\""), format!("%{word}%")],
        facets: &[],
        facet_sql: Vec::new(),
    }
}

impl Question {
    /// How many rows answer, and how many the facets count.
    fn of_ours(&self, conn: &Connection) -> Result<u64> {
        let query = parse(self.subject, &self.text)?;
        let mut found = query::ids(conn, self.subject, &query, &Sort::newest(self.subject))?.len() as u64;
        for field in self.facets {
            let facets = query::facets(conn, self.subject, &query, field, query::limits::FACETS)?;
            found += facets.iter().map(|facet| facet.count).sum::<u64>();
        }
        Ok(found)
    }

    fn of_the_peer(&self, conn: &Connection) -> Result<u64> {
        let values: Vec<&dyn ToSql> = self.values.iter().map(|value| value as &dyn ToSql).collect();
        let mut statement = conn.prepare(&self.sql)?;
        let ids: Vec<i64> =
            statement.query_map(values.as_slice(), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut found = ids.len() as u64;
        for sql in &self.facet_sql {
            let mut statement = conn.prepare(sql)?;
            let counts = statement
                .query_map(values.as_slice(), |row| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<(Option<String>, u64)>>>()?;
            found += counts.iter().filter(|(value, _)| value.is_some()).map(|(_, count)| count).sum::<u64>();
        }
        Ok(found)
    }
}
