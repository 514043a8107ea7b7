//! An order by how well a row fits the words of the question.
//!
//! A row's score is the sum over the words of `rarity × place × repetition`:
//! - rarity: `ln(1 + all / having)`, by how many of all rows have the word;
//! - place: 4 where it stands as a whole word, 2 where a word begins with it, 1 inside of one; the best
//!   that the row's texts have;
//! - repetition: `1 + ln(times)`.
//!
//! Rows of equal score stand newest first. Only the newest rows are read and ranked, up to a limit; the
//! others follow newest first.

use super::order::Order;
use crate::base::{Base, ids, places};
use crate::columns::OF_SESSION;
use crate::limits::{RANKED, RANKED_SESSIONS, SAID};
use crate::plan::plan_word;
use crate::text::Query;
use crate::{Result, Subject};
use index::{Found, fold};
use rusqlite::types::ValueRef;
use std::collections::HashMap;

/// A folded word and its rarity.
struct Word {
    folded: String,
    rarity: f64,
}

pub fn ranked(base: &Base<'_>, query: &Query, rows: &Found) -> Result<Order> {
    let most = if query.subject == Subject::Sessions { RANKED_SESSIONS } else { RANKED };
    let newest = ids(&base.window(rows, 0, most, true)?);
    let words = words(base, query)?;
    let mut scores = scores(base, query.subject, &newest, &words)?;
    let mut scored: Vec<(f64, i64)> =
        newest.into_iter().map(|id| (scores.remove(&id).unwrap_or_default(), id)).collect();
    scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let limited = rows.sure() > most as u64;
    Ok(Order::Ranked { ids: scored.into_iter().map(|(_, id)| id).collect(), limited })
}

fn words(base: &Base<'_>, query: &Query) -> Result<Vec<Word>> {
    let all = base.catalog(query.subject).live() as f64;
    let weigh = |text: &str| {
        let having = base.find(query.subject, plan_word(base, query, text)?)?.rows() as f64;
        Ok(Word { folded: fold(text), rarity: (1.0 + all / having.max(1.0)).ln() })
    };
    query.searched().into_iter().map(weigh).collect()
}

fn scores(base: &Base<'_>, subject: Subject, ids: &[i64], words: &[Word]) -> Result<HashMap<i64, f64>> {
    let (table, alias) = subject.table();
    let sql = format!(
        "SELECT {alias}.id, {} FROM {table} {alias} NOT INDEXED WHERE {alias}.id IN ({})",
        texts(subject),
        places()
    );
    let mut scores = HashMap::with_capacity(ids.len());
    base.each_row(&sql, ids, |row| {
        let mut text = String::new();
        for column in 1..row.as_ref().column_count() {
            if let ValueRef::Text(bytes) = row.get_ref(column)? {
                text.push_str(&String::from_utf8_lossy(bytes));
            }
            text.push('\n');
        }
        let folded = fold(&text);
        scores.insert(row.get(0)?, words.iter().map(|word| word.rarity * fit(&folded, &word.folded)).sum());
        Ok(())
    })?;
    Ok(scores)
}

/// What is searched of a row.
fn texts(subject: Subject) -> String {
    match subject {
        Subject::Messages => "m.text, m.caption".to_owned(),
        Subject::Sessions => format!(
            "s.sender_name, s.recipient_name, s.sender_number, s.recipient_number, s.description, s.ext,
             (SELECT group_concat(said, ' ') FROM (SELECT x.text || ' ' || coalesce(x.caption, '') AS said
              FROM message x WHERE {OF_SESSION} LIMIT {SAID}))"
        ),
        Subject::Deliveries => "d.recipient, d.name, d.company, d.category, d.request, d.parameters,
            (SELECT w.name FROM template w WHERE w.account = d.account AND w.ext = d.template_ext)"
            .to_owned(),
    }
}

/// Place times repetition; 0 where the text does not have the word.
fn fit(folded: &str, word: &str) -> f64 {
    if word.is_empty() {
        return 0.0;
    }
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut place: f64 = 0.0;
    let mut times: f64 = 0.0;
    for (at, found) in folded.match_indices(word) {
        let before = folded.get(..at).and_then(|text| text.chars().next_back());
        let after = folded.get(at + found.len()..).and_then(|text| text.chars().next());
        place = place.max(match (letter(before), letter(after)) {
            (false, false) => 4.0,
            (false, true) => 2.0,
            _ => 1.0,
        });
        times += 1.0;
    }
    if times > 0.0 { place * (1.0 + times.ln()) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_word_fits_better_than_its_beginning_and_that_better_than_its_inside() {
        // shows B4
        let texts = ["the order came", "orders came", "reorder", "nothing"];
        let fits: Vec<f64> = texts.iter().map(|text| fit(text, "order")).collect();
        assert!(fits.is_sorted_by(|a, b| a > b), "{fits:?}");
        assert_eq!(fits.last(), Some(&0.0));
        assert!(fit("order order", "order") > fit("order", "order"), "more is better");
        assert!(fit("a reorder and an order", "order") > fit("order", "order"), "the best place counts");
        assert_eq!(fit("anything", ""), 0.0);
    }
}
