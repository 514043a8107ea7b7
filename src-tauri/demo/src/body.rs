//! Bodies, good and bad.

use crate::limits;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream::{self, StreamExt};
use std::io::{Error, ErrorKind};
use std::time::Duration;

const JSON: &str = "application/json";
/// Pieces of a body that trickles, and the pause before each.
const PIECES: usize = 8;
const PAUSE: Duration = Duration::from_millis(60);
const CHUNK: usize = 64 * 1024;

fn respond(status: StatusCode, kind: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

pub fn json(status: StatusCode, text: String) -> Response {
    respond(status, JSON, Body::from(text))
}

/// States the whole length and sends half of it.
pub fn cut_off(text: String) -> Response {
    let whole = Bytes::from(text);
    let length = whole.len();
    let half = stream::iter([Ok(whole.slice(0..length / 2))]);
    let broken = stream::once(async {
        // The first half has to be on its way, or the client sees no answer at all.
        tokio::time::sleep(PAUSE).await;
        Err(Error::new(ErrorKind::ConnectionReset, "cut off on purpose"))
    });
    let mut response = respond(StatusCode::OK, JSON, Body::from_stream(half.chain(broken)));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// The right body, slowly.
pub fn trickle(text: String) -> Response {
    let whole = Bytes::from(text);
    let size = whole.len().div_ceil(PIECES).max(1);
    let starts = (0..whole.len()).step_by(size);
    let pieces: Vec<Bytes> = starts.map(|at| whole.slice(at..whole.len().min(at + size))).collect();
    let body = stream::iter(pieces).then(|piece| async move {
        tokio::time::sleep(PAUSE).await;
        Ok::<Bytes, Error>(piece)
    });
    respond(StatusCode::OK, JSON, Body::from_stream(body))
}

/// Begins as a page does and goes on with spaces for ever.
pub fn endless() -> Response {
    let start = stream::iter([Ok::<Bytes, Error>(Bytes::from_static(b"{\"data\":["))]);
    let spaces = Bytes::from(vec![b' '; CHUNK]);
    let rest = stream::repeat(spaces).map(Ok);
    respond(StatusCode::OK, JSON, Body::from_stream(start.chain(rest)))
}

/// One well-formed page with a single text of [`limits::HUGE_BYTES`]; its length is not stated.
pub fn huge() -> Response {
    let start = Bytes::from_static(
        b"{\"data\":[{\"id\":\"huge\",\"updated_at\":\"2026-01-01T00:00:00.000Z\",\"name\":\"",
    );
    let end = Bytes::from_static(b"\"}],\"next\":null,\"as_of\":\"2026-01-01T00:00:00.000Z\"}");
    let middle = Bytes::from(vec![b'x'; CHUNK]);
    let pieces = stream::iter([start])
        .chain(stream::repeat(middle).take(limits::HUGE_BYTES / CHUNK))
        .chain(stream::iter([end]))
        .map(Ok::<Bytes, Error>);
    respond(StatusCode::OK, JSON, Body::from_stream(pieces))
}

pub fn html() -> Response {
    let page = "<!doctype html><html><head><title>Sign in</title></head><body><form>Please sign in.</form></body></html>";
    respond(StatusCode::OK, "text/html; charset=utf-8", Body::from(page))
}
