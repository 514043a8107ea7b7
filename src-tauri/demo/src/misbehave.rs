//! Ways in which servers go wrong, on demand and always at the same requests.
//!
//! Requests for records are counted from 1 over the server's life; the front page is left alone.

use crate::error::{Error, Result};
use model::Millis;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misbehaviour {
    /// Each 5th request: 429 with `Retry-After: 1`.
    RateLimit,
    /// Each 4th request: 500 and 503 in turn.
    ServerErrors,
    /// Each 3rd request: the body ends half-way.
    CutOff,
    /// From a kind's second page on, `next` leads to the same page again.
    RepeatPage,
    /// Each 3rd request: a body that never ends.
    Endless,
    /// Instead of a cursor the next page is a link to another origin.
    ForeignNext,
    /// The server's clock is three hours fast.
    ClockSkew,
    /// Each 3rd request: the body trickles.
    Slow,
    /// Each 3rd request: 200 with a sign-in page in HTML.
    Html,
    /// Each 3rd request: one page of 40 MiB.
    Huge,
    /// Windows of time are announced and then not heeded.
    IgnoreWindow,
}

impl Misbehaviour {
    pub const ALL: [Self; 11] = [
        Self::RateLimit,
        Self::ServerErrors,
        Self::CutOff,
        Self::RepeatPage,
        Self::Endless,
        Self::ForeignNext,
        Self::ClockSkew,
        Self::Slow,
        Self::Html,
        Self::Huge,
        Self::IgnoreWindow,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::RateLimit => "rate-limit",
            Self::ServerErrors => "server-errors",
            Self::CutOff => "cut-off",
            Self::RepeatPage => "repeat-page",
            Self::Endless => "endless",
            Self::ForeignNext => "foreign-next",
            Self::ClockSkew => "clock-skew",
            Self::Slow => "slow",
            Self::Html => "html",
            Self::Huge => "huge",
            Self::IgnoreWindow => "ignore-window",
        }
    }

    pub fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|kind| kind.name()).collect()
    }

    /// Whether a client that tries again and obeys `Retry-After` still gets everything.
    pub const fn survivable(self) -> bool {
        matches!(
            self,
            Self::RateLimit
                | Self::ServerErrors
                | Self::CutOff
                | Self::ClockSkew
                | Self::Slow
                | Self::IgnoreWindow
        )
    }
}

impl std::str::FromStr for Misbehaviour {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or_else(|| Error::Misbehaviour(text.to_owned()))
    }
}

/// What is done to one answer instead of sending it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trick {
    Refuse429,
    Refuse500,
    Refuse503,
    CutOff,
    Endless,
    Trickle,
    Html,
    Huge,
}

/// The trick for the `number`-th request, if one is due. Refusals come before what spoils a body.
pub fn trick(kinds: &[Misbehaviour], number: u64) -> Option<Trick> {
    use Misbehaviour as M;
    let due = |kind: M, every: u64| kinds.contains(&kind) && number.is_multiple_of(every);
    if due(M::RateLimit, 5) {
        Some(Trick::Refuse429)
    } else if due(M::ServerErrors, 4) {
        Some(if number.is_multiple_of(8) { Trick::Refuse503 } else { Trick::Refuse500 })
    } else {
        let bodies = [
            (M::CutOff, Trick::CutOff),
            (M::Html, Trick::Html),
            (M::Endless, Trick::Endless),
            (M::Huge, Trick::Huge),
            (M::Slow, Trick::Trickle),
        ];
        bodies.into_iter().find(|(kind, _)| due(*kind, 3)).map(|(_, trick)| trick)
    }
}

/// How far the server's clock is off.
pub fn skew(kinds: &[Misbehaviour]) -> Millis {
    if kinds.contains(&Misbehaviour::ClockSkew) { 3 * 3_600_000 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_tricks_come_on_time() {
        for kind in Misbehaviour::ALL {
            assert_eq!(kind.name().parse::<Misbehaviour>().unwrap(), kind);
        }
        let said = "ratelimit".parse::<Misbehaviour>().unwrap_err().to_string();
        assert!(said.contains("rate-limit") && said.contains("huge"), "{said}");
        let at = |kinds: &[Misbehaviour]| (1..=8).map(|n| trick(kinds, n)).collect::<Vec<_>>();
        assert_eq!(at(&[]), [None; 8]);
        let refused = at(&[Misbehaviour::RateLimit, Misbehaviour::ServerErrors]);
        assert_eq!(refused[3], Some(Trick::Refuse500));
        assert_eq!(refused[4], Some(Trick::Refuse429));
        assert_eq!(refused[7], Some(Trick::Refuse503));
        assert_eq!(refused.iter().flatten().count(), 3);
    }
}
