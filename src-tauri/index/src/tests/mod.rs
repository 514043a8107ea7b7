//! The whole index against brute force: random rows in random segments, asked everything.

mod asks;
mod damage;
mod model;
mod wide;
mod world;

use crate::{Ask, Cache, Draft, Found, Hit, Memory, find, find_without_each, merge};
use asks::{ask, is_decided};
use model::answer;
use proptest::prelude::*;
use std::collections::HashMap;
use world::{SCHEMA, World, ops};

/// Every hit, and whether it is sure, in the order of a window over all.
fn all(world: &World, found: &Found, newest_first: bool) -> Vec<Hit> {
    found.window(&world.pieces, &world.cache, 0, usize::MAX, newest_first).unwrap()
}

fn ask_all(world: &World, ask: &Ask) -> Found {
    find(&world.catalog(), &world.pieces, &world.cache, ask.clone(), &|| false).unwrap()
}

/// The index may know less than the row does, and never anything else.
fn check_answers(world: &World, ask: &Ask, found: &Found) {
    let hits = all(world, found, false);
    assert_eq!((found.sure() + found.maybe(), found.rows()), (hits.len() as u64, hits.len() as u64));
    let by_id: HashMap<i64, &Hit> = hits.iter().map(|hit| (hit.id, hit)).collect();
    assert_eq!(by_id.len(), hits.len(), "{ask:?}: a row was found twice");
    for row in world.rows.values() {
        let hit = by_id.get(&row.id);
        assert!(hit.is_none_or(|hit| hit.at == row.at), "{row:?}");
        let told = match hit {
            None => Some(false),
            Some(hit) if hit.sure => Some(true),
            Some(_) => None,
        };
        let truth = answer(ask, row);
        if told.is_some() || is_decided(ask) {
            assert_eq!(told, truth, "{ask:?} of {row:?}");
        }
    }
    assert!(hits.iter().all(|hit| world.rows.contains_key(&hit.id)), "{ask:?}: a row that is gone");
    assert!(hits.is_sorted_by_key(|hit| (hit.at, hit.id)), "{ask:?}: {hits:?}");
}

fn check_windows(world: &World, found: &Found) {
    for newest_first in [false, true] {
        let hits = all(world, found, newest_first);
        for from in 0..=hits.len() + 1 {
            for len in [0, 1, 3, 50] {
                let window =
                    found.window(&world.pieces, &world.cache, from as u64, len, newest_first).unwrap();
                let expected: Vec<Hit> = hits.iter().skip(from).take(len).copied().collect();
                assert_eq!(window, expected, "{from}, {len}, {newest_first}");
            }
            if let Some(hit) = hits.get(from) {
                let key = (hit.at, hit.id);
                let position = found.position(&world.pieces, &world.cache, key, newest_first).unwrap();
                assert_eq!(position, from as u64, "{newest_first}");
            }
        }
    }
    let maybes = found.maybes(&world.pieces, &world.cache, 3).unwrap();
    let expected: Vec<Hit> = all(world, found, true).into_iter().filter(|hit| !hit.sure).take(3).collect();
    assert_eq!(maybes, expected);
}

/// Each of several questions is answered as if it were asked alone.
fn check_without_each(world: &World, common: &Ask, asks: &[Ask]) {
    for asks in (0..=asks.len()).filter_map(|len| asks.get(..len)) {
        let found = find_without_each(&world.catalog(), &world.pieces, &world.cache, common, asks, &|| false);
        let found = found.unwrap();
        assert_eq!(found.len(), asks.len());
        for (n, found) in found.iter().enumerate() {
            let mut those = asks.to_vec();
            those.remove(n);
            those.push(common.clone());
            check_answers(world, &Ask::And(those), found);
        }
    }
}

/// Settles what is maybe by looking at the rows.
fn settle(world: &World, ask: &Ask, found: &mut Found) {
    let before = found.clone();
    while found.maybe() > 0 {
        let hits = found.maybes(&world.pieces, &world.cache, 2).unwrap();
        found.settle(&hits, |id| answer(ask, &world.rows[&id]) == Some(true));
    }
    let all_hits = all(world, &before, true);
    let mut at_once = before;
    at_once.settle(&all_hits, |id| answer(ask, &world.rows[&id]) == Some(true));
    assert_eq!(all(world, found, true), all(world, &at_once, true));
    let expected = world.rows.values().filter(|row| answer(ask, row) == Some(true)).count();
    assert_eq!(found.sure(), expected as u64, "{ask:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_question_of_any_segments_is_answered_as_by_the_rows(ops in ops(), ask in ask(), other in ask()) {
        // shows B4
        let world = World::new(ops);
        let mut found = ask_all(&world, &ask);
        check_answers(&world, &ask, &found);
        check_windows(&world, &found);
        let narrowed = found.narrowed(&world.pieces, &world.cache, &other, &|| false).unwrap();
        check_answers(&world, &Ask::And(vec![ask.clone(), other.clone()]), &narrowed);
        check_without_each(&world, &ask, &[other, Ask::All, !ask.clone()]);
        settle(&world, &ask, &mut found);
        check_windows(&world, &found);
        model::check_sums(&world, &ask, &found);
    }

    #[test]
    fn merged_segments_are_as_if_drafted_at_once(ops in ops()) {
        let world = World::new(ops);
        let (mut merged, mut drafted) = (Memory::default(), Memory::default());
        prop_assume!(!world.parts.is_empty());
        merge(&world.catalog().parts, &world.pieces, 999, &mut merged, &|| false).unwrap();
        let mut draft = Draft::new(&SCHEMA);
        world.rows.values().for_each(|row| draft.add(row).unwrap());
        draft.seal(999, &mut drafted).unwrap();
        prop_assert_eq!(merged.pieces, drafted.pieces);
    }
}

#[test]
fn a_stopped_question_gives_no_answer() {
    let world = World::of_texts(&["one", "two"]);
    let catalog = world.catalog();
    let asked = find(&catalog, &world.pieces, &Cache::new(1 << 20), Ask::All, &|| true);
    assert!(matches!(asked, Err(crate::Error::Stopped)), "{asked:?}");
}
