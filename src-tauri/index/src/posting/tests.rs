use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn encoded(rows: &[u32], of: u32) -> Vec<u8> {
    let mut out = Vec::new();
    encode(rows, of, &mut out);
    out
}

fn decoded(bytes: &[u8], of: u32) -> Result<Vec<u32>> {
    let mut rows = Vec::new();
    each(bytes, of, |row| rows.push(row))?;
    Ok(rows)
}

/// Rows below `of`: alone, far apart, in clusters, nearly all.
fn lists() -> impl Strategy<Value = (Vec<u32>, u32)> {
    let of = prop_oneof![1_u32..200, 1_u32..20_000, Just(crate::limits::ROWS)];
    of.prop_flat_map(|of| {
        let some = prop::collection::btree_set(0..of, 0..40);
        let clusters = prop::collection::vec((0..of, 1_u32..300, 1_u32..9), 0..6).prop_map(move |clusters| {
            let rows = clusters.into_iter();
            rows.flat_map(|(at, many, step)| (0..many).map(move |n| at + n * step)).collect::<BTreeSet<_>>()
        });
        let without = prop::collection::btree_set(0..of.min(20_000), 0..9)
            .prop_map(move |without| (0..of.min(20_000)).filter(|row| !without.contains(row)).collect());
        (prop_oneof![4 => some, 4 => clusters, 1 => without], Just(of))
    })
    .prop_map(|(rows, of)| (rows.into_iter().filter(|row| *row < of).collect(), of))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn lists_are_read_as_they_were_written((rows, of) in lists(), before in prop::collection::vec(any::<u32>(), 0..5)) {
        let bytes = encoded(&rows, of);
        prop_assert_eq!(decoded(&bytes, of).unwrap(), rows.clone());
        prop_assert_eq!(count(&bytes, of).unwrap() as usize, rows.len());
        let mut bits = Bits::none(of);
        before.iter().for_each(|row| bits.insert(row % of));
        let expected: BTreeSet<u32> = before.iter().map(|row| row % of).chain(rows.iter().copied()).collect();
        let both = rows.iter().filter(|row| bits.contains(**row)).count();
        prop_assert_eq!(count_in(&bytes, &bits).unwrap() as usize, both);
        or_into(&bytes, &mut bits).unwrap();
        prop_assert_eq!(bits.iter().collect::<BTreeSet<_>>(), expected);
        // A set takes the same bytes, and appending leaves what is there.
        let (mut set, mut out) = (Bits::none(of), vec![7]);
        rows.iter().for_each(|row| set.insert(*row));
        encode_bits(&set, &mut out);
        prop_assert_eq!(out.split_first(), Some((&7, bytes.as_slice())));
    }

    #[test]
    fn countable_lists_say_the_same((rows, of) in lists(), chosen in prop::collection::btree_set(any::<u32>(), 0..60)) {
        let (mut bytes, mut bits) = (Vec::new(), Bits::none(of));
        encode_countable(&rows, of, &mut bytes);
        prop_assert_eq!(decoded(&bytes, of).unwrap(), rows.clone());
        chosen.iter().for_each(|row| bits.insert(row % of));
        let both = rows.iter().filter(|row| bits.contains(**row)).count();
        prop_assert_eq!(count_in(&bytes, &bits).unwrap() as usize, both);
        let few = rows.len() as u64 * u64::from(limits::COUNTABLE) < u64::from(of);
        prop_assert!(!few || bytes == encoded(&rows, of));
    }

    #[test]
    fn lists_are_as_short_as_either_form((rows, of) in lists()) {
        let bytes = encoded(&rows, of);
        let span = rows.last().map_or(0, |last| (last / 8 - rows[0] / 8) as usize + 1);
        prop_assert!(bytes.len() <= span + 4);
        prop_assert!(bytes.len() <= rows.len() * 3);
    }

    #[test]
    fn damage_is_an_error_or_other_rows(
        (rows, of) in lists(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in 0_usize..4,
    ) {
        let mut bytes = encoded(&rows, of);
        for (place, flip) in flips.into_iter().filter(|_| !rows.is_empty()) {
            let place = place.index(bytes.len());
            bytes[place] ^= flip;
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        let mut bits = Bits::none(of);
        match (decoded(&bytes, of), or_into(&bytes, &mut bits)) {
            (Ok(rows), Ok(())) => {
                prop_assert!(rows.is_sorted() && rows.iter().all(|row| *row < of));
                prop_assert_eq!(count(&bytes, of).unwrap() as usize, rows.len());
                prop_assert_eq!(bits.iter().collect::<Vec<_>>(), rows);
            }
            (Err(_), Err(_)) => {}
            (each, or) => prop_assert!(false, "{:?} but {:?}", each, or),
        }
    }

    #[test]
    fn anything_else_does_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..40), of in 0_u32..400) {
        let mut bits = Bits::none(of);
        _ = or_into(&bytes, &mut bits);
        _ = count(&bytes, of);
        _ = count_in(&bytes, &bits);
        _ = each(&bytes, of, |row| assert!(row < of));
    }
}

#[test]
fn a_single_row_takes_three_bytes_at_most() {
    for row in [0, 1, 63, 64, 8191, 8192, crate::limits::ROWS - 1] {
        assert!(encoded(&[row], crate::limits::ROWS).len() <= 3, "{row}");
    }
    assert_eq!(encoded(&[], 9), []);
    assert_eq!(encoded(&[0, 1, 2], 3).len(), 1);
}
