use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn packed(keys: &BTreeSet<Key>) -> (Keys, Vec<Vec<u8>>) {
    let (mut out, mut chunks) = (KeysOut::new(), Vec::new());
    let mut put = |n: u32, body: &[u8]| {
        assert_eq!(n as usize, chunks.len());
        chunks.push(body.to_vec());
        Ok(())
    };
    keys.iter().for_each(|key| out.push(*key, &mut put).unwrap());
    let directory = out.finish(&mut put).unwrap();
    (Keys::decode(&directory).unwrap(), chunks)
}

/// Keys with many of the same time, over several chunks, some of them extreme.
fn keys() -> impl Strategy<Value = BTreeSet<Key>> {
    let time =
        prop_oneof![0_i64..40, 1_760_000_000_000_i64..1_760_000_090_000, Just(i64::MIN), Just(i64::MAX)];
    let some = prop::collection::btree_set(
        (time, prop_oneof![0_i64..1 << 46, Just(i64::MIN), Just(i64::MAX)]),
        0..40,
    );
    let many = (0_usize..1_700, 1_i64..4).prop_map(|(rows, step)| {
        (0..rows as i64).map(|row| (1_000 + row / step, row * 7 % 1_009)).collect::<BTreeSet<_>>()
    });
    (some, many).prop_map(|(some, many)| &some | &many)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn keys_are_found_as_by_hand(keys in keys(), others in prop::collection::vec((0_i64..2_000, 0_i64..1_100), 0..20)) {
        let (directory, chunks) = packed(&keys);
        let mut load = |n: u32| directory.chunk(n, &chunks[n as usize]).map(Arc::new);
        prop_assert_eq!((directory.rows() as usize, directory.chunks() as usize), (keys.len(), chunks.len()));
        for (row, key) in (0..).zip(&keys) {
            prop_assert_eq!(directory.key(row, &mut load).unwrap(), Some(*key));
        }
        prop_assert_eq!(directory.key(directory.rows(), &mut load).unwrap(), None);
        for key in keys.iter().step_by(17).copied().chain(others) {
            let below = keys.range(..key).count() as u32;
            prop_assert_eq!(directory.rows_below(key, &mut load).unwrap(), below);
            prop_assert_eq!(directory.row_of(key, &mut load).unwrap(), keys.contains(&key).then_some(below));
            let earlier = keys.iter().filter(|other| other.0 < key.0).count() as u32;
            prop_assert_eq!(directory.first_not_before(key.0, &mut load).unwrap(), earlier);
        }
    }

    #[test]
    fn damage_is_an_error_or_other_keys(keys in keys(), place in any::<prop::sample::Index>(), flip in 1_u8..) {
        let (directory, mut chunks) = packed(&keys);
        if let Some(body) = chunks.last_mut() {
            let place = place.index(body.len());
            body[place] ^= flip;
            if let Ok(chunk) = directory.chunk(directory.chunks() - 1, body) {
                prop_assert!(chunk.keys.is_sorted());
            }
        }
    }

    #[test]
    fn anything_else_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(keys) = Keys::decode(&bytes) {
            prop_assert!(keys.rows() <= limits::ROWS);
            prop_assert!(keys.chunk(keys.chunks(), &bytes).is_err() || bytes.is_empty());
        }
    }
}
