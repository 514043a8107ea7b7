//! Passphrase to store key: KDF, key slots, wrapping.
