//! Cursors: where the next page begins. Opaque to clients; plain to whoever debugs a server.

use crate::limits;
use crate::log::Place;
use model::Kind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cursor {
    /// In the fixed log.
    Fixed(Place),
    /// In live activity, from a number on.
    Live(u64),
}

impl Cursor {
    /// A cursor belongs to one kind, which it names.
    pub fn write(self, kind: Kind) -> String {
        match self {
            Self::Fixed(place) => format!("c1.{}.f.{}.{}", kind.as_str(), place.unit, place.within),
            Self::Live(number) => format!("c1.{}.l.{number}.0", kind.as_str()),
        }
    }

    /// `None` for anything that [`Cursor::write`] did not make for this kind.
    pub fn read(kind: Kind, text: &str) -> Option<Self> {
        if text.len() > limits::CURSOR_CHARS {
            return None;
        }
        let mut parts = text.split('.');
        let known = parts.next() == Some("c1") && parts.next() == Some(kind.as_str());
        let part = parts.next()?;
        let (first, second) = (number(parts.next()?)?, number(parts.next()?)?);
        match part {
            _ if !known || parts.next().is_some() => None,
            "f" => Some(Self::Fixed(Place { unit: first, within: u32::try_from(second).ok()? })),
            "l" if second == 0 => Some(Self::Live(first)),
            _ => None,
        }
    }
}

fn number(text: &str) -> Option<u64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_nothing_else_does() {
        for cursor in
            [Cursor::Fixed(Place { unit: 7, within: 3 }), Cursor::Live(12), Cursor::Fixed(Place::default())]
        {
            let text = cursor.write(Kind::SessionEvent);
            assert_eq!(Cursor::read(Kind::SessionEvent, &text), Some(cursor));
            assert_eq!(Cursor::read(Kind::Session, &text), None, "a cursor of another kind");
        }
        for text in [
            "",
            "c1",
            "c1.tag.f.1",
            "c1.tag.f.-1.0",
            "c1.tag.f.1.0.9",
            "c2.tag.f.1.0",
            "c1.tag.f.+1.0",
            "c1.tag.x.1.0",
        ] {
            assert_eq!(Cursor::read(Kind::Tag, text), None, "{text}");
        }
        assert_eq!(Cursor::read(Kind::Tag, &"9".repeat(5000)), None);
    }
}
