//! What a request is answered: the right page, an error in words, or a trick.

use crate::body;
use crate::cursor::Cursor;
use crate::live::Live;
use crate::log::{self, Entry, Log};
use crate::misbehave::{Misbehaviour, Trick, skew, trick};
use crate::request::{Refusal, Wanted, prepare};
use crate::server::now;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use model::{Kind, Stamp};
use provider::Window;
use provider::log_api::wire::{self, PageOut, Root, Time};
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use subtle::ConstantTimeEq;

/// Everything a request needs.
pub struct Desk {
    /// Hashed, so that comparing takes the same time whatever was sent.
    token: [u8; 32],
    log: Arc<dyn Log>,
    live: Option<Arc<Mutex<Live>>>,
    misbehave: Vec<Misbehaviour>,
    asked: AtomicU64,
}

/// A page before it is written.
struct Found {
    entries: Vec<Entry>,
    next: Option<Cursor>,
    remaining: Option<u64>,
}

impl Desk {
    pub fn new(
        token: &str,
        log: Arc<dyn Log>,
        live: Option<Arc<Mutex<Live>>>,
        misbehave: Vec<Misbehaviour>,
    ) -> Self {
        Self {
            token: Sha256::digest(token.as_bytes()).into(),
            log,
            live,
            misbehave,
            asked: AtomicU64::new(0),
        }
    }

    /// Pages that were asked for so far.
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    pub fn admits(&self, headers: &HeaderMap) -> bool {
        let value =
            headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (scheme, token) = value.split_once(' ').unwrap_or_default();
        let sent: [u8; 32] = Sha256::digest(token.trim().as_bytes()).into();
        scheme.eq_ignore_ascii_case("bearer") && bool::from(self.token.ct_eq(&sent))
    }

    /// The server's clock, wrong if it is told to be.
    fn clock(&self) -> Time {
        Time(Stamp::utc(now() + skew(&self.misbehave)))
    }

    fn front(&self) -> String {
        let name = |kind: &Kind| kind.as_str().to_owned();
        let windows = Kind::ALL.iter().filter(|kind| wire::has_own_time(**kind)).map(name);
        let root = Root {
            name: "Counterfoil demo".to_owned(),
            version: wire::VERSION,
            time: self.clock(),
            kinds: Kind::ALL.iter().map(name).collect(),
            windows: windows.collect(),
        };
        serde_json::to_string(&root).unwrap_or_default()
    }

    fn find(&self, wanted: &Wanted) -> Found {
        let window = match self.misbehave.contains(&Misbehaviour::IgnoreWindow) {
            true => Window::EVER,
            false => wanted.window,
        };
        let live = self.live.as_ref().and_then(|live| live.lock().ok());
        let start = match (&wanted.cursor, wanted.since) {
            (Some((_, cursor)), _) => *cursor,
            (None, Some(since)) => Cursor::Fixed(log::seek(self.log.as_ref(), wanted.kind, since)),
            (None, None) => Cursor::Fixed(log::Place::default()),
        };
        let mut found = Found { entries: Vec::new(), next: None, remaining: None };
        let mut number = match (start, wanted.since, &live) {
            (Cursor::Live(number), ..) => number,
            (_, Some(since), Some(live)) => live.seek(since),
            _ => 0,
        };
        if let Cursor::Fixed(place) = start {
            let (entries, next) = log::read(self.log.as_ref(), wanted.kind, place, wanted.limit, &window);
            found.entries = entries;
            // Of a window only counting would tell.
            let whole = window == Window::EVER;
            found.remaining = whole.then(|| log::remaining(self.log.as_ref(), wanted.kind, next)).flatten();
            if let Some(live) = &live {
                found.entries.retain(|entry| !live.hides(&entry.record));
                found.remaining = None;
            }
            if let Some(next) = next {
                found.next = Some(Cursor::Fixed(next));
                return found;
            }
        }
        let Some(live) = live else { return found };
        let room = wanted.limit.saturating_sub(found.entries.len());
        let (entries, next) = live.read(wanted.kind, number, room, &window);
        number = next.unwrap_or(number);
        found.entries.extend(entries);
        found.next = next.map(|_| Cursor::Live(number));
        found
    }

    /// The page as JSON.
    fn page(&self, wanted: &Wanted, origin: &str) -> Result<String, Refusal> {
        let broken = |why: serde_json::Error| {
            let todo = "Report it: the demo provider made a record that cannot be written.";
            Refusal(StatusCode::INTERNAL_SERVER_ERROR, "internal", why.to_string(), todo)
        };
        let found = self.find(wanted);
        let objects = found.entries.iter().map(|e| wire::from_record(&e.record, Stamp::utc(e.updated_at)));
        let objects = objects.collect::<Result<Vec<_>, _>>().map_err(broken)?;
        let data: Vec<_> = objects.iter().map(AsRef::as_ref).collect();
        let asked = wanted.cursor.as_ref().map(|(text, _)| text.clone());
        let mut next = found.next.map(|cursor| cursor.write(wanted.kind));
        let mut next_url = None;
        if next.is_some() && self.misbehave.contains(&Misbehaviour::RepeatPage) {
            next = asked.or(next);
        }
        if self.misbehave.contains(&Misbehaviour::ForeignNext) {
            let path = wire::path(wanted.kind);
            next_url = next.take().map(|cursor| format!("{origin}/v1/{path}?cursor={cursor}"));
        }
        let page = PageOut {
            data: &data,
            next: next.as_deref(),
            next_url: next_url.as_deref(),
            remaining: found.remaining,
            as_of: self.clock(),
        };
        serde_json::to_string(&page).map_err(broken)
    }
}

/// The one handler: who asks, what for, then the answer.
pub async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    match prepare(&desk, &method, &uri, request.headers()) {
        Ok(None) => body::json(StatusCode::OK, desk.front()),
        Ok(Some(wanted)) => serve_page(desk, wanted).await,
        Err(refusal) => body::json(refusal.0, refusal.body()),
    }
}

async fn serve_page(desk: Arc<Desk>, wanted: Wanted) -> Response {
    let number = desk.asked.fetch_add(1, Ordering::Relaxed) + 1;
    let trick = trick(&desk.misbehave, number);
    if let Some(response) = refused(trick) {
        return response;
    }
    // Making records is work for a processor, not for the threads that serve connections.
    let made = tokio::task::spawn_blocking(move || desk.page(&wanted, "https://elsewhere.example")).await;
    match (made, trick) {
        (Ok(Ok(text)), None) => body::json(StatusCode::OK, text),
        (Ok(Ok(text)), Some(Trick::CutOff)) => body::cut_off(text),
        (Ok(Ok(text)), Some(_)) => body::trickle(text),
        (Ok(Err(refusal)), _) => body::json(refusal.0, refusal.body()),
        (Err(_), _) => {
            let message = "The page could not be made.".to_owned();
            let refusal = Refusal(StatusCode::INTERNAL_SERVER_ERROR, "internal", message, "Try again.");
            body::json(refusal.0, refusal.body())
        }
    }
}

/// Tricks that need no page.
fn refused(trick: Option<Trick>) -> Option<Response> {
    let say = |status, code, message: &str, todo| {
        let refusal = Refusal(status, code, message.to_owned(), todo);
        let mut response = body::json(status, refusal.body());
        if status != StatusCode::INTERNAL_SERVER_ERROR {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
        }
        response
    };
    Some(match trick? {
        Trick::Refuse429 => say(
            StatusCode::TOO_MANY_REQUESTS,
            "rate_limited",
            "Too many requests.",
            "Wait as long as Retry-After says, then ask again.",
        ),
        Trick::Refuse500 => say(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something failed here.",
            "Try again after a while.",
        ),
        Trick::Refuse503 => say(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "Down for a moment.",
            "Try again after Retry-After.",
        ),
        Trick::Html => body::html(),
        Trick::Endless => body::endless(),
        Trick::Huge => body::huge(),
        Trick::CutOff | Trick::Trickle => return None,
    })
}
