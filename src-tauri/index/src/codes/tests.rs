use super::*;
use proptest::prelude::*;

/// Codes of rows, of any width, some far more often than others.
fn columns() -> impl Strategy<Value = Vec<u32>> {
    let rows = prop_oneof![0_usize..200, Just(64), Just(128), 500_usize..900];
    (0_u32..13, rows).prop_flat_map(|(width, rows)| {
        let code = prop_oneof![0..1_u32 << width, 0..1_u32 << width.min(2)];
        prop::collection::vec(code, rows)
    })
}

fn rows(column: &[u32], holds: impl Fn(u32) -> bool) -> Vec<u32> {
    (0..).zip(column).filter(|(_, code)| holds(**code)).map(|(row, _)| row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn codes_are_as_they_were_given(column in columns()) {
        let codes = Codes::new(&column);
        let codes = Codes::decode(codes.rows(), &codes.encode()).unwrap();
        prop_assert_eq!(codes.rows() as usize, column.len());
        prop_assert!(column.iter().all(|code| (*code as usize) < codes.codes()));
        for (row, code) in (0..).zip(&column) {
            prop_assert_eq!(codes.get(row), *code);
        }
        prop_assert_eq!(codes.get(column.len() as u32), 0);
    }

    #[test]
    fn rows_are_found_as_by_hand(
        column in columns(),
        wanted in prop::collection::btree_set(0_u32..5_000, 0..30),
        near in prop::collection::btree_set(0_u32..20, 0..20),
        range in (0_u32..5_000, 0_u32..5_000),
    ) {
        let codes = Codes::new(&column);
        for code in wanted.iter().chain(&near).chain(column.iter().take(3)) {
            prop_assert_eq!(codes.equal(*code).iter().collect::<Vec<_>>(), rows(&column, |other| other == *code));
        }
        let range: std::collections::BTreeSet<u32> = (range.0..=range.1).collect();
        for wanted in [&wanted, &near, &(&wanted | &near), &range, &(&near | &range)] {
            let sorted: Vec<u32> = wanted.iter().copied().collect();
            let expected = rows(&column, |code| wanted.contains(&code));
            prop_assert_eq!(codes.among(&sorted).iter().collect::<Vec<_>>(), expected, "{:?}", sorted);
        }
    }

    #[test]
    fn counts_are_as_by_hand(column in columns(), chosen in prop::collection::vec(any::<bool>(), 900), every in 1_usize..200) {
        let codes = Codes::new(&column);
        let (mut some, mut few) = (Bits::none(codes.rows()), Bits::none(codes.rows()));
        (0..).zip(&chosen).filter(|(_, is)| **is).for_each(|(row, _)| some.insert(row));
        (0..codes.rows()).step_by(every).for_each(|row| few.insert(row));
        for of in [Bits::none(codes.rows()), Bits::all(codes.rows()), some, few] {
            // Added to what is there.
            let (mut counts, mut expected) = (vec![7; codes.codes()], vec![7; codes.codes()]);
            codes.histogram(&of, &mut counts);
            of.iter().for_each(|row| expected[column[row as usize] as usize] += 1);
            prop_assert_eq!(&counts, &expected);
            let mut less = vec![7; codes.codes() / 2];
            codes.histogram(&of, &mut less);
            prop_assert_eq!(&less, &expected[..codes.codes() / 2]);
        }
    }

    #[test]
    fn damage_is_an_error_or_other_codes(column in columns(), place in any::<prop::sample::Index>(), flip in 1_u8.., cut in 0_usize..3) {
        let mut bytes = Codes::new(&column).encode();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Ok(codes) = Codes::decode(column.len() as u32, &bytes) {
            prop_assert!(codes.codes() <= limits::CODED as usize + 1);
            let mut counts = vec![0; codes.codes()];
            codes.histogram(&Bits::all(codes.rows()), &mut counts);
            prop_assert_eq!(counts.iter().sum::<u64>(), column.len() as u64);
        }
    }
}
