//! Canonical JSON: one value, one text. What is hashed or signed is written this way.
//!
//! Keys sorted by code point, no white space, integers only and within ±2^53 (beyond, readers in
//! other languages round). Strings are escaped only where JSON demands it.

use crate::{Error, Result};
use serde_json::{Number, Value};

/// Largest integer every JSON reader keeps exactly: IEEE 754 doubles, 53 bits.
const INTEGER_MAX: u64 = 1 << 53;

/// The canonical text of `value`.
///
/// # Errors
/// [`Error::Number`] for fractions and for integers beyond ±2^53: they go in as strings.
pub fn canonical(value: &Value) -> Result<String> {
    let mut out = String::new();
    write(value, &mut out)?;
    Ok(out)
}

fn write(value: &Value, out: &mut String) -> Result<()> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&integer(number)?),
        // serde_json's Display of a string is its JSON form.
        Value::String(_) => out.push_str(&value.to_string()),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                comma(i, out);
                write(item, out)?;
            }
            out.push(']');
        }
        Value::Object(fields) => {
            // Sorted here, because serde_json keeps insertion order when any crate asks it to.
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (i, (key, item)) in sorted.into_iter().enumerate() {
                comma(i, out);
                out.push_str(&Value::String(key.clone()).to_string());
                out.push(':');
                write(item, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn comma(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

fn integer(number: &Number) -> Result<String> {
    let size = number.as_i64().map(i64::unsigned_abs).or_else(|| number.as_u64());
    match size {
        Some(size) if size <= INTEGER_MAX => Ok(number.to_string()),
        _ => Err(Error::Number(number.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_value_has_one_text() {
        let cases = [
            (
                json!({"b": 1, "a": [true, null, -2], "ä": "é\n\"\\"}),
                r#"{"a":[true,null,-2],"b":1,"ä":"é\n\"\\"}"#,
            ),
            (json!({}), "{}"),
            (json!([]), "[]"),
            (json!(9_007_199_254_740_992_u64), "9007199254740992"),
            (json!("\u{7f}\u{1}/<"), "\"\u{7f}\\u0001/<\""),
        ];
        for (value, text) in cases {
            assert_eq!(canonical(&value).unwrap(), text);
            assert_eq!(serde_json::from_str::<Value>(text).unwrap(), value);
        }
    }

    #[test]
    fn numbers_that_readers_round_are_refused() {
        for value in
            [json!(1.5), json!(9_007_199_254_740_993_u64), json!(-9_007_199_254_740_993_i64), json!(1e300)]
        {
            assert!(matches!(canonical(&json!({ "n": value })), Err(Error::Number(_))), "{value}");
        }
    }
}
