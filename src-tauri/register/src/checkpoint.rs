//! The checkpoint file: the newest entry's number and hash, kept outside the database.
//!
//! A checksum tells damage, a MAC under a key derived from the store's tells forgery: who has written
//! the file without the key has no MAC, and who has damaged it has no checksum.

use crate::entry::Head;
use crate::limits;
use model::Millis;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use store::Store;
use vault::DerivedKey;

const NAME: &str = "register.checkpoint";
const FORMAT: &str = "counterfoil register checkpoint v1";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub head: Head,
    pub at: Millis,
}

/// What lies where the checkpoint should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    Sound(Checkpoint),
    Absent,
    /// Changed by accident, or unreadable; why, in words.
    Damaged(String),
    /// Whole, but of another store.
    Foreign,
    /// Whole, but not written with this store's key.
    Forged,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    format: String,
    /// Tells whose it is without telling anything about the key.
    store: String,
    number: u64,
    hash: String,
    at: Millis,
    mac: String,
    checksum: String,
}

/// Where a store's checkpoint lies, and the key it is sealed with.
pub(crate) struct Place {
    path: PathBuf,
    key: DerivedKey,
}

impl Place {
    pub fn of(store: &Store) -> Self {
        Self { path: store.dir().join(NAME), key: store.derived_key("register checkpoint v1") }
    }

    pub fn write(&self, checkpoint: &Checkpoint) -> vault::Result<()> {
        let mut value = self.sealed(checkpoint);
        let mac = self.key.mac(vault::canonical(&value)?.as_bytes());
        put(&mut value, "mac", mac);
        let sum = checksum(&value)?;
        put(&mut value, "checksum", sum);
        vault::replace_file(&self.path, (vault::canonical(&value)? + "\n").as_bytes())
    }

    pub fn read(&self) -> Found {
        match read_text(&self.path) {
            Ok(text) => self.judge(&text).unwrap_or_else(Found::Damaged),
            Err(found) => found,
        }
    }

    fn judge(&self, text: &str) -> Result<Found, String> {
        let mut value: Value = serde_json::from_str(text).map_err(|_| "it is not JSON".to_owned())?;
        let form =
            Form::deserialize(&value).map_err(|e| format!("its content is not a checkpoint's: {e}"))?;
        take(&mut value, "checksum");
        if checksum(&value).ok() != Some(form.checksum) {
            return Err("its checksum does not match its content".to_owned());
        }
        if form.format != FORMAT {
            return Err(format!("its format is {:?}", form.format));
        }
        if form.store != self.fingerprint() {
            return Ok(Found::Foreign);
        }
        let head = Head { number: form.number, hash: form.hash };
        let checkpoint = Checkpoint { head, at: form.at };
        let sealed = vault::canonical(&self.sealed(&checkpoint)).map_err(|e| e.to_string())?;
        let sound = self.key.verify(sealed.as_bytes(), &form.mac);
        Ok(if sound { Found::Sound(checkpoint) } else { Found::Forged })
    }

    /// What the MAC is over.
    fn sealed(&self, checkpoint: &Checkpoint) -> Value {
        json!({
            "format": FORMAT, "store": self.fingerprint(), "number": checkpoint.head.number,
            "hash": checkpoint.head.hash, "at": checkpoint.at,
        })
    }

    pub fn fingerprint(&self) -> String {
        self.key.mac(b"fingerprint").chars().take(32).collect()
    }
}

fn put(value: &mut Value, name: &str, text: String) {
    if let Some(fields) = value.as_object_mut() {
        fields.insert(name.to_owned(), Value::String(text));
    }
}

fn take(value: &mut Value, name: &str) {
    if let Some(fields) = value.as_object_mut() {
        fields.remove(name);
    }
}

fn checksum(value: &Value) -> vault::Result<String> {
    Ok(hex::encode(Sha256::digest(vault::canonical(value)?.as_bytes())))
}

fn read_text(path: &Path) -> Result<String, Found> {
    let damaged = |e: std::io::Error| match e.kind() {
        ErrorKind::NotFound => Found::Absent,
        ErrorKind::InvalidData => Found::Damaged("it is not text".to_owned()),
        _ => Found::Damaged(format!("it cannot be read: {e}")),
    };
    let mut text = String::new();
    let file = File::open(path).map_err(damaged)?;
    let size = file.take(limits::CHECKPOINT_MAX + 1).read_to_string(&mut text).map_err(damaged)?;
    if u64::try_from(size).unwrap_or(u64::MAX) > limits::CHECKPOINT_MAX {
        return Err(Found::Damaged("it is too large".to_owned()));
    }
    Ok(text)
}
