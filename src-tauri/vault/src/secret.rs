//! A passphrase on its way to the key derivation.

use crate::{Error, Result, limits};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A passphrase or password: UTF-8, in Unicode form NFC, so that it is the same from every keyboard
/// and system. Wiped when dropped; never shown by `Debug`.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// The bytes, if their number is within bounds.
    ///
    /// # Errors
    /// [`Error::PassphraseLength`] when empty or longer than [`limits::SECRET_MAX`].
    pub fn bytes(&self) -> Result<&[u8]> {
        match self.0.len() {
            1..=limits::SECRET_MAX => Ok(&self.0),
            n => Err(Error::PassphraseLength(n)),
        }
    }

    /// How many characters it has; what a password's least length is counted in.
    pub fn chars(&self) -> usize {
        // In UTF-8 every byte but the continuation bytes begins a character.
        self.0.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::from(Zeroizing::new(text))
    }
}

impl From<Zeroizing<String>> for Secret {
    fn from(text: Zeroizing<String>) -> Self {
        // Room for the worst growth of NFC (threefold in UTF-8), so that no reallocation leaves a
        // copy behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(text.len().saturating_mul(3)));
        let mut buffer = [0; 4];
        for c in text.nfc() {
            bytes.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        }
        Self(bytes)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letters_are_the_same_secret() {
        let composed = Secret::from("Zürich 한국".to_owned());
        let decomposed =
            Secret::from("Zu\u{308}rich \u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}".to_owned());
        assert_eq!(composed.bytes().unwrap(), decomposed.bytes().unwrap());
        assert_eq!(decomposed.chars(), 9);
    }

    #[test]
    fn lengths_are_bounded_and_nothing_is_shown() {
        for (length, within) in
            [(0, false), (1, true), (limits::SECRET_MAX, true), (limits::SECRET_MAX + 1, false)]
        {
            assert_eq!(Secret::from("x".repeat(length)).bytes().is_ok(), within, "{length}");
        }
        assert_eq!(format!("{:?}", Secret::from("hunter2".to_owned())), "Secret(…)");
    }
}
