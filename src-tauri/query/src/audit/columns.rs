//! The table's 27 columns, in the seed's order and under its titles.

use crate::column::ColumnKind::{self, Choice, Duration, Flag, Text, Time};

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditColumn {
    pub id: &'static str,
    pub title: &'static str,
    pub kind: ColumnKind,
}

const fn column(id: &'static str, title: &'static str, kind: ColumnKind) -> AuditColumn {
    AuditColumn { id, title, kind }
}

/// In the seed's order.
pub const AUDIT: [AuditColumn; 27] = [
    column("chat_id", "Chat ID", Text),
    column("merchant_id", "Merchant ID", Text),
    column("provider", "Provider", Choice),
    column("chat_created_at", "Chat Created At", Time),
    column("message_created_at", "Message Created At", Time),
    column("contact_id", "Contact ID", Text),
    column("contact_identification", "Contact Identification", Text),
    column("contact_name", "Contact Name", Text),
    column("contact_email", "Contact Email", Text),
    column("contact_phone_number", "Contact Phone Number", Text),
    column("contact_mobile_number", "Contact Mobile Number", Text),
    column("agent_id", "Agent ID", Text),
    column("agent_name", "Agent Name", Text),
    column("agent_username", "Agent Username", Text),
    column("agent_email", "Agent Email", Text),
    column("message_incoming", "Message Incoming", Flag),
    column("message_contact", "Message Contact", Text),
    column("message_agent", "Message Agent", Text),
    column("message_type", "Message Type", Choice),
    column("message_caption", "Message Caption", Text),
    column("alias", "Alias", Text),
    column("bot", "Bot", Text),
    column("status", "Status", Choice),
    column("opened_at", "Opened at", Time),
    column("picked_up_at", "Picked up at", Time),
    column("closed_at", "Closed at", Time),
    column("duration", "Duration", Duration),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_the_seeds() {
        // shows S1.2
        let titles: Vec<_> = AUDIT.iter().map(|c| c.title).collect();
        let seed = "Chat ID, Merchant ID, Provider, Chat Created At, Message Created At, Contact ID, \
            Contact Identification, Contact Name, Contact Email, Contact Phone Number, Contact Mobile Number, \
            Agent ID, Agent Name, Agent Username, Agent Email, Message Incoming, Message Contact, Message Agent, \
            Message Type, Message Caption, Alias, Bot, Status, Opened at, Picked up at, Closed at, Duration";
        assert_eq!(titles.join(", "), seed);
        for AuditColumn { id, title, .. } in AUDIT {
            assert_eq!(
                id,
                title.to_lowercase().replace(' ', "_"),
                "a key in JSON is its title in snake case"
            );
        }
    }
}
