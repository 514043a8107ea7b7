//! A secret that is used and never shown.

use crate::{Error, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::HeaderValue;
use std::fmt;
use url::form_urlencoded::byte_serialize;
use zeroize::Zeroizing;

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(Zeroizing<String>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.trim().to_owned()))
    }

    /// The value of a header, `before` put before it, marked so that nobody prints it.
    ///
    /// # Errors
    /// [`Error::Settings`] when it is empty or holds what no header may.
    pub fn header(&self, before: &str) -> Result<HeaderValue> {
        let header = Zeroizing::new(format!("{before}{}", self.0.as_str()));
        let plain = self.0.bytes().all(|b| b.is_ascii_graphic()) && !self.0.is_empty();
        let mut value = match HeaderValue::from_str(&header) {
            Ok(value) if plain => value,
            _ => {
                let what = "the token is empty, or holds spaces or letters that no token has; copy it again";
                return Err(Error::Settings { what: what.to_owned() });
            }
        };
        value.set_sensitive(true);
        Ok(value)
    }

    /// The value of an `Authorization` header of RFC 7617, with this as the password of `user`.
    ///
    /// # Errors
    /// [`Error::Settings`] for a name with a colon or control characters.
    pub fn basic(&self, user: &str) -> Result<HeaderValue> {
        if user.is_empty() || user.contains(':') || user.chars().any(char::is_control) {
            let what = "the user's name is empty, or holds a colon or letters that cannot be sent";
            return Err(Error::Settings { what: what.to_owned() });
        }
        let both = Zeroizing::new(format!("{user}:{}", self.0.as_str()));
        Self(Zeroizing::new(STANDARD.encode(both.as_bytes()))).header("Basic ")
    }

    /// Gives it to whoever sends it.
    pub fn shown_to<T>(&self, send: impl FnOnce(&str) -> T) -> T {
        send(&self.0)
    }

    /// Takes the secret out of an error, should a server have echoed it.
    pub fn scrub(&self, error: Error) -> Error {
        let clean = |text: String| self.out_of(text);
        match error {
            Error::Status { code, said } => Error::Status { code, said: clean(said) },
            Error::RateLimited { after, said } => Error::RateLimited { after, said: clean(said) },
            Error::Unauthorized { code, said } => Error::Unauthorized { code, said: clean(said) },
            Error::Malformed { what } => Error::Malformed { what: clean(what) },
            Error::ForeignLink { to } => Error::ForeignLink { to: clean(to) },
            other => other,
        }
    }

    /// A text without it: as it is, as it stands in a query, and its beginning where a text was cut within it.
    fn out_of(&self, text: String) -> String {
        if self.0.is_empty() {
            return text;
        }
        let in_query: Zeroizing<String> = Zeroizing::new(byte_serialize(self.0.as_bytes()).collect());
        let text = text.replace(self.0.as_str(), "…").replace(in_query.as_str(), "…");
        let beginnings = self.0.char_indices().map(|(at, _)| at).filter(|at| *at >= TELLING).rev();
        let cut = beginnings.filter_map(|at| self.0.get(..at)).find_map(|part| text.strip_suffix(part));
        cut.map(|rest| format!("{rest}…")).unwrap_or(text)
    }
}

/// So much of a secret's beginning is not there by chance.
const TELLING: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_out_of_a_text_in_each_form() {
        let secret = Secret::new("ab+c/déf-hush");
        for (text, clean) in [
            ("no ab+c/déf-hush here, ab+c/déf-hush", "no … here, …"),
            ("GET /x?token=ab%2Bc%2Fd%C3%A9f-hush&y", "GET /x?token=…&y"),
            ("cut within ab+c/dé", "cut within …"),
            ("cut within ab+", "cut within ab+"),
            ("ab+c/dx stays", "ab+c/dx stays"),
        ] {
            let scrubbed = secret.scrub(Error::Status { code: 400, said: text.to_owned() });
            assert_eq!(scrubbed, Error::Status { code: 400, said: clean.to_owned() });
        }
        let other = Error::Malformed { what: "x".to_owned() };
        assert_eq!(Secret::new("").scrub(other.clone()), other);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
