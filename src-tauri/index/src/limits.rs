//! Every bound of this crate, with its source.

/// Rows of a segment: 2^20. A bitset of them is 128 KiB, which a core's own cache holds.
pub const ROWS: u32 = 1 << 20;
/// As many segments of about one size become one: each row is written anew once for a size that is so
/// many times larger, and a question has to look into fewer than so many of each.
pub const TIER: u32 = 8;
/// The tier of segments of 512 to 4,095 rows, which a page of a sync makes ...
pub const PAGES: u32 = 3;
/// ... and of which so many become one. To write rows anew costs most where segments are small and share
/// few words, so it is done once less; a question looks into one of these in some microseconds.
pub const PAGES_TIER: u32 = 32;
/// Entries of a dictionary: eight different strings of each of [`ROWS`] rows, and room to spare.
pub const ENTRIES: u32 = 1 << 26;
/// Words of a segment from which on it is kept which words have which three characters, and which rows a
/// word with which two ([`COMMON`]: or three). Fewer are gone through in a twentieth of a millisecond, and a segment of one page of a
/// sync is sealed in half the time.
pub const GRAMS: u32 = 131_072;
/// Words from which on the rows of three characters in them are kept as well: the lists of fewer are read in
/// some milliseconds.
pub const COMMON: usize = 1_024;
/// Fields of a schema: three sections a field fit into the numbers of sections, below 256.
pub const FIELDS: usize = 64;
/// Entries of a dictionary that are still kept as one code a row (12 bits with "no value"); above
/// this the rows of each entry are listed, which is smaller.
pub const CODED: u32 = 4_095;
/// Of so many rows one has an entry of a field, or more do, when its rows are kept as bits: up to four times
/// the bytes of their list, and counted 64 rows at a time (docs/decisions/0010-messages-say-what-their-chat-says.md).
pub const COUNTABLE: u32 = 32;
/// Entries of a dictionary that are asked one by one. Above this their search forms are kept as well,
/// since a call each would cost more than one walk over the forms.
pub const SCAN: u32 = 512;
/// Digits from which on a value is found by its digits alone: fewer are in nearly every number.
pub const DIGITS: usize = 3;
/// Characters of a word that is indexed whole. Nobody writes longer ones; data in a text may.
pub const WORD: usize = 256;
/// Characters that two neighbouring cuts of a longer word share, hence the longest part of a word that
/// the index alone decides.
pub const OVERLAP: usize = 64;
/// Bytes of a chunk of lists: two pages of the store.
pub const CHUNK: usize = 16 * 1024;
/// Rows of a block of numbers, which share their smallest.
pub const BLOCK: usize = 1_024;
/// Keys of a chunk: about 2 KiB as stored.
pub const KEYS: usize = 512;
/// Members of a set of numbers lie below this: 128 million sessions, 16 MiB.
pub const NUMBERS: u64 = 1 << 27;
/// Bytes of all strings of a dictionary: 2^28, far above what 2^20 rows of the provider's sizes give.
pub const STRINGS: usize = 1 << 28;
