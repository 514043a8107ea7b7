//! Every bound of this crate, with its source.

use std::time::Duration;

/// Fewest messages: below this the made-up world lacks some of what is asked for.
pub const LEAST: u64 = 2_000;
/// From so many messages on every question finds something, or must find nothing.
pub const ALL_FOUND: u64 = 1_000_000;
/// Most messages: what the demo provider makes.
pub const MOST: u64 = *demo::limits::MESSAGES.end();
/// Records a transaction: a page of the log API, as a sync stores it.
pub const PAGE: usize = provider::limits::PAGE_LIMIT;
/// Pages made ahead of those that are loaded: as many as a sync holds while it stores others, so that they count as
/// memory of the program as they do there.
pub const PAGES_AHEAD: usize = sync::limits::TOGETHER;
/// Of messages and of deliveries, how many in a hundred are loaded first. What comes into the large store
/// then is measured apart, and the last part of that while questions are asked.
pub const FIRST_LOAD: u64 = 95;
pub const LARGE_LOAD: u64 = 99;
/// Runs of a question of ours: a 99th percentile of them is not the worst one alone.
pub const RUNS: usize = 100;
/// Fewest runs, however slow: a median needs some.
pub const RUNS_LEAST: usize = 5;
/// After this long a question is run no more than the fewest times.
pub const PATIENCE: Duration = Duration::from_secs(8);
/// Below this many runs there is no 99th percentile to speak of.
pub const RUNS_FOR_P99: usize = 50;
/// Runs of a peer: its median is what counts.
pub const PEER_RUNS: usize = 15;
/// A peer that has taken this long for one question is believed after a single run.
pub const PEER_PATIENCE: Duration = Duration::from_secs(4);
/// Stores opened cold: a 99th percentile needs as many, and each takes a fraction of a second.
pub const OPENINGS: usize = 60;
/// Scans of all messages: each takes many seconds at ten million.
pub const SCANS: usize = 3;
/// Exports: each takes many seconds at a million rows …
pub const EXPORTS: usize = 3;
/// … and minutes above this many, when one has to do.
pub const EXPORTS_MOST: u64 = 2_000_000;
/// How long one step of verifying may take; the next follows at once.
pub const SETTLE: Duration = Duration::from_secs(1);
/// Rows of a window: what a tall screen shows, and some around it.
pub const WINDOW: usize = 100;
/// Values of a facet that is asked for first in an opened store: more than any list shows.
pub const FACET_VALUES: usize = 200;
/// Messages loaded again unchanged, at most: the rate does not change after that.
pub const RESYNC_MOST: u64 = 1_000_000;
/// Messages loaded a second time under random identifiers, at most: their own store is made for it.
pub const RANDOM_MOST: u64 = 1_000_000;
/// Messages synced from a server, at most: the rate does not change after that.
pub const SYNC_MOST: u64 = 1_000_000;
/// Above this many messages the peers are asked first and their stores removed before ours is loaded: at ten
/// million, each side needs up to twenty gigabytes of disk.
pub const TOGETHER_MOST: u64 = 2_000_000;
/// lnav reads its files anew at each start and keeps an index of their lines in memory.
pub const LNAV_MOST: u64 = 1_000_000;
/// Page cache of plain SQLite, KiB: more than any connection of ours has.
pub const PLAIN_CACHE_KIB: i64 = 256 * 1024;
/// Pages in its write-ahead log before it is folded in (16 MiB): some pages of records.
pub const PLAIN_WAL_PAGES: i64 = 4096;
/// How long a peer's server may take until it answers.
pub const PEER_READY: Duration = Duration::from_secs(30);
/// Longest answer of a peer's server, bytes: a thousand values, or a hundred rows of long texts.
pub const ANSWER_BYTES: u64 = 32 * 1024 * 1024;
/// Time between two words about how far it is.
pub const TELL_EVERY: Duration = Duration::from_secs(2);
/// The made-up world: always the same one.
pub const SEED: u64 = 7;
