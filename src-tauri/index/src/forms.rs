//! Search forms: what a fragment is looked for in, for each entry of a large dictionary.
//!
//! A form never holds the bytes 0xFE and 0xFF, so all forms stand in one block with those between, and
//! one walk finds a fragment in all of them.

use crate::{Error, Result, fold, limits};
use memchr::memmem;

/// Between two entries, and between two forms of one entry.
const ENTRY: u8 = 0xFE;
const FORM: u8 = 0xFF;

/// The block as it is written.
#[derive(Debug, Default)]
pub struct FormsOut {
    pub bytes: Vec<u8>,
}

impl FormsOut {
    /// Appends the forms of the next entry, made of its value.
    pub fn push(&mut self, value: &str) {
        let folded = fold(value);
        self.bytes.extend_from_slice(folded.as_bytes());
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= limits::DIGITS && digits.len() < folded.len() {
            self.bytes.push(FORM);
            self.bytes.extend_from_slice(digits.as_bytes());
        }
        self.bytes.push(ENTRY);
    }
}

/// The block as it is read.
#[derive(Debug)]
pub struct Forms {
    bytes: Vec<u8>,
    /// Where each entry ends.
    ends: Vec<u32>,
}

impl Forms {
    /// Errors: not the forms of `entries` entries.
    pub fn decode(bytes: Vec<u8>, entries: u32) -> Result<Self> {
        let ends: Vec<u32> = memchr::memchr_iter(ENTRY, &bytes).map(|end| end as u32).collect();
        if ends.len() != entries as usize || u32::try_from(bytes.len()).is_err() {
            return Err(Error::Damaged("the search forms do not suit their dictionary".into()));
        }
        Ok(Self { bytes, ends })
    }

    /// Bytes that this takes in memory.
    pub fn size(&self) -> usize {
        self.bytes.len() + self.ends.len() * 4
    }

    /// The entries with a form that contains one of `fragments`, ascending, each once.
    pub fn containing(&self, fragments: &[String]) -> Vec<u32> {
        let mut found = Vec::new();
        for fragment in fragments {
            self.collect(fragment, &mut found);
        }
        if fragments.len() > 1 {
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    fn collect(&self, fragment: &str, found: &mut Vec<u32>) {
        if fragment.is_empty() {
            found.extend(0..self.ends.len() as u32);
            return;
        }
        let mut known = 0;
        let mut from = 0;
        let finder = memmem::Finder::new(fragment);
        while let Some(at) = self.bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let at = (from + at) as u32;
            let entry = known + self.ends.get(known..).unwrap_or_default().partition_point(|end| *end < at);
            let Some(end) = self.ends.get(entry) else { break };
            found.push(entry as u32);
            known = entry + 1;
            from = *end as usize + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(values: &[&str]) -> Forms {
        let mut out = FormsOut::default();
        values.iter().for_each(|value| out.push(value));
        Forms::decode(out.bytes, values.len() as u32).unwrap()
    }

    #[test]
    fn a_number_is_found_by_its_digits() {
        let forms = forms(&["+49 (89) 123-456", "Grüße", "", "12", "a1b2", "a1b2c3"]);
        let cases: [(&str, &[u32]); 6] = [
            ("4989", &[0]),
            ("grusse", &[1]),
            ("12", &[0, 3, 5]),
            ("123", &[0, 5]),
            ("", &[0, 1, 2, 3, 4, 5]),
            ("x", &[]),
        ];
        for (fragment, entries) in cases {
            assert_eq!(forms.containing(&[fragment.to_owned()]), entries, "{fragment:?}");
        }
    }

    proptest! {
        #[test]
        fn fragments_are_found_where_they_are(
            values in prop::collection::vec("[a-c1-3 é+]{0,8}", 0..20),
            fragments in prop::collection::vec("[a-c1-3 e+]{0,3}", 1..3),
        ) {
            let holds = |value: &String| {
                let folded = fold(value);
                let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
                fragments.iter().any(|fragment| {
                    folded.contains(fragment) || digits.len() >= limits::DIGITS && digits.contains(fragment)
                })
            };
            let expected: Vec<u32> =
                (0..).zip(&values).filter(|(_, value)| holds(value)).map(|(entry, _)| entry).collect();
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            prop_assert_eq!(forms(&values).containing(&fragments), expected);
        }

        #[test]
        fn damaged_blocks_are_refused_or_bounded(bytes in prop::collection::vec(any::<u8>(), 0..40), entries in 0u32..4) {
            if let Ok(forms) = Forms::decode(bytes, entries) {
                prop_assert!(forms.containing(&["a".to_owned(), String::new()]).len() == entries as usize);
            }
        }
    }
}
