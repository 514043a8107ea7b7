//! Kinds in a sentence.

use model::Kind;

pub(crate) const fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Tag => "tags",
        Kind::Agent => "agents",
        Kind::Bot => "bots",
        Kind::SupportBot => "support bots",
        Kind::Campaign => "campaigns",
        Kind::Template => "templates",
        Kind::Contact => "contacts",
        Kind::Session => "sessions",
        Kind::SessionEvent => "session events",
        Kind::Message => "messages",
        Kind::Batch => "batches",
        Kind::Delivery => "deliveries",
        Kind::DeliveryEvent => "delivery events",
    }
}

/// ` The same for tags, bots.`, or nothing.
pub(crate) fn also(kinds: &[Kind]) -> String {
    if kinds.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = kinds.iter().copied().map(plural).collect();
    format!(" These failed too: {}.", names.join(", "))
}
