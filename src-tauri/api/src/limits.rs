//! Bounds of this border.

/// Rows a window may ask for at once: about two screens of the smallest rows (measured: 500 rows of
/// 15 columns cross to the web view in about 5 ms).
pub const ROWS: usize = 500;
/// Results a person can hold open at once; the oldest goes first. Each holds 8 bytes a row.
pub const RESULTS: usize = 8;
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
