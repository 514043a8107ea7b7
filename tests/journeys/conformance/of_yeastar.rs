//! What a PBX's client must not do, and must not tell.

use super::{CHATS, Desk, SENDS};
use fakes::Book;
use fakes::yeastar::Yeastar;
use model::Kind;

/// Every secret and token of the fake ends so.
const HUSH: &str = "hush";

/// Whatever the store keeps of an account beside its secrets.
fn kept(desk: &Desk) -> String {
    let reader = desk.store.reader().unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut rows = reader.prepare(sql).unwrap();
        let rows = rows.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
        rows.map(|text| text.unwrap().unwrap_or_default()).collect()
    };
    let mut kept = [
        texts("SELECT name FROM endpoint"),
        texts("SELECT reason FROM gap"),
        texts("SELECT cursor FROM checkpoint"),
        texts("SELECT coalesce(cursor, '') || coalesce(carry, '') || parent FROM branch"),
    ]
    .concat();
    for kind in Kind::ALL.iter().copied() {
        let mut ids = reader.prepare(&format!("SELECT id FROM {}", kind.as_str())).unwrap();
        let ids: Vec<i64> = ids.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        kept.extend(ids.into_iter().map(|id| store::raw::get(&reader, kind, id).unwrap().unwrap().body));
    }
    kept.join("\n")
}

/// The logins that were asked for since.
fn logins(desk: &Desk) -> usize {
    let asked = desk.server.asked();
    asked.iter().filter(|(asked, _)| asked.path.ends_with("/get_token")).count()
}

#[tokio::test]
async fn a_refused_login_is_tried_once_in_a_run() {
    for after in [1, 2, 4, 9, 20] {
        let desk = Desk::new(Yeastar::with_another_secret(after), Book::new(CHATS, SENDS)).await;
        let refused = |error: &sync::Error| {
            let (sync::Error::Account(fault) | sync::Error::Stream { source: fault, .. }) = error else {
                return false;
            };
            matches!(fault, provider::Error::Unauthorized { code: 401, .. })
        };
        for good in [usize::from(after > 1), 0] {
            let error = desk.sync().await.unwrap_err();
            assert!(refused(&error), "{error:?}");
            assert!(error.to_string().contains("ACCESS DENIED"), "{error}");
            assert!(!format!("{error} {error:?}").contains(HUSH), "{error:?}");
            assert_eq!(logins(&desk), good + 1, "after {after} requests");
        }
        assert!(!kept(&desk).contains(HUSH));
    }
}

#[tokio::test]
async fn a_token_in_a_query_is_never_kept_or_shown() {
    // 10004: the token has come to its end; 10005: not to be read; the others: faults of some kind.
    for code in [10004, 10005, 40002, 60001, -2] {
        let desk = Desk::new(Yeastar::that_says(code), Book::new(CHATS, SENDS)).await;
        let error = desk.sync().await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("REFUSED") && !shown.contains(HUSH), "{shown}");
        let kept = kept(&desk);
        assert!(kept.contains("REFUSED") && !kept.contains(HUSH), "{kept}");
        let asked = desk.server.asked();
        assert!(asked.iter().any(|(asked, _)| asked.query("access_token").is_some()));
        let logins = asked.iter().filter(|(asked, _)| asked.path.ends_with("/get_token")).count();
        assert!(logins <= 2, "{code}: {logins}");
    }
    let desk = Desk::new(Yeastar::default(), Book::new(CHATS, SENDS)).await;
    desk.sync().await.unwrap();
    let kept = kept(&desk);
    assert!(kept.contains("/openapi/v1.0/message/get") && !kept.contains(HUSH));
}

#[tokio::test]
async fn a_list_of_which_nothing_tells_is_read_in_each_run_though_no_time_passes() {
    let desk = Desk::new(Yeastar::default(), Book::new(CHATS, SENDS)).await;
    desk.sync().await.unwrap();
    for _ in 0..2 {
        // The clock stands still: the two runs begin in the same millisecond.
        desk.server.book(|book| book.say(2, book.now));
        let report = desk.sync().await.unwrap();
        assert!(report.new > 0, "{report:?}");
        desk.settled("after a line more").await;
    }
}
