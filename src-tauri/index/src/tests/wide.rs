//! Fields of so many values that they are kept in other ways: with search forms, and as lists.

use super::world::{COLOUR, Op, SIZE, TAG, World};
use super::{ask_all, check_answers, model};
use crate::sections::Named;
use crate::segment::Column;
use crate::{Ask, Cache, Error, Row, find, fold, limits};
use std::sync::Arc;

/// Rows with `values` different colours, in an order that jumps about.
fn world(rows: u32, values: u32, segments: u32, merge: bool) -> World {
    let mut ops = Vec::new();
    for n in 0..rows {
        let id = u64::from(n) * 7_919 % u64::from(rows);
        let number = id * 31 % u64::from(values);
        let colour = format!("+49 {:02}-{number:05} Köln", number % 7);
        ops.push(Op::Put(Row {
            at: id as i64 / 3,
            id: id as i64,
            values: vec![(COLOUR, colour), (TAG, format!("tag{}", id % 11))],
            numbers: vec![(SIZE, id as i64)],
            texts: Vec::new(),
        }));
        if (n + 1) % rows.div_ceil(segments) == 0 {
            ops.push(Op::Seal);
        }
    }
    ops.push(Op::Seal);
    ops.extend((0..rows).step_by(5).map(|id| Op::Remove(id.into())));
    if merge {
        ops.push(Op::Merge((0..segments as usize).collect()));
    }
    World::new(ops)
}

fn check(world: &World) {
    for fragment in ["koln", "49", "4", "0012", "00-0", "490", "nothing"] {
        let folded = fragment.to_owned();
        let test = move |value: &str| {
            let value = fold(value);
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            value.contains(&folded) || digits.contains(&folded)
        };
        let ask = Ask::Value { field: COLOUR, test: Arc::new(test), narrow: vec![fragment.to_owned()] };
        let found = ask_all(world, &ask);
        check_answers(world, &ask, &found);
        model::check_sums(world, &ask, &found);
    }
    let exact = Ask::is(COLOUR, &world.rows.values().next().unwrap().values[0].1);
    check_answers(world, &exact, &ask_all(world, &exact));
}

#[test]
fn values_are_found_however_many_there_are() {
    let (scan, coded) = (limits::SCAN, limits::CODED);
    // Of one segment, or of several; merged, codes of small segments become lists of the large one.
    for (rows, values, segments, merge) in [
        (1_000, scan + 100, 1, false),
        (coded + 2_000, coded + 2_000, 1, true),
        (7_000, coded + 2_000, 3, true),
    ] {
        let world = world(rows, values, segments, merge);
        check(&world);
    }
}

#[test]
fn a_field_is_kept_in_the_way_that_suits_its_values() {
    let column = |values, segments, merge| {
        let world = world(limits::CODED + 2_000, values, segments, merge);
        world.parts[0].0.column(COLOUR).unwrap()
    };
    assert_eq!(column(100, 1, false), Column::Codes { forms: false });
    assert_eq!(column(limits::SCAN * 2, 1, false), Column::Codes { forms: true });
    assert_eq!(column(limits::CODED + 2_000, 1, false), Column::Lists { forms: true });
    assert_eq!(column(limits::CODED + 2_000, 3, true), Column::Lists { forms: true });
    // A fifth of the rows is gone, and with them values.
    assert_eq!(column(limits::CODED + 500, 1, true), Column::Codes { forms: true });
}

#[test]
fn parts_of_very_many_words_are_found() {
    let ops = (0..limits::GRAMS / 32).map(|n| {
        let words = (0..33).map(|k| format!("{}wört{:x}", n * 33 + k, n % 50 + k));
        // Some short ones, and some of few rows.
        let others = ["z", "x y", "الطلب", "qu", "жx", "y-q", "订单"].into_iter().enumerate();
        let others =
            others.filter(|(k, _)| n as usize % (k * k * 97 + 2) == 1).map(|(_, word)| word.to_owned());
        let (at, id) = (i64::from(n / 7), i64::from(n));
        let text = words.chain(others).collect::<Vec<_>>().join(" ");
        Op::Put(Row { at, id, texts: vec![text], ..Row::default() })
    });
    let ops: Vec<Op> = ops.collect();
    let half = ops.len() / 2;
    let halves = [&ops[..half], &[Op::Seal], &ops[half..], &[Op::Seal, Op::Merge(vec![0, 1])]].concat();
    for ops in [ops, halves] {
        let world = World::new(ops);
        assert!(world.parts[0].0.grams && world.parts[0].0.shorts);
        let terms = [
            "1", "12", "123", "1234", "2wort", "wort1", "ort2f", "9wort3a", "wörter", "ort1 ", "7wort1 1",
            "012345", "ort", "wor", "z", "x", "y", "q", "qu", "zz", "xy", "y-", "y-q", "ж", "жx", "ل", "ال",
            "订", "ö",
        ];
        for folded in terms.map(str::to_owned) {
            let ask = Ask::Text { folded };
            check_answers(&world, &ask, &ask_all(&world, &ask));
        }
    }
}

#[test]
fn short_parts_of_damaged_pieces_are_an_error_or_a_bounded_answer() {
    let words = |n: u32| (0..33).map(move |k| format!("{}z", n * 33 + k)).collect::<Vec<_>>().join(" ");
    let put = |n| Op::Put(Row { id: i64::from(n), texts: vec![words(n)], ..Row::default() });
    let mut world = World::new((0..limits::GRAMS / 32).map(put).collect());
    let shorts = [Named::Shorts.dictionary(), Named::Shorts.rows()];
    let keys: Vec<_> =
        world.pieces.pieces.keys().filter(|key| shorts.contains(&key.section)).copied().collect();
    assert!(keys.len() >= 4);
    for (key, place) in keys.into_iter().flat_map(|key| (0..40).map(move |place| (key, place))) {
        let whole = world.pieces.pieces[&key].clone();
        let mut body = whole.clone();
        match body.get_mut(place * 7) {
            Some(byte) => *byte ^= 1 << (place % 8),
            None => body.truncate(place),
        }
        world.pieces.pieces.insert(key, body);
        for folded in ["z", "1z", "12"].map(str::to_owned) {
            match find(&world.catalog(), &world.pieces, &Cache::new(1 << 20), Ask::Text { folded }, &|| false)
            {
                Ok(found) => assert!(found.rows() <= world.catalog().live()),
                Err(error) => assert!(matches!(error, Error::Damaged(_)), "{error:?}"),
            }
        }
        world.pieces.pieces.insert(key, whole);
    }
}
