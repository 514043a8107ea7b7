//! From a passphrase to the store's key.
//!
//! The store is encrypted with a random [`StoreKey`]. That key never lies on disk in the clear: each
//! person's passphrase wraps it in a slot of `slots.json` ([`Slots`]), through Argon2id and
//! AES-256-GCM. Changing a passphrase rewraps the same key and rewrites nothing else.
//!
//! Promises: a damaged slot file, a newer one and a wrong passphrase are three different errors;
//! costs read from a file are bounded before anything is allocated; a kill at any moment leaves the
//! old slot file or the new one, never half a file; passphrases and keys are wiped when dropped.
//!
//! Never: it does not print, log or serialise a secret, and it does not know the store.

mod canonical;
mod cost;
mod error;
mod file;
mod key;
pub mod limits;
mod replace;
mod secret;
mod slot;
mod slots;
mod words;

pub use canonical::canonical;
pub use cost::Cost;
pub use error::{Error, Result};
pub use key::{DerivedKey, StoreKey};
pub use replace::replace_file;
pub use secret::Secret;
pub use slots::{SlotId, Slots, Unlocked};
pub use words::six_words;

/// Fills `buffer` from the operating system's random source.
fn os_random(buffer: &mut [u8]) -> Result<()> {
    getrandom::fill(buffer).map_err(|e| Error::Random(e.to_string()))
}

/// An array of fresh random bytes.
fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    os_random(&mut bytes)?;
    Ok(bytes)
}
