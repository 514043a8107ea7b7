//! Which name a message is given, since B2Chat gives it none.
//!
//! A message is named by its chat, its time on the account's clock, its direction, a mark of what it says, and a
//! number that tells apart those that are equal in all of this:
//! `3f2a…/2024-01-02 11:17:19/in/7c0e41d29a55b3f0/1`. So two equal messages of one second are two, it does not matter
//! in which order a chat lists them, and what was there keeps its name whatever is put before it or behind. Whoever
//! reads B2Chat's messages from elsewhere, such as its own export file, names them likewise.

use model::MessageKind;
use sha2::{Digest, Sha256};

/// 16 hex digits: the first 8 bytes of SHA-256 over the kind, the caption, and the text or the last part of a file's
/// link, a line each. The rest of a link may be signed anew each time.
pub fn mark(kind: MessageKind, caption: &str, body: &str) -> String {
    let path = body.split(['?', '#']).next().unwrap_or_default();
    let said = if is_file(kind) { path.rsplit('/').next().unwrap_or_default() } else { body };
    let text = format!("{}\n{caption}\n{said}", kind.as_str());
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// `time` as B2Chat writes it (`2024-01-02 11:17:19`, or with a `T`); `number` from 1 among the messages of a chat
/// that are equal in time, direction and mark.
pub fn message_id(chat: &str, time: &str, incoming: bool, mark: &str, number: u32) -> String {
    let clock: String = time.trim().chars().take(19).map(|c| if c == 'T' { ' ' } else { c }).collect();
    let way = if incoming { "in" } else { "out" };
    format!("{chat}/{clock}/{way}/{mark}/{number}")
}

/// Whether the body is a link to a file.
pub(super) fn is_file(kind: MessageKind) -> bool {
    matches!(kind, MessageKind::Image | MessageKind::Audio | MessageKind::Video | MessageKind::File)
}

/// Of a message's type, as B2Chat writes it.
pub fn kind_of(word: &str) -> MessageKind {
    match word.trim().to_ascii_uppercase().as_str() {
        "TEXT" => MessageKind::Text,
        "IMAGE" | "STICKER" => MessageKind::Image,
        "AUDIO" | "VOICE" => MessageKind::Audio,
        "VIDEO" => MessageKind::Video,
        "FILE" | "DOCUMENT" => MessageKind::File,
        "LOCATION" => MessageKind::Location,
        "TEMPLATE" | "HSM" => MessageKind::Template,
        _ => MessageKind::Other,
    }
}
