use super::*;
use proptest::prelude::*;

/// A set as one truth a row; lengths around the edges of words and blocks.
fn sets() -> impl Strategy<Value = Vec<bool>> {
    let rows = prop_oneof![0_usize..200, Just(64), Just(128), 500_usize..1100];
    let dense = prop_oneof![Just(0.0), Just(0.01), Just(0.5), Just(0.99), Just(1.0)];
    (rows, dense).prop_flat_map(|(rows, dense)| prop::collection::vec(prop::bool::weighted(dense), rows))
}

fn bits(set: &[bool]) -> Bits {
    let mut bits = Bits::none(set.len() as u32);
    rows(set).into_iter().for_each(|row| bits.insert(row));
    bits
}

fn rows(set: &[bool]) -> Vec<u32> {
    (0..).zip(set).filter(|(_, is)| **is).map(|(row, _)| row).collect()
}

/// Nothing is set past the last row.
fn is_trim(bits: &Bits) -> bool {
    bits.iter().all(|row| row < bits.rows()) && bits.words().len() == bits.rows().div_ceil(64) as usize
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn one_set(set in sets(), row in 0_u32..1200, from in 0_u32..1200, until in 0_u32..1200) {
        let (bits, rows) = (bits(&set), rows(&set));
        prop_assert_eq!(bits.count() as usize, rows.len());
        prop_assert_eq!(bits.is_empty(), rows.is_empty());
        prop_assert_eq!(bits.contains(row), set.get(row as usize).copied().unwrap_or(false));
        let mut flipped = bits.clone();
        flipped.flip();
        prop_assert!(is_trim(&flipped));
        prop_assert_eq!(flipped.count() as usize, set.len() - rows.len());
        let mut other = bits.clone();
        other.remove(row);
        other.insert_range(from..until);
        other.insert(u32::MAX);
        let expected = (0..).zip(&set).map(|(n, is)| (from..until).contains(&n) || *is && n != row);
        prop_assert_eq!(&other, &self::bits(&expected.collect::<Vec<_>>()));
        prop_assert_eq!(Bits::decode(bits.rows(), &bits.encode()).unwrap(), bits);
    }

    #[test]
    fn two_sets(pairs in prop::collection::vec(any::<(bool, bool)>(), 0..300)) {
        let (a, b): (Vec<bool>, Vec<bool>) = pairs.iter().copied().unzip();
        let check = |op: fn(&mut Bits, &Bits), truth: fn(bool, bool) -> bool| {
            let mut both = bits(&a);
            op(&mut both, &bits(&b));
            both == bits(&pairs.iter().map(|(a, b)| truth(*a, *b)).collect::<Vec<_>>())
        };
        prop_assert!(check(Bits::and, |a, b| a & b));
        prop_assert!(check(Bits::or, |a, b| a | b));
        prop_assert!(check(Bits::minus, |a, b| a & !b));
        let both = pairs.iter().filter(|(a, b)| *a && *b).count();
        prop_assert_eq!(bits(&a).count_both(&bits(&b)) as usize, both);
    }

    #[test]
    fn sets_of_other_lengths_do_no_harm(a in sets(), b in sets()) {
        let is_set = |set: &[bool], row: usize| set.get(row).copied().unwrap_or(false);
        for (op, truth) in [
            (Bits::and as fn(&mut Bits, &Bits), (|a, b| a & b) as fn(bool, bool) -> bool),
            (Bits::or, |a, b| a | b),
            (Bits::minus, |a, b| a & !b),
        ] {
            let mut both = bits(&a);
            op(&mut both, &bits(&b));
            let expected: Vec<bool> = (0..a.len()).map(|n| truth(a[n], is_set(&b, n))).collect();
            prop_assert_eq!(both, bits(&expected));
        }
    }

    #[test]
    fn rows_are_walked_from_both_ends(set in sets(), steps in prop::collection::vec((0_u8..4, 0_usize..90), 0..40)) {
        let (bits, rows) = (bits(&set), rows(&set));
        prop_assert_eq!(bits.iter().collect::<Vec<_>>(), rows.clone());
        prop_assert_eq!(bits.iter().rev().collect::<Vec<_>>(), rows.iter().rev().copied().collect::<Vec<_>>());
        let (mut ours, mut plain) = (bits.iter(), rows.iter().copied());
        for (kind, skip) in steps {
            let next = match kind {
                0 => (ours.next(), plain.next()),
                1 => (ours.next_back(), plain.next_back()),
                2 => (ours.nth(skip), plain.nth(skip)),
                _ => (ours.nth_back(skip), plain.nth_back(skip)),
            };
            prop_assert_eq!(next.0, next.1);
            let (least, most) = ours.size_hint();
            prop_assert!(least <= plain.len() && plain.len() <= most.unwrap());
            prop_assert_eq!(ours.clone().count(), plain.len());
            prop_assert_eq!(ours.clone().last(), plain.clone().last());
        }
    }

    #[test]
    fn ranked_counts_and_finds(set in sets()) {
        let (ranked, rows) = (Ranked::new(bits(&set)), rows(&set));
        prop_assert_eq!(ranked.count() as usize, rows.len());
        for row in 0..set.len() as u32 + 70 {
            prop_assert_eq!(ranked.rank(row) as usize, rows.partition_point(|other| *other < row));
        }
        for k in 0..rows.len() as u32 + 3 {
            prop_assert_eq!(ranked.select(k), rows.get(k as usize).copied());
        }
    }
}

#[test]
fn none_and_all() {
    for rows in [0, 1, 63, 64, 65, 1000, crate::limits::ROWS] {
        assert_eq!((Bits::none(rows).count(), Bits::all(rows).count()), (0, rows));
        assert!(is_trim(&Bits::all(rows)));
        assert!(Bits::all(rows).encode().len() <= 1 && Bits::none(rows).encode().is_empty());
    }
}
