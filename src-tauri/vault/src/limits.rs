//! Bounds and costs, each with its source.

/// Bytes of a passphrase after normalisation. Long enough for any sentence; a bound, because what is
/// typed is copied and hashed.
pub const SECRET_MAX: usize = 1024;

/// Characters of an export's password. The zip's own key derivation (PBKDF2, 1,000 rounds, fixed by
/// the AE-2 format) is weak, so length must carry it.
pub const EXPORT_PASSWORD_MIN: usize = 12;

/// Words of a generated password: 6 × 12.9 bits (EFF long list) is 77 bits.
pub const WORDS: usize = 6;

/// Largest slot file that is read. A slot takes about 500 bytes.
pub const SLOT_FILE_MAX: u64 = 64 * 1024;

/// Slots in one file: an unlock may have to try each, at about a second apiece.
pub const SLOTS_MAX: usize = 32;

/// Characters of a person's name.
pub const PERSON_MAX: usize = 120;

/// Argon2 salt: RFC 9106, section 3.1 recommends 16 bytes.
pub const SALT_BYTES: usize = 16;

/// AES-GCM nonce: NIST SP 800-38D, section 5.2.1.1.
pub const NONCE_BYTES: usize = 12;

/// Default memory of the key derivation, in KiB: design figure, 256 MiB.
pub const MEMORY_DEFAULT_KIB: u32 = 256 * 1024;

/// Least memory: RFC 9106, section 4, second recommended option (64 MiB, t=3).
pub const MEMORY_FLOOR_KIB: u32 = 64 * 1024;

/// Most memory that a file may ask for: 1 GiB, which any machine that runs the program can give.
pub const MEMORY_CAP_KIB: u32 = 1024 * 1024;

/// Least passes: RFC 9106, section 4.
pub const PASSES_FLOOR: u32 = 3;

/// Most passes that a file may ask for: with the memory cap, under a minute on a slow machine.
pub const PASSES_CAP: u32 = 32;

/// Lanes: RFC 9106, section 4 recommends 4.
pub const LANES_DEFAULT: u32 = 4;

/// Most lanes that a file may ask for; each is a thread's work.
pub const LANES_CAP: u32 = 16;

/// How long an unlock may take on the machine that made the slot, in milliseconds.
pub const UNLOCK_TARGET_MS: u64 = 1000;
