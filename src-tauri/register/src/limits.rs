//! Bounds, each with its source.

/// Bytes of an entry's canonical JSON. A long query and a long purpose take a few thousand.
pub const ENTRY_MAX: usize = 64 * 1024;

/// Entries read at once while verifying: at most a few megabytes in memory.
pub const PAGE: u64 = 500;

/// Faults named by one verification; after so many the register is not to be trusted anyway.
pub const FAULTS_MAX: usize = 200;

/// Bytes of a checkpoint file; ours has about 400.
pub const CHECKPOINT_MAX: u64 = 4096;

/// Entries that a sound checkpoint may lag behind: the one whose append was killed after its commit.
pub const CHECKPOINT_LAG: u64 = 1;

/// Refused unlocks that are noted one by one; beyond, the register says "or more".
pub const ATTEMPTS_MAX: usize = 1000;

/// Bytes of a noted refused unlock: `{"at":` and an integer of 64 bits.
pub const ATTEMPT_BYTES: usize = 32;
