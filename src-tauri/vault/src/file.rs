//! `slots.json` on disk: canonical JSON with a checksum, replaced in one step.
//!
//! The checksum is SHA-256 of the canonical JSON without the field `checksum`. This rule is the same
//! in every version, so that "newer" is never said of a file that is merely damaged.

use crate::replace::{self, io};
use crate::slot::Slot;
use crate::{Error, Result, canonical, limits};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Version this program writes, and the newest it reads.
pub(crate) const VERSION: u64 = 1;
const FORMAT: &str = "counterfoil slots";
const NAME: &str = "slots.json";

/// What the file says, without its checksum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    format: String,
    pub version: u64,
    pub store_id: String,
    pub slots: Vec<Slot>,
}

impl Body {
    pub fn new(store_id: String, slots: Vec<Slot>) -> Self {
        Self { format: FORMAT.to_owned(), version: VERSION, store_id, slots }
    }
}

pub(crate) fn path(dir: &Path) -> PathBuf {
    dir.join(NAME)
}

/// Reads the file and checks all that can be checked without a passphrase.
pub(crate) fn read(dir: &Path) -> Result<Body> {
    let bytes = read_bytes(&path(dir))?;
    let mut value: Value = serde_json::from_slice(&bytes).map_err(|_| Error::damaged("it is not JSON"))?;
    let fields = value.as_object_mut().ok_or_else(|| Error::damaged("it is not a JSON object"))?;
    let stated = fields.remove("checksum");
    let computed = checksum(&value).map_err(|_| Error::damaged("it has numbers that no version writes"))?;
    if stated.as_ref().and_then(Value::as_str) != Some(computed.as_str()) {
        return Err(Error::damaged("its checksum does not match its content"));
    }
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(Error::damaged("it is another kind of file"));
    }
    match value.get("version").and_then(Value::as_u64) {
        Some(version) if version > VERSION => return Err(Error::Newer { version, known: VERSION }),
        Some(VERSION) => {}
        _ => return Err(Error::damaged("its version makes no sense")),
    }
    let body: Body = serde_json::from_value(value)
        .map_err(|e| Error::damaged(format!("its content is not a slot file's: {e}")))?;
    if body.slots.is_empty() || body.slots.len() > limits::SLOTS_MAX {
        return Err(Error::damaged(format!(
            "it has {} slots, allowed are 1 to {}",
            body.slots.len(),
            limits::SLOTS_MAX
        )));
    }
    for slot in &body.slots {
        slot.check()?;
    }
    Ok(body)
}

/// Replaces the file with `body`.
pub(crate) fn replace(dir: &Path, body: &Body) -> Result<()> {
    replace::replace_file(&path(dir), text(body)?.as_bytes())
}

fn text(body: &Body) -> Result<String> {
    let mut value = serde_json::to_value(body).map_err(|_| Error::Crypto("writing JSON"))?;
    let sum = checksum(&value)?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("checksum".to_owned(), Value::String(sum));
    }
    Ok(canonical(&value)? + "\n")
}

fn checksum(value: &Value) -> Result<String> {
    Ok(hex::encode(Sha256::digest(canonical(value)?.as_bytes())))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let file = match File::open(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Err(Error::Absent),
        other => other.map_err(io("open", path))?,
    };
    let mut bytes = Vec::new();
    file.take(limits::SLOT_FILE_MAX + 1).read_to_end(&mut bytes).map_err(io("read", path))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits::SLOT_FILE_MAX {
        return Err(Error::damaged(format!("it is larger than {} bytes", limits::SLOT_FILE_MAX)));
    }
    Ok(bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Writes the new file and stops where a kill before the rename would.
    pub fn killed_before_rename(dir: &Path, body: &Body) {
        replace::write_next(&path(dir), text(body).unwrap().as_bytes()).unwrap();
    }

    /// Writes `value` with a checksum that holds, as someone who tampers would.
    pub fn write_with_checksum(dir: &Path, mut value: Value) {
        value.as_object_mut().unwrap().remove("checksum");
        let sum = checksum(&value).unwrap();
        value["checksum"] = Value::String(sum);
        std::fs::write(path(dir), canonical(&value).unwrap()).unwrap();
    }
}
