//! Bodies that break off, and bodies that do not end.

use crate::Answer;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use flate2::{Compress, Compression, FlushCompress};
use futures_util::stream::{self, Stream, StreamExt};
use std::io::{Error, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How large a body grows if nobody stops it.
pub const GIBIBYTE: u64 = 1 << 30;
const PIECE: usize = 64 * 1024;
/// What a piece of a packed body unpacks to.
const UNPACKED: usize = 1 << 20;

/// Half of the body as if that were all: JSON that does not end.
pub fn cut(answer: Answer) -> Response {
    let half = half(&answer.body).to_owned();
    Answer { body: half, ..answer }.response()
}

/// Half of the body, and then the connection is gone.
pub fn broken(answer: Answer) -> Response {
    let (whole, half) = (answer.body.len(), Bytes::from(half(&answer.body).to_owned()));
    let end = stream::once(async {
        // The first half has to be on its way, or the client sees no answer at all.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(Error::new(ErrorKind::ConnectionReset, "broken off on purpose"))
    });
    let mut response = answer.with_body(Body::from_stream(stream::iter([Ok(half)]).chain(end)));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(whole));
    response
}

fn half(body: &str) -> &str {
    let middle = body.len() / 2;
    let middle = (0..=middle).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
    body.get(..middle).unwrap_or_default()
}

/// One JSON text of a gibibyte, made while it is sent. `poured` counts what left.
pub fn flood(poured: &Arc<AtomicU64>) -> Response {
    let pieces = (GIBIBYTE as usize).div_ceil(PIECE);
    let body = stream::iter([Bytes::from_static(b"{\"zz\":\"")])
        .chain(stream::iter(std::iter::repeat_n(Bytes::from(vec![b'x'; PIECE]), pieces)))
        .chain(stream::iter([Bytes::from_static(b"\"}")]));
    good().with_body(Body::from_stream(counted(body, Arc::clone(poured))))
}

/// The same, packed to a thousandth of its size.
pub fn bomb(poured: &Arc<AtomicU64>) -> Response {
    let pieces = (GIBIBYTE as usize).div_ceil(UNPACKED);
    // RFC 1952: a header that says nothing. The end is never reached, so it has no checksum.
    let start = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255][..], &packed(b"{\"zz\":\"")].concat();
    let piece = Bytes::from(packed(&vec![b'x'; UNPACKED]));
    let body = stream::iter([Bytes::from(start)]).chain(stream::iter(std::iter::repeat_n(piece, pieces)));
    let mut response = good().with_body(Body::from_stream(counted(body, Arc::clone(poured))));
    response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response
}

fn good() -> Answer {
    Answer { status: 200, headers: Vec::new(), body: String::new() }
}

/// A piece of a packed stream that needs nothing of the pieces before it.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() / 100 + 256);
    let mut press = Compress::new(Compression::fast(), false);
    let _ = press.compress_vec(bytes, &mut packed, FlushCompress::Full);
    packed
}

fn counted(
    pieces: impl Stream<Item = Bytes>,
    poured: Arc<AtomicU64>,
) -> impl Stream<Item = std::io::Result<Bytes>> {
    pieces.map(move |piece| {
        poured.fetch_add(piece.len() as u64, Ordering::Relaxed);
        Ok(piece)
    })
}
