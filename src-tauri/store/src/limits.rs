//! Every bound of this crate, with its source.

use std::time::Duration;

/// Bytes of a page of the file. What the cipher costs beside its bytes is paid for each page: reading all texts
/// takes a fifth less time than with 4096 bytes, and a cold piece of the index a tenth less. With 16 KiB a row
/// at a random place costs more to write (docs/decisions/0001-sqlcipher-with-hmac-sha256.md).
pub const PAGE: u32 = 8192;
/// Page cache of the one writing connection, KiB. A first load computes no longer than with 128 MiB
/// (docs/decisions/0014-memory.md).
pub const WRITER_CACHE_KIB: i64 = 48 * 1024;
/// Page cache of each reading connection, KiB. It fills only as it is used; what matters to a search is
/// in [`INDEX_CACHE`].
pub const READER_CACHE_KIB: i64 = 16 * 1024;
/// Decoded pieces of the index in memory, bytes, for all readers together.
pub const INDEX_CACHE: usize = 96 * 1024 * 1024;
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
/// Bytes of the write-ahead log before it is folded in: a page of records is 2–8 MiB.
pub const LOG: u64 = 16 * 1024 * 1024;
/// Bits of an id that number the records within a day.
pub const DAY_BITS: u32 = 24;
/// Records a day: 16.7 million, far above the ten million the whole store is built for.
pub const PER_DAY: i64 = 1 << DAY_BITS;
/// Days from the epoch, either way, that an id can name (about 11,000 years). Keeps ids under
/// 2^47, so that a window's numbers (2^53) hold them exactly.
pub const DAY_MAX: i64 = (1 << 22) - 1;
/// zstd level of raw records. Measured on bundles of deliveries: level 3 takes a fourth more time and saves 2 %.
pub const ZSTD_LEVEL: i32 = 1;
/// Bytes of raw records that are packed together. Reading one record unpacks them all (23 µs), changing one
/// packs them anew (60 µs). Deliveries of 876 bytes take 166 bytes each in bundles of 16 KiB, 146 in 32 KiB
/// and 133 in 64 KiB.
pub const BUNDLE_BYTES: usize = 32 * 1024;
/// Raw records that are packed together: their number within is one byte.
pub const BUNDLED: usize = 255;
/// A bundle unpacks to this many bytes at most: one record of the provider's page cap (32 MiB), and room.
pub const BUNDLE_UNPACKED: usize = 33 * 1024 * 1024;
/// What an import kept of a record unpacks to this many bytes at most: the record twice, as received and as read, and
/// what escapes add.
pub const WAS_UNPACKED: usize = 4 * BUNDLE_UNPACKED;
/// Rows of a transaction, about 1 KiB each, that are kept back before they become a segment. A sync's
/// page is far smaller, and what tests write is smaller still.
pub const PENDING: usize = if cfg!(test) { 1 << 8 } else { 1 << 16 };
/// Names of other records remembered (of a generation, see `recent`), about 100 bytes each.
pub const NAMES_REMEMBERED: usize = 50_000;
/// Sessions remembered, in which messages are said (of a generation), about 300 bytes each.
pub const LINKS_REMEMBERED: usize = 20_000;
/// Hits read at once when rows are written to the index anew.
pub const HITS: usize = 4096;
/// Moments of the index that a reader may still meet between its snapshot and looking it up, which are
/// microseconds apart. Each is a few kilobytes.
pub const MOMENTS: usize = 16;
/// Snapshots a view takes at most until it meets a known moment. The first one nearly always does.
pub const VIEW_TRIES: usize = 1000;
/// Bytes of a merged segment that are written in one transaction.
pub const BATCH: usize = 4 * 1024 * 1024;
/// Pieces deleted in one transaction: 4 MiB at 16 KiB each.
pub const CLEARED: usize = 256;
/// Days of id counters remembered before they are looked up afresh.
pub const DAYS_REMEMBERED: usize = 100_000;
/// Faults listed by a check; more say nothing more.
pub const FAULTS: usize = 100;
/// Events that a part of a delivery is put together with, the last ones that came: a mail has some ten, and machines
/// that open it again and again tell nothing new.
pub const GATHERED: i64 = 200;
/// Syncs of an account that are remembered: what a person looks back on.
pub const RUNS: usize = 20;
