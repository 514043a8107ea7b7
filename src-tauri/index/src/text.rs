//! A string as it is looked up: its first bytes stand in a number, which most comparisons look at alone.

/// Bytes that [`Text::first`] tells.
pub const FIRST: u32 = 8;

/// A string, or one of at most [`FIRST`] bytes that stands nowhere.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The first bytes, as a number that is in the same order; zeros after the end.
    pub first: u64,
    pub len: u32,
    /// Nothing where `first` says it all and it stands nowhere.
    pub all: &'a str,
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self { first: beginning(text), len: text.len() as u32, all: text }
    }
}

impl<'a> Text<'a> {
    /// The part of `text` that begins at byte `start`. Quicker than to look at the part alone.
    pub fn part(text: &'a str, start: usize, len: usize) -> Self {
        let all = text.get(start..start + len).unwrap_or_default();
        match text.as_bytes().get(start..).and_then(|rest| rest.first_chunk()) {
            Some(eight) => {
                let after = (FIRST as usize).saturating_sub(len) as u32 * 8;
                let first = u64::from_be_bytes(*eight);
                Self { first: first.unbounded_shr(after).unbounded_shl(after), len: all.len() as u32, all }
            }
            None => all.into(),
        }
    }

    /// Appends it to `to`.
    pub fn write(self, to: &mut String) {
        let bytes = self.first.to_be_bytes();
        let short = || bytes.get(..self.len as usize).and_then(|bytes| str::from_utf8(bytes).ok());
        to.push_str(if self.all.is_empty() { short().unwrap_or_default() } else { self.all });
    }
}

/// ASCII characters one after the other, without a place in memory: to write them and read them again as
/// a number would take longer than all else.
#[derive(Debug, Clone, Copy, Default)]
pub struct Short {
    bytes: u64,
    len: u32,
}

impl Short {
    /// With these bytes at the end. None where they are not ASCII or it would be longer than [`FIRST`].
    pub fn then(self, added: &[u8]) -> Option<Self> {
        if !added.is_ascii() || self.len as usize + added.len() > FIRST as usize {
            return None;
        }
        let bytes = added.iter().fold(self.bytes, |bytes, byte| bytes << 8 | u64::from(*byte));
        Some(Self { bytes, len: self.len + added.len() as u32 })
    }

    pub fn text(self) -> Text<'static> {
        Text { first: self.bytes.unbounded_shl((FIRST - self.len) * 8), len: self.len, all: "" }
    }
}

/// The first eight bytes, as a number that is in the same order.
pub fn beginning(text: &str) -> u64 {
    let text = text.as_bytes();
    match text {
        [] => 0,
        [a] => u64::from(*a) << 56,
        [a, b] => u64::from(u16::from_be_bytes([*a, *b])) << 48,
        [a, b, c] => u64::from(u32::from_be_bytes([*a, *b, *c, 0])) << 32,
        _ => match (text.first_chunk(), text.first_chunk(), text.last_chunk()) {
            (Some(eight), ..) => u64::from_be_bytes(*eight),
            (None, Some(first), Some(last)) => {
                // Four bytes from either end; where they overlap, they are the same.
                let missing = (FIRST as usize).saturating_sub(text.len()) * 8;
                u64::from(u32::from_be_bytes(*first)) << 32 | u64::from(u32::from_be_bytes(*last)) << missing
            }
            _ => 0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: Text) -> String {
        let mut out = String::new();
        text.write(&mut out);
        out
    }

    proptest! {
        #[test]
        fn a_text_is_the_same_however_it_is_made(
            before in "[ab]{0,3}", text in "[a-c\u{0}\u{1}é订]{0,12}", after in "[abé]{0,9}",
        ) {
            let around = format!("{before}{text}{after}");
            let (whole, part) = (Text::from(text.as_str()), Text::part(&around, before.len(), text.len()));
            let mut first = text.clone().into_bytes();
            first.resize(8.max(first.len()), 0);
            prop_assert_eq!(whole.first, u64::from_be_bytes(*first.first_chunk().unwrap()));
            prop_assert_eq!((whole.first, whole.len, whole.all), (part.first, part.len, part.all));
            prop_assert_eq!(&written(whole), &text);
            let short = Short::default().then(text.as_bytes()).map(Short::text);
            prop_assert_eq!(short.is_some(), text.is_ascii() && text.len() <= 8);
            if let Some(short) = short {
                prop_assert_eq!((short.first, short.len), (whole.first, whole.len));
                prop_assert_eq!(&written(short), &text);
            }
        }
    }
}
