//! What a server does wrong, whatever its format.

use crate::asked::Answer;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Too many requests, in the provider's own form.
    Limit,
    /// A fault of the server, which passes.
    Fault,
    /// Tokens end in the middle.
    Expire,
    /// The body breaks off.
    Cut,
    /// The page before comes again.
    Repeat,
    /// A web page under status 200.
    Html,
    /// Deeper JSON than anyone reads.
    Deep,
    /// More than anyone reads.
    Huge,
    /// A redirect to a private address.
    Redirect,
}

impl Trouble {
    /// Those that a client gets over within a run.
    pub const PASSING: [Self; 4] = [Self::Limit, Self::Fault, Self::Expire, Self::Cut];
    /// Those that end a run, and from which the next one recovers once they are mended.
    pub const LASTING: [Self; 4] = [Self::Html, Self::Deep, Self::Huge, Self::Redirect];

    /// What comes in place of an answer; `None` where the answer is needed for it.
    pub(crate) fn answer(self) -> Option<Answer> {
        let body = |body: String| Answer { status: 200, headers: Vec::new(), body };
        Some(match self {
            Self::Fault => Answer { status: 503, headers: Vec::new(), body: "{}".to_owned() },
            Self::Html => body("<!doctype html><title>Log in</title>".to_owned()),
            Self::Deep => body(format!("{}{}", "[".repeat(5_000), "]".repeat(5_000))),
            Self::Huge => body(format!("[\"{}\"]", "x".repeat(1 << 20))),
            Self::Redirect => Answer {
                status: 302,
                headers: vec![("location", "http://10.0.0.1/private".to_owned())],
                body: String::new(),
            },
            Self::Limit | Self::Expire | Self::Cut | Self::Repeat => return None,
        })
    }
}
