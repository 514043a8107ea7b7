//! B2Chat's objects, as its documents have them, become the records that they are.

mod names;
mod pages;

use super::*;
use model::{Direction, Message, MessageKind, PersonKind, Record, Session, SessionState, Stamp};
use std::sync::Arc;

fn connector() -> B2Chat {
    B2Chat { zone: chrono_tz::America::Bogota, page: 1_000, clock: Arc::new(|| at("2024-02-01T00:00:00Z")) }
}

fn at(text: &str) -> Millis {
    Stamp::parse(text).unwrap().at
}

fn stream(id: &str) -> &'static Stream {
    B2Chat::STREAMS.iter().find(|stream| stream.id == id).unwrap()
}

fn read(id: &str, text: &str) -> Read {
    connector().read(stream(id), &Place::default(), text).unwrap()
}

fn records(read: &Read) -> Vec<Record> {
    read.records.iter().map(|fetched| fetched.record().unwrap().into_owned()).collect()
}

fn sessions(read: &Read) -> Vec<Session> {
    let records = records(read).into_iter();
    records
        .filter_map(|record| if let Record::Session(session) = record { Some(*session) } else { None })
        .collect()
}

fn messages(read: &Read) -> Vec<Message> {
    let records = records(read).into_iter();
    records
        .filter_map(|record| if let Record::Message(message) = record { Some(message) } else { None })
        .collect()
}

const CHAT: &str = r#"{"chat_id":"c-1","merchant_id":31,"provider":"WHATSAPPB2CHAT","alias":"Line 2",
    "status":"CLOSED","department":"Tracking","is_agent_available":true,
    "created_at":"2024-01-02 11:17:37","opened_at":"2024-01-02 11:17:38","picked_up_at":"2024-01-02 11:20:00",
    "responded_at":"2024-01-02 11:21:00","closed_at":"2024-01-10 16:33:45","duration":"08:05:16:07",
    "agent":{"name":"Ana","username":"ana","email":"ana@shop.example"},
    "contact":{"id":8887,"name":"Mo","identification":"123","mobile_number":"+57300","phone_number":"1","tags":null},
    "tags":[{"name":"vip","assigned_at":1704212400},"refund",{"colour":"red"},7],
    "messages":[
        {"body":"Hello","broadcasted":false,"caption":null,"created_at":"2024-01-02 11:17:40","incoming":true,"type":"TEXT","location":null},
        {"body":"https://files.example/a.jpg?sig=1","caption":"This","created_at":"2024-01-02 11:18:00","incoming":true,"type":"IMAGE"},
        {"body":"Offer","broadcasted":true,"created_at":"2024-01-02 11:19:00","incoming":false,"type":"TEXT"},
        {"body":"Hi","created_at":"2024-01-02 11:21:00","incoming":false,"type":"TEXT"},
        {"body":null,"created_at":"2024-01-02 11:22:00","incoming":true,"type":"LOCATION","location":{"latitude":4.6,"longitude":"-74.1"}}]}"#;

fn page(chats: &[&str]) -> String {
    format!(r#"{{"chats":[{}],"total":{},"exported":{}}}"#, chats.join(","), chats.len(), chats.len())
}

#[test]
fn a_chat_is_a_session_in_the_accounts_zone() {
    // shows S1.3
    let read = read(CHATS, &page(&[CHAT]));
    assert_eq!(read.rejected, crate::Rejected::default());
    let session = sessions(&read).remove(0);
    let bogota = |text| Some(Stamp { at: at(text), offset: -300 });
    assert_eq!((session.id.as_str(), session.merchant_id.as_deref()), ("c-1", Some("31")));
    assert_eq!((session.channel.as_str(), session.channel_name.as_deref()), ("whatsapp", Some("Line 2")));
    assert_eq!((session.state, session.state_raw.as_deref()), (SessionState::Closed, Some("CLOSED")));
    assert_eq!(Some(session.created_at), bogota("2024-01-02T16:17:37Z"));
    assert_eq!(session.opened_at, bogota("2024-01-02T16:17:38Z"));
    assert_eq!(session.picked_up_at, bogota("2024-01-02T16:20:00Z"));
    assert_eq!(session.first_replied_at, bogota("2024-01-02T16:21:00Z"));
    assert_eq!(session.closed_at, bogota("2024-01-10T21:33:45Z"));
    assert_eq!(session.last_active_at, session.closed_at);
    assert_eq!(session.measures.resolution, Some(((8 * 24 + 5) * 3_600 + 16 * 60 + 7) * 1_000));
    assert_eq!((session.contact_id.as_deref(), session.agent_id.as_deref()), (Some("8887"), Some("ana")));
    assert_eq!(
        (session.sender.name.as_deref(), session.sender.number.as_deref()),
        (Some("Mo"), Some("+57300"))
    );
    assert_eq!(session.recipient.name.as_deref(), Some("Line 2"));
    assert_eq!(session.tags, ["vip", "refund"]);
    let of_session = read.records.iter().find(|record| record.id() == "c-1").unwrap();
    assert_eq!(of_session.raw(), CHAT, "exactly as received");
}

#[test]
fn what_belongs_to_a_chat_is_a_record_of_its_own() {
    let records = records(&read(CHATS, &page(&[CHAT])));
    let agent =
        records.iter().find_map(|r| if let Record::Agent(agent) = r { Some(agent) } else { None }).unwrap();
    assert_eq!((agent.id.as_str(), agent.name.as_deref()), ("ana", Some("Ana")));
    assert_eq!((agent.username.as_deref(), agent.email.as_deref()), (Some("ana"), Some("ana@shop.example")));
    let event =
        records.iter().find_map(|r| if let Record::SessionEvent(event) = r { Some(event) } else { None });
    let event = event.unwrap();
    assert_eq!((event.session_id.as_str(), event.action.as_str(), event.state), ("c-1", "tag vip", None));
    assert_eq!(event.at, Stamp::utc(1_704_212_400_000));
    assert!(!records.iter().any(|record| matches!(record, Record::Contact(_))));
}

#[test]
fn messages_say_who_what_and_which_file() {
    let said = messages(&read(CHATS, &page(&[CHAT])));
    let each: Vec<_> = said.iter().map(|m| (m.direction, m.person, m.kind, m.text.as_str())).collect();
    use Direction::{Incoming, Outgoing};
    assert_eq!(
        each,
        [
            (Incoming, PersonKind::User, MessageKind::Text, "Hello"),
            (Incoming, PersonKind::User, MessageKind::Image, ""),
            (Outgoing, PersonKind::Bot, MessageKind::Text, "Offer"),
            (Outgoing, PersonKind::Agent, MessageKind::Text, "Hi"),
            (Incoming, PersonKind::User, MessageKind::Location, "4.6, -74.1"),
        ]
    );
    let image = said.get(1).unwrap();
    assert_eq!(image.attachment.as_deref(), Some("https://files.example/a.jpg?sig=1"));
    assert_eq!((image.caption.as_deref(), image.person_id.as_deref()), (Some("This"), Some("8887")));
    let mark = mark(MessageKind::Image, "This", "https://elsewhere.example/x/a.jpg?sig=2#3");
    assert_eq!(image.id, format!("c-1/2024-01-02 11:18:00/in/{mark}/1"), "whoever signs the link");
    assert_eq!(image.at, Stamp { at: at("2024-01-02T16:18:00Z"), offset: -300 });
}

#[test]
fn each_state_and_channel_is_known_and_new_ones_are_kept() {
    use SessionState::{Closed, Opened, PickedUp};
    for (word, state) in [
        ("BOT_CHATTING", Opened),
        ("OPENED", Opened),
        ("PICKED_UP", PickedUp),
        ("RESPONDED_BY_AGENT", PickedUp),
        ("CLOSED", Closed),
        ("COMPLETING_POLL", Closed),
        ("COMPLETED_POLL", Closed),
        ("ABANDONED_POLL", Closed),
        ("DREAMING", Opened),
    ] {
        let chat = CHAT.replace("CLOSED", word);
        let session = sessions(&read(CHATS, &page(&[&chat]))).remove(0);
        assert_eq!((session.state, session.state_raw.as_deref()), (state, Some(word)));
    }
    for (word, channel) in [
        ("whatsapp", "whatsapp"),
        ("FACEBOOK", "messenger"),
        ("TELEGRAM", "telegram"),
        ("LIVECHAT", "live_chat"),
        ("B2CBOTAPI", "b2cbotapi"),
        ("", "other"),
    ] {
        let chat = CHAT.replace("WHATSAPPB2CHAT", word);
        assert_eq!(sessions(&read(CHATS, &page(&[&chat]))).remove(0).channel, channel);
    }
}

#[test]
fn little_is_enough_and_what_is_odd_goes_alone() {
    let bare = r#"{"chat_id":5,"created_at":"2024-01-02T11:00:00"}"#;
    let nulls = r#"{"chat_id":"n","created_at":null,"opened_at":"2024-01-02 11:00:00","agent":null,"contact":null,
        "tags":null,"messages":null,"duration":null,"status":null,"provider":null}"#;
    let shapes = r#"{"chat_id":"s","created_at":"2024-01-02 11:00:00","agent":"ana","contact":[],"tags":{"a":1},
        "messages":"none","duration":"long","closed_at":"soon"}"#;
    let lost = r#"{"chat_id":"l"}"#;
    let nameless = r#"{"created_at":"2024-01-02 11:00:00"}"#;
    let read = read(CHATS, &page(&[bare, nulls, shapes, lost, nameless]));
    let ids: Vec<_> = read.records.iter().map(|record| record.id().to_owned()).collect();
    assert_eq!(ids, ["5", "n", "s"]);
    assert_eq!(read.rejected.count, 2);
    assert_eq!(read.rejected.first.as_deref(), Some("chats, record 4 of the page: it has no time"));
    assert!(sessions(&read).iter().all(|session| session.measures.resolution.is_none()));
}

#[test]
fn a_message_that_cannot_be_read_leaves_its_neighbours() {
    let odd = r#"{"body":"secret words","created_at":"yesterday","incoming":true}"#;
    let timeless = r#"{"body":"x","incoming":true}"#;
    let good = r#"{"body":"a","created_at":"2024-01-02 11:00:01","incoming":true}"#;
    let chat = format!(
        r#"{{"chat_id":"c","created_at":"2024-01-02 11:00:00","messages":[{odd},{good},{timeless}]}}"#
    );
    let read = read(CHATS, &page(&[&chat]));
    assert_eq!((messages(&read).len(), read.rejected.count), (1, 2));
    assert_eq!(read.rejected.first.as_deref(), Some("a message of a chat: its time is none"));
}

#[test]
fn contacts_are_read_in_both_forms() {
    // shows S1.8
    let exported = r#"{"contact_id":7,"fullname":"Mo C","identification":123,"email":"m@x.example","mobile":"+57300",
        "landline":"601","country":"CO","company":"X","created":"2024-01-02 11:00:00","tags":[{"name":"vip"}]}"#;
    let short = r#"{"id":"8","name":"Li","mobile_number":"+57301","phone_number":"602"}"#;
    for text in [
        format!(r#"{{"contacts":[{exported},{short},{{}}],"total":3}}"#),
        format!(r#"{{"data":[{exported},{short},{{}}]}}"#),
        format!("[{exported},{short},{{}}]"),
    ] {
        let read = read(CONTACTS, &text);
        let contacts: Vec<model::Contact> = records(&read)
            .into_iter()
            .filter_map(|record| if let Record::Contact(contact) = record { Some(contact) } else { None })
            .collect();
        let [first, second] = contacts.as_slice() else { panic!("{contacts:?}") };
        assert_eq!((first.id.as_str(), first.name.as_deref()), ("7", Some("Mo C")));
        assert_eq!(
            (first.identification.as_deref(), first.email.as_deref()),
            (Some("123"), Some("m@x.example"))
        );
        assert_eq!((first.mobile.as_deref(), first.phone.as_deref()), (Some("+57300"), Some("601")));
        assert_eq!((first.country.as_deref(), first.company.as_deref()), (Some("CO"), Some("X")));
        assert_eq!(first.created_at.map(|stamp| stamp.at), Some(at("2024-01-02T16:00:00Z")));
        assert_eq!(
            (second.id.as_str(), second.mobile.as_deref(), second.phone.as_deref()),
            ("8", Some("+57301"), Some("602"))
        );
        assert_eq!((read.rejected.count, read.next), (1, None));
    }
}

#[test]
fn a_chat_of_many_odd_messages_is_not_a_page_of_odd_chats() {
    let odd = [r#"{"created_at":"soon"}"#; 3].join(",");
    let good = r#"{"body":"a","created_at":"2024-01-02 11:00:01","incoming":true}"#;
    let chat = format!(
        r#"{{"chat_id":"c","created_at":"2024-01-02 11:00:00","messages":[{odd},{good},{good},{good}]}}"#
    );
    let read = read(CHATS, &page(&[&chat]));
    // A chat and six messages: fewer than half of them cannot be read.
    assert_eq!((read.rejected.count, read.objects_of_all()), (3, 7));
}
