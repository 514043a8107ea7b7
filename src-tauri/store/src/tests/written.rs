//! Writing: new, changed, the same, buried; all or nothing.

use super::samples::{delivery, event, message, session};
use super::{DAY, fetched, fixture};
use crate::{Change, Error, Store, Subject, delivery as deliveries, raw};
use index::Ask;
use model::{DeliveryStatus, EventKind, Fetched, Kind, Record};
use rusqlite::Connection;

fn text(id: &str, millis: i64, text: &str) -> Fetched {
    fetched(Record::Message(message(id, millis, text)))
}

fn id_of(conn: &Connection, ext: &str) -> i64 {
    conn.query_row("SELECT id FROM message WHERE ext = ?1", [ext], |r| r.get(0)).unwrap()
}

/// Messages with this in their text, by time.
fn found(store: &Store, term: &str) -> Vec<i64> {
    let view = store.view().unwrap();
    let ask = Ask::Text { folded: index::fold(term) };
    let catalog = view.catalog(Subject::Message);
    let found = index::find(catalog, &view, view.cache(), ask, &|| false).unwrap();
    found.window(&view, view.cache(), 0, 100, false).unwrap().into_iter().map(|hit| hit.id).collect()
}

#[test]
fn what_is_stored_already_is_not_written() {
    let fx = fixture();
    let all: Vec<_> = super::samples::all().into_iter().map(fetched).collect();
    fx.put(&all);
    let revision = fx.store.revision();
    let log = || std::fs::metadata(fx.dir.path().join("counterfoil.db-wal")).unwrap().len();
    let before = log();
    let changes = fx.store.write(|tx| {
        let total = tx.connection().total_changes();
        for one in &all {
            assert_eq!(tx.upsert(1, "/elsewhere", 7, one)?, Change::Same);
        }
        Ok(tx.connection().total_changes() - total)
    });
    assert_eq!(changes.unwrap(), 0);
    assert_eq!(fx.store.revision(), revision);
    assert_eq!(log(), before, "not one byte");
    // The same record of another account is another record.
    fx.store.write(|tx| tx.upsert(2, "/v1/things", 0, &all[0])).unwrap();
    assert_eq!(fx.store.revision(), revision + 1);
}

#[test]
fn a_changed_record_changes_row_raw_index_and_tags() {
    let fx = fixture();
    let chat = |tags: &[&str]| fetched(Record::Session(Box::new(session("s1", tags))));
    fx.put(&[text("m1", 0, "apples"), text("m2", 0, "plums"), chat(&["old", "both"])]);
    let changed = [text("m1", 0, "Pfirsiche"), text("m2", 0, ""), chat(&["both", "new"])];
    assert_eq!(fx.put(&changed), [Change::Changed; 3]);
    let reader = fx.store.reader().unwrap();
    let id = id_of(&reader, "m1");
    assert_eq!(crate::message::by_id(&reader, id).unwrap().unwrap().record.text, "Pfirsiche");
    assert_eq!(raw::get(&reader, Kind::Message, id).unwrap().unwrap().body, changed[0].raw());
    assert_eq!(found(&fx.store, "pfirsich"), [id]);
    assert_eq!(found(&fx.store, "apples"), Vec::<i64>::new());
    assert_eq!(found(&fx.store, "plums"), Vec::<i64>::new(), "emptied text leaves no words");
    let tags: Vec<String> = reader
        .prepare("SELECT tag FROM session_tag ORDER BY tag")
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(tags, ["both", "new"]);
    assert_eq!(fx.store.counts(1).unwrap().messages, 2, "changed is not one more");
    // Twice within one transaction: the last word counts.
    fx.put(&[text("m3", 0, "cherries"), text("m3", 0, "quinces")]);
    assert_eq!((found(&fx.store, "cherries").len(), found(&fx.store, "quinces").len()), (0, 1));
}

#[test]
fn texts_of_every_script_are_found() {
    let fx = fixture();
    let texts = [
        "订单已发货",
        "주문 확인",
        "Grüße aus Köln",
        "don't, e-mail: a@b.c +49",
        "🙂 ok",
        "تم الطلب",
        "AND OR NOT \"x\"",
    ];
    let records: Vec<_> =
        texts.iter().enumerate().map(|(n, t)| text(&format!("m{n}"), n as i64, t)).collect();
    fx.put(&records);
    let reader = fx.store.reader().unwrap();
    for (n, whole) in texts.iter().enumerate() {
        let id = id_of(&reader, &format!("m{n}"));
        assert!(found(&fx.store, whole).contains(&id), "{whole}");
    }
    for (term, n) in [("订", 0), ("发货", 0), ("주문", 1), ("gruße", 2), ("الطلب", 5)] {
        assert_eq!(found(&fx.store, term), [id_of(&reader, &format!("m{n}"))], "{term}");
    }
}

#[test]
fn ids_rise_with_the_day_and_go_on_after_reopening() {
    let fx = fixture();
    let today = super::NOW / DAY;
    fx.put(&[text("a", 1, "x"), text("b", 0, "x"), text("c", DAY, "x"), text("late", -DAY, "x")]);
    fx.store.close().unwrap();
    let store = crate::Store::open(fx.dir.path(), &fx.key, 0).unwrap();
    store.write(|tx| tx.upsert(1, "/", 0, &text("d", 5, "x"))).unwrap();
    let reader = store.reader().unwrap();
    let ids: Vec<i64> = ["a", "b", "d", "c", "late"].iter().map(|ext| id_of(&reader, ext)).collect();
    let of = |day: i64, n: i64| (day << 24) | n;
    assert_eq!(ids, [of(today, 0), of(today, 1), of(today, 2), of(today + 1, 0), of(today - 1, 0)]);
}

#[test]
fn a_failure_rolls_everything_back() {
    let fx = fixture();
    fx.put(&[text("a", 0, "x")]);
    let revision = fx.store.revision();
    let failed = fx.store.write(|tx| {
        tx.upsert(1, "/new-endpoint", 0, &text("b", 0, "gone"))?;
        tx.setting_set("k", "v")?;
        Err::<(), _>(Error::Full)
    });
    assert!(matches!(failed, Err(Error::Full)));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _ = fx.store.write(|tx| -> crate::Result<()> {
            tx.upsert(1, "/newer-endpoint", 0, &text("c", 0, "gone"))?;
            panic!("a defect");
        });
    }));
    assert!(panicked.is_err());
    assert_eq!(fx.store.revision(), revision);
    {
        let reader = fx.store.reader().unwrap();
        assert_eq!(crate::setting::get(&reader, "k").unwrap(), None);
        assert_eq!(found(&fx.store, "gone"), Vec::<i64>::new());
    }
    // What was remembered of the failed ones is not believed.
    fx.store.write(|tx| tx.upsert(1, "/newer-endpoint", 3, &text("b", 0, "kept"))).unwrap();
    let reader = fx.store.reader().unwrap();
    let id = id_of(&reader, "b");
    assert_eq!(id, id_of(&reader, "a") + 1);
    assert_eq!(raw::get(&reader, Kind::Message, id).unwrap().unwrap().endpoint, "/newer-endpoint");
    assert_eq!(fx.store.counts(1).unwrap().messages, 2);
}

#[test]
fn what_was_deleted_does_not_come_back() {
    let fx = fixture();
    let chat = fetched(Record::Session(Box::new(session("s1", &["t"]))));
    fx.put(&[text("a", 0, "secret"), text("b", 0, "open"), chat.clone()]);
    let (message, session) = {
        let reader = fx.store.reader().unwrap();
        (id_of(&reader, "a"), crate::session::by_ext(&reader, 1, "s1").unwrap().unwrap().id)
    };
    fx.store
        .write(|tx| tx.bury(Kind::Message, message, 5).and_then(|()| tx.bury(Kind::Session, session, 5)))
        .unwrap();
    assert_eq!(
        fx.put(&[text("a", 0, "changed"), text("b", 0, "open"), chat]),
        [Change::Buried, Change::Same, Change::Buried]
    );
    let again = fx.store.write(|tx| tx.bury(Kind::Message, message, 5));
    assert!(matches!(again, Err(Error::Missing { .. })));
    let reader = fx.store.reader().unwrap();
    assert_eq!(found(&fx.store, "secret"), Vec::<i64>::new());
    assert_eq!(raw::get(&reader, Kind::Message, message).unwrap(), None);
    let left: i64 = reader.query_row("SELECT count(*) FROM session_tag", [], |r| r.get(0)).unwrap();
    assert_eq!(left, 0);
    let counts = fx.store.counts(1).unwrap();
    assert_eq!((counts.messages, counts.sessions), (1, 0));
}

#[test]
fn sources_are_weighed_whenever_one_of_them_arrives() {
    // shows B2
    let fx = fixture();
    let send = |status| fetched(Record::Delivery(Box::new(delivery("d", status))));
    let says = |kind| fetched(Record::DeliveryEvent(event(&format!("{kind:?}"), "d", kind)));
    let now = || {
        let reader = fx.store.reader().unwrap();
        let id = deliveries::by_ext(&reader, 1, "d").unwrap().unwrap().id;
        deliveries::contradiction(&reader, id).unwrap()
    };
    fx.put(&[says(EventKind::Failed)]);
    fx.put(&[send(DeliveryStatus::Sent)]);
    assert_eq!(now(), None);
    fx.put(&[send(DeliveryStatus::Delivered)]);
    assert!(now().unwrap().contains("delivered, an event says it failed"), "the status changed");
    fx.put(&[says(EventKind::Read)]);
    assert!(now().unwrap().contains("another reports failure"), "an event arrived");
    let settled = Record::DeliveryEvent(event("Failed", "d", EventKind::Other));
    fx.put(&[fetched(settled)]);
    assert_eq!(now(), None, "the event was corrected");
    let reader = fx.store.reader().unwrap();
    assert_eq!(crate::delivery_event::of_delivery(&reader, 1, "d").unwrap().len(), 2);
}

#[test]
fn a_transaction_adds_one_segment_to_the_search_index() {
    let fx = fixture();
    let records: Vec<_> = (0..5).map(|n| text(&format!("m{n}"), n, "apples and plums")).collect();
    fx.put(&records);
    let view = fx.store.view().unwrap();
    let parts = &view.catalog(Subject::Message).parts;
    assert_eq!(parts.iter().map(|part| part.segment.rows()).collect::<Vec<_>>(), [5]);
    assert!(view.catalog(Subject::Session).parts.is_empty());
}

#[test]
fn what_another_source_told_of_a_record_is_put_together_with_what_comes() {
    /// Keeps every letter that anyone said, in order.
    fn both(held: &str, new: &str) -> Option<Fetched> {
        let mut letters: Vec<char> =
            held.chars().chain(new.chars()).filter(char::is_ascii_alphabetic).collect();
        letters.sort_unstable();
        letters.dedup();
        let text: String = letters.into_iter().collect();
        let record = Record::Message(message("m1", 0, &text));
        held.contains('x').then(|| Fetched::new(record, format!("{{{text}}}")))
    }
    let said = |text: &str| {
        Fetched::new(Record::Message(message("m1", 0, text)), format!("{{{text}}}")).joining(both)
    };
    let fx = fixture();
    let held = || {
        let reader = fx.store.reader().unwrap();
        let id = id_of(&reader, "m1");
        let text = crate::message::by_id(&reader, id).unwrap().unwrap().record.text;
        (text, raw::get(&reader, Kind::Message, id).unwrap().unwrap().body)
    };
    // In one transaction: what is held was not packed yet.
    assert_eq!(fx.put(&[said("x"), said("b"), said("a")]), [Change::New, Change::Changed, Change::Changed]);
    assert_eq!(held(), ("abx".to_owned(), "{abx}".to_owned()));
    let revision = fx.store.revision();
    assert_eq!(fx.put(&[said("a"), said("b"), said("abx")]), [Change::Same; 3]);
    assert_eq!(fx.store.revision(), revision);
    assert_eq!(fx.put(&[said("c")]), [Change::Changed]);
    assert_eq!(held(), ("abcx".to_owned(), "{abcx}".to_owned()));
    assert_eq!((found(&fx.store, "abcx").len(), found(&fx.store, "abx").len()), (1, 0));
    // Whoever is of one source with what is held takes its place.
    let fx = fixture();
    assert_eq!(fx.put(&[said("a"), said("b")]), [Change::New, Change::Changed]);
    let reader = fx.store.reader().unwrap();
    assert_eq!(raw::get(&reader, Kind::Message, id_of(&reader, "m1")).unwrap().unwrap().body, "{b}");
}
