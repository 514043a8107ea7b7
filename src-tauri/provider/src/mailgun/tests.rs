//! Mailgun's events, as its documents have them, become events and parts of deliveries.

use super::{EU, LOOKBACK, Mailgun, US, refusal};
use crate::limits::{ID_CHARS, Limits};
use crate::remote::{Connector, Read};
use crate::{Error, Place, Stream, Walk, Window, connect, system_clock};
use model::{Delivery, DeliveryEvent, DeliveryStatus, EventKind, Record, Stamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const STREAM: &Stream = &Mailgun::STREAMS[0];

fn mailgun() -> Mailgun {
    Mailgun { domain: "mg.example.org".into(), page: 1_000 }
}

fn read(page: &Value) -> Read {
    mailgun().read(STREAM, &Place::default(), &page.to_string()).unwrap()
}

/// The event and the delivery that one object becomes.
fn one(object: &Value) -> (DeliveryEvent, Delivery) {
    let read = read(&json!({"items": [object]}));
    assert_eq!(read.rejected.first, None);
    let records: Vec<Record> =
        read.records.iter().map(|record| record.record().unwrap().into_owned()).collect();
    let [Record::DeliveryEvent(event), Record::Delivery(delivery)] =
        <[Record; 2]>::try_from(records).unwrap()
    else {
        panic!("{object}")
    };
    assert!(!read.records[0].is_part() && read.records[1].is_part());
    assert_eq!(event.delivery_id, delivery.id);
    (event, *delivery)
}

fn accepted() -> Value {
    json!({
        "event": "accepted", "id": "aX-1", "timestamp": 1529692198.641821, "log-level": "info", "method": "http",
        "envelope": {"targets": "ana@example.org", "transport": "smtp", "sender": "bounce+1@mg.example.org"},
        "flags": {"is-authenticated": true, "is-test-mode": false}, "recipient": "ana@example.org",
        "message": {
            "headers": {
                "to": "Ana <ana@example.org>", "message-id": "20180622.1.48@mg.example.org",
                "from": "The shop <shop@example.org>", "subject": "Your order",
            },
            "attachments": [{"filename": "bill.pdf", "content-type": "application/pdf", "size": 9}],
            "size": 586,
        },
        "template": {"name": "order", "version": "2"}, "batch": {"id": "b1"}, "tags": ["orders", "vip"],
        "user-variables": {"order": "17", "lines": [1, 2]}, "new-tomorrow": {"x": [1]},
    })
}

fn happened(word: &str, more: Value) -> Value {
    let mut object = json!({
        "event": word, "id": "e1", "timestamp": 1529692199.5, "recipient": "ana@example.org",
        "message": {"headers": {"message-id": "20180622.1.48@mg.example.org"}},
    });
    object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    object
}

#[test]
fn an_accepted_message_tells_most_of_its_delivery() {
    // shows S2.4, S2.6
    let (event, delivery) = one(&accepted());
    assert_eq!((event.id.as_str(), event.kind), ("2018-06-22/aX-1", EventKind::Accepted));
    assert_eq!(event.at, Stamp::utc(1_529_692_198_642));
    assert_eq!(delivery.id, "20180622.1.48@mg.example.org ana@example.org");
    assert_eq!((delivery.channel.as_str(), delivery.status), ("email", DeliveryStatus::InProgress));
    assert_eq!(delivery.recipient.as_deref(), Some("ana@example.org"));
    assert_eq!(delivery.channel_number.as_deref(), Some("shop@example.org"));
    assert_eq!((delivery.template_id.as_deref(), delivery.batch_id.as_deref()), (Some("order"), Some("b1")));
    assert_eq!(delivery.message_type.as_deref(), Some("outgoing"));
    let parameters: Vec<_> = delivery.parameters.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(
        parameters,
        [
            ("From", "The shop <shop@example.org>"),
            ("To", "Ana <ana@example.org>"),
            ("Subject", "Your order"),
            ("Attachments", "bill.pdf"),
            ("Tags", "orders, vip"),
            ("v:lines", "[1,2]"),
            ("v:order", "17"),
        ]
    );
}

#[test]
fn each_event_has_its_place_and_one_of_tomorrow_is_kept() {
    // shows S2.6
    use DeliveryStatus as Status;
    for (word, more, kind, status, raw) in [
        ("delivered", json!({}), EventKind::Delivered, Status::Delivered, "delivered"),
        (
            "delivered",
            json!({"flags": {"is-test-mode": true}}),
            EventKind::Other,
            Status::InProgress,
            "delivered (test mode)",
        ),
        (
            "failed",
            json!({"severity": "temporary"}),
            EventKind::Queued,
            Status::InProgress,
            "failed (temporary)",
        ),
        ("failed", json!({"severity": "permanent"}), EventKind::Failed, Status::Failed, "failed (permanent)"),
        ("failed", json!({}), EventKind::Failed, Status::Failed, "failed"),
        ("rejected", json!({}), EventKind::Failed, Status::Failed, "rejected"),
        ("opened", json!({}), EventKind::Read, Status::Delivered, "opened"),
        ("clicked", json!({}), EventKind::Clicked, Status::Delivered, "clicked"),
        ("unsubscribed", json!({}), EventKind::Other, Status::Delivered, "unsubscribed"),
        ("complained", json!({}), EventKind::Other, Status::Delivered, "complained"),
        ("stored", json!({}), EventKind::Other, Status::Success, "stored"),
        ("teleported", json!({}), EventKind::Other, Status::InProgress, "teleported"),
    ] {
        let (event, delivery) = one(&happened(word, more));
        assert_eq!((event.kind, event.kind_raw.as_deref()), (kind, Some(raw)));
        assert_eq!((delivery.status, delivery.status_raw.as_deref()), (status, Some(raw)));
    }
}

#[test]
fn replies_and_reasons_are_told_with_the_event() {
    let said = |word: &str, more: Value| {
        let (event, delivery) = one(&happened(word, more));
        assert_eq!(event.code, delivery.response_code);
        (event.code.unwrap_or_default(), event.detail.unwrap_or_default())
    };
    let full = json!({"severity": "temporary", "reason": "generic", "delivery-status": {
        "code": 452, "enhanced-code": "4.2.2", "message": "Mailbox full", "description": "Mailbox full", "retry-seconds": 600,
    }});
    assert_eq!(said("failed", full), ("452".into(), "generic; 4.2.2; Mailbox full".into()));
    let held = json!({"reason": "suppress-bounce", "delivery-status": {"code": 605, "message": ""}});
    assert_eq!(said("failed", held).0, "605");
    let coded = json!({"reason": "suppress-complaint", "delivery-status": {"code": 0, "description": null}});
    assert_eq!(said("failed", coded).0, "suppress-complaint");
    let refused = json!({"reject": {"reason": "A sandbox", "description": ""}});
    assert_eq!(said("rejected", refused), (String::new(), "A sandbox".into()));
    let clicked = json!({"url": "http://example.com/signup"});
    assert_eq!(said("clicked", clicked), (String::new(), "http://example.com/signup".into()));
    assert_eq!(said("delivered", json!({"delivery-status": {"code": "250"}})).0, "250");
}

#[test]
fn ids_hold_one_message_and_recipient_and_stay() {
    let id = |headers: Value, more: Value| {
        let mut object = happened("opened", more);
        object["message"]["headers"] = headers;
        one(&object).1.id
    };
    assert_eq!(id(json!({"message-id": "<a/b@x>"}), json!({})), "a/b@x ana@example.org");
    assert_eq!(id(json!({"message-id": "m@x", "to": "two@x"}), json!({"recipient": null})), "m@x two@x");
    assert_eq!(id(json!({"message-id": "m@x"}), json!({"recipient": ""})), "m@x");
    let long = |last: &str| id(json!({"message-id": format!("{}{last}", "x".repeat(ID_CHARS))}), json!({}));
    assert!(long("1").len() == 64 && long("1") == long("1") && long("1") != long("2"));
    let mut stored = happened("stored", json!({"recipient": null}));
    stored["message"]["recipients"] = json!(["a@x", "b@x"]);
    assert_eq!(one(&stored).1.recipient.as_deref(), Some("a@x, b@x"));
    let mut old = happened("opened", json!({}));
    old.as_object_mut().unwrap().remove("id");
    let (event, delivery) = one(&old);
    assert_eq!(event.id, format!("1529692199500/opened/{}", delivery.id));
}

#[test]
fn times_come_in_each_form() {
    for (timestamp, millis) in [
        (json!(1_529_692_199), 1_529_692_199_000),
        (json!(1529692199.5), 1_529_692_199_500),
        (json!("1529692199.5"), 1_529_692_199_500),
        (json!(1_529_692_199_500_000_000_i64), 1_529_692_199_500),
    ] {
        let (event, delivery) = one(&happened("opened", json!({"timestamp": timestamp})));
        assert_eq!((event.at, delivery.recorded_at), (Stamp::utc(millis), Stamp::utc(millis)), "{timestamp}");
    }
}

#[test]
fn what_cannot_be_read_is_passed_over_without_its_values() {
    let timeless = happened("opened", json!({"timestamp": "hush"}));
    let nameless = happened("opened", json!({"message": {"headers": {"message-id": " <> "}}}));
    let odd = happened("opened", json!({"recipient": ["hush"], "message": null}));
    let lost = happened("delivered", json!({"message": null}));
    // About an address or a list, and none of ours.
    let of_none = json!({"event": "email_validation", "timestamp": 1.0});
    let of_none_either = json!({"event": "list_teleported", "timestamp": 1.0});
    let read = read(&json!({"items": [accepted(), timeless, nameless, odd, lost, of_none, of_none_either]}));
    assert_eq!((read.records.len(), read.rejected.count), (2, 4));
    let why = read.rejected.first.unwrap();
    assert!(why.starts_with("events, record 2 of the page") && !why.contains("hush"), "{why}");
    let loose = happened("opened", json!({"user-variables": [], "tags": null, "flags": null}));
    one(&loose);
}

#[test]
fn windows_are_asked_for_in_whole_seconds_around_them() {
    let asked = |from, until, cursor: Option<&str>| {
        let window = Window { from, until };
        let place = Place { window, cursor: cursor.map(str::to_owned), ..Place::default() };
        let base = [crate::http::Base::parse("https://api.mailgun.net").unwrap()];
        mailgun().ask(STREAM, &place).unwrap().call(&base).unwrap()
    };
    let list = "https://api.mailgun.net/v3/mg.example.org/events?limit=300";
    for (from, until, query) in [
        (Some(5_999), Some(9_001), "&begin=5&end=10"),
        (Some(5_999), None, "&begin=5&ascending=yes"),
        (None, Some(9_001), "&begin=10&ascending=no"),
        (None, None, "&ascending=no"),
    ] {
        assert_eq!(asked(from, until, None).url.as_str(), format!("{list}{query}"));
    }
    let next = asked(Some(1), None, Some("https://api.mailgun.net/v3/mg.example.org/events/W3siY"));
    assert!(next.url.path().ends_with("/W3siY"));
    assert_eq!(next.endpoint(), "GET https://api.mailgun.net/v3/mg.example.org/events");
    assert_eq!(STREAM.walk, Walk::Windows { lookback: LOOKBACK, whole: &[] });
}

#[test]
fn a_link_to_more_is_on_every_page_and_an_empty_one_is_the_end() {
    let paging = json!({"next": "https://api.mailgun.net/v3/x/events/W3"});
    assert!(read(&json!({"items": [accepted()], "paging": paging})).next.is_some());
    assert_eq!(read(&json!({"items": [], "paging": paging})).next, None);
    assert_eq!(read(&json!({"items": [accepted()]})).next, None);
    let said = mailgun().read(STREAM, &Place::default(), r#"{"message": "hush"}"#).unwrap_err();
    assert!(matches!(&said, Error::Malformed { what } if what.contains("items")), "{said}");
}

#[test]
fn a_wait_is_read_from_the_words() {
    let limited = |text| refusal(429, text);
    let said = r#"{"message": "Domain x: requests limit exceeded, try again after 120 seconds"}"#;
    assert_eq!(limited(said), Some(Error::RateLimited { after: Some(120_000), said: String::new() }));
    for text in ["", "try again after lunch", "try again after 99999999999999999999 seconds"] {
        assert_eq!(limited(text), None, "{text}");
    }
    assert_eq!(refusal(500, said), None);
}

#[test]
fn the_region_decides_the_address_unless_there_is_one() {
    for (url, region, address) in [
        (US, "", US),
        (US, "us", US),
        (US, "EU", EU),
        ("https://mail.example/v3/", "eu", "https://mail.example"),
    ] {
        assert_eq!(super::address(url, region), Ok(address), "{url} {region}");
    }
    let map = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>()
    };
    let (key, clock) = (map(&[("api_key", "hush-hush")]), system_clock());
    let settings = map(&[("domain", "mg.example.org"), ("region", "moon")]);
    let error = connect("mailgun", "", &settings, &key, Limits::default(), clock).err().unwrap().to_string();
    assert!(error.contains("region") && !error.contains("hush"), "{error}");
}
