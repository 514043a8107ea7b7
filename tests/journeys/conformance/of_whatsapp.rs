//! A history that is refused, and webhooks beside one that is given.

use super::{CHATS, Desk, SENDS};
use fakes::Book;
use fakes::whatsapp::WhatsApp;
use model::Kind;
use provider::whatsapp::webhook::Gathered;
use store::Change;

#[tokio::test]
async fn a_history_that_is_refused_is_a_note_and_no_fault() {
    // shows S0.9
    for (status, code) in [(404, 803), (403, 200), (400, 100)] {
        let desk = Desk::new(WhatsApp::without_history(status, code), Book::new(CHATS, SENDS)).await;
        let report = desk.sync().await.unwrap();
        assert!(report.new > 0, "the templates: {report:?}");
        desk.settled(&format!("refused with {status}")).await;
        let gaps = store::gap::of_account(&desk.store.reader().unwrap(), desk.account).unwrap();
        let [gap] = gaps.as_slice() else { panic!("{gaps:?}") };
        assert_eq!(gap.stream, "message_history");
        for words in ["permission to access message history", "webhooks can be imported"] {
            assert!(gap.reason.contains(words), "{}", gap.reason);
        }
    }
}

/// A body that tells of the first send of the book, as the fake names it.
fn body(word: &str, seconds: i64) -> String {
    format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"1","changes":[{{"field":"messages","value":{{
        "messaging_product":"whatsapp","metadata":{{"display_phone_number":"34600000501","phone_number_id":"106540352242922"}},
        "statuses":[{{"id":"wamid.HBgL0000000001AgAR/GBI=","status":"{word}","timestamp":"{seconds}",
        "recipient_id":"4915550001","pricing":{{"billable":true,"pricing_model":"PMP","category":"utility"}}}}]}}}}]}}]}}"#
    )
}

/// As an import does: what is held is recalled before anything is written.
fn import(desk: &Desk, bodies: &[String]) -> Vec<Change> {
    let mut gathered = Gathered::default();
    bodies.iter().for_each(|body| gathered.add(body).unwrap());
    let touched: Vec<(Kind, String)> = gathered.touched().map(|(kind, id)| (kind, id.to_owned())).collect();
    let reader = desk.store.reader().unwrap();
    for (kind, id) in touched {
        let sql = format!("SELECT id FROM {} WHERE ext = ?1", kind.as_str());
        let Ok(row) = reader.query_row(&sql, [id], |row| row.get(0)) else { continue };
        let held = store::raw::get(&reader, kind, row).unwrap().unwrap();
        gathered.recall(kind, &held.body).unwrap();
    }
    drop(reader);
    let records = gathered.records();
    desk.store.write(|tx| records.iter().map(|r| tx.upsert(desk.account, "import", 0, r)).collect()).unwrap()
}

/// What is known of the send: what the row says, and its digest.
fn send(desk: &Desk) -> (String, String, String, String, i64, i64) {
    let sql = "SELECT status, status_raw, recipient, channel_number, recorded_at, digest FROM delivery
        WHERE ext = 'wamid.HBgL0000000001AgAR/GBI='";
    let row = |row: &rusqlite::Row<'_>| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
    };
    desk.store.reader().unwrap().query_row(sql, [], row).unwrap()
}

#[tokio::test]
async fn webhooks_and_the_history_tell_of_one_send_whichever_came_first() {
    // shows B2, B16
    let sent_at = Book::new(CHATS, SENDS).sends[0].at / 1000;
    let bodies = [body("sent", sent_at - 9), body("read", sent_at + 60)];
    let mut ends = Vec::new();
    for first_imported in 0..=bodies.len() {
        let desk = Desk::new(WhatsApp::default(), Book::new(CHATS, SENDS)).await;
        let (before, after) = bodies.split_at(first_imported);
        import(&desk, before);
        desk.sync().await.unwrap();
        desk.writes_nothing("after the first sync").await;
        import(&desk, after);
        desk.writes_nothing("after the second import").await;
        assert!(import(&desk, &bodies).iter().all(|change| *change == Change::Same));
        desk.agrees("but for the one that a webhook says more of");
        ends.push(send(&desk));
    }
    let (status, word, recipient, ours, recorded_at, _) = ends[0].clone();
    assert_eq!((status.as_str(), word.as_str()), ("delivered", "read"));
    assert_eq!((recipient.as_str(), ours.as_str()), ("4915550001", "34600000501"));
    assert_eq!(recorded_at, (sent_at - 9) * 1000, "the earliest that either knows");
    assert!(ends.iter().all(|end| *end == ends[0]), "{ends:#?}");
}
