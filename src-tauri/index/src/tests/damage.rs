//! Pieces that are not what was written: an error, or an answer within the rows, and never a panic.

use super::world::{COLOUR, SCHEMA, SESSION, SIZE, TAG, World, ops};
use crate::{Ask, Cache, Error, Memory, NumberSet, Result, find, merge};
use proptest::prelude::*;
use std::sync::Arc;

/// Everything that can be asked of a world with these pieces.
fn ask_everything(world: &World, pieces: &Memory) -> Vec<Result<()>> {
    let cache = Cache::new(1 << 20);
    let mut all = NumberSet::new();
    (0..9).for_each(|number| all.insert(number).unwrap());
    let all = Arc::new(all);
    let fields = [COLOUR, TAG, SIZE, SESSION].into_iter();
    let texts = ["order", "de la", "订单", "单", "x", "😀", "grusse aus"].into_iter();
    let asks: Vec<Ask> = [Ask::All, Ask::Time { from: Some(0), until: Some(5) }]
        .into_iter()
        .chain(fields.clone().map(|field| Ask::Given { field }))
        .chain(fields.clone().map(|field| Ask::value(field, |value| value.len() > 1)))
        .chain([Ask::Number { field: SIZE, from: Some(1), until: None }])
        .chain([Ask::Linked { field: SESSION, sure: Arc::clone(&all), maybe: all }])
        .chain([Ask::Keys(world.rows.values().map(|row| (row.at, row.id)).collect())])
        .chain(texts.map(|text| Ask::Text { folded: text.to_owned() }))
        .collect();
    let catalog = world.catalog();
    let rows = catalog.live();
    let mut results = Vec::new();
    for ask in asks {
        let found = find(&catalog, pieces, &cache, ask, &|| false);
        results.push(found.and_then(|found| {
            assert!(found.rows() <= rows);
            for newest_first in [false, true] {
                assert!(found.window(pieces, &cache, 1, 100, newest_first)?.len() <= 100);
            }
            for field in fields.clone() {
                found.facet(pieces, &cache, field)?;
                found.given(pieces, &cache, field)?;
            }
            found.linked(pieces, &cache, SESSION)?;
            found.histogram(pieces, &cache, &[-10, 0, 10])?;
            found.ends(pieces, &cache).map(|_| ())
        }));
    }
    if !catalog.parts.is_empty() {
        results.push(merge(&catalog.parts, pieces, 999, &mut Memory::default(), &|| false).map(|_| ()));
    }
    results
}

proptest! {
    #[test]
    fn damaged_pieces_are_an_error_or_a_bounded_answer(
        ops in ops(),
        piece in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        damage in 0u8..=10,
    ) {
        let world = World::new(ops);
        let mut keys: Vec<_> = world.pieces.pieces.keys().copied().collect();
        keys.sort_unstable();
        if !keys.is_empty() {
            let mut pieces = world.pieces.clone();
            let body = pieces.pieces.get_mut(piece.get(&keys)).unwrap();
            let place = if body.is_empty() { 0 } else { place.index(body.len()) };
            match damage {
                0..8 if place < body.len() => body[place] ^= 1 << damage,
                8 => body.truncate(place),
                9 => body.insert(place, 0xFF),
                _ => body.clear(),
            }
            for result in ask_everything(&world, &pieces) {
                prop_assert!(matches!(result, Ok(()) | Err(Error::Damaged(_))), "{:?}", result);
            }
        }
    }
}

#[test]
fn a_missing_piece_is_an_error() {
    let world = World::of_texts(&["order 订单"]);
    assert_eq!(SCHEMA.fields.len(), 4);
    assert!(ask_everything(&world, &world.pieces).iter().all(Result::is_ok));
    let results = ask_everything(&world, &Memory::default());
    assert!(results.iter().any(|result| matches!(result, Err(Error::Damaged(_)))));
}
