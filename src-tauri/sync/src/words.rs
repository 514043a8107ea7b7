//! Streams in a sentence.

/// ` These failed too: tags, bots.`, or nothing.
pub(crate) fn also(titles: &[&str]) -> String {
    if titles.is_empty() { String::new() } else { format!(" These failed too: {}.", titles.join(", ")) }
}

/// What was passed over, for the note of a gap.
pub(crate) fn skipped(count: u64, first: Option<&str>) -> String {
    let what = if count == 1 { "One record was".to_owned() } else { format!("{count} records were") };
    let first = first.map(|first| format!(" The first: {first}.")).unwrap_or_default();
    format!("{what} passed over, since nothing here can read what came.{first} Tell the server's operator.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_and_what_was_passed_over_is_said() {
        assert_eq!(also(&[]), "");
        assert_eq!(also(&["tags", "bots"]), " These failed too: tags, bots.");
        assert!(skipped(1, None).starts_with("One record was passed over"));
        let several = skipped(3, Some("messages, record 2 of the page: missing field `id`"));
        assert!(several.starts_with("3 records were") && several.contains("`id`. Tell"), "{several}");
    }
}
