//! What it costs to try a passphrase.

use crate::{Error, Result, Secret, limits};
use argon2::{Algorithm, Argon2, Params, Version};
use std::time::Instant;
use zeroize::Zeroizing;

/// Argon2id parameters (RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Cost {
    pub const DEFAULT: Self = Self {
        memory_kib: limits::MEMORY_DEFAULT_KIB,
        passes: limits::PASSES_FLOOR,
        lanes: limits::LANES_DEFAULT,
    };
    /// Never less, neither made nor read.
    pub const FLOOR: Self = Self { memory_kib: limits::MEMORY_FLOOR_KIB, ..Self::DEFAULT };
    /// Never more, neither made nor read.
    pub const CAP: Self =
        Self { memory_kib: limits::MEMORY_CAP_KIB, passes: limits::PASSES_CAP, lanes: limits::LANES_CAP };

    /// The cost that takes about [`limits::UNLOCK_TARGET_MS`] on this machine. Takes about that long.
    ///
    /// # Errors
    /// [`Error::Memory`] when the machine cannot give even the default.
    pub fn calibrated() -> Result<Self> {
        let start = Instant::now();
        Self::DEFAULT.stretch(&Secret::from("calibration".to_owned()), &[0; limits::SALT_BYTES])?;
        let took = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(Self::fitting(took))
    }

    /// The cost for a machine on which the default took `took_ms`: more passes on a fast one, less
    /// memory on a slow one, always within floor and cap.
    fn fitting(took_ms: u64) -> Self {
        let took = took_ms.max(1);
        if took <= limits::UNLOCK_TARGET_MS {
            let passes = u64::from(Self::DEFAULT.passes) * limits::UNLOCK_TARGET_MS / took;
            let passes = u32::try_from(passes).unwrap_or(u32::MAX).min(limits::PASSES_CAP);
            return Self { passes, ..Self::DEFAULT };
        }
        let memory = u64::from(Self::DEFAULT.memory_kib) * limits::UNLOCK_TARGET_MS / took;
        let memory = u32::try_from(memory).unwrap_or(u32::MAX).max(limits::MEMORY_FLOOR_KIB);
        // Whole MiB read better.
        Self { memory_kib: memory / 1024 * 1024, ..Self::DEFAULT }
    }

    /// Whether floor and cap hold.
    ///
    /// # Errors
    /// [`Error::Cost`] naming the figure that is out of bounds.
    pub fn check(self) -> Result<()> {
        let figures = [
            ("memory in KiB", self.memory_kib, Self::FLOOR.memory_kib, Self::CAP.memory_kib),
            ("passes", self.passes, Self::FLOOR.passes, Self::CAP.passes),
            ("lanes", self.lanes, 1, Self::CAP.lanes),
        ];
        for (name, given, floor, cap) in figures {
            if !(floor..=cap).contains(&given) {
                return Err(Error::Cost { what: format!("{name} is {given}, allowed are {floor} to {cap}") });
            }
        }
        Ok(())
    }

    /// The 256-bit key that `secret` and `salt` give. Allocates only after [`Cost::check`].
    pub(crate) fn stretch(self, secret: &Secret, salt: &[u8]) -> Result<Zeroizing<[u8; 32]>> {
        self.check()?;
        let secret = secret.bytes()?;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|e| Error::Cost { what: e.to_string() })?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, key.as_mut())
            .map_err(|e| match e {
                argon2::Error::OutOfMemory => Error::Memory { mib: self.memory_kib / 1024 },
                _ => Error::Crypto("Argon2id"),
            })?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_stays_within_floor_and_cap() {
        let cases = [
            (0, 256, 32),
            (100, 256, 30),
            (500, 256, 6),
            (700, 256, 4),
            (1000, 256, 3),
            (2000, 128, 3),
            (5000, 64, 3),
            (u64::MAX, 64, 3),
        ];
        for (took, mib, passes) in cases {
            let cost = Cost::fitting(took);
            assert_eq!((cost.memory_kib / 1024, cost.passes), (mib, passes), "{took} ms");
            assert!(cost.check().is_ok(), "{took} ms");
        }
    }

    #[test]
    fn costs_out_of_bounds_are_refused_before_anything_is_allocated() {
        let with = |memory_kib, passes, lanes| Cost { memory_kib, passes, lanes };
        let cases = [
            with(limits::MEMORY_FLOOR_KIB - 1, 3, 4),
            with(limits::MEMORY_CAP_KIB + 1, 3, 4),
            with(u32::MAX, 3, 4), // 4 TiB: would abort the process if it were tried
            with(limits::MEMORY_FLOOR_KIB, 2, 4),
            with(limits::MEMORY_FLOOR_KIB, u32::MAX, 4),
            with(limits::MEMORY_FLOOR_KIB, 3, 0),
            with(limits::MEMORY_FLOOR_KIB, 3, 17),
        ];
        for cost in cases {
            let answer = cost.stretch(&Secret::from("x".to_owned()), &[0; 16]);
            assert!(matches!(answer, Err(Error::Cost { .. })), "{cost:?}");
        }
        assert!(Cost::CAP.check().is_ok() && Cost::FLOOR.check().is_ok() && Cost::DEFAULT.check().is_ok());
    }
}
