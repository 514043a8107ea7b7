//! Bytes as text: which encoding a file has, told from the bytes themselves.

use crate::error::Result;
use serde::{Deserialize, Serialize};
use std::io::Read;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "ImportEncoding")]
pub enum Encoding {
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-16le")]
    Utf16Le,
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Western Europe's, as Excel writes it there.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.as_str() == name)
    }
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    pub encoding: Encoding,
    /// It begins with a byte order mark.
    pub marked: bool,
}

impl Written {
    /// For a person, and how sure it is.
    pub fn words(self) -> String {
        match (self.encoding, self.marked) {
            (Encoding::Utf8, _) => "UTF-8".to_owned(),
            (Encoding::Utf16Le | Encoding::Utf16Be, true) => "UTF-16, as its mark says".to_owned(),
            (Encoding::Utf16Le | Encoding::Utf16Be, false) => {
                "UTF-16, by the zeros between its letters; it has no mark".to_owned()
            }
            (Encoding::Windows1252, _) => {
                "taken as Windows-1252, for it is not UTF-8; look at names with accents in the sample"
                    .to_owned()
            }
        }
    }

    /// Reads all of it: a text is UTF-8 if every byte of it fits.
    pub fn of(reader: &mut dyn Read) -> Result<Self> {
        let mut head = Vec::new();
        reader.take(HEAD).read_to_end(&mut head)?;
        let mark = |encoding| Ok(Self { encoding, marked: true });
        match head.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => return mark(Encoding::Utf8),
            [0xFF, 0xFE, ..] => return mark(Encoding::Utf16Le),
            [0xFE, 0xFF, ..] => return mark(Encoding::Utf16Be),
            _ => {}
        }
        let plain = |encoding| Ok(Self { encoding, marked: false });
        match zeros(&head) {
            (even, odd) if odd > even && odd * 4 > head.len() => return plain(Encoding::Utf16Le),
            (even, odd) if even > odd && even * 4 > head.len() => return plain(Encoding::Utf16Be),
            _ => {}
        }
        match is_utf8(head, reader)? {
            true => plain(Encoding::Utf8),
            false => plain(Encoding::Windows1252),
        }
    }
}

/// Bytes that are looked at for zeros.
const HEAD: u64 = 4096;

/// Zeros at even and at odd places.
fn zeros(head: &[u8]) -> (usize, usize) {
    let at = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    (at(0), at(1))
}

fn is_utf8(mut held: Vec<u8>, reader: &mut dyn Read) -> Result<bool> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match std::str::from_utf8(&held) {
            Ok(_) => held.clear(),
            Err(fault) if fault.error_len().is_none() => {
                held.drain(..fault.valid_up_to());
            }
            Err(_) => return Ok(false),
        }
        let read = reader.read(&mut buffer)?;
        match buffer.get(..read) {
            Some(part) if read > 0 => held.extend_from_slice(part),
            _ => return Ok(held.is_empty()),
        }
    }
}

/// A reader that gives UTF-8 without a mark. What is no character becomes U+FFFD.
pub(crate) struct Decoded<R> {
    inner: R,
    encoding: Encoding,
    /// Bytes that are not decoded yet.
    held: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    begun: bool,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub fn new(inner: R, encoding: Encoding) -> Self {
        let (held, ready) = (Vec::new(), Vec::new());
        Self { inner, encoding, held, ready, given: 0, begun: false, ended: false }
    }

    fn fill(&mut self) -> std::io::Result<()> {
        let mut buffer = [0; 1 << 13];
        let read = self.inner.read(&mut buffer)?;
        self.ended = read == 0;
        self.held.extend_from_slice(buffer.get(..read).unwrap_or_default());
        let mut text = String::new();
        let used = match self.encoding {
            Encoding::Utf8 => utf8(&self.held, self.ended, &mut text),
            Encoding::Utf16Le => utf16(&self.held, self.ended, u16::from_le_bytes, &mut text),
            Encoding::Utf16Be => utf16(&self.held, self.ended, u16::from_be_bytes, &mut text),
            Encoding::Windows1252 => {
                text.extend(self.held.iter().map(|byte| windows_1252(*byte)));
                self.held.len()
            }
        };
        self.held.drain(..used.min(self.held.len()));
        let text = if self.begun { text.as_str() } else { text.strip_prefix('\u{FEFF}').unwrap_or(&text) };
        self.begun |= used > 0;
        self.ready.clear();
        self.ready.extend_from_slice(text.as_bytes());
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let count = rest.len().min(to.len());
        if let (Some(to), Some(rest)) = (to.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(rest);
        }
        self.given += count;
        Ok(count)
    }
}

/// Decodes as much as is whole; how many bytes that were.
fn utf8(mut bytes: &[u8], last: bool, to: &mut String) -> usize {
    let all = bytes.len();
    loop {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                to.push_str(text);
                return all;
            }
            Err(fault) => {
                let (good, rest) = bytes.split_at(fault.valid_up_to());
                to.push_str(std::str::from_utf8(good).unwrap_or_default());
                match fault.error_len() {
                    None if !last => return all - rest.len(),
                    length => {
                        to.push(char::REPLACEMENT_CHARACTER);
                        bytes = rest.get(length.unwrap_or(rest.len())..).unwrap_or_default();
                    }
                }
            }
        }
    }
}

fn utf16(bytes: &[u8], last: bool, unit: fn([u8; 2]) -> u16, to: &mut String) -> usize {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    let mut used = pairs.len() * 2;
    // The first half of a pair waits for the second.
    if !last && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
        units.pop();
        used -= 2;
    }
    to.extend(char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
    if last && !rest.is_empty() {
        to.push(char::REPLACEMENT_CHARACTER);
        used += rest.len();
    }
    used
}

/// The places 0x80 to 0x9F; five of them are controls, as the WHATWG's table has them.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    let high = byte.checked_sub(0x80).and_then(|place| HIGH.get(usize::from(place)));
    high.copied().unwrap_or_else(|| char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every character is cut.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            let [first, rest @ ..] = self.0 else { return Ok(0) };
            to[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn check(bytes: &[u8], encoding: Encoding, marked: bool, want: &str) {
        let found = Written::of(&mut &bytes[..]).unwrap();
        assert_eq!(found, Written { encoding, marked }, "{want}");
        for drip in [false, true] {
            let mut text = String::new();
            let mut reader: Box<dyn Read> = if drip { Box::new(Drip(bytes)) } else { Box::new(bytes) };
            Decoded::new(&mut reader, encoding).read_to_string(&mut text).unwrap();
            assert_eq!(text, want);
        }
    }

    #[test]
    fn encodings_are_told_apart_by_the_bytes() {
        // shows B16
        let text = "Zürich, 订单 \u{1F600} naïve\r\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(text.as_bytes(), Encoding::Utf8, false, text);
        check(&[&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(), Encoding::Utf8, true, text);
        check(&[&[0xFF, 0xFE], &le[..]].concat(), Encoding::Utf16Le, true, text);
        check(&[&[0xFE, 0xFF], &be[..]].concat(), Encoding::Utf16Be, true, text);
        check(&le, Encoding::Utf16Le, false, text);
        check(&be, Encoding::Utf16Be, false, text);
        check(b"Z\xFCrich \x80 5 \x93ja\x94", Encoding::Windows1252, false, "Zürich € 5 “ja”");
        check(b"", Encoding::Utf8, false, "");
        check(b"plain", Encoding::Utf8, false, "plain");
        // Odd bytes at the very end, far behind what is looked at first.
        let long = [&b"a".repeat(200_000)[..], b"\xFC"].concat();
        check(&long, Encoding::Windows1252, false, &("a".repeat(200_000) + "ü"));
    }

    #[test]
    fn what_is_no_character_does_no_harm() {
        for (bytes, encoding) in [
            (&b"a\xFFb\xE2\x82"[..], Encoding::Utf8),
            (&b"a\0\x00\xD8b\0\x01"[..], Encoding::Utf16Le),
            (&b"\x00\xDC"[..], Encoding::Utf16Le),
        ] {
            let mut text = String::new();
            Decoded::new(Drip(bytes), encoding).read_to_string(&mut text).unwrap();
            assert!(text.contains('\u{FFFD}'), "{text}");
        }
    }
}
