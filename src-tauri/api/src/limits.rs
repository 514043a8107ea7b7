//! Bounds of this border.

use model::Millis;
use std::time::Duration;

/// Rows a window may ask for at once: about two screens of the smallest rows (measured: 500 rows of
/// 15 columns cross to the web view in about 5 ms).
pub const ROWS: usize = 500;
/// Messages of a chat from which its measures are computed when it is opened; of a longer one they are
/// not. Source: a thousand times the longest chats of the made-up logs.
pub const MEASURED: u64 = 100_000;
/// Results a person can hold open at once; the oldest goes first.
pub const RESULTS: usize = 8;
/// Bytes that they may take together; above it the oldest go, and only the newest may be larger. In order of
/// time ten million rows take 5 MB, and a list of three million sorted by their text 30 MB.
pub const RESULTS_BYTES: usize = 64 * 1024 * 1024;
/// Jobs remembered after they have ended.
pub const JOBS_KEPT: usize = 50;
/// Characters of a passphrase below which a new store is refused.
pub const PASSPHRASE_MIN: usize = 12;
/// Characters of a name (person, account, view).
pub const NAME_MAX: usize = 120;
/// Characters of one line of query text.
pub const QUERY_MAX: usize = 4_096;
/// Values of one facet.
pub const FACET_VALUES: usize = 200;
/// Bars of one histogram.
pub const BUCKETS: usize = 400;
/// Bytes of a JSON body: export specifications are the largest, well under a hundred kilobytes.
pub const BODY: usize = 1 << 20;
/// Places of the window that ask on their own: each list with its plot, its completion and its look
/// for newer data, and the export sheet. Twice what there is today.
pub const SLOTS: usize = 32;
/// Bytes of a slot's name.
pub const SLOT_NAME: usize = 64;
/// Bytes of a cell that are looked through for what was searched: the first screens of the longest message.
pub const HIGHLIGHT: usize = 64 << 10;
/// Marks in one cell; more would be a cell that is marked all over.
pub const MARKS: usize = 64;
/// A stretch of settling an open count; a window that is asked for meanwhile waits no longer than this.
pub const SETTLE: Duration = Duration::from_millis(20);
/// Between two such stretches: long enough for another thread to be woken and take its turn.
pub const TURN: Duration = Duration::from_millis(1);
/// How long nobody must have asked anything before segments are merged in the background.
pub const QUIET: Duration = Duration::from_secs(2);
/// Accounts whose first load is described one by one above a list.
pub const COVERAGE: usize = 3;
/// Fields whose values are counted in one call: more than a form has controls.
pub const FACET_FIELDS: usize = 20;
/// Rows of a result, in another order than that of time, that are listed to find one of them: 8 MB of ids.
pub const FIND: u64 = 1_000_000;
/// Imports listed; whoever has more undoes by number on the command line.
pub const IMPORTS: usize = 200;
/// Between the end of a sync and the next one of an account that is synced live: as long as a person looks away, and
/// four requests a minute for each list of the provider's.
pub const LIVE: Millis = 15_000;
/// A sync that failed is not tried again by itself before this.
pub const AFTER_FAULT: Millis = 60_000;
/// How often the schedules are looked at.
pub const TICK: Duration = Duration::from_secs(2);
/// Days of one calendar: a year in whole weeks, and one more.
pub const CALENDAR: usize = 53 * 7;
/// Channels of one calendar; the rest is added up in the last.
pub const CHANNELS: usize = 40;
/// A first call that tests an account waits no longer than this for a provider that asks for patience.
pub const TEST_WAIT: Duration = Duration::from_secs(5);
/// Tries of each of its requests.
pub const TEST_TRIES: u32 = 2;
