use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Numbers of rows: near one another, anywhere, the same, none; over several blocks.
fn columns() -> impl Strategy<Value = Vec<Option<i64>>> {
    let number = prop_oneof![
        Just(-3_i64..300).prop_flat_map(|range| range).boxed(),
        (0_i64..70_000).boxed(),
        (1_760_000_000_000_i64..1_760_000_000_000 + (1 << 33)).boxed(),
        any::<i64>().boxed(),
        prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0)].boxed(),
        Just(5_i64).boxed(),
    ];
    let run = (number, 0_usize..4, 0_usize..900);
    let runs = prop::collection::vec((run, any::<u64>()), 0..5);
    runs.prop_map(|runs| {
        let rows = runs.into_iter().flat_map(|((number, holes, rows), seed)| {
            (0..rows as u64).map(move |row| {
                let noise = (row ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
                let none = holes > 0 && noise.is_multiple_of(holes as u64 + 1);
                (!none).then(|| number.saturating_add_unsigned(noise % (1 << (seed % 20))))
            })
        });
        rows.collect()
    })
}

fn rows(column: &[Option<i64>], holds: impl Fn(i64) -> bool) -> Vec<u32> {
    (0..).zip(column).filter(|(_, number)| number.is_some_and(&holds)).map(|(row, _)| row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn numbers_are_as_they_were_given(column in columns(), every in 1_u32..90) {
        let numbers = Numbers::new(&column);
        let numbers = Numbers::decode(numbers.rows(), &numbers.encode()).unwrap();
        prop_assert_eq!(numbers.rows() as usize, column.len());
        for (row, number) in (0..).zip(&column) {
            prop_assert_eq!(numbers.get(row), *number);
        }
        prop_assert_eq!(numbers.get(column.len() as u32), None);
        prop_assert_eq!(numbers.given().iter().collect::<Vec<_>>(), rows(&column, |_| true));
        let mut of = Bits::none(numbers.rows());
        (0..numbers.rows()).step_by(every as usize).for_each(|row| of.insert(row));
        let (mut given, mut expected) = (Vec::new(), Vec::new());
        numbers.each(&of, |row, number| given.push((row, number)));
        (0..).zip(&column).for_each(|(row, number)| {
            expected.extend(number.filter(|_| of.contains(row)).map(|number| (row, number)));
        });
        prop_assert_eq!(given, expected);
    }

    #[test]
    fn numbers_are_counted_one_by_one(
        column in prop::collection::vec(prop::option::of(0_i64..5_000), 0..3_000), every in 1_u32..90
    ) {
        let numbers = Numbers::new(&column);
        let mut of = Bits::none(numbers.rows());
        (0..numbers.rows()).step_by(every as usize).for_each(|row| of.insert(row));
        let mut expected = vec![0_u32; 5_000];
        for number in column.iter().step_by(every as usize).flatten() {
            expected[*number as usize] += 1;
        }
        let mut counts = Vec::new();
        numbers.tally(&of, &mut counts).unwrap();
        counts.resize(5_000, 0);
        prop_assert_eq!(counts, expected);
        prop_assert!(Numbers::new(&[Some(-1)]).tally(&Bits::all(1), &mut Vec::new()).is_err());
    }

    #[test]
    fn ranges_are_compared_as_by_hand(column in columns(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(), any in any::<i64>()) {
        let numbers = Numbers::new(&column);
        let mut ends: Vec<i64> = column.iter().flatten().copied().collect();
        ends.extend([any, i64::MIN, i64::MAX, 0]);
        let (a, b) = (*a.get::<i64>(&ends), *b.get::<i64>(&ends));
        for (from, until) in [(Some(a), Some(b)), (Some(a), None), (None, Some(b)), (None, None), (Some(a), Some(a.saturating_add(1)))] {
            let expected = rows(&column, |number| from.is_none_or(|from| number >= from) && until.is_none_or(|until| number < until));
            prop_assert_eq!(numbers.within(from, until).iter().collect::<Vec<_>>(), expected, "{:?}..{:?}", from, until);
        }
    }

    #[test]
    fn members_are_looked_up_as_by_hand(
        column in columns(),
        members in prop::collection::btree_set(0_i64..70_000, 0..60),
        low in prop::collection::btree_set(0_i64..64, 0..30),
        every in 1_usize..90,
    ) {
        let (numbers, members) = (Numbers::new(&column), &members | &low);
        let mut set = NumberSet::new();
        members.iter().for_each(|number| set.insert(*number).unwrap());
        let expected = rows(&column, |number| members.contains(&number));
        prop_assert_eq!(numbers.among(&set).iter().collect::<Vec<_>>(), expected.clone());
        let mut of = Bits::none(numbers.rows());
        (0..numbers.rows()).step_by(every).for_each(|row| of.insert(row));
        let expected: Vec<u32> = expected.into_iter().filter(|row| of.contains(*row)).collect();
        prop_assert_eq!(numbers.among_of(&set, &of).iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn sets_are_sets(a in prop::collection::btree_set(0_i64..2_000, 0..90), b in prop::collection::btree_set(0_i64..9_000, 0..90)) {
        let set = |numbers: &BTreeSet<i64>| {
            let mut set = NumberSet::new();
            numbers.iter().for_each(|number| set.insert(*number).unwrap());
            set
        };
        let (mut either, mut without) = (set(&a), set(&a));
        either.or(&set(&b));
        without.minus(&set(&b));
        for (set, expected) in [(&set(&a), a.clone()), (&either, &a | &b), (&without, &a - &b)] {
            prop_assert_eq!((set.len(), set.is_empty()), (expected.len() as u64, expected.is_empty()));
            prop_assert!((-70..9_100).all(|number| set.contains(number) == expected.contains(&number)));
            prop_assert_eq!(set.iter().collect::<Vec<_>>(), expected.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn damage_is_an_error_or_other_numbers(column in columns(), place in any::<prop::sample::Index>(), flip in 1_u8.., cut in 0_usize..3) {
        let mut bytes = Numbers::new(&column).encode();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Ok(numbers) = Numbers::decode(column.len() as u32, &bytes) {
            let given = numbers.given().count();
            prop_assert!(given as usize <= column.len());
            prop_assert_eq!(numbers.within(None, None).count(), given);
        }
    }
}

#[test]
fn a_set_takes_no_number_that_is_none_of_ours() {
    let mut set = NumberSet::new();
    for number in [-1, i64::MIN, limits::NUMBERS as i64, i64::MAX] {
        assert!(matches!(set.insert(number), Err(Error::TooMuch { .. })));
        assert!(!set.contains(number));
    }
    set.insert(limits::NUMBERS as i64 - 1).unwrap();
    assert_eq!((set.len(), set.iter().next()), (1, Some(limits::NUMBERS as i64 - 1)));
}

#[test]
fn what_is_the_same_takes_no_room() {
    let numbers = Numbers::new(&vec![Some(1_760_000_000_000); limits::ROWS as usize]);
    assert!(numbers.encode().len() < 16 * 1024, "{}", numbers.encode().len());
    let ascending: Vec<_> = (0..i64::from(limits::ROWS)).map(Some).collect();
    assert!(Numbers::new(&ascending).encode().len() < 2 * limits::ROWS as usize + 16 * 1024);
}
