//! The store's key, and keys derived from it.

use crate::{Result, os_random};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

/// The random 256-bit key that encrypts a store. Wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey(Zeroizing<[u8; 32]>);

/// A key for one purpose, derived from the store's key; it tells nothing about it.
#[derive(Clone)]
pub struct DerivedKey(Zeroizing<[u8; 32]>);

impl StoreKey {
    /// A new key from the operating system's random source.
    ///
    /// # Errors
    /// [`crate::Error::Random`].
    pub fn generate() -> Result<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        os_random(bytes.as_mut())?;
        Ok(Self(bytes))
    }

    /// 64 hexadecimal digits, for `PRAGMA key = "x'…'"`.
    pub fn raw_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(*self.0))
    }

    /// A key of its own for `purpose`: HMAC-SHA256 of the purpose under the store's key. Sound as a
    /// derivation because the store's key is uniformly random (NIST SP 800-108, one block).
    pub fn derive(&self, purpose: &str) -> DerivedKey {
        DerivedKey(tag(&self.0, &[b"counterfoil derived key v1\n", purpose.as_bytes()]))
    }

    pub(crate) fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl DerivedKey {
    /// HMAC-SHA256 of `message`, as hexadecimal digits.
    pub fn mac(&self, message: &[u8]) -> String {
        hex::encode(*tag(&self.0, &[message]))
    }

    /// Whether `mac` is the one of `message`; compared in constant time.
    pub fn verify(&self, message: &[u8], mac: &str) -> bool {
        let Ok(given) = hex::decode(mac) else { return false };
        let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(self.0.as_slice()) else { return false };
        hmac.update(message);
        hmac.verify_slice(&given).is_ok()
    }
}

fn tag(key: &[u8; 32], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    // HMAC pads a key with zeros to the hash's block of 64 bytes (RFC 2104). Padded here, the
    // constructor cannot fail.
    let mut block = Zeroizing::new([0; 64]);
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut hmac = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        hmac.update(part);
    }
    Zeroizing::new(hmac.finalize().into_bytes().into())
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreKey(…)")
    }
}

impl fmt::Debug for DerivedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DerivedKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_fresh_and_never_shown() {
        let (one, two) = (StoreKey::generate().unwrap(), StoreKey::generate().unwrap());
        assert_ne!(one, two);
        assert_eq!(one.raw_hex().len(), 64);
        assert_eq!(format!("{one:?} {:?}", one.derive("x")), "StoreKey(…) DerivedKey(…)");
    }

    #[test]
    fn the_mac_is_hmac_sha256() {
        // RFC 4231, test case 1 has a key of 20 bytes 0x0b; HMAC pads it with zeros, so do we.
        let mut bytes = [0; 32];
        bytes[..20].fill(0x0b);
        let key = DerivedKey(Zeroizing::new(bytes));
        let mac = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(key.mac(b"Hi There"), mac);
        assert!(key.verify(b"Hi There", mac));
        assert!(!key.verify(b"Hi there", mac));
        assert!(!key.verify(b"Hi There", ""));
        assert!(!key.verify(b"Hi There", &mac[..62]));
    }

    #[test]
    fn purposes_have_different_keys() {
        let key = StoreKey::generate().unwrap();
        assert_ne!(key.derive("a").mac(b"m"), key.derive("b").mac(b"m"));
        assert_eq!(key.derive("a").mac(b"m"), key.derive("a").mac(b"m"));
        assert_ne!(key.derive("a").mac(b"m"), StoreKey::generate().unwrap().derive("a").mac(b"m"));
    }
}
