//! Bounds and costs of an export, each with its source.

use model::Millis;

/// Fewest characters of a written purpose that can mean anything to a person who reads the register
/// later. Ours: "complaint 7" has eleven.
pub const PURPOSE_MIN: usize = 10;

/// Most characters of a purpose, a category or a ticket: they are copied into the register for good. Ours.
pub const PURPOSE_MAX: usize = 2_000;

/// Fewest characters of an export's password. A zip is attacked offline and its key derivation is weak
/// (PBKDF2-HMAC-SHA1 with 1,000 rounds, fixed by the AE-2 format), so the password has to carry it.
/// Six generated words have 77 bits; twelve characters is the floor for one a person makes up.
pub const EXPORT_PASSWORD_MIN: usize = 12;

/// Most characters of an export's password: 7-Zip refuses more than 99 bytes for AES in zip
/// (`kPasswordSizeMax` of its WzAes), and a file that opens nowhere is no export.
pub const EXPORT_PASSWORD_MAX_BYTES: usize = 99;

/// Rows read between two looks at the cancel flag and two calls of the progress function.
/// 500 rows take a few milliseconds, so a cancel is felt at once.
pub const BATCH: usize = 500;

/// Shortest time between two progress calls: ten a second is as much as an eye follows.
pub const PROGRESS_EVERY: Millis = 100;

/// DEFLATE level 3: measured 1.7 × faster than level 6 for a file 7 % larger on a million rows.
pub const DEFLATE_LEVEL: i64 = 3;

/// Bytes gathered before a write to the disk.
pub const WRITE_BUFFER: usize = 256 * 1024;

/// Bytes read at a time when a file is hashed.
pub const READ_BUFFER: usize = 256 * 1024;

/// Register entries read at a time while looking for what an export left behind.
pub const REGISTER_PAGE: usize = 1_000;

/// How many of the newest finished exports recovery looks at on the disk. Exports run one or a few at a
/// time, so one that lost its power between entry and name is among the last.
pub const RECOVER_LAST: usize = 64;
