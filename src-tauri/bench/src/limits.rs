//! Every bound of this crate, with its source.

use std::time::Duration;

/// Fewest messages: below this the made-up world lacks some of what is asked for.
pub const LEAST: u64 = 2_000;
/// Most messages: what the demo provider makes.
pub const MOST: u64 = *demo::limits::MESSAGES.end();
/// Records a transaction: a page of the log API, as a sync stores it.
pub const PAGE: usize = provider::limits::PAGE_LIMIT;
/// Runs of a question: enough for a 99th percentile that is not the worst one alone.
pub const RUNS: usize = 60;
/// Fewest runs, however slow: a median needs some.
pub const RUNS_LEAST: usize = 5;
/// A question that has taken this long, both sides together, is run no more than the fewest times.
pub const PATIENCE: Duration = Duration::from_secs(12);
/// Below this many runs there is no 99th percentile to speak of.
pub const RUNS_FOR_P99: usize = 50;
/// Exports: each takes many seconds at a million rows.
pub const EXPORTS: usize = 3;
/// Rows of a window: what a tall screen shows, and some around it.
pub const WINDOW: usize = 100;
/// The peer's one connection gets the page cache of the store's writer, KiB; our readers have less.
pub const PEER_CACHE_KIB: i64 = store::limits::WRITER_CACHE_KIB;
/// Time between two words about how far it is.
pub const TELL_EVERY: Duration = Duration::from_secs(2);
/// The made-up world: always the same one.
pub const SEED: u64 = 7;
