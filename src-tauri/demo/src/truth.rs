//! What a log holds, counted and hashed at its source, to compare with what arrives elsewhere.

use crate::log::Log;
use model::{Kind, Record};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Counts and a hash over the fixed log (live activity is not part of it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    pub counts: BTreeMap<Kind, u64>,
    /// See [`hash_texts`].
    pub texts_sha256: String,
}

/// SHA-256 over the texts of all messages in the order of their ids (by bytes): for each the id, a
/// zero byte, the text, a zero byte. Hexadecimal. The ids and texts may come in any order.
pub fn hash_texts<'a>(messages: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut messages: Vec<(&str, &str)> = messages.into_iter().collect();
    messages.sort_unstable();
    let mut hash = Sha256::new();
    for (id, text) in messages {
        add(&mut hash, id, text);
    }
    hex::encode(hash.finalize())
}

fn add(hash: &mut Sha256, id: &str, text: &str) {
    for part in [id.as_bytes(), &[0], text.as_bytes(), &[0]] {
        hash.update(part);
    }
}

/// Walks through the whole log; a million messages take some seconds. All texts are held meanwhile.
pub fn truth(log: &dyn Log) -> Truth {
    let mut counts = BTreeMap::new();
    let mut texts: Vec<(String, String)> = Vec::new();
    for kind in Kind::ALL {
        let mut count = 0;
        for unit in 0..log.units(*kind) {
            for entry in log.unit(*kind, unit) {
                count += 1;
                if let Record::Message(message) = entry.record {
                    texts.push((message.id, message.text));
                }
            }
        }
        counts.insert(*kind, count);
    }
    let texts_sha256 = hash_texts(texts.iter().map(|(id, text)| (id.as_str(), text.as_str())));
    Truth { counts, texts_sha256 }
}
