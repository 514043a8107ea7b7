//! `a..b`, `..b`, `a..`, `>a`, `<a`, `>=a`, `<=a`, `a`: the same for times, amounts and lengths.

use super::ast::Span;
use super::moment::Moment;
use model::Millis;
use std::fmt;

impl<T: Copy> Span<T> {
    pub fn read(text: &str, one: impl Fn(&str) -> Option<T>) -> Option<Self> {
        // Longest sign first, so that `>=` is not taken for `>`.
        type Make<T> = fn(T) -> Span<T>;
        let signs: [(&str, Make<T>); 4] =
            [(">=", Span::From), ("<=", Span::To), (">", Span::Over), ("<", Span::Under)];
        for (sign, make) in signs {
            if let Some(rest) = text.strip_prefix(sign) {
                return one(rest).map(make);
            }
        }
        match text.split_once("..") {
            None => one(text).map(Span::At),
            Some(("", to)) => one(to).map(Span::To),
            Some((from, "")) => one(from).map(Span::From),
            Some((from, to)) => Some(Span::Between(one(from)?, one(to)?)),
        }
    }

    pub fn write(&self, f: &mut impl fmt::Write, one: impl Fn(&T) -> String) -> fmt::Result {
        match self {
            Self::At(a) => write!(f, "{}", one(a)),
            Self::From(a) => write!(f, "{}..", one(a)),
            Self::To(a) => write!(f, "..{}", one(a)),
            Self::Between(a, b) => write!(f, "{}..{}", one(a), one(b)),
            Self::Over(a) => write!(f, ">{}", one(a)),
            Self::Under(a) => write!(f, "<{}", one(a)),
        }
    }
}

impl<T: PartialOrd> Span<T> {
    pub fn backwards(&self) -> bool {
        matches!(self, Self::Between(a, b) if a > b)
    }

    pub fn holds(&self, value: T) -> bool {
        match self {
            Self::At(a) => value == *a,
            Self::From(a) => value >= *a,
            Self::To(a) => value <= *a,
            Self::Over(a) => value > *a,
            Self::Under(a) => value < *a,
            Self::Between(a, b) => value >= *a && value <= *b,
        }
    }
}

impl Span<Moment> {
    /// From this millisecond (included) until that one (not included). `None` outside: beyond the calendar.
    pub fn bounds(&self, zone: i16, now: Millis) -> Option<(Option<Millis>, Option<Millis>)> {
        let of = |moment: &Moment| moment.bounds(zone, now);
        Some(match self {
            // "7d" is the last seven days: what came in since, however far the clocks are apart.
            Self::At(m @ Moment::Ago(..)) => (Some(of(m)?.0), None),
            Self::At(m) => (Some(of(m)?.0), Some(of(m)?.1)),
            Self::From(m) => (Some(of(m)?.0), None),
            Self::To(m) => (None, Some(of(m)?.1)),
            Self::Between(a, b) => (Some(of(a)?.0), Some(of(b)?.1)),
            Self::Over(m) => (Some(of(m)?.1), None),
            Self::Under(m) => (None, Some(of(m)?.0)),
        })
    }
}
