//! The columns of each subject, and the names by which they are asked.

mod build;
mod choices;
mod deliveries;
mod messages;
mod sessions;

use crate::column::{Column, ColumnInfo, Field};
use crate::subject::Subject;

/// The messages `x` of the session `s`, by an index.
pub const OF_SESSION: &str = "x.session = s.id";

pub const fn columns(subject: Subject) -> &'static [Column] {
    match subject {
        Subject::Sessions => sessions::COLUMNS,
        Subject::Messages => messages::COLUMNS,
        Subject::Deliveries => deliveries::COLUMNS,
    }
}

/// Fields that no column shows.
const fn others(subject: Subject) -> &'static [Field] {
    match subject {
        Subject::Sessions => sessions::OTHERS,
        Subject::Messages => messages::OTHERS,
        Subject::Deliveries => deliveries::OTHERS,
    }
}

/// The columns in whose cells free words are looked for (what else is searched, no column shows).
pub const fn worded(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Sessions => {
            &["id", "sender", "recipient", "sender_number", "recipient_number", "description"]
        }
        Subject::Messages => &["text", "caption"],
        Subject::Deliveries => &["recipient", "name", "template", "company", "category"],
    }
}

pub fn column(subject: Subject, id: &str) -> Option<&'static Column> {
    columns(subject).iter().find(|c| c.id == id)
}

pub fn infos(subject: Subject) -> Vec<ColumnInfo> {
    columns(subject).iter().map(Column::info).collect()
}

/// Everything that can be asked of a subject: the columns' fields in their order, then the others.
pub fn fields(subject: Subject) -> impl Iterator<Item = &'static Field> {
    columns(subject).iter().filter_map(|c| c.field.as_ref()).chain(others(subject))
}

/// A field by its name or another name for it; capitals do not matter.
pub fn field(subject: Subject, name: &str) -> Option<&'static Field> {
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    fields(subject).find(|f| is(f.name)).or_else(|| fields(subject).find(|f| f.aliases.iter().any(|a| is(a))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_name_is_said_once_and_every_column_explains_itself() {
        for subject in Subject::ALL {
            let mut ids = HashSet::new();
            for column in columns(subject) {
                assert!(ids.insert(column.id), "{subject}: {} twice", column.id);
                assert!(
                    column.explain.ends_with('.') && !column.title.is_empty(),
                    "{subject}: {}",
                    column.id
                );
                assert!((40..=600).contains(&column.width), "{subject}: {}", column.id);
                assert_eq!(
                    column.kind == crate::ColumnKind::Time,
                    !column.offset.is_empty(),
                    "{subject}: {}",
                    column.id
                );
            }
            let mut names = HashSet::new();
            for field in fields(subject) {
                for name in std::iter::once(&field.name).chain(field.aliases) {
                    assert!(names.insert(*name), "{subject}: field {name} twice");
                    assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{subject}: {name}");
                }
            }
            assert!(worded(subject).iter().all(|id| column(subject, id).is_some()), "{subject}");
            assert!(column(subject, subject.when().0).is_some_and(|c| c.sql == subject.when().1 && c.always));
        }
    }

    #[test]
    fn the_tables_of_the_seeds_are_all_there() {
        // shows S0.1 S2.1 S3.1
        let sessions = [
            "Session ID",
            "Created At",
            "Last Active At",
            "Sender",
            "Recipient",
            "Channel Type",
            "Channel Number",
            "Session Status",
        ];
        let automation =
            ["#", "Category", "Name", "Template Name", "Response Code", "Recipient Type", "Recorded On"];
        let service = [
            "Delivery",
            "Recorded On",
            "Type",
            "Recipient",
            "Sending Status",
            "Message Type",
            "Template Name",
            "Credits",
            "Company",
            "Batch Status",
        ];
        let titles =
            |subject| columns(subject).iter().filter(|c| c.shown).map(|c| c.title).collect::<Vec<_>>();
        for (subject, wanted) in [
            (Subject::Sessions, &sessions[..]),
            (Subject::Deliveries, &automation[..]),
            (Subject::Deliveries, &service[..]),
        ] {
            for title in wanted {
                assert!(titles(subject).contains(title), "{subject}: {title}");
            }
        }
    }

    #[test]
    fn the_columns_that_mean_an_order_can_be_sorted() {
        // shows S0.3 S2.1
        for id in ["created", "active", "channel", "number", "sender", "recipient", "state", "id"] {
            assert!(column(Subject::Sessions, id).is_some_and(|c| c.sort), "{id}");
        }
        for id in ["id", "category", "name", "template", "code", "type", "recorded"] {
            assert!(column(Subject::Deliveries, id).is_some_and(|c| c.sort), "{id}");
        }
    }
}
