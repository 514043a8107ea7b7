//! Texts that some systems write as numbers, and words for one thing that many systems have.

use model::MessageKind;
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt;

/// A text, or a number in its place: ids and codes come as both.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
#[allow(clippy::enum_variant_names, reason = "of texts some are texts, others numbers")]
pub(crate) enum Text<'a> {
    Whole(i64),
    Large(u64),
    Broken(f64),
    #[serde(borrow)]
    Text(Cow<'a, str>),
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Large(number) => number.fmt(f),
            Self::Broken(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Text<'_> {
    /// As text; `None` when it is empty.
    pub fn given(&self) -> Option<String> {
        Some(self.to_string()).filter(|text| !text.is_empty())
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Broken(number) => Some(*number),
            other => other.to_string().trim().parse().ok(),
        }
        .filter(|number: &f64| number.is_finite())
    }
}

/// A text as it is kept; `None` when it is empty.
pub(crate) fn given(text: Option<Cow<'_, str>>) -> Option<String> {
    text.map(Cow::into_owned).filter(|text| !text.is_empty())
}

/// The kind of a message that carries a file of this media type.
pub(crate) fn kind_of(media_type: &str) -> MessageKind {
    match media_type.split('/').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "image" => MessageKind::Image,
        "audio" => MessageKind::Audio,
        "video" => MessageKind::Video,
        _ => MessageKind::File,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_one() {
        for (json, text) in [
            ("30008", "30008"),
            ("\"30008\"", "30008"),
            ("18446744073709551615", "18446744073709551615"),
            ("-0.5", "-0.5"),
        ] {
            let read: Text<'_> = serde_json::from_str(json).unwrap();
            assert_eq!(read.to_string(), text);
        }
        assert_eq!(Text::Text("-0.0075".into()).number(), Some(-0.0075));
        assert_eq!((Text::Text("".into()).given(), Text::Text("x".into()).number()), (None, None));
        assert!(serde_json::from_str::<Text<'_>>("[]").is_err());
        assert_eq!(kind_of("Image/png"), MessageKind::Image);
        assert_eq!(kind_of("application/pdf"), MessageKind::File);
    }
}
