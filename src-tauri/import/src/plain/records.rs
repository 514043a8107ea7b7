//! What a row's fields make.

use super::make::{Done, Line};
use crate::json::Object;
use model::{
    Contact, Delivery, DeliveryStatus, Direction, Fetched, Measures, Party, Record, Session, SessionState,
    Stamp,
};

pub(super) fn direction(line: &Line<'_>) -> Done<Direction> {
    let own = |word: &str| match word {
        "incoming" | "in" | "inbound" | "received" | "true" => Some(Direction::Incoming),
        "outgoing" | "out" | "outbound" | "sent" | "false" | "outbound_api" => Some(Direction::Outgoing),
        _ => None,
    };
    let fault = "its direction is a word that is not mapped (incoming, outgoing)";
    line.word("direction", own).ok_or_else(|| fault.to_owned())
}

fn channel(line: &Line<'_>) -> String {
    line.word("channel", |word| Some(word.to_owned()).filter(|word| !word.is_empty()))
        .unwrap_or_else(|| "other".to_owned())
}

/// A chat of which only its messages are known: what its first one in the file says of it.
pub(super) fn talk(line: &Line<'_>, id: String, first: Stamp, last: Stamp) -> Fetched {
    const OF_CHAT: [&str; 6] =
        ["chat_id", "channel", "channel_number", "contact_id", "contact_name", "contact_number"];
    let mut raw = Object::new();
    for field in OF_CHAT {
        if let Some(value) = line.given(field) {
            raw.put(field, &value);
        }
    }
    raw.put("first_message_at", &first.to_rfc3339());
    raw.put("last_message_at", &last.to_rfc3339());
    let session = Session {
        sender: Party { name: line.given("contact_name"), number: line.given("contact_number") },
        recipient: Party { name: None, number: line.given("channel_number") },
        contact_id: line.given("contact_id"),
        last_active_at: Some(last),
        ..bare(id, channel(line), first)
    };
    let session = Session { channel_number: line.given("channel_number"), ..session };
    Fetched::new(Record::Session(Box::new(session)), raw.end())
}

fn bare(id: String, channel: String, created_at: Stamp) -> Session {
    Session {
        id,
        channel,
        channel_number: None,
        channel_name: None,
        merchant_id: None,
        sender: Party::default(),
        recipient: Party::default(),
        contact_id: None,
        agent_id: None,
        follower_ids: Vec::new(),
        state: SessionState::Opened,
        state_raw: None,
        created_at,
        last_active_at: None,
        first_opened_at: None,
        opened_at: None,
        picked_up_at: None,
        snoozed_at: None,
        closed_at: None,
        first_replied_at: None,
        tags: Vec::new(),
        campaign_id: None,
        support_bot_id: None,
        description: None,
        measures: Measures::default(),
    }
}

pub(super) fn session(line: &Line<'_>) -> Done<Session> {
    let state = |word: &str| match word {
        "open" | "opened" | "new" | "pending" => Some(SessionState::Opened),
        "picked_up" | "assigned" | "active" => Some(SessionState::PickedUp),
        "snoozed" | "on_hold" => Some(SessionState::Snoozed),
        "closed" | "resolved" | "ended" => Some(SessionState::Closed),
        _ => None,
    };
    let closed_at = line.maybe("closed_at");
    let silent = if closed_at.is_some() { SessionState::Closed } else { SessionState::Opened };
    let tags = line.get("tags").split([';', ',']).map(str::trim).filter(|tag| !tag.is_empty());
    Ok(Session {
        channel_number: line.given("channel_number"),
        channel_name: line.given("channel_name"),
        sender: Party { name: line.given("sender_name"), number: line.given("sender_number") },
        recipient: Party { name: line.given("recipient_name"), number: line.given("recipient_number") },
        contact_id: line.given("contact_id"),
        agent_id: line.given("agent_id"),
        // A word that nobody mapped is kept as it is.
        state: line.word("state", state).unwrap_or(silent),
        state_raw: line.given("state"),
        last_active_at: line.maybe("last_active_at"),
        opened_at: line.maybe("opened_at"),
        picked_up_at: line.maybe("picked_up_at"),
        closed_at,
        tags: tags.map(str::to_owned).collect(),
        description: line.given("description"),
        ..bare(line.needed("id")?, channel(line), line.needed_moment("created_at")?)
    })
}

/// Its id is the caller's to give.
pub(super) fn delivery(line: &Line<'_>) -> Done<Delivery> {
    let own = |word: &str| match word {
        "queued" | "sending" | "pending" | "accepted" | "scheduled" => Some(DeliveryStatus::InProgress),
        "read" | "opened" => Some(DeliveryStatus::Delivered),
        "failure" | "error" | "rejected" | "bounced" => Some(DeliveryStatus::Failed),
        other => DeliveryStatus::from_name(other),
    };
    let status = line.word("status", own).ok_or("its status is a word that is not mapped")?;
    let credits = line.given("credits").map(|text| text.replace(',', ".").parse::<f64>());
    Ok(Delivery {
        id: String::new(),
        category: line.given("category"),
        name: line.given("name"),
        template_id: line.given("template_id"),
        response_code: line.given("response_code"),
        recipient_type: line.given("recipient_type"),
        recipient: line.given("recipient"),
        contact_id: line.given("contact_id"),
        session_id: line.given("session_id"),
        channel: channel(line),
        channel_number: line.given("channel_number"),
        status,
        status_raw: line.given("status"),
        message_type: line.given("message_type"),
        credits: credits.and_then(std::result::Result::ok).filter(|number| number.is_finite()),
        company: line.given("company"),
        batch_id: line.given("batch_id"),
        campaign_id: None,
        request: line.given("request"),
        response: line.given("response"),
        parameters: Vec::new(),
        recorded_at: line.needed_moment("recorded_at")?,
    })
}

pub(super) fn contact(line: &Line<'_>) -> Done<Contact> {
    Ok(Contact {
        id: line.needed("id")?,
        name: line.given("name"),
        identification: line.given("identification"),
        email: line.given("email"),
        phone: line.given("phone"),
        mobile: line.given("mobile"),
        language: line.given("language"),
        country: line.given("country"),
        company: line.given("company"),
        created_at: line.maybe("created_at"),
    })
}
