//! Bounds on what is asked. Ours, unless a source is named: far above what a person types, and low
//! enough that no question can exhaust the machine.

use std::time::Duration;

/// Characters of query text.
pub const QUERY_CHARS: usize = 8_192;
/// Chips and words in one query.
pub const TERMS: usize = 64;
/// Values in one chip. All chips together stay below SQLite's 32,766 bound parameters.
pub const VALUES: usize = 256;
/// Values of one field that are counted.
pub const FACETS: usize = 1_000;
/// Bars of a histogram: more than a screen has pixels.
pub const BUCKETS: usize = 4_000;
/// Rows in one window. A bigger read is made of several.
pub const ROWS: usize = 10_000;
/// Rows verified by one statement: a few milliseconds of work, between which a stop is heeded.
pub const BATCH: usize = 200;
/// Rows of an answer that are certain before anything else is: a screen has fewer.
pub const PAGE: usize = 100;
/// How long an answer that has its first page goes on for its count before it is given: most questions are
/// done by then, and nobody sees this long.
pub const AT_ONCE: Duration = Duration::from_millis(5);
/// How long an answer is kept back to make its first page certain.
pub const FIRST_PAGE: Duration = Duration::from_millis(1_000);
/// Rows of one part of an order by a column, unless they all have one value: sorting that many when they
/// come into sight takes some milliseconds.
pub const PART: u64 = 1_000;
/// Bytes of parts in sight that an answer keeps: a part takes up to a bit for every row of the store, so
/// these are six of ten million rows. Making one anew takes a millisecond or two.
pub const SEEN: usize = 8 * 1024 * 1024;
/// Different values of a column that is ordered by counting them; with more the rows themselves are read.
/// A value takes about 150 bytes while it is looked at, and half of that while the answer is held.
pub const VALUES_SORTED: usize = 500_000;
/// Rows that are sorted by reading each by its id; more are read in one walk through the table.
pub const SORTED_BY_ID: u64 = 50_000;
/// Rows that are sorted by a column that the index does not have. SQLite holds about 60 bytes of each, since
/// nothing may be written to a temporary file; all of the program is to stay below 400 MB.
pub const SORTED: u64 = 3_000_000;
/// Rows of a window of the index that are held at once while all ids are listed.
pub const STRIDE: usize = 65_536;
/// Rows ranked by relevance, the newest: reading their texts takes about a tenth of a second.
pub const RANKED: usize = 10_000;
/// Sessions ranked by relevance: each is read with what was said in it.
pub const RANKED_SESSIONS: usize = 2_000;
/// Messages of a session that are read to rank it.
pub const SAID: usize = 100;
/// How long counts by value, over time and the like may verify before they say "at least".
pub const FACETS_TIME: Duration = Duration::from_secs(2);
/// Rows whose values are counted one by one, where the index cannot count them.
pub const FACET_ROWS: usize = 100_000;
/// Percentiles in one question.
pub const PERCENTILES: usize = 100;
/// Values in one plot over time: more are told apart by nobody.
pub const SERIES: usize = 200;
