//! Bounds on what is asked. Ours, unless a source is named: far above what a person types, and low
//! enough that no question can exhaust the machine.

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
/// Rows ranked by relevance, newest first: reading their texts takes about a tenth of a second.
pub const RANKED: usize = 10_000;
