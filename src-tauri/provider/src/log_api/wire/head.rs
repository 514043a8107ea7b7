//! The two fields that every object has, found without reading the rest.
//!
//! Promises: what it finds is what reading the whole object finds. Where that is not sure it finds nothing:
//! an escape in a name or in the id, an id that is empty or long, a time that is none. Stops as soon as it
//! has both, so what comes after them is not looked at. Takes text that is JSON; of other text it makes
//! nothing worse than a wrong answer, never a panic.

use crate::limits;
use model::Stamp;
use std::ops::Range;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// Where the id lies in the object.
    pub id: Range<usize>,
    pub updated_at: Stamp,
}

pub(super) fn of(object: &str) -> Option<Head> {
    let mut scan = Scan { bytes: object.as_bytes(), at: 0 };
    let (mut id, mut updated_at) = (None, None);
    scan.token(b'{')?;
    loop {
        let name = scan.plain()?;
        scan.token(b':')?;
        match object.get(name)? {
            "id" => id = Some(scan.plain().filter(|id| (1..=limits::ID_CHARS).contains(&id.len()))?),
            "updated_at" => updated_at = Some(Stamp::parse(object.get(scan.plain()?)?).ok()?),
            _ => scan.skip()?,
        }
        if let (Some(id), Some(updated_at)) = (&id, updated_at) {
            return Some(Head { id: id.clone(), updated_at });
        }
        scan.token(b',')?;
    }
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    /// The next byte that is no space; it is not passed yet.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.bytes.get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    fn token(&mut self, token: u8) -> Option<()> {
        (self.peek()? == token).then(|| self.at += 1)
    }

    /// A string without escapes: where its letters lie.
    fn plain(&mut self) -> Option<Range<usize>> {
        self.token(b'"')?;
        let from = self.at;
        let end = from + self.bytes.get(from..)?.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        self.at = end + 1;
        (self.bytes.get(end) == Some(&b'"')).then_some(from..end)
    }

    /// The rest of a string whose quote is passed.
    fn string(&mut self) -> Option<()> {
        loop {
            let stop = self.bytes.get(self.at..)?.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            self.at += stop + 1;
            if self.bytes.get(self.at - 1) == Some(&b'"') {
                return Some(());
            }
            self.at += 1;
        }
    }

    /// A value of any kind, up to the comma or bracket after it.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b',' if depth == 0 => return Some(()),
                b'}' | b']' if depth == 0 => return Some(()),
                b'}' | b']' => depth -= 1,
                b'{' | b'[' => depth += 1,
                b'"' => {
                    self.at += 1;
                    self.string()?;
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fields_are_found_wherever_they_stand() {
        for (object, id) in [
            (r#"{"id":"a","updated_at":"2026-01-01T00:00:00Z"}"#, Some("a")),
            (
                " {\t\"updated_at\" : \"2026-01-01T00:00:00Z\" ,\r\n \"id\" : \"ü 7\" , \"x\" : 1 } ",
                Some("ü 7"),
            ),
            (
                r#"{"a":{"id":"no","b":["}\\\"]",{"id":"no"}]},"n":-1.5e3,"t":true,"s":"\\","e":[],"updated_at":"2026-01-01T00:00:00Z","id":"b"}"#,
                Some("b"),
            ),
            (r#"{"id":"","updated_at":"2026-01-01T00:00:00Z"}"#, None),
            (r#"{"id":"a\u0062","updated_at":"2026-01-01T00:00:00Z"}"#, None),
            (r#"{"\u0069d":"a","id":"b","updated_at":"2026-01-01T00:00:00Z"}"#, None),
            (r#"{"id":7,"updated_at":"2026-01-01T00:00:00Z"}"#, None),
            (r#"{"id":"a","updated_at":"soon"}"#, None),
            (r#"{"id":"a","updated_at":7}"#, None),
            (r#"{"id":"a"}"#, None),
            ("{}", None),
            ("[]", None),
            ("", None),
            (r#"{"id":"a","x":"\"#, None),
            (r#"{"x":[[["#, None),
        ] {
            let head = of(object);
            assert_eq!(head.as_ref().and_then(|head| object.get(head.id.clone())), id, "{object}");
            if let Some(head) = head {
                assert_eq!(head.updated_at, Stamp::parse("2026-01-01T00:00:00Z").unwrap());
            }
        }
        let long =
            format!(r#"{{"id":"{}","updated_at":"2026-01-01T00:00:00Z"}}"#, "x".repeat(limits::ID_CHARS + 1));
        assert_eq!(of(&long), None);
    }
}
