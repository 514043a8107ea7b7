//! What a server says about an error, in few words and without control characters.

use crate::limits::SAID_CHARS;
use reqwest::Response;
use serde::Deserialize;

/// Bytes of an error body that are looked at.
const MOST: usize = 16 * 1024;

/// `{"error":{"message","what_to_do"}}` as our format has it, or what other systems write in its place.
#[derive(Deserialize)]
struct Body {
    error: Option<Said>,
    #[serde(alias = "description", alias = "errmsg")]
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Text(String),
    Object { message: Option<String>, what_to_do: Option<String> },
}

/// The body of an error; empty when it is long or no text.
pub(super) async fn text(response: &mut Response) -> String {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() > MOST {
            return String::new();
        }
    }
    String::from_utf8(body).unwrap_or_default()
}

/// Empty when it says nothing that can be shown: a web page says nothing.
pub(crate) fn words(body: &[u8]) -> String {
    let Ok(body) = serde_json::from_slice::<Body>(body) else { return String::new() };
    let said = match (body.error, body.message) {
        (Some(Said::Text(text)), _) => text,
        (Some(Said::Object { message: Some(message), what_to_do: Some(todo) }), _) => {
            format!("{message} {todo}")
        }
        (Some(Said::Object { message: Some(message), .. }), _) => message,
        (_, Some(message)) => message,
        _ => String::new(),
    };
    let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    one_line.chars().filter(|c| !c.is_control() && !turns(*c)).take(SAID_CHARS).collect()
}

/// Whether a letter turns the direction of those around it, so that they read as what they are not (UAX 9).
const fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_shown_in_few_words() {
        let long = format!(r#"{{"message":"{}"}}"#, "x".repeat(999));
        for (body, said) in [
            (
                r#"{"error":{"code":"c","message":"Slow down.","what_to_do":"Wait\n a\u0007 bit."}}"#,
                "Slow down. Wait a bit.",
            ),
            (r#"{"error":"no\u202e"}"#, "no"),
            (r#"{"message":"m","code":20429}"#, "m"),
            ("<html>Bad gateway</html>", ""),
            ("{}", ""),
            ("", ""),
            (long.as_str(), &"x".repeat(SAID_CHARS)),
        ] {
            assert_eq!(words(body.as_bytes()), said);
        }
    }
}
