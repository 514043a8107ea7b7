//! How far a message came, by what was reported of it.

use model::{DeliveryStatus, EventKind};

/// The words of both lists in the document (SENT, DELIVERED, READ, FAILED, DELETED and ACCEPTED, DELIVERED,
/// ERROR, READ, SENT) and those of webhooks, which are lower-case. `played`, of voice messages, is not in it.
pub(super) fn kind_of(word: &str) -> EventKind {
    match word.trim().to_ascii_lowercase().as_str() {
        "accepted" => EventKind::Accepted,
        "sent" => EventKind::Sent,
        "delivered" => EventKind::Delivered,
        "read" | "played" => EventKind::Read,
        "failed" | "error" => EventKind::Failed,
        "deleted" => EventKind::Deleted,
        _ => EventKind::Other,
    }
}

/// The status by all that was reported, and the word for it. The order of the reports does not matter: reports
/// come late and twice, and a message that was read was delivered though nobody may have said so.
pub(super) fn of<'a>(
    reports: impl Iterator<Item = (EventKind, &'a str)>,
) -> (DeliveryStatus, Option<String>) {
    let furthest = reports.max_by_key(|(kind, word)| (rank(*kind), *kind, *word));
    let status = match furthest.map(|(kind, _)| rank(kind)) {
        Some(4) => DeliveryStatus::Delivered,
        Some(3) => DeliveryStatus::Failed,
        Some(2) => DeliveryStatus::Sent,
        // Accepted, deleted, and what WhatsApp may call it tomorrow.
        _ => DeliveryStatus::InProgress,
    };
    (status, furthest.map(|(_, word)| word.to_owned()).filter(|word| !word.is_empty()))
}

fn rank(kind: EventKind) -> u8 {
    match kind {
        EventKind::Delivered | EventKind::Read | EventKind::Clicked => 4,
        EventKind::Failed | EventKind::Undelivered => 3,
        EventKind::Sent => 2,
        EventKind::Accepted | EventKind::Queued => 1,
        EventKind::Deleted | EventKind::Other => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lists_of_words_are_known_and_the_order_does_not_matter() {
        // shows S2.6
        for (words, status, word) in [
            (&["ACCEPTED"][..], DeliveryStatus::InProgress, Some("ACCEPTED")),
            (&["SENT", "ACCEPTED"], DeliveryStatus::Sent, Some("SENT")),
            (&["read", "sent", "delivered"], DeliveryStatus::Delivered, Some("read")),
            (&["READ"], DeliveryStatus::Delivered, Some("READ")),
            (&["FAILED", "SENT"], DeliveryStatus::Failed, Some("FAILED")),
            (&["SENT", "ERROR"], DeliveryStatus::Failed, Some("ERROR")),
            (&["FAILED", "DELIVERED"], DeliveryStatus::Delivered, Some("DELIVERED")),
            (&["DELETED", "SENT"], DeliveryStatus::Sent, Some("SENT")),
            (&["DELETED"], DeliveryStatus::InProgress, Some("DELETED")),
            (&["TELEPORTED"], DeliveryStatus::InProgress, Some("TELEPORTED")),
            (&[], DeliveryStatus::InProgress, None),
        ] {
            let expected = (status, word.map(str::to_owned));
            assert_eq!(of(words.iter().map(|word| (kind_of(word), *word))), expected, "{words:?}");
            assert_eq!(of(words.iter().rev().map(|word| (kind_of(word), *word))), expected, "{words:?}");
        }
    }
}
