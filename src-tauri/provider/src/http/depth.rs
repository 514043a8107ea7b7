//! How deep a JSON text nests, without building anything.

/// Deepest nesting of `{` and `[` outside strings. Text that is not JSON gives some number, never a panic.
pub(crate) fn of(json: &[u8]) -> usize {
    let (mut now, mut deepest) = (0usize, 0usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in json {
        match (quoted, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => quoted = !quoted,
            (false, b'{' | b'[') => {
                now += 1;
                deepest = deepest.max(now);
            }
            (false, b'}' | b']') => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn brackets_in_strings_do_not_count() {
        for (json, depth) in [
            ("1", 0),
            ("[]", 1),
            (r#"{"a":[{"b":1}]}"#, 3),
            (r#"["[[[[\"[["]"#, 1),
            (r#"["\\",[]]"#, 2),
            ("]]][", 1),
        ] {
            assert_eq!(of(json.as_bytes()), depth, "{json}");
        }
    }
}
