//! The Graph API's objects as records: each field, each word, what is absent and what is odd.

use super::wire::Page;
use super::*;
use crate::{Parent, Version};
use model::{DeliveryStatus, EventKind, Record};

const NUMBER: &str =
    r#"{"id":"501","display_phone_number":"+34 600 000 501","verified_name":"Shop","status":"CONNECTED"}"#;

fn stream(id: &str) -> &'static Stream {
    WhatsApp::STREAMS.iter().find(|stream| stream.id == id).unwrap()
}

fn connector() -> WhatsApp {
    WhatsApp { account: "77".to_owned(), version: KNOWN.to_owned(), page: 4 }
}

fn place(key: &str, carry: Option<&str>) -> Place {
    let parent = Parent { key: key.to_owned(), carry: carry.map(str::to_owned) };
    Place { parent: Some(parent), ..Place::default() }
}

/// Reads a page that holds these objects.
fn read(id: &str, place: &Place, objects: &str) -> Read {
    connector().read(stream(id), place, &format!(r#"{{"data":[{objects}]}}"#)).unwrap()
}

fn records(read: &Read) -> Vec<Record> {
    read.records.iter().map(|record| record.record().unwrap().into_owned()).collect()
}

fn template(raw: &str) -> model::Template {
    match records(&read(TEMPLATES, &Place::default(), raw)).as_slice() {
        [Record::Template(template)] => template.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_template_is_its_body() {
    // shows S3.4
    let whole = template(
        r#"{"id":"900","name":"late","language":"es","status":"APPROVED","category":"UTILITY","new":1,"components":[
        {"type":"HEADER","format":"TEXT","text":"Oh {{1}}"},{"type":"body","text":"Tu pedido {{1}} llega {{2}}."},
        {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Vale"}]}]}"#,
    );
    assert_eq!(
        (whole.id.as_str(), whole.name.as_str(), whole.body.as_str()),
        ("900", "late", "Tu pedido {{1}} llega {{2}}.")
    );
    assert_eq!(
        (whole.language.as_deref(), whole.category.as_deref(), whole.channel.as_deref()),
        (Some("es"), Some("UTILITY"), Some("whatsapp"))
    );
    let bare = template(r#"{"id":901,"name":"x","components":null,"language":""}"#);
    assert_eq!((bare.id.as_str(), bare.body.as_str(), bare.language), ("901", "", None));
    let odd = read(TEMPLATES, &Place::default(), r#"{"id":"1"},{"id":"2","name":{"secret":"value"}}"#);
    assert_eq!((odd.rejected.count, odd.records.len()), (2, 0));
    assert!(!odd.rejected.first.unwrap().contains("value"));
}

#[test]
fn a_phone_number_leads_to_its_history_and_is_no_record() {
    let read = read(NUMBERS, &Place::default(), NUMBER);
    assert!(read.records.is_empty());
    let [branch] = read.branches.as_slice() else { panic!("{:?}", read.branches) };
    assert_eq!((branch.stream, branch.parent.as_str(), &branch.version), (HISTORY, "501", &Version::Open));
    assert_eq!(branch.carry.as_deref(), Some(NUMBER));
}

#[test]
fn an_entry_with_its_events_is_a_delivery() {
    // shows S2.6
    let raw = r#"{"id":"8001","message_id":"wamid.A=","events":{"data":[
        {"id":"1","delivery_status":"SENT","timestamp":1793487600,"webhook_update_state":"DELIVERED"},
        {"id":"2","delivery_status":"FAILED","timestamp":"1793487601","webhook_update_state":"RETRYING","error_description":"no such number"},
        {"id":3,"delivery_status":"DELETED","timestamp":1793487609,"webhook_update_state":"FAILED"}]}}"#;
    let read = read(HISTORY, &place("501", Some(NUMBER)), raw);
    assert!(read.branches.is_empty());
    let records = records(&read);
    let [
        Record::DeliveryEvent(sent),
        Record::DeliveryEvent(failed),
        Record::DeliveryEvent(deleted),
        Record::Delivery(delivery),
    ] = records.as_slice()
    else {
        panic!("{records:?}")
    };
    assert_eq!((sent.id.as_str(), sent.delivery_id.as_str(), sent.kind), ("1", "wamid.A=", EventKind::Sent));
    assert_eq!(
        (sent.at.at, sent.kind_raw.as_deref(), sent.detail.as_deref()),
        (1_793_487_600_000, Some("SENT"), None)
    );
    assert_eq!((sent.source.as_str(), sent.code.as_deref()), ("history", None));
    assert_eq!(
        (failed.kind, failed.detail.as_deref()),
        (EventKind::Failed, Some("no such number (webhook RETRYING)"))
    );
    assert_eq!(
        (deleted.id.as_str(), deleted.kind, deleted.detail.as_deref()),
        ("3", EventKind::Deleted, Some("webhook FAILED"))
    );
    assert_eq!((delivery.id.as_str(), delivery.status), ("wamid.A=", DeliveryStatus::Failed));
    assert_eq!(
        (delivery.status_raw.as_deref(), delivery.recorded_at.at),
        (Some("FAILED"), 1_793_487_600_000)
    );
    assert_eq!(
        (delivery.channel.as_str(), delivery.channel_number.as_deref()),
        ("whatsapp", Some("+34 600 000 501"))
    );
    assert_eq!((delivery.recipient.as_deref(), delivery.response_code.as_deref()), (None, None));
    let kept = read.records.last().unwrap().raw();
    assert_eq!(kept, format!(r#"{{"number":{NUMBER},"entry":{raw}}}"#), "each part as received");
}

#[test]
fn what_an_entry_does_not_say_its_own_list_does() {
    for inline in [
        "",
        r#","events":null"#,
        r#","events":{"data":[{"id":"1","delivery_status":"SENT","timestamp":5}],"paging":{"next":"https://graph.facebook.com/x?after=MQ"}}"#,
    ] {
        let raw = format!(r#"{{"id":"8001","message_id":"wamid.A="{inline}}}"#);
        let read = read(HISTORY, &place("501", Some(NUMBER)), &raw);
        assert!(read.records.is_empty(), "{inline}");
        let [branch] = read.branches.as_slice() else { panic!("{inline}") };
        assert_eq!((branch.stream, branch.parent.as_str()), (EVENTS, "8001"));
        events_make_a_delivery(branch.carry.as_deref());
    }
    let none =
        read(HISTORY, &place("501", Some(NUMBER)), r#"{"id":"8001","message_id":"w","events":{"data":[]}}"#);
    assert_eq!(
        (none.records.len(), none.branches.len(), none.rejected.count),
        (0, 0, 0),
        "nothing is known of it yet"
    );
}

fn events_make_a_delivery(carry: Option<&str>) {
    let edges = r#"{"cursor":"a","node":{"id":"1","delivery_status":"ACCEPTED","occurrence_timestamp":1793487600,"status_timestamp":1793487605}},
        {"cursor":"b","node":{"id":"2","delivery_status":"ERROR","status_timestamp":1793487606,"error_description":"no"}},{"cursor":"c"},
        {"node":{"id":"4","delivery_status":"READ"}}"#;
    let mut place = place("8001", carry);
    let first = read(EVENTS, &place, edges);
    assert_eq!(first.rejected.count, 2, "no node, no time");
    let records_of_first = records(&first);
    let [Record::Delivery(delivery), Record::DeliveryEvent(accepted), Record::DeliveryEvent(error)] =
        records_of_first.as_slice()
    else {
        panic!("{records_of_first:?}")
    };
    assert_eq!(
        (delivery.id.as_str(), delivery.status, delivery.recorded_at.at),
        ("wamid.A=", DeliveryStatus::Failed, 1_793_487_600_000)
    );
    assert_eq!((accepted.kind, accepted.at.at), (EventKind::Accepted, 1_793_487_600_000));
    assert_eq!(
        (error.kind, error.at.at, error.detail.as_deref()),
        (EventKind::Failed, 1_793_487_606_000, Some("no"))
    );
    place.cursor = Some("b".to_owned());
    let later = records(&read(
        EVENTS,
        &place,
        r#"{"node":{"id":"5","delivery_status":"WARPED","occurrence_timestamp":1}}"#,
    ));
    let [Record::DeliveryEvent(odd)] = later.as_slice() else { panic!("{later:?}") };
    assert_eq!(
        (odd.kind, odd.kind_raw.as_deref(), odd.delivery_id.as_str()),
        (EventKind::Other, Some("WARPED"), "wamid.A=")
    );
}

#[test]
fn the_next_page_is_a_cursor_and_never_a_link() {
    for (paging, next) in [
        ("", Ok(None)),
        (r#","paging":{}"#, Ok(None)),
        (r#","paging":{"cursors":{"after":"A=="}}"#, Ok(Some("A=="))),
        (r#","paging":{"cursors":{"before":"B"}}"#, Ok(None)),
        (
            r#","paging":{"cursors":{"after":"A=="},"next":"https://elsewhere.example/?after=C&access_token=hush"}"#,
            Ok(Some("A==")),
        ),
        (
            r#","paging":{"next":"https://graph.facebook.com/v23.0/1/x?access_token=hush&after=C%3D"}"#,
            Ok(Some("C=")),
        ),
        (r#","paging":{"next":"https://graph.facebook.com/v23.0/1/x?page=2"}"#, Err(())),
    ] {
        let text = format!(r#"{{"data":[1,2,3,4]{paging}}}"#);
        let page: Page<'_> = serde_json::from_str(&text).unwrap();
        assert_eq!(page.next(4).map_err(|_| ()), next.map(|next| next.map(str::to_owned)), "{paging}");
    }
    let page: Page<'_> = serde_json::from_str(r#"{"data":[1],"paging":{"cursors":{"after":"A"}}}"#).unwrap();
    assert_eq!(page.next(4), Ok(None), "a page that is not full is the last one");
}

#[test]
fn an_error_means_what_its_code_says() {
    // shows B8
    let error = |status, code: &str, more: &str| {
        refusal(
            status,
            &format!(r#"{{"error":{{"message":"Slow  down","type":"OAuthException","code":{code}{more}}}}}"#),
        )
    };
    for code in ["4", "17", "613", "80007", "130429", "\"80007\""] {
        let limited = Error::RateLimited { after: None, said: "Slow down".to_owned() };
        assert_eq!(error(400, code, r#","error_subcode":2446079"#), Some(limited), "{code}");
    }
    for (code, as_status) in
        [("190", 401), ("104", 401), ("0", 401), ("10", 403), ("200", 403), ("299", 403), ("3", 403)]
    {
        let unauthorized = Error::Unauthorized { code: as_status, said: "Slow down".to_owned() };
        assert_eq!(error(400, code, ""), Some(unauthorized), "{code}");
    }
    assert_eq!(
        error(400, "2", r#","is_transient":true"#),
        Some(Error::Status { code: 503, said: "Slow down".to_owned() })
    );
    assert_eq!(error(500, "2", r#","is_transient":true"#), None, "the status says it");
    assert_eq!((error(404, "803", ""), error(400, "100", r#","is_transient":false"#)), (None, None));
    assert_eq!(
        (refusal(503, "{}"), refusal(400, "<html>"), refusal(400, r#"{"error":"no"}"#)),
        (None, None, None)
    );
}

#[test]
fn a_history_that_is_refused_is_a_note_and_everything_else_a_fault() {
    // shows S0.9
    let (said, why) = ("Not here".to_owned(), "x".to_owned());
    let at_first = place("501", Some(NUMBER));
    let within = Place { cursor: Some("A".to_owned()), ..at_first.clone() };
    let status = |code| Error::Status { code, said: said.clone() };
    let refused = |code| Error::Unauthorized { code, said: said.clone() };
    let note = |id, place: &Place, fault: &Error| connector().not_given(stream(id), place, fault);
    for fault in [status(400), status(404), status(405), status(422), refused(403)] {
        for id in [HISTORY, EVENTS] {
            assert!(note(id, &at_first, &fault).is_some_and(|note| note.contains("Not here")), "{fault:?}");
            assert_eq!(note(id, &within, &fault), None, "{fault:?}");
        }
        assert_eq!(note(TEMPLATES, &Place::default(), &fault), None);
        assert_eq!(note(NUMBERS, &Place::default(), &fault), None);
    }
    let limited = Error::RateLimited { after: None, said: said.clone() };
    for fault in [status(408), status(503), refused(401), limited, Error::Network { why }] {
        assert_eq!(note(HISTORY, &at_first, &fault), None, "{fault:?}");
    }
}

#[test]
fn a_version_is_one_or_is_refused() {
    for (text, good) in [
        ("v23.0", true),
        ("v7.11", true),
        ("23.0", false),
        ("v23", false),
        ("v23.", false),
        ("v23.0/x", false),
        ("", false),
    ] {
        assert_eq!(is_version(text), good, "{text}");
    }
}

#[test]
fn a_list_that_nobody_named_is_not_asked_for() {
    assert!(connector().ask(stream(HISTORY), &Place::default()).is_err());
    assert!(connector().ask(stream(TEMPLATES), &Place::default()).is_ok());
    let hello = connector().greeted(r#"{"id":"77","name":"Shop"}"#).unwrap();
    assert!(hello.contains("Shop") && connector().greeted(r#"{"id":77}"#).unwrap().contains("77"));
    assert!(connector().greeted(r#"{"data":[]}"#).is_err());
}
