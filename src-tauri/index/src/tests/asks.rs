//! Random questions.

use super::world::{COLOUR, SESSION, SIZE, TAG, text, value};
use crate::{Ask, NumberSet, fold};
use proptest::prelude::*;
use std::sync::Arc;

/// Whether the fields alone decide, so that only what is not known can be maybe.
pub fn is_decided(ask: &Ask) -> bool {
    match ask {
        Ask::And(asks) | Ask::Or(asks) => asks.iter().all(is_decided),
        Ask::Not(ask) => is_decided(ask),
        Ask::Text { folded } => folded.is_empty(),
        _ => true,
    }
}

fn field() -> impl Strategy<Value = u8> {
    // One that is not in the schema, too.
    prop::sample::select(vec![COLOUR, TAG, SIZE, SESSION, 4])
}

fn span() -> impl Strategy<Value = (Option<i64>, Option<i64>)> {
    (prop::option::of(-25i64..25), prop::option::of(-25i64..25))
}

fn numbers() -> impl Strategy<Value = Arc<NumberSet>> {
    prop::collection::vec(0i64..9, 0..4).prop_map(|numbers| {
        let mut set = NumberSet::new();
        numbers.into_iter().for_each(|number| set.insert(number).unwrap());
        Arc::new(set)
    })
}

/// A piece of a text that rows may have.
fn term() -> impl Strategy<Value = String> {
    (text(), 0usize..20, 1usize..8).prop_map(|(text, from, len)| {
        let folded = fold(&text);
        let from = from.min(folded.chars().count() / 2);
        folded.chars().skip(from).take(len).collect()
    })
}

fn leaf() -> impl Strategy<Value = Ask> {
    prop_oneof![
        1 => prop::sample::select(vec![Ask::All, Ask::Never, Ask::Unknown]),
        2 => span().prop_map(|(from, until)| Ask::Time { from, until }),
        2 => (prop::sample::select(vec![COLOUR, TAG]), value()).prop_map(|(field, value)| Ask::is(field, &value)),
        2 => (field(), prop::collection::vec(value(), 0..3)).prop_map(|(field, values)| Ask::Is { field, values }),
        2 => (field(), "[a-z1-9]?").prop_map(|(field, part)| {
            let folded = part.clone();
            let test = Arc::new(move |value: &str| {
                fold(value).contains(&part) || value.chars().filter(char::is_ascii_digit).collect::<String>().contains(&part)
            });
            Ask::Value { field, test, narrow: vec![folded] }
        }),
        2 => field().prop_map(|field| Ask::Given { field }),
        2 => (field(), span()).prop_map(|(field, (from, until))| Ask::Number { field, from, until }),
        2 => (field(), numbers(), numbers()).prop_map(|(field, sure, maybe)| Ask::Linked { field, sure, maybe }),
        6 => term().prop_map(|folded| Ask::Text { folded }),
        1 => prop::collection::vec((-20i64..20, 0i64..24), 0..40).prop_map(Ask::Keys),
    ]
}

pub fn ask() -> impl Strategy<Value = Ask> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 0..4).prop_map(Ask::And),
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Ask::Or),
            1 => inner.prop_map(|ask| !ask),
        ]
    })
}
