//! The name a person most likely meant.

/// The candidate with the fewest edits to `typed`, unless even that one is nothing like it.
pub fn nearest<'a>(typed: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let most = (typed.chars().count() / 3).max(1) + 1;
    candidates
        .map(|c| (distance(&typed, c), c))
        .filter(|(d, c)| *d <= most && *d < c.chars().count())
        .min()
        .map(|(_, c)| c)
}

/// Levenshtein: insertions, deletions and replacements, each one edit.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for (y, above) in b.iter().zip(row.windows(2)) {
            let [diagonal, up] = above else { continue };
            left = (left + 1).min(up + 1).min(diagonal + usize::from(x != *y));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_nonsense_is_not() {
        let names = ["channel", "sender", "recipient", "created", "state", "tag"];
        for (typed, meant) in [
            ("chanel", Some("channel")),
            ("SENDR", Some("sender")),
            ("recepient", Some("recipient")),
            ("tags", Some("tag")),
            ("xylophone", None),
            ("z", None),
        ] {
            assert_eq!(nearest(typed, names.into_iter()), meant, "{typed}");
        }
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
