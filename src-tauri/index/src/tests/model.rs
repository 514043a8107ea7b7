//! The answers and the sums by looking at each row.

use super::world::{COLOUR, SESSION, SIZE, TAG, World};
use crate::{Ask, Found, Row, contains, fold};
use std::collections::BTreeMap;

fn values(row: &Row, field: u8) -> impl Iterator<Item = &str> {
    row.values.iter().filter(move |(other, _)| *other == field).map(|(_, value)| value.as_str())
}

fn number(row: &Row, field: u8) -> Option<i64> {
    row.numbers.iter().find(|(other, _)| *other == field).map(|(_, number)| *number)
}

fn within(number: i64, from: Option<i64>, until: Option<i64>) -> bool {
    from.is_none_or(|from| number >= from) && until.is_none_or(|until| number < until)
}

/// What the row answers; none where it cannot know.
pub fn answer(ask: &Ask, row: &Row) -> Option<bool> {
    let given = |field: u8| values(row, field).next().is_some() || number(row, field).is_some();
    match ask {
        Ask::All => Some(true),
        Ask::Never => Some(false),
        Ask::Unknown => None,
        Ask::And(asks) => {
            let answers: Vec<_> = asks.iter().map(|ask| answer(ask, row)).collect();
            if answers.contains(&Some(false)) {
                Some(false)
            } else {
                (!answers.contains(&None)).then_some(true)
            }
        }
        Ask::Or(asks) => {
            let answers: Vec<_> = asks.iter().map(|ask| answer(ask, row)).collect();
            if answers.contains(&Some(true)) {
                Some(true)
            } else {
                (!answers.contains(&None)).then_some(false)
            }
        }
        Ask::Not(ask) => answer(ask, row).map(|yes| !yes),
        Ask::Time { from, until } => Some(within(row.at, *from, *until)),
        Ask::Is { field, values: any } => {
            Some(values(row, *field).any(|value| any.iter().any(|other| other == value)))
        }
        Ask::Value { field, test, .. } => Some(values(row, *field).any(|value| test(value))),
        Ask::Given { field } => Some(given(*field)),
        Ask::Number { field, from, until } => {
            Some(number(row, *field).is_some_and(|number| within(number, *from, *until)))
        }
        Ask::Linked { field, sure, maybe } => match number(row, *field) {
            Some(number) if sure.contains(number) => Some(true),
            Some(number) if maybe.contains(number) => None,
            _ => Some(false),
        },
        Ask::Text { folded } => {
            Some(folded.is_empty() || row.texts.iter().any(|text| contains(&fold(text), folded)))
        }
        Ask::Keys(keys) => Some(keys.contains(&(row.at, row.id))),
    }
}

/// Compares every sum over what was found, which is settled.
pub fn check_sums(world: &World, ask: &Ask, found: &Found) {
    let rows: Vec<&Row> = world.rows.values().filter(|row| answer(ask, row) == Some(true)).collect();
    let (pieces, cache) = (&world.pieces, &world.cache);
    for field in [COLOUR, TAG, SIZE, 4] {
        let mut counts = BTreeMap::<&str, u64>::new();
        for row in &rows {
            let mut distinct: Vec<&str> = values(row, field).collect();
            distinct.sort_unstable();
            distinct.dedup();
            distinct.into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
        }
        let mut facet = found.facet(pieces, cache, field).unwrap();
        facet.sort_unstable();
        let facet: Vec<(&str, u64)> = facet.iter().map(|(value, count)| (value.as_str(), *count)).collect();
        assert_eq!(facet, counts.into_iter().collect::<Vec<_>>());
        let given = rows.iter().filter(|row| answer(&Ask::Given { field }, row) == Some(true)).count();
        assert_eq!(found.given(pieces, cache, field).unwrap(), given as u64);
    }
    let edges = [-30, -7, -7, 0, 3, 19, 20];
    let spans = edges.iter().zip(&edges[1..]);
    let histogram: Vec<u64> = spans
        .map(|(from, until)| {
            rows.iter().filter(|row| within(row.at, Some(*from), Some(*until))).count() as u64
        })
        .collect();
    assert_eq!(found.histogram(pieces, cache, &edges).unwrap(), histogram);
    assert_eq!(found.histogram(pieces, cache, &[]).unwrap(), []);
    let ends = rows.iter().map(|row| row.at).min().zip(rows.iter().map(|row| row.at).max());
    assert_eq!(found.ends(pieces, cache).unwrap(), ends);
    let (mut taken, mut numbers) =
        (Vec::new(), Vec::from_iter(rows.iter().filter_map(|row| number(row, SIZE))));
    found.numbers(pieces, cache, SIZE, |number| taken.push(number)).unwrap();
    taken.sort_unstable();
    numbers.sort_unstable();
    assert_eq!(taken, numbers);
    let (sure, maybe) = found.linked(pieces, cache, SESSION).unwrap();
    let mut sessions: Vec<i64> = rows.iter().filter_map(|row| number(row, SESSION)).collect();
    sessions.sort_unstable();
    sessions.dedup();
    assert_eq!(sure.iter().collect::<Vec<_>>(), sessions);
    assert!(maybe.is_empty());
}
