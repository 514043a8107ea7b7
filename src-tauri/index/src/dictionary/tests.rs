use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn dictionary(strings: &BTreeSet<String>) -> Dictionary {
    Dictionary::decode(Dictionary::encode(strings.iter().map(String::as_str))).unwrap()
}

/// The entries for which `holds`.
fn numbers(strings: &BTreeSet<String>, holds: impl Fn(&str) -> bool) -> Vec<u32> {
    (0..).zip(strings).filter(|(_, text)| holds(text)).map(|(n, _)| n).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn entries_are_found_as_by_hand(
        strings in prop::collection::btree_set("[ab]{0,5}|[abä订\u{0}]{0,4}|\\PC{0,3}", 0..60),
        sought in prop::collection::vec("[ab]{0,3}|[aä订\u{0}]{0,2}|\\PC{0,2}", 1..8),
    ) {
        let dictionary = dictionary(&strings);
        prop_assert_eq!(dictionary.len() as usize, strings.len());
        prop_assert_eq!(dictionary.iter().collect::<Vec<_>>(), strings.iter().collect::<Vec<_>>());
        for (n, text) in (0..).zip(&strings) {
            prop_assert_eq!(dictionary.get(n), Some(text.as_str()));
            prop_assert_eq!(dictionary.find(text), Some(n));
        }
        prop_assert_eq!(dictionary.get(dictionary.len()), None);
        for text in sought.iter().map(String::as_str) {
            prop_assert_eq!(dictionary.find(text), numbers(&strings, |other| other == text).first().copied());
            let starting = dictionary.starting_with(text).collect::<Vec<_>>();
            prop_assert_eq!(starting, numbers(&strings, |other| other.starts_with(text)), "{:?}", text);
            let containing = numbers(&strings, |other| other.contains(text));
            prop_assert_eq!(dictionary.containing(text), containing, "{:?}", text);
            let ending = numbers(&strings, |other| other.ends_with(text));
            prop_assert_eq!(dictionary.ending_with(text), ending, "{:?}", text);
        }
    }

    #[test]
    fn damage_is_an_error_or_another_dictionary(
        strings in prop::collection::btree_set("[abä]{0,4}", 0..20),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in 0_usize..4,
    ) {
        let mut bytes = Dictionary::encode(strings.iter().map(String::as_str));
        for (place, flip) in flips {
            let place = place.index(bytes.len());
            bytes[place] ^= flip;
        }
        bytes.truncate(bytes.len() - cut.min(bytes.len()));
        if let Ok(dictionary) = Dictionary::decode(bytes) {
            let all: Vec<_> = dictionary.iter().collect();
            prop_assert!(all.is_sorted() && all.len() == dictionary.len() as usize);
            for (n, text) in (0..).zip(all) {
                prop_assert_eq!(dictionary.find(text), Some(n));
            }
        }
    }
}

#[test]
fn what_is_no_dictionary_is_refused() {
    let bytes = |strings: &[&str]| Dictionary::encode(strings.iter().copied());
    let not_utf8 = [2, 1, 1, b'a', 0xff];
    let half_a_character = [2, 1, 1, 0xc3, 0xa4];
    let cases = [
        ("out of order", bytes(&["b", "a"])),
        ("twice", bytes(&["a", "a"])),
        ("nothing", vec![]),
        ("too short", vec![2, 1, 1, b'a']),
        ("too long", vec![1, 1, b'a', b'b']),
        ("a length past everything", vec![1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]),
        ("a count past everything", vec![0xff, 0xff, 0xff, 0xff, 0x7f]),
        ("not UTF-8", not_utf8.to_vec()),
        ("cut within a character", half_a_character.to_vec()),
    ];
    for (what, bytes) in cases {
        assert!(matches!(Dictionary::decode(bytes), Err(Error::Damaged(_))), "{what}");
    }
}
