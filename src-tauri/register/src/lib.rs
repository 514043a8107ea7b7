//! The register: what was done with the data, in entries that cannot be changed unseen.
//!
//! Each entry carries the hash of the one before it (SHA-256 over canonical JSON). After each entry a
//! checkpoint file beside the store names the newest one, sealed with a key derived from the store's.
//!
//! Promises: an entry is on the disk before [`append`] returns; [`verify`] names an entry that was
//! edited, dropped or moved, a register that was cut or rebuilt, a database rolled back to an older
//! copy, and a damaged or missing checkpoint; an [`append`] onto a register that no longer fits its
//! checkpoint first enters that very fact, so that carrying on hides nothing.
//!
//! Never: it does not repair, and it changes no entry. It cannot tell when database **and** checkpoint
//! are put back together to an older state; the heads in exported manifests can.

mod append;
mod attempts;
mod checkpoint;
mod entry;
mod error;
pub mod limits;
mod read;
mod verify;
mod witness;

pub use append::append;
pub use attempts::{note_failed_unlock, take_in_failed_unlocks};
pub use entry::{Draft, Entry, EntryKind, Head};
pub use error::{Error, Result};
pub use read::{by_number, len, list, newest};
pub use verify::{FaultKind, RegisterFault, Verdict, verify};

/// Names the store in its checkpoint and in the manifests of its exports: 32 hexadecimal digits that
/// tell nothing about its key.
pub fn fingerprint(store: &store::Store) -> String {
    checkpoint::Place::of(store).fingerprint()
}

#[cfg(test)]
mod tests;
