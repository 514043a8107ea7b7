//! Sends that are put together from parts.

use super::samples::{delivery, event};
use super::{fetched, fixture};
use crate::{Change, delivery as deliveries, raw};
use model::{Delivery, DeliveryEvent, DeliveryStatus, EventKind, Fetched, Kind, Record, Stamp};

/// What a provider tells when something happens to a send: the event, and what it says of the send.
fn happens(at: i64, kind: EventKind, code: Option<&str>, recipient: Option<&str>) -> [Fetched; 2] {
    let said = DeliveryEvent {
        at: Stamp::utc(at),
        code: code.map(str::to_owned),
        ..event(&format!("e{at}"), "d", kind)
    };
    let part = Delivery {
        recipient: recipient.map(str::to_owned),
        recorded_at: Stamp::utc(at),
        ..delivery("d", DeliveryStatus::InProgress)
    };
    let raw = format!("{{\"at\":{at}}}");
    [fetched(Record::DeliveryEvent(said)), Fetched::part(Record::Delivery(Box::new(part)), raw)]
}

#[test]
fn parts_of_a_send_become_one_row_and_come_again_without_a_write() {
    // shows S2.6
    let fx = fixture();
    let accepted = happens(1_000, EventKind::Accepted, None, Some("ana@example.org"));
    let later = happens(2_000, EventKind::Queued, Some("450"), None);
    let arrived = happens(3_000, EventKind::Delivered, Some("250"), None);
    assert_eq!(fx.put(&later), [Change::New; 2], "whichever comes first");
    assert_eq!(fx.put(&arrived), [Change::New, Change::Changed]);
    assert_eq!(fx.put(&accepted), [Change::New, Change::Changed]);
    let reader = fx.store.reader().unwrap();
    let row = deliveries::by_ext(&reader, 1, "d").unwrap().unwrap();
    let send = &row.record;
    assert_eq!((send.status, send.response_code.as_deref()), (DeliveryStatus::Delivered, Some("250")));
    assert_eq!((send.recipient.as_deref(), send.recorded_at), (Some("ana@example.org"), Stamp::utc(1_000)));
    assert_eq!(raw::get(&reader, Kind::Delivery, row.id).unwrap().unwrap().body, accepted[1].raw());
    assert_eq!(deliveries::contradiction(&reader, row.id).unwrap(), None, "a passing refusal is none");
    drop(reader);
    let revision = fx.store.revision();
    for again in [&accepted, &arrived, &later, &accepted] {
        assert_eq!(fx.put(again), [Change::Same; 2]);
    }
    assert_eq!(fx.store.revision(), revision);
    assert_eq!(fx.store.counts(1).unwrap().deliveries, 1);
}

#[test]
fn a_send_that_was_deleted_is_not_put_together_again() {
    let fx = fixture();
    let [said, part] = happens(1_000, EventKind::Accepted, None, None);
    fx.put(&[said, part.clone()]);
    let id = deliveries::by_ext(&fx.store.reader().unwrap(), 1, "d").unwrap().unwrap().id;
    fx.store.write(|tx| tx.bury(Kind::Delivery, id, 5)).unwrap();
    assert_eq!(fx.put(&[part]), [Change::Buried]);
}
