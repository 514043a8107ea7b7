//! Pages of a first load, put together into transactions.

use super::{Bench, HOUR, START, message, put_messages};
use crate::Error;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use model::Kind;
use provider::Error as Fault;
use std::time::Duration;

/// Messages of ten pages.
const TEN_PAGES: i64 = 70;

#[tokio::test]
async fn a_first_load_puts_pages_together_and_later_runs_do_not() {
    let bench = Bench::new().await;
    let mut there = put_messages(&bench.gate, TEN_PAGES);
    let before = bench.store.revision();
    bench.sync().await.unwrap();
    let transactions = bench.store.revision() - before;
    assert!(transactions <= 6, "{transactions} for ten pages");
    assert_eq!(bench.messages(), there);

    for n in 0..21 {
        let (id, text) = (format!("m{n:03}"), format!("new text {n}"));
        bench.gate.put(START + (100 + n) * HOUR, message(&id, &text));
        there[n as usize] = (id, text);
    }
    let before = bench.store.revision();
    assert_eq!(bench.sync().await.unwrap().changed, 21);
    assert_eq!(bench.store.revision() - before, 4, "each page by itself, the overlap included");
    assert_eq!(bench.messages(), there);
}

#[tokio::test]
async fn pages_before_one_that_cannot_be_read_are_kept() {
    let bench = Bench::new().await;
    let there = put_messages(&bench.gate, TEN_PAGES);
    let page = r#"{"data":[{"id":"bad","updated_at":"2026-01-01T00:00:00Z","session_id":"s","at":"noon"}],"next":"9/x"}"#;
    bench.gate.fail(move |asked, before| {
        (asked.kind == Kind::Message && before == 4)
            .then(|| ([(header::CONTENT_TYPE, "application/json")], page).into_response())
    });
    let error = bench.sync().await.unwrap_err();
    let Error::Stream { source: Fault::Malformed { .. }, report, .. } = &error else { panic!("{error:?}") };
    assert_eq!((report.new, bench.messages().len()), (28, 28), "four pages of seven");
    bench.gate.mend();
    bench.gate.asked();
    assert_eq!(bench.sync().await.unwrap().new, 42);
    let asked: Vec<_> = bench.gate.asked().into_iter().filter(|asked| asked.kind == Kind::Message).collect();
    assert_eq!(asked.len(), 6, "it goes on where the last page that was kept ended");
    assert_eq!(bench.messages(), there);
}

#[tokio::test]
async fn a_page_that_keeps_us_waiting_keeps_none_before_it_from_the_store() {
    let bench = Bench::new().await;
    put_messages(&bench.gate, TEN_PAGES);
    bench.gate.fail(|asked, before| {
        (asked.kind == Kind::Message && before == 3)
            .then(|| (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "100")]).into_response())
    });
    let seen = async {
        while bench.messages().len() < 21 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bench.cancel.cancel();
    };
    let both = async { tokio::join!(bench.sync(), seen) };
    let (stopped, ()) = tokio::time::timeout(Duration::from_secs(60), both).await.unwrap();
    assert!(matches!(stopped, Err(Error::Cancelled(report)) if report.new == 21), "{stopped:?}");
}
