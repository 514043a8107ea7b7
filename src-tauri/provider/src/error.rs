//! What can go wrong between here and a provider, in words for a person.

use model::Millis;

/// Each message says what happened, why, and what to do. None carries a secret or a full address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("The server cannot be reached: {why}. Check the address and the network, then sync again.")]
    Network { why: String },
    #[error("The server took too long: {why}. It may be busy; sync again later.")]
    Timeout { why: String },
    #[error("The server answered with status {code}{}. {}", said_words(said), status_advice(*code))]
    Status { code: u16, said: String },
    #[error("The server asks for fewer requests{}. Sync again {}.", said_words(said), after_words(*after))]
    RateLimited { after: Option<Millis>, said: String },
    #[error(
        "The server refused the credentials (status {code}){}. Check the account's token and what it may read.",
        said_words(said)
    )]
    Unauthorized { code: u16, said: String },
    #[error(
        "The server's answer is too large: {what}. Nothing of it was kept; ask the server's operator for smaller pages."
    )]
    TooLarge { what: String },
    #[error(
        "The server's answer cannot be read: {what}. Check the address; if it is right, tell the server's operator."
    )]
    Malformed { what: String },
    #[error(
        "The server points to another place ({to}). Credentials are sent to the account's own server only, so it was not followed; check the address."
    )]
    ForeignLink { to: String },
    #[error("The server goes in circles: {what}. What came before is kept; tell the server's operator.")]
    Loop { what: String },
    /// A list that this account is not given, in words for its gap; no fault.
    #[error("{why}")]
    NotGiven { why: String },
    #[error("Cancelled. What came before is kept; the next sync goes on from there.")]
    Cancelled,
    #[error("The account's settings do not work: {what}.")]
    Settings { what: String },
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// May pass by itself, so that asking again makes sense.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Network { .. } | Self::Timeout { .. } | Self::RateLimited { .. } => true,
            // 501 and 505 say that the server will never do it.
            Self::Status { code, .. } => matches!(code, 408 | 425 | 500 | 502..=504 | 506..=599),
            _ => false,
        }
    }

    /// The server does not know who asks. Asked again, some lock out whoever asks.
    pub fn is_refused_login(&self) -> bool {
        // 403 says who asks is known, and may not read this.
        matches!(self, Self::Unauthorized { code, .. } if *code != 403)
    }

    /// Lies with the account or the way to it, so that no other stream would fare better.
    pub fn is_of_account(&self) -> bool {
        match self {
            Self::Unauthorized { .. } => self.is_refused_login(),
            Self::Network { .. }
            | Self::Timeout { .. }
            | Self::RateLimited { .. }
            | Self::Settings { .. }
            | Self::Cancelled => true,
            _ => false,
        }
    }
}

fn said_words(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!(": \u{201c}{said}\u{201d}") }
}

fn after_words(after: Option<Millis>) -> String {
    match after {
        Some(ms) if ms > 120_000 => format!("in {} minutes", ms.saturating_add(59_999) / 60_000),
        Some(ms) => format!("in {} s", (ms / 1000).saturating_add(1)),
        None => "later".to_owned(),
    }
}

fn status_advice(code: u16) -> &'static str {
    match code {
        404 | 405 | 410 => "The address may be wrong, or the server does not offer this.",
        500..=599 => "The fault is at the server; sync again later.",
        _ => "The server did not accept the request; tell its operator.",
    }
}
