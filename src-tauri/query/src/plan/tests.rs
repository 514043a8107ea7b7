//! The plan beside the declarations it is made from.

use super::*;
use crate::base::number_of;
use crate::fields;

#[test]
fn every_field_says_how_the_index_answers_it() {
    for subject in Subject::ALL {
        for field in fields(subject) {
            let source = source(subject, field.name).unwrap_or_else(|| panic!("{subject}: {}", field.name));
            let names = match source {
                Source::Value(name) | Source::Name(name) | Source::NameOrId(name) | Source::Number(name) => {
                    vec![name]
                }
                Source::Party { name, number } => vec![name, number],
                Source::Outcome => vec!["status"],
                Source::Account => vec!["account"],
                Source::Has | Source::With(_) => vec!["has"],
                _ => vec![],
            };
            for name in names {
                assert!(number_of(subject, name).is_some(), "{subject}: the index has no {name}");
            }
        }
    }
}
