//! Twilio's objects, as its documents have them, become the records that they are.

use super::{MESSAGES, PARTICIPANTS, SAID, Twilio};
use crate::remote::{Connector, Read};
use crate::{Parent, Place, Stream, Version};
use model::{DeliveryStatus, EventKind, Kind, MessageKind, PersonKind, Record, SessionState, Stamp};
use serde_json::{Value, json};

fn stream(id: &str) -> &'static Stream {
    Twilio::STREAMS.iter().find(|stream| stream.id == id).unwrap()
}

fn read(id: &str, place: &Place, page: &Value) -> Read {
    let twilio = Twilio { account: "AC1".into(), page: 50 };
    twilio.read(stream(id), place, &page.to_string()).unwrap()
}

fn records(read: &Read) -> Vec<Record> {
    read.records.iter().map(|record| record.record().unwrap().into_owned()).collect()
}

fn message() -> Value {
    json!({
        "sid": "SM1", "body": "On its way", "from": "whatsapp:+15005550006", "to": "whatsapp:+34600000001",
        "direction": "outbound-api", "status": "undelivered", "error_code": 30008,
        "error_message": "Unknown error", "num_segments": "2", "num_media": "0", "price": "-0.00750",
        "price_unit": "USD", "date_created": "Fri, 24 May 2019 17:44:46 +0000",
        "date_sent": "Fri, 24 May 2019 17:44:50 +0000", "date_updated": "Fri, 24 May 2019 17:45:00 +0000",
        "new_tomorrow": {"x": [1]},
    })
}

#[test]
fn a_message_is_a_delivery_with_its_moments() {
    // shows S2.6
    let page = json!({"messages": [message()], "next_page_uri": "/2010-04-01/next"});
    let read = read(MESSAGES, &Place::default(), &page);
    assert_eq!((read.next.as_deref(), read.rejected.count), (Some("/2010-04-01/next"), 0));
    let records = records(&read);
    let Some(Record::Delivery(delivery)) = records.last() else { panic!("{records:?}") };
    assert_eq!(
        (delivery.channel.as_str(), delivery.recipient.as_deref()),
        ("whatsapp", Some("+34600000001"))
    );
    assert_eq!(delivery.channel_number.as_deref(), Some("+15005550006"));
    assert_eq!(
        (delivery.status, delivery.status_raw.as_deref()),
        (DeliveryStatus::Undelivered, Some("undelivered"))
    );
    assert_eq!((delivery.response_code.as_deref(), delivery.credits), (Some("30008"), Some(0.0075)));
    let names: Vec<&str> = delivery.parameters.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["From", "Body", "NumSegments", "Price"]);
    assert_eq!(delivery.recorded_at, Stamp::parse("2019-05-24T17:44:50Z").unwrap());
    let events: Vec<_> = records
        .iter()
        .filter_map(
            |record| if let Record::DeliveryEvent(e) = record { Some((e.id.as_str(), e.kind)) } else { None },
        )
        .collect();
    assert_eq!(events, [("SM1/sent", EventKind::Sent), ("SM1/undelivered", EventKind::Undelivered)]);
}

#[test]
fn each_status_has_its_place_and_one_of_tomorrow_is_kept() {
    for (word, status) in [
        ("queued", DeliveryStatus::InProgress),
        ("accepted", DeliveryStatus::InProgress),
        ("scheduled", DeliveryStatus::InProgress),
        ("sending", DeliveryStatus::InProgress),
        ("receiving", DeliveryStatus::InProgress),
        ("sent", DeliveryStatus::Sent),
        ("partially_delivered", DeliveryStatus::Sent),
        ("delivered", DeliveryStatus::Delivered),
        ("read", DeliveryStatus::Delivered),
        ("received", DeliveryStatus::Success),
        ("failed", DeliveryStatus::Failed),
        ("canceled", DeliveryStatus::Failed),
        ("undelivered", DeliveryStatus::Undelivered),
        ("teleported", DeliveryStatus::InProgress),
    ] {
        let mut object = message();
        object["status"] = word.into();
        let read = read(MESSAGES, &Place::default(), &json!({"messages": [object]}));
        let Some(Record::Delivery(delivery)) = records(&read).pop() else { panic!("{word}") };
        assert_eq!((delivery.status, delivery.status_raw.as_deref()), (status, Some(word)));
    }
}

#[test]
fn what_cannot_be_read_is_passed_over_without_its_values() {
    let mut timeless = message();
    for date in ["date_created", "date_sent", "date_updated"] {
        timeless[date] = "hush".into();
    }
    let page = json!({"messages": [message(), timeless, {"sid": 7, "body": "hush"}]});
    let read = read(MESSAGES, &Place::default(), &page);
    assert_eq!((read.records.len(), read.rejected.count), (3, 2));
    let why = read.rejected.first.unwrap();
    assert!(why.starts_with("messages, record 2 of the page") && !why.contains("hush"), "{why}");
}

#[test]
fn a_conversation_and_its_participants_are_a_session() {
    let conversation = json!({
        "sid": "CH1", "friendly_name": "About the order", "state": "closed",
        "date_created": "2016-03-24T20:37:57Z", "date_updated": "2016-03-25T20:37:57Z",
    });
    let listed =
        read("conversations", &Place::default(), &json!({"meta": {}, "conversations": [conversation]}));
    assert_eq!(listed.there, [(Kind::Session, "CH1".to_owned())]);
    let lists: Vec<&str> = listed.branches.iter().map(|branch| branch.stream).collect();
    assert_eq!((lists, listed.records.len()), (vec![PARTICIPANTS, SAID], 0));
    assert!(matches!(&listed.branches[1].version, Version::Of(_)), "nobody writes into a closed one");
    let parent = Parent { key: "CH1".into(), carry: listed.branches[0].carry.clone() };
    let place = Place { parent: Some(parent), ..Place::default() };
    let page = json!({"meta": {"next_page_url": null}, "participants": [
        {"messaging_binding": {"type": "sms", "address": "+34600000001", "proxy_address": "+15005550006"}},
        {"identity": "ana", "messaging_binding": null},
    ]});
    let read = read(PARTICIPANTS, &place, &page);
    let [Record::Session(session)] = <[Record; 1]>::try_from(records(&read)).unwrap() else { panic!() };
    assert_eq!(
        (session.id.as_str(), session.state, session.channel.as_str()),
        ("CH1", SessionState::Closed, "sms")
    );
    assert_eq!(session.sender.number.as_deref(), Some("+34600000001"));
    assert_eq!((session.agent_id.as_deref(), session.closed_at), (Some("ana"), session.last_active_at));
    let raw: Value = serde_json::from_str(read.records[0].raw()).unwrap();
    assert_eq!(raw["conversation"], conversation);
}

#[test]
fn what_was_said_leads_to_its_receipts() {
    let said = |author: &str, extra: Value| {
        let mut object = json!({
            "sid": "IM1", "conversation_sid": "CH1", "author": author, "body": "Cake?",
            "date_created": "2016-03-24T20:37:57Z", "delivery": null,
        });
        object.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        read(SAID, &Place::default(), &json!({"meta": {}, "messages": [object]}))
    };
    let media = json!({"media": [{"sid": "ME1", "content_type": "image/png", "filename": "cake.png"}]});
    let of_customer = said("+34600000001", media);
    let [Record::Message(message)] = <[Record; 1]>::try_from(records(&of_customer)).unwrap() else {
        panic!()
    };
    assert_eq!((message.person, message.kind), (PersonKind::User, MessageKind::Image));
    assert_eq!((message.caption.as_deref(), of_customer.branches.len()), (Some("cake.png"), 0));
    let of_agent = said("ana", json!({"delivery": {"total": 1, "delivered": "all"}}));
    assert_eq!(of_agent.branches[0].parent, "CH1/IM1");
    let place = Place { parent: Some(Parent { key: "CH1/IM1".into(), carry: None }), ..Place::default() };
    let twilio = Twilio { account: "AC1".into(), page: 50 };
    assert!(twilio.ask(stream("receipts"), &place).is_ok());
    assert!(twilio.ask(stream("receipts"), &Place::default()).is_err(), "whose?");
}
