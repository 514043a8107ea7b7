//! Every bound of this crate, with where it comes from.

use std::time::Duration;

/// Bytes read of one page, after decompression. Source: the contract of issue 2; a page of 1,000 large
/// deliveries with payloads of 16 KiB each is about 16 MiB.
pub const BODY_BYTES: usize = 32 * 1024 * 1024;
/// Records taken from one page. Source: five times the largest `limit` the log API allows.
pub const PAGE_RECORDS: usize = 5_000;
/// Records asked for in one page. Source: docs/LOG-API.md, `limit=1..1000`.
pub const PAGE_LIMIT: usize = 1_000;
/// Nesting of JSON. Source: half of serde_json's own 128, so that whoever reads a raw record later can.
pub const JSON_DEPTH: usize = 64;
/// Characters of a provider's id.
pub const ID_CHARS: usize = 512;
/// Characters of a cursor: it comes back in a query string, and servers commonly refuse lines over 8 KiB.
pub const CURSOR_CHARS: usize = 4_096;
/// Bytes that reading a list may carry over from the record it belongs to: a chat's own object, and some
/// hundred people in it.
pub const CARRY_BYTES: usize = 64 * 1024;
/// Characters of a server's own error message that are shown.
pub const SAID_CHARS: usize = 300;
/// Characters of a token or a setting.
pub const SETTING_CHARS: usize = 4_096;

/// Time to reach the server.
pub const CONNECT: Duration = Duration::from_secs(10);
/// Longest silence while a body arrives.
pub const READ: Duration = Duration::from_secs(30);
/// One request from first byte to last. A page of 2 MB needs 0.3 Mbit/s.
pub const TOTAL: Duration = Duration::from_secs(60);
/// Tries of a request that timed out: each costs a minute, and a server that trickles would cost many.
pub const TIMEOUT_TRIES: u32 = 2;
/// Tries of one request before the error is passed on.
pub const TRIES: u32 = 6;
/// First step of the back-off; doubles with each try.
pub const BACKOFF_FIRST: Duration = Duration::from_millis(500);
/// Longest single wait, a server's Retry-After included. Source: the contract of issue 2.
pub const WAIT_MAX: Duration = Duration::from_secs(120);
/// Redirects followed within the account's own origin.
pub const REDIRECTS: usize = 4;
/// Pages of one drain. Source: ten million messages in pages of ten.
pub const PAGES: usize = 1_000_000;
/// Empty pages in a row that promise more. Source: a filter applied after paging leaves a few; not a hundred.
pub const EMPTY_PAGES: usize = 100;

/// The bounds of one client. The program always uses [`Limits::default`]; tests shrink them.
#[derive(Debug, Clone)]
pub struct Limits {
    pub body_bytes: usize,
    pub page_records: usize,
    pub page_limit: usize,
    pub connect: Duration,
    pub read: Duration,
    pub total: Duration,
    pub tries: u32,
    pub backoff_first: Duration,
    pub wait_max: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: BODY_BYTES,
            page_records: PAGE_RECORDS,
            page_limit: PAGE_LIMIT,
            connect: CONNECT,
            read: READ,
            total: TOTAL,
            tries: TRIES,
            backoff_first: BACKOFF_FIRST,
            wait_max: WAIT_MAX,
        }
    }
}
