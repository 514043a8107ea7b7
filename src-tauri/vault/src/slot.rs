//! One key slot: the store's key, wrapped under one person's passphrase.

use crate::{Cost, Error, Result, Secret, StoreKey, canonical, limits, random};
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use serde::{Deserialize, Serialize};
use serde_json::json;
use zeroize::Zeroizing;

/// A wrapped key: 32 bytes and GCM's tag.
const WRAPPED_BYTES: usize = 32 + 16;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    pub id: String,
    pub person: String,
    kind: Kind,
    /// Epoch milliseconds, UTC.
    created_at: i64,
    kdf: Kdf,
    /// Hexadecimal.
    nonce: String,
    /// Hexadecimal: the key's ciphertext and tag.
    wrapped: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Passphrase,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kdf {
    name: KdfName,
    /// Memory in KiB, passes, lanes: RFC 9106's own letters.
    m: u32,
    t: u32,
    p: u32,
    /// Hexadecimal.
    salt: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KdfName {
    Argon2id,
}

/// Whom a slot is for, and in which file it lies: bound to the wrapped key as associated data.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub store_id: &'a str,
    pub version: u64,
}

impl Slot {
    /// Wraps `key` for `person` under `passphrase`, with a fresh salt and nonce. Takes `cost`.
    pub fn wrap(
        place: Place<'_>,
        person: &str,
        passphrase: &Secret,
        key: &StoreKey,
        cost: Cost,
        now: i64,
    ) -> Result<Self> {
        let slot = Self {
            id: hex::encode(random::<8>()?),
            person: person.to_owned(),
            kind: Kind::Passphrase,
            created_at: now,
            kdf: Kdf {
                name: KdfName::Argon2id,
                m: cost.memory_kib,
                t: cost.passes,
                p: cost.lanes,
                salt: String::new(),
            },
            nonce: String::new(),
            wrapped: String::new(),
        };
        slot.rewrap(place, passphrase, key, cost)
    }

    /// The same slot with `key` wrapped anew.
    pub fn rewrap(&self, place: Place<'_>, passphrase: &Secret, key: &StoreKey, cost: Cost) -> Result<Self> {
        let salt = random::<{ limits::SALT_BYTES }>()?;
        let nonce = random::<{ limits::NONCE_BYTES }>()?;
        let mut slot = self.clone();
        slot.kdf.m = cost.memory_kib;
        slot.kdf.t = cost.passes;
        slot.kdf.p = cost.lanes;
        slot.kdf.salt = hex::encode(salt);
        slot.nonce = hex::encode(nonce);
        let aad = slot.associated_data(place)?;
        let wrapped = slot
            .cipher(passphrase)?
            .encrypt(&nonce.into(), Payload { msg: key.bytes(), aad: aad.as_bytes() })
            .map_err(|_| Error::Crypto("AES-256-GCM"))?;
        slot.wrapped = hex::encode(wrapped);
        Ok(slot)
    }

    /// The store's key, or `None` when `passphrase` is not this slot's (or the slot was altered by
    /// someone who also mended the checksum: the two cannot be told apart).
    pub fn unwrap(&self, place: Place<'_>, passphrase: &Secret) -> Result<Option<StoreKey>> {
        let nonce: [u8; limits::NONCE_BYTES] = digits(&self.nonce, "nonce")?;
        let wrapped: [u8; WRAPPED_BYTES] = digits(&self.wrapped, "wrapped key")?;
        let aad = self.associated_data(place)?;
        let payload = Payload { msg: &wrapped, aad: aad.as_bytes() };
        let Ok(plain) = self.cipher(passphrase)?.decrypt(&nonce.into(), payload) else { return Ok(None) };
        let plain = Zeroizing::new(plain);
        let mut key = Zeroizing::new([0; 32]);
        if plain.len() != key.len() {
            return Err(Error::damaged("a wrapped key has the wrong length"));
        }
        key.copy_from_slice(&plain);
        Ok(Some(StoreKey::from_bytes(key)))
    }

    /// What a reader checks before it trusts a slot with memory and time.
    pub fn check(&self) -> Result<()> {
        check_person(&self.person).map_err(|_| Error::damaged("a slot's name is not a person's name"))?;
        let _: [u8; limits::SALT_BYTES] = digits(&self.kdf.salt, "salt")?;
        let _: [u8; limits::NONCE_BYTES] = digits(&self.nonce, "nonce")?;
        let _: [u8; WRAPPED_BYTES] = digits(&self.wrapped, "wrapped key")?;
        self.cost().check()
    }

    fn cost(&self) -> Cost {
        Cost { memory_kib: self.kdf.m, passes: self.kdf.t, lanes: self.kdf.p }
    }

    fn cipher(&self, passphrase: &Secret) -> Result<Aes256Gcm> {
        let salt: [u8; limits::SALT_BYTES] = digits(&self.kdf.salt, "salt")?;
        let key = self.cost().stretch(passphrase, &salt)?;
        Aes256Gcm::new_from_slice(key.as_slice()).map_err(|_| Error::Crypto("AES-256-GCM"))
    }

    /// Everything of the slot but the wrapped key, and the file it lies in.
    fn associated_data(&self, place: Place<'_>) -> Result<String> {
        canonical(&json!({
            "store_id": place.store_id, "version": place.version,
            "id": self.id, "person": self.person, "kind": self.kind, "created_at": self.created_at,
            "kdf": self.kdf, "nonce": self.nonce,
        }))
    }
}

/// Whether `name` can stand for a person.
pub(crate) fn check_person(name: &str) -> Result<()> {
    let length = name.chars().count();
    let fits = (1..=limits::PERSON_MAX).contains(&length);
    if fits && !name.trim().is_empty() && !name.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Error::PersonName)
}

fn digits<const N: usize>(text: &str, what: &str) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes)
        .map_err(|_| Error::damaged(format!("a slot's {what} is not {N} bytes")))?;
    Ok(bytes)
}
