//! Every bound of this crate, with its source.

use model::Millis;
use std::time::Duration;

/// How far behind the latest change the next run begins. Source: the contract of issue 2; servers behind a
/// balancer differ by seconds, a transaction that commits late by minutes.
pub const OVERLAP: Millis = 5 * 60 * 1000;

const DAY: Millis = 24 * 60 * 60 * 1000;
/// How far back from its begin each window of a first load reaches; the last goes on to the beginning.
/// Source: issue 3, item 6. A day of the largest account (ten million messages in a year) arrives in
/// seconds; each step is a few times what came before, so that little is asked in vain.
pub const STRETCHES: [Millis; 7] =
    [DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY, 3 * 365 * DAY, 10 * 365 * DAY];
/// A first load that was away for longer catches up with what changed meanwhile before it goes on.
pub const CATCH_UP: Millis = 15 * 60 * 1000;
/// Pages of a first load that are stored in one transaction at most. Ten of 1,000 records compute for a third of a
/// second, and so long does a wish to stop wait at most. Source: docs/decisions/0011-pages-together.md.
pub const TOGETHER: usize = 10;
/// The same in bytes of records: some more than ten pages of deliveries. A page of large records goes alone.
pub const TOGETHER_BYTES: usize = 16 * 1024 * 1024;
/// How long a page of a first load waits for others: what is shown may lag as far behind.
pub const HELD: Duration = Duration::from_secs(1);
/// Records of a walk to the end whose ids are kept to tell what is gone: 16 bytes each. Of more, nothing is told.
pub const SEEN: usize = 1 << 22;
/// Of a page's records at least this share must be such as can be read, or the server changed its format: 1 in so many.
pub const READABLE: u64 = 2;
/// Lists of records that may fail in a run, each for itself, before the stream is left: what fails more often is
/// wrong with the server.
pub const BRANCHES_FAILED: usize = 20;
/// Records of a file that are stored in one transaction: two pages of a sync. So long does a wish to stop wait at most.
pub const INTAKE: usize = 2_000;
/// Rows of a file between two words of how far it is.
pub const INTAKE_TOLD: u64 = 500;
/// Records of a file: 40 bytes each tell whether one came before. A row makes two at most, most make one.
pub const INTAKE_RECORDS: usize = 1 << 23;
/// Rejected rows that are told one by one, and records that undoing left.
pub const INTAKE_NAMED: usize = 100;
