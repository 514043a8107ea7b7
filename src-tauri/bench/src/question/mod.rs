//! What is asked: chips and words, as query text for us and as SQL written for the one question for peers.

mod filters;
mod searches;
mod sql;

pub use sql::Dialect;

use query::Subject;

/// What is wanted of the rows that answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// The newest of them, with the cells that the grid shows.
    Page,
    /// How many they are, exactly.
    Count,
    /// How many they are, the values of each chip's field with the other chips applied, and the newest.
    Whole,
}

/// A chip, and how a peer is asked for it. The SQL reads from the tables' aliases: `m` message, `s` session,
/// `d` delivery, `a` the session's agent, `t` the template, `g` a tag of the session.
#[derive(Debug, Clone, Copy)]
pub struct Chip {
    /// As query text, such as `channel:sms`.
    pub text: &'static str,
    pub sql: &'static str,
    /// The field and its value in SQL; `None` where values cannot be counted, such as those of a time.
    pub facet: Option<(&'static str, &'static str)>,
}

#[derive(Debug, Clone)]
pub struct Question {
    /// Also the name of its figures: kind and group, then what tells it from others of the group.
    pub name: String,
    pub subject: Subject,
    pub chips: Vec<Chip>,
    /// Words and phrases that a message must have, each somewhere.
    pub words: Vec<String>,
    pub work: Work,
    /// Whether it must find nothing; others must find something.
    pub barren: bool,
}

impl Question {
    /// The name without what tells it from others: the figures of a group are over all its questions.
    pub fn group(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name.as_str(), |(group, _)| group)
    }

    /// As a person types it.
    pub fn text(&self) -> String {
        let chips = self.chips.iter().map(|chip| chip.text.to_owned());
        let words = self.words.iter().map(|word| {
            let plain = word.chars().all(char::is_alphanumeric);
            if plain { word.clone() } else { format!("\"{word}\"") }
        });
        chips.chain(words).collect::<Vec<_>>().join(" ")
    }

    /// The fields whose values are counted.
    pub fn facets(&self) -> impl Iterator<Item = &'static str> {
        let wanted = self.work == Work::Whole;
        self.chips.iter().filter_map(move |chip| chip.facet.filter(|_| wanted).map(|(field, _)| field))
    }
}

/// All of them, in the order of the table. `order`: the number of an order in the data, letters and digits.
pub fn all(order: &str) -> Vec<Question> {
    [filters::all(), searches::all(order)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ours::NOW;
    use std::collections::BTreeSet;

    #[test]
    fn every_question_is_understood_and_has_a_name_of_its_own() {
        let questions = all("XK-482913");
        let mut names = BTreeSet::new();
        for question in &questions {
            let parsed = query::parse(question.subject, &question.text(), 0, NOW);
            let terms = question.chips.len() + question.words.len();
            assert_eq!(
                parsed.map(|query| query.terms.len()).map_err(|e| e.to_string()),
                Ok(terms),
                "{question:?}"
            );
            assert!(names.insert(question.name.clone()), "{}", question.name);
            for field in question.facets() {
                assert!(query::field(question.subject, field).is_some(), "{field}");
            }
        }
    }

    #[test]
    fn filters_have_three_chips_of_every_subject() {
        for subject in Subject::ALL {
            let filters = filters::all().into_iter().filter(|q| q.subject == subject);
            assert!(filters.filter(|q| q.chips.len() == 3).count() >= 3, "{subject:?}");
        }
    }
}
