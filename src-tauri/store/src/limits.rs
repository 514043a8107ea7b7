//! Every bound of this crate, with its source.

use std::time::Duration;

/// Page cache of the one writing connection, KiB. The cipher costs per page miss, so memory is
/// what buys speed (measured: 256 MB).
pub const WRITER_CACHE_KIB: i64 = 256 * 1024;
/// Page cache of each reading connection, KiB. It fills only as it is used.
pub const READER_CACHE_KIB: i64 = 64 * 1024;
/// Reading connections at most: one a core for the window, one or two for exports, and room.
pub const READERS: usize = 6;
/// How long a lease of [`crate::Store::reader`] may compute. A person waits no longer than this.
pub const READ_TIME: Duration = Duration::from_secs(30);
/// Virtual machine steps between two looks at the clock and the cancel flag: about a millisecond.
pub const STEPS_BETWEEN_LOOKS: i32 = 20_000;
/// Prepared statements kept a connection: each table's insert and reads, with room for queries.
pub const STATEMENTS: usize = 256;
/// How long one connection waits for another. Only checkpoints and readers meet; they are short.
pub const BUSY: Duration = Duration::from_secs(10);
/// Pages in the write-ahead log before it is folded in (16 MiB): a page of records is 2–8 MiB.
pub const WAL_PAGES: i64 = 4096;
/// The write-ahead log is cut back to this many bytes once folded in.
pub const WAL_BYTES: i64 = 64 * 1024 * 1024;
/// Bits of an id that number the records within a day.
pub const DAY_BITS: u32 = 24;
/// Records a day: 16.7 million, far above the ten million the whole store is built for.
pub const PER_DAY: i64 = 1 << DAY_BITS;
/// Days from the epoch, either way, that an id can name (about 11,000 years). Keeps ids under
/// 2^47, so that a window's numbers (2^53) hold them exactly.
pub const DAY_MAX: i64 = (1 << 22) - 1;
/// zstd level of raw records: the library's default, 1 µs or two a record.
pub const ZSTD_LEVEL: i32 = 3;
/// A raw record unpacks to this many bytes at most: the provider's page cap (32 MiB).
pub const RAW_BYTES: usize = 32 * 1024 * 1024;
/// Bytes of grams FTS5 gathers before it writes a segment: a page of 10,000 messages at once.
pub const GRAM_HASH_BYTES: i64 = 16 * 1024 * 1024;
/// Index entries kept back in a transaction, about 300 bytes each. A sync's page is far smaller.
pub const GRAMS_OWED: usize = 50_000;
/// Days of id counters remembered before they are looked up afresh.
pub const DAYS_REMEMBERED: usize = 100_000;
/// Faults listed by a check; more say nothing more.
pub const FAULTS: usize = 100;
