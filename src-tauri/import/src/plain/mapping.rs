//! Which column holds which field: as a person says, or as the titles suggest.

use super::fields::{Field, Subject, fields};
use crate::error::{Error, Result};
use crate::limits;
use crate::time::Times;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use ts_rs::TS;

/// How a table is read. Its JSON form is what `--map` takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "ImportMapping")]
pub struct Mapping {
    /// What each row is.
    pub subject: Subject,
    /// The title of the column that holds a field, by the field's id.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// What a field is in every row.
    #[serde(default)]
    pub fixed: BTreeMap<String, String>,
    #[serde(default)]
    pub times: Times,
    /// The file's words for ours, by the field: `{"direction": {"Entrante": "incoming"}}`.
    #[serde(default)]
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`Error::Mapping`] when it is none, [`Error::Io`].
    pub fn load(path: &Path) -> Result<Self> {
        let mut text = String::new();
        File::open(path)
            .map_err(Error::Io)?
            .take(limits::MAPPING)
            .read_to_string(&mut text)
            .map_err(Error::Io)?;
        serde_json::from_str(&text).map_err(|fault| Error::Mapping { what: fault.to_string() })
    }

    /// # Errors
    /// [`Error::Mapping`], with what does not fit.
    pub fn check(&self, heads: &[String]) -> Result<()> {
        let known = fields(self.subject);
        let fault = |what: String| Err(Error::Mapping { what });
        for id in self.columns.keys().chain(self.fixed.keys()).chain(self.words.keys()) {
            if !known.iter().any(|field| field.id == id) {
                let all: Vec<&str> = known.iter().map(|field| field.id).collect();
                return fault(format!(
                    "there is no field \u{201c}{id}\u{201d}; there are {}",
                    all.join(", ")
                ));
            }
        }
        if let Some((id, title)) = self.columns.iter().find(|(_, title)| !heads.contains(title)) {
            return fault(format!("the file has no column \u{201c}{title}\u{201d} for {id}"));
        }
        if let Some(id) = self.fixed.keys().find(|id| self.columns.contains_key(*id)) {
            return fault(format!("{id} is both a column and the same in every row"));
        }
        let is_lacking = |field: &&Field| field.required && !self.has(field.id);
        match known.iter().find(is_lacking) {
            Some(field) => fault(format!("no column holds {} ({})", field.id, field.title)),
            None => Ok(()),
        }
    }

    fn has(&self, id: &str) -> bool {
        self.columns.contains_key(id) || self.fixed.get(id).is_some_and(|value| !value.is_empty())
    }
}

/// What the titles of a table suggest; fields that none of them names are left out.
pub fn suggest(heads: &[String]) -> Mapping {
    let best = Subject::ALL.map(|subject| (subject, of(subject, heads)));
    let score = |(subject, columns): &(Subject, BTreeMap<String, String>)| {
        let needed = fields(*subject).iter().filter(|field| field.required);
        let lacking = needed.filter(|field| !columns.contains_key(field.id)).count();
        // What no title speaks for is no better for needing little.
        if columns.is_empty() { i64::MIN } else { (columns.len() as i64) - 3 * (lacking as i64) }
    };
    // Of equals it is the first: messages.
    let best = best.into_iter().rev().max_by_key(score);
    let (subject, columns) = best.unwrap_or((Subject::Messages, BTreeMap::new()));
    Mapping { subject, columns, fixed: BTreeMap::new(), times: Times::Iso, words: BTreeMap::new() }
}

/// Each column holds one field at most.
fn of(subject: Subject, heads: &[String]) -> BTreeMap<String, String> {
    let plain = |text: &String| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let mut free: Vec<(String, &String)> = heads.iter().map(|head| (plain(head), head)).collect();
    let mut columns = BTreeMap::new();
    for field in fields(subject) {
        let found = field.known_as.iter().find_map(|name| free.iter().position(|(head, _)| head == name));
        if let Some(place) = found {
            let (_, head) = free.remove(place);
            columns.insert(field.id.to_owned(), head.clone());
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(titles: &[&str]) -> Vec<String> {
        titles.iter().map(|title| (*title).to_owned()).collect()
    }

    #[test]
    fn titles_suggest_what_they_hold() {
        // shows B16
        let log = suggest(&heads(&["Conversation ID", "Date", "Direction", "Message", "Phone"]));
        assert_eq!(log.subject, Subject::Messages);
        assert_eq!(log.columns["contact_number"], "Phone");
        assert!(log.check(&heads(&["Conversation ID", "Date", "Direction", "Message", "Phone"])).is_ok());
        let sends =
            suggest(&heads(&["Date", "Recipient", "Sending Status", "Message Type", "Credits", "Company"]));
        assert_eq!(sends.subject, Subject::Deliveries);
        assert_eq!(suggest(&heads(&["Fall", "Zeit", "Text"])).subject, Subject::Messages);
        let people = suggest(&heads(&["Contact ID", "Full name", "E-mail", "Country"]));
        assert_eq!(people.subject, Subject::Contacts);
    }

    #[test]
    fn a_mapping_that_does_not_fit_says_what() {
        let text = r#"{"subject":"messages","columns":{"chat_id":"C","at":"T","text":"M"},"fixed":{"direction":"incoming"}}"#;
        let mapping: Mapping = serde_json::from_str(text).unwrap();
        let titles = heads(&["C", "T", "M"]);
        assert!(mapping.check(&titles).is_ok());
        let says = |change: &dyn Fn(&mut Mapping)| {
            let mut other = mapping.clone();
            change(&mut other);
            other.check(&titles).unwrap_err().to_string()
        };
        assert!(says(&|m| drop(m.columns.remove("at"))).contains("no column holds at"));
        assert!(says(&|m| drop(m.columns.insert("moon".into(), "C".into()))).contains("moon"));
        assert!(says(&|m| drop(m.columns.insert("id".into(), "Z".into()))).contains("Z"));
        assert!(says(&|m| drop(m.fixed.insert("at".into(), "1".into()))).contains("both"));
        assert!(serde_json::from_str::<Mapping>(r#"{"subject":"messages","colums":{}}"#).is_err());
    }
}
