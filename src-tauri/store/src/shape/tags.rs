//! The tags of a session as one value of its messages: each once, in order, with [`BETWEEN`] between.
//!
//! There are far fewer sets of tags than rows. One code a row says all of them, and counting every tag is one
//! walk; a list of messages for each tag would be walked tag by tag.

use super::BETWEEN;
use std::collections::BTreeSet;

/// `None` without tags.
pub(super) fn joined(tags: &[String]) -> Option<String> {
    let tags: BTreeSet<&str> = tags.iter().map(String::as_str).collect();
    // What separates must be in none; a space is the same to whoever asks, as tags are asked folded.
    let tags: Vec<String> = tags.into_iter().map(|tag| tag.replace(BETWEEN, " ")).collect();
    (!tags.is_empty()).then(|| tags.join("\u{1f}"))
}

/// The tags in such a value.
pub fn tags(value: &str) -> impl Iterator<Item = &str> {
    value.split(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_apart_again_each_once() {
        for (given, told) in [
            (&["vip", "late", "vip"][..], &["late", "vip"][..]),
            (&["late", "vip"], &["late", "vip"]),
            (&["", "a b"], &["", "a b"]),
            (&[""], &[""]),
            (&["a\u{1f}b"], &["a b"]),
        ] {
            let given: Vec<String> = given.iter().map(|tag| (*tag).to_owned()).collect();
            assert_eq!(tags(&joined(&given).unwrap()).collect::<Vec<_>>(), told, "{given:?}");
        }
        assert_eq!(joined(&[]), None);
    }
}
