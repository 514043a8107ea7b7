//! A question in SQL, written for the one question as one would by hand.

use super::Question;
use crate::limits::WINDOW;
use query::Subject;

/// Where the two kinds of peers differ: how a text is searched, and what they call a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The trigrams of FTS5 where a word has three characters, else every text is looked at.
    Fts,
    /// Every text is looked at; texts are kept folded.
    Contains,
}

/// Trigrams find nothing shorter.
const TRIGRAM_LEAST: usize = 3;

/// What a peer is asked, for all kinds of [`Work`](super::Work).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statements {
    /// One row with the number of rows.
    pub count: String,
    /// The newest rows, with the cells of the grid.
    pub page: String,
    /// A value and its rows a line, of each chip's field with the other chips applied, most rows first.
    pub facets: Vec<String>,
}

impl Question {
    pub fn sql(&self, dialect: Dialect) -> Statements {
        let (cells, at, id) = match self.subject {
            Subject::Sessions => (
                "s.id, s.created_at, s.channel, s.state, s.sender_name, s.recipient_name, s.channel_number",
                "s.created_at",
                "s.id",
            ),
            Subject::Messages => {
                ("m.id, m.at, m.direction, m.person, m.kind, m.text, m.session_ext", "m.at", "m.id")
            }
            Subject::Deliveries => (
                "d.id, d.recorded_at, d.status, d.channel, d.recipient, d.name, d.response_code",
                "d.recorded_at",
                "d.id",
            ),
        };
        let rows = self.rows(dialect, None, "");
        let facets = self.chips.iter().filter_map(|chip| chip.facet).map(|(field, value)| {
            let others = self.rows(dialect, Some(field), value);
            let known = if others.contains(" WHERE ") { "AND" } else { "WHERE" };
            format!(
                "SELECT {value}, count(*){others} {known} {value} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {}",
                query::limits::FACETS
            )
        });
        Statements {
            count: format!("SELECT count(*){rows}"),
            page: format!("SELECT {cells}{rows} ORDER BY {at} DESC, {id} DESC LIMIT {WINDOW}"),
            facets: facets.collect(),
        }
    }

    /// ` FROM … WHERE …`, without the chips of one field, with what `value` needs.
    fn rows(&self, dialect: Dialect, without: Option<&str>, value: &str) -> String {
        let chips = self
            .chips
            .iter()
            .filter(|chip| without.is_none() || chip.facet.map(|(field, _)| field) != without);
        let mut conditions: Vec<String> = chips.map(|chip| chip.sql.to_owned()).collect();
        conditions.extend(said(dialect, &self.words));
        let used = format!("{value} {}", conditions.join(" "));
        let mut sql = format!(" FROM {}", self.tables(dialect, &used));
        if !conditions.is_empty() {
            sql.push_str(" WHERE ");
            sql.push_str(&conditions.join(" AND "));
        }
        sql
    }

    fn tables(&self, dialect: Dialect, used: &str) -> String {
        let of = |alias: &str| format!("s.ext = {alias}.session_ext");
        let account = |alias: &str, other: &str| match dialect {
            Dialect::Fts => format!("{alias}.account = {other}.account AND "),
            Dialect::Contains => String::new(),
        };
        let mut tables = match self.subject {
            Subject::Sessions => "session s".to_owned(),
            Subject::Messages => "message m".to_owned(),
            Subject::Deliveries => "delivery d".to_owned(),
        };
        let needs = |alias: &str| reads(used, alias);
        if self.subject == Subject::Messages && (needs("s") || needs("g") || needs("a")) {
            tables += &format!(" JOIN session s ON {}{}", account("s", "m"), of("m"));
        }
        if needs("a") {
            tables += &format!(" JOIN agent a ON {}a.ext = s.agent_ext", account("a", "s"));
        }
        if needs("t") {
            tables += &format!(" JOIN template t ON {}t.ext = d.template_ext", account("t", "d"));
        }
        if needs("g") {
            tables += " JOIN session_tag g ON g.session = s.id";
        }
        tables
    }
}

/// Whether the SQL reads a column of a table by its alias.
fn reads(sql: &str, alias: &str) -> bool {
    let column = format!("{alias}.");
    let starts =
        |at: usize| !sql.get(..at).unwrap_or("").ends_with(|c: char| c.is_alphanumeric() || c == '_');
    sql.match_indices(&column).any(|(at, _)| starts(at))
}

/// The condition for messages that have all the words; nothing when there are none.
fn said(dialect: Dialect, words: &[String]) -> Option<String> {
    let words: Vec<String> = words.iter().map(|word| index::fold(word).replace('\'', "''")).collect();
    let looked = |word: &String| format!("(text LIKE '%{word}%' OR caption LIKE '%{word}%')");
    let contained = |word: &String| format!("(contains(m.text, '{word}') OR contains(m.caption, '{word}'))");
    if words.is_empty() {
        return None;
    }
    if dialect == Dialect::Contains {
        return Some(words.iter().map(contained).collect::<Vec<_>>().join(" AND "));
    }
    let (long, short): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| word.chars().count() >= TRIGRAM_LEAST);
    let phrases: Vec<String> = long.iter().map(|word| format!("\"{word}\"")).collect();
    let matched = (!long.is_empty()).then(|| format!("message_text MATCH '{}'", phrases.join(" AND ")));
    let all: Vec<String> = matched.into_iter().chain(short.into_iter().map(looked)).collect();
    Some(format!("m.id IN (SELECT rowid FROM message_text WHERE {})", all.join(" AND ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_its_tables_alias() {
        assert!(reads("s.channel", "s") && reads("(s.channel", "s"));
        assert!(!reads("rows.channel", "s") && !reads("m.at", "s"));
    }

    #[test]
    fn short_words_are_looked_for_where_trigrams_find_none() {
        let words = ["order", "de", "la x"].map(str::to_owned);
        let sql = said(Dialect::Fts, &words).expect("a condition");
        assert!(sql.contains("MATCH '\"order\" AND \"la x\"' AND (text LIKE '%de%'"), "{sql}");
        let sql = said(Dialect::Contains, &words).expect("a condition");
        assert_eq!(sql.matches("contains(m.text").count(), 3);
        assert_eq!(said(Dialect::Fts, &[]), None);
    }
}
