//! Webhook bodies as records, and that their order does not matter.

use super::*;
use model::{
    Contact, Delivery, DeliveryEvent, DeliveryStatus, EventKind, Message, MessageKind, PersonKind, Record,
    Session,
};

fn body(contacts: &str, messages: &str, statuses: &str) -> String {
    format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"77","changes":[{{"field":"messages","value":{{
        "messaging_product":"whatsapp","metadata":{{"display_phone_number":"34600000501","phone_number_id":"501"}},
        "contacts":[{contacts}],"messages":[{messages}],"statuses":[{statuses}]}}}}]}}]}}"#
    )
}

fn gathered(bodies: &[String]) -> Gathered {
    let mut gathered = Gathered::default();
    for body in bodies {
        gathered.add(body).unwrap();
    }
    gathered
}

fn read(gathered: &Gathered) -> Vec<Record> {
    gathered.records().iter().map(|record| record.record().unwrap().into_owned()).collect()
}

macro_rules! of {
    ($records:expr, $variant:ident) => {
        $records
            .into_iter()
            .filter_map(|record| if let Record::$variant(it) = record { Some(it) } else { None })
            .collect::<Vec<_>>()
    };
}

// After what they use.
mod forms;
mod joined;

fn ana(name: &str) -> String {
    format!(r#"{{"profile":{{"name":"{name}"}},"wa_id":"4915550001"}}"#)
}

fn text(id: &str, at: u64, words: &str) -> String {
    format!(
        r#"{{"from":"4915550001","id":"{id}","timestamp":"{at}","type":"text","text":{{"body":"{words}"}}}}"#
    )
}

fn status(id: &str, word: &str, at: u64, more: &str) -> String {
    format!(r#"{{"id":"{id}","status":"{word}","timestamp":"{at}","recipient_id":"4915550001"{more}}}"#)
}

const TERMS: &str = r#","conversation":{"id":"c1","expiration_timestamp":"1793574000","origin":{"type":"utility"}},
    "pricing":{"billable":true,"pricing_model":"PMP","category":"utility"}"#;
const FAULT: &str = r#","errors":[{"code":131026,"title":"Message undeliverable","message":"Message undeliverable",
    "error_data":{"details":"Message Undeliverable."},"href":"https://example.com/codes"}]"#;

/// What is said in some days, each body for itself.
fn story() -> Vec<String> {
    vec![
        body(&ana("Ana"), &text("wamid.1", 1_793_487_600, "Hola"), ""),
        body("", "", &status("wamid.2", "sent", 1_793_487_660, TERMS)),
        body("", "", &status("wamid.2", "delivered", 1_793_487_661, TERMS)),
        body("", "", &status("wamid.2", "read", 1_793_487_700, "")),
        body(&ana("Ana Pérez"), &text("wamid.3", 1_793_491_200, "¿Y hoy?"), ""),
        body("", "", &status("wamid.4", "failed", 1_793_494_800, FAULT)),
        body("", "", &status("wamid.4", "sent", 1_793_494_799, "")),
    ]
}

#[test]
fn a_story_becomes_a_session_its_messages_and_its_deliveries() {
    // shows B16, S2.6
    let records = read(&gathered(&story()));
    let [session]: [Box<Session>; 1] = of!(records.clone(), Session).try_into().unwrap();
    assert_eq!((session.id.as_str(), session.channel.as_str()), ("501/4915550001", "whatsapp"));
    assert_eq!(
        (session.sender.name.as_deref(), session.sender.number.as_deref()),
        (Some("Ana Pérez"), Some("4915550001"))
    );
    assert_eq!(
        (session.recipient.number.as_deref(), session.channel_number.as_deref()),
        (Some("34600000501"), Some("34600000501"))
    );
    assert_eq!(
        (session.created_at.at, session.last_active_at.map(|at| at.at)),
        (1_793_487_600_000, Some(1_793_494_800_000))
    );
    assert_eq!((session.contact_id.as_deref(), session.closed_at), (Some("4915550001"), None));
    let [contact]: [Contact; 1] = of!(records.clone(), Contact).try_into().unwrap();
    assert_eq!(
        (contact.id.as_str(), contact.name.as_deref(), contact.mobile.as_deref()),
        ("4915550001", Some("Ana Pérez"), Some("4915550001"))
    );
    let messages: Vec<Message> = of!(records.clone(), Message);
    let said: Vec<_> =
        messages.iter().map(|m| (m.id.as_str(), m.text.as_str(), m.session_id.as_str(), m.person)).collect();
    assert_eq!(
        said,
        [
            ("wamid.1", "Hola", "501/4915550001", PersonKind::User),
            ("wamid.3", "¿Y hoy?", "501/4915550001", PersonKind::User)
        ]
    );
    let [read_one, failed]: [Box<Delivery>; 2] = of!(records.clone(), Delivery).try_into().unwrap();
    assert_eq!((read_one.status, read_one.status_raw.as_deref()), (DeliveryStatus::Delivered, Some("read")));
    assert_eq!(
        (read_one.recorded_at.at, read_one.message_type.as_deref()),
        (1_793_487_660_000, Some("utility"))
    );
    assert_eq!(
        (read_one.session_id.as_deref(), read_one.recipient.as_deref()),
        (Some("501/4915550001"), Some("4915550001"))
    );
    let terms: Vec<_> =
        read_one.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        terms,
        [
            ("billable", "true"),
            ("pricing_model", "PMP"),
            ("conversation", "c1"),
            ("conversation_origin", "utility"),
            ("conversation_expires", "1793574000"),
        ]
    );
    assert_eq!((failed.status, failed.response_code.as_deref()), (DeliveryStatus::Failed, Some("131026")));
    let events: Vec<DeliveryEvent> = of!(records, DeliveryEvent);
    let kinds: Vec<_> = events.iter().map(|e| (e.delivery_id.as_str(), e.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("wamid.2", EventKind::Delivered),
            ("wamid.2", EventKind::Read),
            ("wamid.2", EventKind::Sent),
            ("wamid.4", EventKind::Failed),
            ("wamid.4", EventKind::Sent),
        ]
    );
    let fault = &events[3];
    assert_eq!(
        (fault.id.as_str(), fault.source.as_str(), fault.code.as_deref()),
        ("webhook/wamid.4/failed/1793494800", "webhook", Some("131026"))
    );
    assert_eq!(fault.detail.as_deref(), Some("Message undeliverable: Message Undeliverable."));
}
