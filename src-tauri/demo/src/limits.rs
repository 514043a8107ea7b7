//! Every bound of this crate, with where it comes from.

use std::time::Duration;

/// Fewest and most messages the generator makes. Source: issue 2, "ten thousand to ten million"; the
/// lower end is open so that tests can be small.
pub const MESSAGES: std::ops::RangeInclusive<u64> = 1..=10_000_000;
/// Records in a page when a request names no limit, and the most it may ask for. Source: docs/LOG-API.md.
pub const PAGE_DEFAULT: usize = 100;
pub const PAGE_MOST: usize = 1_000;
/// Characters of a cursor that are looked at. Ours have fewer than 40.
pub const CURSOR_CHARS: usize = 64;
/// Characters of a token. Source: the provider crate reads no longer setting.
pub const TOKEN_CHARS: usize = 4_096;
/// Records that live activity keeps; older ones are dropped. About 20 MB, or hours of activity.
pub const LIVE_RECORDS: usize = 20_000;
/// Live chats that go on at one time.
pub const LIVE_CHATS: usize = 12;
/// One step of live activity. Source: issue 2, "about one every 2 s".
pub const LIVE_STEP: Duration = Duration::from_secs(2);
/// Bytes of a recorded dialogues file after decompression. The known file has 6 MB.
pub const RECORDED_BYTES: u64 = 512 * 1024 * 1024;
/// Bytes of the page sent by the misbehaviour "huge": above the 32 MiB a client has to refuse.
pub const HUGE_BYTES: usize = 40 * 1024 * 1024;
/// How long a stopped server lets requests end before it drops them.
pub const STOP_GRACE: Duration = Duration::from_secs(2);
