//! Records in several languages, with gaps, dangling references and hard characters.

use super::NOW;
use super::rng::Rng;
use model::{
    Agent, Batch, Bot, Campaign, Contact, Delivery, DeliveryEvent, DeliveryStatus, Direction, EventKind,
    Measures, Message, MessageKind, Party, PersonKind, Record, Session, SessionState, Stamp, Template,
};

const SESSIONS: usize = 120;
const MESSAGES: usize = 500;
const DELIVERIES: usize = 250;
/// References go up to here, records only to half of it: the rest dangle.
const DIRECTORY: usize = 10;

pub const NAMES: &[&str] = &[
    "Anna Müller",
    "ANNA MULLER",
    "Çağla Yılmaz",
    "김민수",
    "李小龙",
    "Ольга Ёлкина",
    "Bob \"Q\" O'Neil",
    "50% off_",
    "=SUM(A1)",
];
pub const NUMBERS: &[&str] = &[
    "+41 79 123 45 67",
    "+41791234599",
    "0041 79 123",
    "+1 (555) 010-0199",
    "anna@example.org",
    "wa:4179",
    "7",
];
pub const TAGS: &[&str] = &["vip", "VIP", "Réclamation", "late, very", "订单", "spam"];
const CHANNELS: &[&str] = &["sms", "whatsapp", "messenger", "live_chat", "email", "Telegram"];
const TEXTS: &[&str] = &[
    "Where is my refund? I paid 100% on 12/10.",
    "Grüße aus Zürich, die Größe passt nicht",
    "J'ai été débité deux fois… c'est inadmissible",
    "订单号码是12345，请退款",
    "주문 취소해 주세요 order-77",
    "返品したいです。ガソリン代も",
    "أين طلبي؟ مَرْحَبًا",
    "שלום, החבילה לא הגיעה",
    "Где мой заказ? Ёлки",
    "👍🏽 thanks!! 🙏",
    "=HYPERLINK(\"http://evil\",\"x\")",
    "<script>alert('ok')</script>",
    "line one\nline two\twith tab",
    "ok",
    "",
];
const CODES: &[&str] = &["200", "201", "400", "401", "429", "500", "131026", "ok", "4xx", "0"];

pub fn records(rng: &mut Rng) -> Vec<Record> {
    let mut all = directory(rng);
    all.extend((0..SESSIONS).map(|i| Record::Session(Box::new(session(i, rng)))));
    all.extend((0..MESSAGES).map(|i| Record::Message(message(i, rng))));
    all.extend((0..DELIVERIES).map(|i| Record::Delivery(Box::new(delivery(i, rng)))));
    all.extend((0..DELIVERIES).map(|i| Record::DeliveryEvent(event(i, rng))));
    all
}

fn directory(rng: &mut Rng) -> Vec<Record> {
    let mut all = vec![];
    for i in 0..DIRECTORY / 2 {
        let id = i.to_string();
        let name = |rng: &mut Rng| rng.maybe(|r| r.pick(NAMES).to_owned());
        let contact = Contact {
            id: id.clone(),
            name: name(rng),
            identification: None,
            email: None,
            phone: None,
            mobile: None,
            language: None,
            country: None,
            company: None,
            created_at: None,
        };
        let agent = Agent {
            id: id.clone(),
            name: name(rng),
            username: None,
            email: None,
            mobile: None,
            role: None,
            removed: false,
            created_at: None,
        };
        let campaign = Campaign {
            id: id.clone(),
            name: name(rng),
            kind: None,
            state: None,
            starts_at: None,
            ends_at: None,
        };
        let template = Template {
            id: id.clone(),
            name: format!("Welcome {} {i}", rng.pick(NAMES)),
            language: None,
            category: None,
            body: String::new(),
            channel: None,
        };
        let total = rng.below(20);
        let delivered = rng.below(total + 1);
        let batch = Batch {
            id: id.clone(),
            name: name(rng),
            company: None,
            delivered: u32::try_from(delivered).unwrap(),
            total: u32::try_from(total).unwrap(),
            created_at: stamp(rng),
        };
        all.push(Record::Contact(contact));
        all.push(Record::Agent(agent));
        all.push(Record::Bot(Bot { id, name: name(rng), created_at: None }));
        all.push(Record::Campaign(campaign));
        all.push(Record::Template(template));
        all.push(Record::Batch(batch));
    }
    all
}

fn stamp(rng: &mut Rng) -> Stamp {
    // Some moments twice, so that ties are seen; the rest within 60 days.
    let at = if rng.once_in(4) {
        NOW - 86_400_000 * rng.between(0, 5)
    } else {
        rng.between(NOW - 60 * 86_400_000, NOW)
    };
    Stamp { at, offset: rng.pick(&[0, 60, -300, 345]) }
}

fn reference(rng: &mut Rng) -> Option<String> {
    rng.maybe(|r| r.below(DIRECTORY).to_string())
}

fn text(from: &[&str], rng: &mut Rng) -> Option<String> {
    rng.maybe(|r| r.pick(from).to_owned())
}

fn session(i: usize, rng: &mut Rng) -> Session {
    let party = |rng: &mut Rng| Party { name: text(NAMES, rng), number: text(NUMBERS, rng) };
    let measures = Measures {
        waiting: rng.maybe(|r| r.between(0, 7_200_000)),
        average_reply: rng.maybe(|r| r.between(0, 7_200_000)),
        total_reply: rng.maybe(|r| r.between(0, 72_000_000)),
        replies: rng.maybe(|r| u32::try_from(r.below(14)).unwrap()),
        resolution: rng.maybe(|r| r.between(0, 72_000_000)),
        operation_waiting: rng.maybe(|r| r.between(0, 7_200_000)),
        operation_average_reply: rng.maybe(|r| r.between(0, 7_200_000)),
        operation_total_reply: rng.maybe(|r| r.between(0, 72_000_000)),
        operation_replies: rng.maybe(|r| u32::try_from(r.below(4)).unwrap()),
        operation_resolution: rng.maybe(|r| r.between(0, 72_000_000)),
    };
    Session {
        id: format!("S-{i}"),
        channel: rng.pick(CHANNELS).to_owned(),
        channel_number: text(NUMBERS, rng),
        channel_name: text(NAMES, rng),
        merchant_id: None,
        sender: party(rng),
        recipient: party(rng),
        contact_id: reference(rng),
        agent_id: reference(rng),
        follower_ids: vec![],
        state: rng.pick(&SessionState::ALL),
        state_raw: None,
        created_at: stamp(rng),
        last_active_at: rng.maybe(stamp),
        first_opened_at: None,
        opened_at: rng.maybe(stamp),
        picked_up_at: rng.maybe(stamp),
        snoozed_at: None,
        closed_at: rng.maybe(stamp),
        first_replied_at: None,
        tags: (0..rng.below(4)).map(|_| rng.pick(TAGS).to_owned()).collect(),
        campaign_id: reference(rng),
        support_bot_id: None,
        description: text(TEXTS, rng),
        measures,
    }
}

fn message(i: usize, rng: &mut Rng) -> Message {
    Message {
        id: format!("M-{i}"),
        // A few belong to sessions that were never synced.
        session_id: format!("S-{}", rng.below(SESSIONS + 5)),
        at: stamp(rng),
        direction: rng.pick(Direction::ALL),
        person: rng.pick(PersonKind::ALL),
        person_id: reference(rng),
        kind: rng.pick(MessageKind::ALL),
        text: format!("{} {}", rng.pick(TEXTS), rng.pick(TEXTS)).trim().to_owned(),
        caption: text(TEXTS, rng),
        attachment: text(&["https://example.org/a.png", "https://example.org/Straße.pdf"], rng),
        template_id: reference(rng),
        delivery_id: reference(rng),
    }
}

fn delivery(i: usize, rng: &mut Rng) -> Delivery {
    Delivery {
        id: format!("{i}"),
        category: text(&["Marketing Campaign", "Template Bot", "template bot 2", "Ständige Ansage"], rng),
        name: text(NAMES, rng),
        template_id: reference(rng),
        response_code: text(CODES, rng),
        recipient_type: text(&["Leads", "Customers", "contacts"], rng),
        recipient: text(NUMBERS, rng),
        contact_id: reference(rng),
        session_id: rng.maybe(|r| format!("S-{}", r.below(SESSIONS))),
        channel: rng.pick(CHANNELS).to_owned(),
        channel_number: text(NUMBERS, rng),
        status: rng.pick(DeliveryStatus::ALL),
        status_raw: None,
        message_type: text(&["Transactional", "Notification", "Service"], rng),
        credits: rng.maybe(|r| r.pick(&[0.0, 0.5, 1.0, 2.0, 12.25])),
        company: text(&["Acme", "ACME Süd", "株式会社"], rng),
        batch_id: reference(rng),
        campaign_id: reference(rng),
        request: text(&["{\"to\":\"+41\",\"refund\":true}", "plain"], rng),
        response: text(&["{\"id\":1}"], rng),
        parameters: (0..rng.below(3)).map(|n| (format!("p{n}"), rng.pick(TEXTS).to_owned())).collect(),
        recorded_at: stamp(rng),
    }
}

fn event(i: usize, rng: &mut Rng) -> DeliveryEvent {
    DeliveryEvent {
        id: format!("E-{i}"),
        delivery_id: rng.below(DELIVERIES).to_string(),
        at: stamp(rng),
        kind: rng.pick(EventKind::ALL),
        kind_raw: None,
        source: "webhook".to_owned(),
        code: None,
        detail: None,
    }
}
