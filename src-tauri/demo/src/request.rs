//! What a request asks for, or why it is refused.

use crate::answer::Desk;
use crate::cursor::Cursor;
use crate::limits;
use axum::extract::Query;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use model::{Kind, Millis, Stamp};
use provider::Window;
use provider::log_api::wire::{self, ErrorBody, ErrorSaid};

/// A refusal: status, code, message, what to do.
pub struct Refusal(pub StatusCode, pub &'static str, pub String, pub &'static str);

impl Refusal {
    fn bad(message: String, todo: &'static str) -> Self {
        Self(StatusCode::BAD_REQUEST, "bad_request", message, todo)
    }

    pub fn body(&self) -> String {
        let said = ErrorSaid {
            code: self.1.to_owned(),
            message: self.2.clone(),
            what_to_do: Some(self.3.to_owned()),
        };
        serde_json::to_string(&ErrorBody { error: said }).unwrap_or_default()
    }
}

/// What a request for records asks for.
pub struct Wanted {
    pub kind: Kind,
    pub limit: usize,
    pub cursor: Option<(String, Cursor)>,
    pub since: Option<Millis>,
    pub window: Window,
}

/// `None` asks for the front page.
pub fn prepare(
    desk: &Desk,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Option<Wanted>, Refusal> {
    if !desk.admits(headers) {
        let message = "The token is missing or wrong.".to_owned();
        let todo = "Send the header `Authorization: Bearer TOKEN` with a valid token.";
        return Err(Refusal(StatusCode::UNAUTHORIZED, "unauthorized", message, todo));
    }
    let path = uri.path().trim_end_matches('/');
    let last = path.strip_prefix("/v1").map(|rest| rest.trim_start_matches('/'));
    let kind = match last {
        Some("") => None,
        Some(last) => Some(wire::kind_at(last).ok_or_else(|| missing(path))?),
        None => return Err(missing(path)),
    };
    if method != Method::GET {
        let message = format!("{method} is not served here.");
        return Err(Refusal(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message, "Use GET."));
    }
    kind.map(|kind| wanted(kind, uri)).transpose()
}

fn missing(path: &str) -> Refusal {
    let path: String = path.chars().take(80).collect();
    let todo = "GET /v1 lists what there is.";
    Refusal(StatusCode::NOT_FOUND, "not_found", format!("There is nothing at {path}."), todo)
}

fn wanted(kind: Kind, uri: &Uri) -> Result<Wanted, Refusal> {
    let unreadable =
        |_| Refusal::bad("The query string cannot be read.".to_owned(), "Write it as name=value&name=value.");
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(unreadable)?;
    let mut wanted =
        Wanted { kind, limit: limits::PAGE_DEFAULT, cursor: None, since: None, window: Window::EVER };
    for (name, value) in pairs {
        match name.as_str() {
            "limit" => wanted.limit = limit(&value)?,
            "cursor" => {
                let cursor = Cursor::read(kind, &value).ok_or_else(|| {
                    let message = "The cursor is not one that this server gave out for this kind.".to_owned();
                    Refusal(StatusCode::BAD_REQUEST, "bad_cursor", message, "Begin again without a cursor.")
                })?;
                wanted.cursor = Some((value, cursor));
            }
            "updated_since" => wanted.since = Some(moment("updated_since", &value)?),
            "from" => wanted.window.from = Some(moment("from", &value)?),
            "until" => wanted.window.until = Some(moment("until", &value)?),
            // A later version may know more parameters; this one passes them over.
            _ => {}
        }
    }
    if !wire::has_own_time(kind) {
        wanted.window = Window::EVER;
    }
    Ok(wanted)
}

fn limit(value: &str) -> Result<usize, Refusal> {
    value.parse().ok().filter(|limit| (1..=limits::PAGE_MOST).contains(limit)).ok_or_else(|| {
        Refusal::bad(
            format!("The limit has to be 1 to {}.", limits::PAGE_MOST),
            "Leave it out or send a whole number.",
        )
    })
}

fn moment(name: &str, value: &str) -> Result<Millis, Refusal> {
    Stamp::parse(value).map(|stamp| stamp.at).map_err(|e| {
        Refusal::bad(format!("{name}: {e}."), "Send RFC 3339; write a + as %2B in a query string.")
    })
}
