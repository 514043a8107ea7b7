//! Every bound of this crate, with its source.

/// Bytes of a file, unpacked. Source: ten million messages of 400 bytes; what unpacks to more is no export.
pub const UNPACKED: u64 = 4 << 30;
/// Rows of a file, and records: each is remembered in 30 bytes to tell what is new. Source: as many as a sync tells apart.
pub const ROWS: u64 = 1 << 22;
/// Bytes of one row of a table: a message of the longest length that a messenger allows, many times over.
pub const ROW: u64 = 4 << 20;
/// Columns of a table. Source: ten times those of the widest export that is known (27).
pub const COLUMNS: usize = 300;
/// Characters of a column's title.
pub const TITLE: usize = 200;
/// Files in a zip or a folder that are looked at.
pub const FILES: usize = 100_000;
/// Rows of a sample, and characters of each of its cells.
pub const SAMPLE: usize = 5;
pub const SAMPLE_CELL: usize = 120;
/// Bytes of a mapping file.
pub const MAPPING: u64 = 256 << 10;
/// Characters of an id. Source: `provider::limits::ID_CHARS`.
pub const ID: usize = provider::limits::ID_CHARS;
/// Bytes at a file's beginning that tell what it is.
pub const LOOK: u64 = 64 << 10;
/// Bytes of a webhook body. Source: Meta's pages name 3 MiB as the most that one holds.
pub const BODY: usize = 4 << 20;
/// Bodies that are gathered before they are given, and their bytes.
pub const HEAP: usize = 5_000;
pub const HEAP_BYTES: usize = 16 << 20;
/// Bytes of a workbook, and of its parts unpacked: some are read as a whole. Source: a download holds 10,000 chats at
/// most (seed S4), a tenth of this.
pub const WORKBOOK: u64 = 128 << 20;
pub const WORKBOOK_UNPACKED: u64 = 512 << 20;
