//! Grams as FTS5 tokens. One gram is one token, whatever is in it.
//!
//! The `ascii` tokenizer takes ASCII letters and digits and everything beyond ASCII as part of a
//! token, and the rest as a gap. So the rest is written as an escape: a private-use character and
//! the code in hexadecimal. Nearly all grams pass unchanged.

use std::fmt::Write;

const ESCAPE: char = '\u{e000}';

/// A MATCH expression for `message_gram`: the messages that hold every one of these grams.
/// `None` when there are none to ask for.
pub fn expression(grams: &[String]) -> Option<String> {
    let mut out = String::new();
    for gram in grams {
        out.push_str(if out.is_empty() { "\"" } else { " AND \"" });
        push(&mut out, gram);
        out.push('"');
    }
    (!out.is_empty()).then_some(out)
}

fn push(out: &mut String, gram: &str) {
    for c in gram.chars() {
        let plain = c.is_ascii_lowercase() || c.is_ascii_digit() || (!c.is_ascii() && c != ESCAPE);
        if plain {
            out.push(c);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "{ESCAPE}{:x}{ESCAPE}", u32::from(c));
        }
    }
}
