//! What a server does wrong, whatever its format.

use crate::asked::Answer;
use crate::json;
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Too many requests, in the provider's own form.
    Limit,
    /// A fault of the server, which passes.
    Fault,
    /// The same of something before it, in HTML.
    Gateway,
    /// Tokens end in the middle.
    Expire,
    /// The body ends in the middle of an object.
    Cut,
    /// The connection does.
    Broken,
    /// A page of a list is that before it.
    Repeat,
    /// A page leads to itself.
    Circle,
    /// A page leads to another place.
    Foreign,
    /// A redirect to another place on the own machine.
    Redirect,
    /// Whoever asks is let in no more.
    Refuse,
    /// A web page under status 200.
    Html,
    /// Nothing under status 200.
    Empty,
    /// JSON of another kind under status 200.
    Scalar,
    /// Deeper JSON than anyone reads, in a field that nobody knows.
    Deep,
    /// More than anyone reads, its length stated.
    Huge,
    /// A gibibyte, its length not stated.
    Flood,
    /// The same, packed.
    Bomb,
    /// Every key stands twice.
    Twice,
    /// Control characters as they are in texts, where JSON has them escaped.
    Control,
    /// A refusal in long words, with control characters and with what was shown.
    Words,
}

impl Trouble {
    /// Those that a client gets over within a run.
    pub const PASSING: [Self; 6] =
        [Self::Limit, Self::Fault, Self::Gateway, Self::Expire, Self::Cut, Self::Broken];
    /// Those that end a run, and from which the next one recovers once they are mended.
    pub const LASTING: [Self; 11] = [
        Self::Redirect,
        Self::Refuse,
        Self::Html,
        Self::Empty,
        Self::Scalar,
        Self::Deep,
        Self::Huge,
        Self::Flood,
        Self::Bomb,
        Self::Control,
        Self::Words,
    ];
    /// Those that end a run, or are not met by it, or do it no harm: that depends on how a provider pages and on
    /// how it is read.
    pub const MAYBE: [Self; 4] = [Self::Repeat, Self::Circle, Self::Foreign, Self::Twice];

    /// What comes in place of an answer; `None` where the answer is needed for it. `trap`: another place on this
    /// machine. `shown`: what the client showed.
    pub(crate) fn instead(self, trap: &str, shown: &str) -> Option<Answer> {
        let body = |body: String| Answer { status: 200, headers: Vec::new(), body };
        Some(match self {
            Self::Fault => Answer { status: 500, headers: Vec::new(), body: "{}".to_owned() },
            Self::Gateway => Answer { status: 502, ..body("<html>Bad gateway</html>".to_owned()) },
            Self::Html => body("<!doctype html><title>Log in</title>".to_owned()),
            Self::Empty => body(String::new()),
            Self::Scalar => body("17".to_owned()),
            Self::Huge => body(format!("[\"{}\"]", "x".repeat(1 << 20))),
            Self::Redirect => Answer {
                status: 302,
                headers: vec![("location", format!("{trap}/private"))],
                body: String::new(),
            },
            Self::Words => {
                let said = format!("\u{1b}[2J\u{7}\u{202e}No. {shown} {}", "long ".repeat(1_000));
                Answer::status(400, &serde_json::json!({"message": said, "error": {"message": said}}))
            }
            _ => return None,
        })
    }

    /// What becomes of an answer. `before`: that to the request before this in the same list.
    pub(crate) fn spoil(self, answer: Answer, before: Option<&Answer>, trap: &str) -> Answer {
        let changed = |change: &dyn Fn(&mut Value)| match serde_json::from_str::<Value>(&answer.body) {
            Ok(mut value) => {
                change(&mut value);
                Answer { body: value.to_string(), ..answer.clone() }
            }
            Err(_) => answer.clone(),
        };
        match (self, before) {
            (Self::Repeat, Some(before)) => before.clone(),
            (Self::Circle, Some(before)) => {
                let again = leads_to(before);
                changed(&|value| {
                    json::next(value, &mut |next| {
                        if let (false, Some(again)) = (next.is_null(), &again) {
                            *next = again.clone();
                        }
                    });
                })
            }
            (Self::Foreign, _) => changed(&|value| json::next(value, &mut |next| elsewhere(next, trap))),
            (Self::Deep, _) => {
                let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
                let rest = answer.body.trim_start().strip_prefix('{').map(str::to_owned);
                let body = match rest {
                    Some(rest) if rest.trim() == "}" => format!("{{\"zz\":{deep}}}"),
                    Some(rest) => format!("{{\"zz\":{deep},{rest}"),
                    None => deep,
                };
                Answer { body, ..answer }
            }
            (Self::Twice, _) => match serde_json::from_str::<Value>(&answer.body) {
                Ok(value) => Answer { body: json::twice(&value), ..answer },
                Err(_) => answer,
            },
            (Self::Control, _) => Answer { body: answer.body.replace(":\"", ":\"\u{1}\u{1b}"), ..answer },
            _ => answer,
        }
    }
}

/// What a page says of the next one.
fn leads_to(page: &Answer) -> Option<Value> {
    let (mut value, mut found) = (serde_json::from_str(&page.body).ok()?, None);
    json::next(&mut value, &mut |next| {
        if !next.is_null() {
            found = Some(next.clone());
        }
    });
    found
}

/// A link to the same path at another place; a cursor is no link.
fn elsewhere(next: &mut Value, trap: &str) {
    let Some(link) = next.as_str() else { return };
    let path = match link.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
        None if link.starts_with('/') => link,
        None => return,
    };
    *next = Value::from(format!("{trap}{path}"));
}
