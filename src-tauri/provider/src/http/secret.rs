//! A secret that is used and never shown.

use crate::{Error, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::HeaderValue;
use std::fmt;
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
        let clean = |text: String| match self.0.is_empty() {
            true => text,
            false => text.replace(self.0.as_str(), "…"),
        };
        match error {
            Error::Status { code, said } => Error::Status { code, said: clean(said) },
            Error::RateLimited { after, said } => Error::RateLimited { after, said: clean(said) },
            Error::Unauthorized { code, said } => Error::Unauthorized { code, said: clean(said) },
            Error::Malformed { what } => Error::Malformed { what: clean(what) },
            Error::ForeignLink { to } => Error::ForeignLink { to: clean(to) },
            other => other,
        }
    }
}
