//! A full and a bare record of each kind.

use super::NOW;
use model::*;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn at(millis: i64, offset: i16) -> Stamp {
    Stamp { at: NOW + millis, offset }
}

pub fn message(id: &str, millis: i64, text: &str) -> Message {
    Message {
        id: id.into(),
        session_id: "s1".into(),
        at: at(millis, 60),
        direction: Direction::Incoming,
        person: PersonKind::User,
        person_id: None,
        kind: MessageKind::Text,
        text: text.into(),
        caption: None,
        attachment: None,
        template_id: None,
        delivery_id: None,
    }
}

pub fn session(id: &str, tags: &[&str]) -> Session {
    Session {
        id: id.into(),
        channel: "sms".into(),
        channel_number: None,
        channel_name: None,
        merchant_id: None,
        sender: Party::default(),
        recipient: Party::default(),
        contact_id: None,
        agent_id: None,
        follower_ids: vec![],
        state: SessionState::Opened,
        state_raw: None,
        created_at: at(0, 0),
        last_active_at: None,
        first_opened_at: None,
        opened_at: None,
        picked_up_at: None,
        snoozed_at: None,
        closed_at: None,
        first_replied_at: None,
        tags: tags.iter().map(|t| (*t).to_owned()).collect(),
        campaign_id: None,
        support_bot_id: None,
        description: None,
        measures: Measures::default(),
    }
}

pub fn delivery(id: &str, status: DeliveryStatus) -> Delivery {
    Delivery {
        id: id.into(),
        category: None,
        name: None,
        template_id: None,
        response_code: None,
        recipient_type: None,
        recipient: None,
        contact_id: None,
        session_id: None,
        channel: "sms".into(),
        channel_number: None,
        status,
        status_raw: None,
        message_type: None,
        credits: None,
        company: None,
        batch_id: None,
        campaign_id: None,
        request: None,
        response: None,
        parameters: vec![],
        recorded_at: at(0, -300),
    }
}

pub fn event(id: &str, delivery: &str, kind: EventKind) -> DeliveryEvent {
    DeliveryEvent {
        id: id.into(),
        delivery_id: delivery.into(),
        at: at(9, 0),
        kind,
        kind_raw: None,
        source: "webhook".into(),
        code: None,
        detail: None,
    }
}

fn full_session() -> Session {
    Session {
        channel: "whatsapp".into(),
        channel_number: some("+49 30 1"),
        channel_name: some("Line 订单"),
        merchant_id: some("m"),
        sender: Party { name: some("Ana"), number: some("+1") },
        recipient: Party { name: some("Shop"), number: some("+2") },
        contact_id: some("c"),
        agent_id: some("a"),
        follower_ids: vec!["a1".into(), "a2".into()],
        state: SessionState::Snoozed,
        state_raw: some("ON_HOLD"),
        last_active_at: Some(at(10, 345)),
        first_opened_at: Some(at(1, 1)),
        opened_at: Some(at(2, 2)),
        picked_up_at: Some(at(3, 3)),
        snoozed_at: Some(at(4, 4)),
        closed_at: Some(at(5, 5)),
        first_replied_at: Some(at(6, 6)),
        campaign_id: some("k"),
        support_bot_id: some("b"),
        description: some("<script>"),
        measures: Measures {
            waiting: Some(1),
            replies: Some(2),
            operation_resolution: Some(3),
            ..Measures::default()
        },
        ..session("full", &["vip", "late", "vip"])
    }
}

fn full_message() -> Message {
    Message {
        direction: Direction::Outgoing,
        person: PersonKind::Agent,
        person_id: some("a"),
        kind: MessageKind::Image,
        caption: some("caption"),
        attachment: some("https://example.invalid/x"),
        template_id: some("t"),
        delivery_id: some("d"),
        ..message("full", 3, "=1+1 \u{202e}שלום 🙂")
    }
}

fn full_delivery() -> Delivery {
    Delivery {
        category: some("Template Bot"),
        name: some("Reminder"),
        template_id: some("t"),
        response_code: some("200"),
        recipient_type: some("leads"),
        recipient: some("+3"),
        contact_id: some("c"),
        session_id: some("s1"),
        channel_number: some("+4"),
        status_raw: some("DELIVRD"),
        message_type: some("service"),
        credits: Some(0.25),
        company: some("ACME"),
        batch_id: some("b"),
        campaign_id: some("k"),
        request: some("{\"to\":1}"),
        response: some("ok"),
        parameters: vec![("name".into(), "Ana".into()), ("name".into(), "again".into())],
        ..delivery("full", DeliveryStatus::Delivered)
    }
}

/// Two of each kind: with everything, and with the least.
pub fn all() -> Vec<Record> {
    let stamp = Some(at(7, -90));
    vec![
        Record::Session(Box::new(full_session())),
        Record::Session(Box::new(session("bare", &[]))),
        Record::SessionEvent(SessionEvent {
            id: "full".into(),
            session_id: "s1".into(),
            at: at(1, 60),
            state: Some(SessionState::Closed),
            action: "close".into(),
            by: some("agent 7"),
        }),
        Record::SessionEvent(SessionEvent {
            id: "bare".into(),
            session_id: "s1".into(),
            at: at(0, 0),
            state: None,
            action: "assign".into(),
            by: None,
        }),
        Record::Message(full_message()),
        Record::Message(message("bare", 0, "")),
        Record::Delivery(Box::new(full_delivery())),
        Record::Delivery(Box::new(delivery("bare", DeliveryStatus::BatchCount))),
        Record::DeliveryEvent(DeliveryEvent {
            kind_raw: some("READ_RECEIPT"),
            code: some("0"),
            detail: some("seen"),
            ..event("full", "full", EventKind::Read)
        }),
        Record::DeliveryEvent(event("bare", "absent", EventKind::Other)),
        Record::Batch(Batch {
            id: "full".into(),
            name: some("Spring"),
            company: some("ACME"),
            delivered: 13,
            total: 18,
            created_at: at(0, 60),
        }),
        Record::Batch(Batch {
            id: "bare".into(),
            name: None,
            company: None,
            delivered: 0,
            total: 0,
            created_at: at(0, 0),
        }),
        Record::Template(Template {
            id: "full".into(),
            name: "hello".into(),
            language: some("de"),
            category: some("utility"),
            body: "Hallo {{1}}".into(),
            channel: some("whatsapp"),
        }),
        Record::Template(Template {
            id: "bare".into(),
            name: String::new(),
            language: None,
            category: None,
            body: String::new(),
            channel: None,
        }),
        Record::Contact(Contact {
            id: "full".into(),
            name: some("Ana"),
            identification: some("P1"),
            email: some("a@example.invalid"),
            phone: some("+5"),
            mobile: some("+6"),
            language: some("es"),
            country: some("ES"),
            company: some("ACME"),
            created_at: stamp,
        }),
        Record::Contact(Contact {
            id: "bare".into(),
            name: None,
            identification: None,
            email: None,
            phone: None,
            mobile: None,
            language: None,
            country: None,
            company: None,
            created_at: None,
        }),
        Record::Agent(Agent {
            id: "full".into(),
            name: some("Bo"),
            username: some("bo"),
            email: some("b@example.invalid"),
            mobile: some("+7"),
            role: some("lead"),
            removed: true,
            created_at: stamp,
        }),
        Record::Agent(Agent {
            id: "bare".into(),
            name: None,
            username: None,
            email: None,
            mobile: None,
            role: None,
            removed: false,
            created_at: None,
        }),
        Record::Bot(Bot { id: "full".into(), name: some("Bot"), created_at: stamp }),
        Record::Bot(Bot { id: "bare".into(), name: None, created_at: None }),
        Record::SupportBot(SupportBot {
            id: "full".into(),
            name: some("Menu"),
            revision_id: some("r2"),
            section_path: some("a/b"),
        }),
        Record::SupportBot(SupportBot {
            id: "bare".into(),
            name: None,
            revision_id: None,
            section_path: None,
        }),
        Record::Campaign(Campaign {
            id: "full".into(),
            name: some("Sale"),
            kind: some("one_time"),
            state: some("done"),
            starts_at: stamp,
            ends_at: Some(at(99, 0)),
        }),
        Record::Campaign(Campaign {
            id: "bare".into(),
            name: None,
            kind: None,
            state: None,
            starts_at: None,
            ends_at: None,
        }),
        Record::Tag(Tag {
            id: "full".into(),
            name: "vip".into(),
            description: some("very"),
            colour: some("#f00"),
            created_at: stamp,
        }),
        Record::Tag(Tag {
            id: "bare".into(),
            name: "x".into(),
            description: None,
            colour: None,
            created_at: None,
        }),
    ]
}
