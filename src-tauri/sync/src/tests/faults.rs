//! Servers that fail, and what is left when they do.

use super::gate::Windows;
use super::{Bench, HOUR, START, message, put_messages, tag};
use crate::Error;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::Kind;
use provider::Error as Fault;
use store::Why;

/// Read straight, and back through time.
const WAYS: [Windows; 2] = [Windows::None, Windows::Kept];

fn web_page() -> Response {
    "<html>Log in</html>".into_response()
}

#[tokio::test]
async fn a_kind_that_fails_is_named_and_the_others_come() {
    // shows S0.9
    for windows in WAYS {
        let bench = Bench::with(windows).await;
        let there = put_messages(&bench.gate, 10);
        bench.gate.fail(|asked, _| matches!(asked.kind, Kind::Tag | Kind::Delivery).then(web_page));
        for _ in 0..2 {
            let error = bench.sync().await.unwrap_err();
            let text = error.to_string();
            assert!(
                text.contains("Syncing tags stopped")
                    && text.contains("web page")
                    && text.contains("deliveries"),
                "{text}"
            );
            let Error::Stream { stream: "tags", source: Fault::Malformed { .. }, also, .. } = error else {
                panic!("{error:?}")
            };
            assert_eq!(also, ["deliveries"]);
            assert_eq!(bench.messages(), there);
            let gaps: Vec<_> = bench.gaps().into_iter().map(|gap| (gap.stream, gap.why)).collect();
            let noted = ["tag", "delivery"].map(|stream| (stream.to_owned(), Why::NotRead));
            assert_eq!(gaps, noted, "noted, and only once");
        }
        bench.gate.mend();
        bench.gate.put(START, tag("t"));
        assert_eq!(bench.sync().await.unwrap().new, 1);
        assert_eq!(bench.gaps(), []);
    }
}

/// A message of the wire that can be read, or not.
fn object(id: &str, at: &str) -> String {
    format!(r#"{{"id":"{id}","updated_at":"2026-01-01T00:00:00Z","session_id":"s","at":"{at}"}}"#)
}

fn answer(objects: &[String]) -> Response {
    let page = format!(r#"{{"data":[{}],"next":null}}"#, objects.join(","));
    ([(header::CONTENT_TYPE, "application/json")], page).into_response()
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_passed_over_and_noted() {
    // shows B8
    for windows in WAYS {
        let bench = Bench::with(windows).await;
        put_messages(&bench.gate, 10);
        let good = |id: &str| object(id, "2026-01-01T00:00:00Z");
        let page = [good("good"), object("bad", "noon"), good("better")];
        bench
            .gate
            .fail(move |asked, before| (asked.kind == Kind::Message && before == 1).then(|| answer(&page)));
        let report = bench.sync().await.unwrap();
        assert!(report.new >= 9 && report.rejected == 1, "{windows:?}: its neighbours came: {report:?}");
        let [gap] = bench.gaps().try_into().unwrap();
        assert_eq!((gap.stream.as_str(), gap.why), ("message", Why::Skipped));
        assert!(gap.reason.contains("record 2 of the page") && !gap.reason.contains("noon"), "{gap:?}");
        bench.gate.mend();
        bench.sync().await.unwrap();
        assert_eq!(bench.gaps().len(), 1, "{windows:?}: it is still missing");
    }
}

#[tokio::test]
async fn a_page_of_which_most_cannot_be_read_ends_its_stream_and_nothing_of_it_is_kept() {
    let bench = Bench::new().await;
    let there = put_messages(&bench.gate, 10);
    let page = [object("good", "2026-01-01T00:00:00Z"), object("bad", "noon"), object("worse", "later")];
    bench.gate.fail(move |asked, before| (asked.kind == Kind::Message && before == 1).then(|| answer(&page)));
    let error = bench.sync().await.unwrap_err();
    let Error::Stream { stream: "messages", source: Fault::Malformed { what }, .. } = &error else {
        panic!("{error:?}")
    };
    assert!(what.starts_with("messages, record 2 of the page: ") && !what.contains("noon"), "{what}");
    assert_eq!(bench.messages().len(), 7, "the page before is kept, and nothing of this one");
    let gaps: Vec<_> = bench.gaps().into_iter().map(|gap| (gap.stream, gap.why)).collect();
    assert_eq!(gaps, [("message".to_owned(), Why::NotRead)]);
    bench.gate.mend();
    bench.sync().await.unwrap();
    assert_eq!(bench.messages(), there);
}

#[tokio::test]
async fn refused_credentials_end_the_run_at_once() {
    let bench = Bench::new().await;
    put_messages(&bench.gate, 10);
    bench.gate.fail(|asked, before| {
        (asked.kind == Kind::Message && before == 1).then(|| StatusCode::UNAUTHORIZED.into_response())
    });
    let error = bench.sync().await.unwrap_err();
    assert!(
        matches!(error, Error::Stream { stream: "messages", source: Fault::Unauthorized { .. }, .. }),
        "{error:?}"
    );
    assert_eq!(bench.messages().len(), 7, "the page before is kept");
    assert!(bench.gate.asked().iter().all(|asked| asked.kind <= Kind::Message), "no further kind is tried");
    bench.gate.mend();
    assert_eq!(bench.sync().await.unwrap().new, 3);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told() {
    let bench = Bench::new().await;
    bench.gate.with(|inside| inside.kinds.clear());
    let error = bench.sync().await.unwrap_err();
    assert!(matches!(error, Error::Account(Fault::Malformed { .. })), "{error:?}");
}

#[tokio::test]
async fn a_wait_is_shown_and_can_be_cancelled() {
    // shows B8
    let bench = Bench::new().await;
    put_messages(&bench.gate, 10);
    bench.gate.fail(|asked, before| {
        (asked.kind == Kind::Message && before == 1)
            .then(|| (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "100")]).into_response())
    });
    let cancel = bench.cancel.clone();
    let stopped = bench
        .run(|progress| {
            if progress.waiting.as_ref().is_some_and(|wait| wait.starts_with("rate limited: 10")) {
                cancel.cancel();
            }
        })
        .await;
    assert!(matches!(stopped, Err(Error::Cancelled(report)) if report.new == 7), "{stopped:?}");
    assert_eq!(bench.messages().len(), 7);
    assert_eq!(bench.gaps(), [], "a wish to stop is no gap");
}

#[tokio::test]
async fn circles_are_left_and_what_came_is_kept() {
    // Each server goes round in its own way; the pages that came stay, and a mended server is read anew,
    // what lies before the pages that came included.
    let straight = r#"{"data":[],"next":"0/x"}"#;
    let page = |id: usize, next: &str| {
        format!(
            r#"{{"data":[{{"id":"x{id}","updated_at":"2026-01-01T23:00:00Z","session_id":"s","at":"2026-01-01T00:00:00Z"}}],"next":"{next}"}}"#
        )
    };
    type Answer = Box<dyn Fn(usize) -> String + Send>;
    let ways: Vec<(&str, usize, Answer)> = vec![
        ("the same page with ever new cursors", 1, Box::new(move |n| page(0, &format!("{n}/x")))),
        ("cursors in a circle", 3, Box::new(move |n| page(n, &format!("{}/x", n % 3)))),
        ("the same cursor", 2, Box::new(move |n| page(n, "5/x"))),
        (
            "a page again at the end",
            2,
            Box::new(move |n| page(n % 2, &format!("{n}/x")).replace(r#""2/x""#, "null")),
        ),
        ("empty pages without end", 0, Box::new(move |n| straight.replace('0', &n.to_string()))),
    ];
    let ways = ways
        .into_iter()
        .map(|(way, kept, answer)| (way, kept, std::sync::Arc::new(std::sync::Mutex::new(answer))));
    for ((way, kept, answer), windows) in ways.flat_map(|way| WAYS.map(|windows| (way.clone(), windows))) {
        let bench = Bench::with(windows).await;
        bench.gate.fail(move |asked, before| {
            (asked.kind == Kind::Message).then(|| answer.lock().unwrap()(before).into_response())
        });
        let error = bench.sync().await.unwrap_err();
        assert!(
            matches!(error, Error::Stream { stream: "messages", source: Fault::Loop { .. }, .. }),
            "{way}: {error:?}"
        );
        assert!(bench.messages().len() >= kept, "{way}: {}", bench.messages().len());
        assert!(bench.gate.asked().len() < 200, "{way}");
        assert_eq!(bench.cursor(Kind::Message), None, "{way}: the circle is not entered again");
        bench.gate.mend();
        let there = put_messages(&bench.gate, 10);
        bench.sync().await.unwrap();
        assert!(there.iter().all(|row| bench.messages().contains(row)), "{way}");
    }
}

#[tokio::test]
async fn a_cursor_that_the_server_forgot_is_given_up() {
    let bench = Bench::new().await;
    let there = put_messages(&bench.gate, 20);
    bench.gate.fail(|asked, before| (asked.kind == Kind::Message && before == 2).then(web_page));
    bench.sync().await.unwrap_err();
    assert!(bench.cursor(Kind::Message).is_some());
    bench.gate.asked();
    bench.gate.fail(|asked, _| {
        (asked.kind == Kind::Message
            && asked.cursor.as_deref().is_some_and(|c| c.starts_with(&(START + 13 * HOUR).to_string())))
        .then(|| StatusCode::GONE.into_response())
    });
    // The old cursor is refused once more on the way, as it must be by such a server.
    bench.sync().await.unwrap_err();
    let asked: Vec<_> = bench.gate.asked().into_iter().filter(|a| a.kind == Kind::Message).collect();
    assert!(asked[0].cursor.is_some() && asked[1].cursor.is_none(), "{asked:?}");
    bench.gate.mend();
    bench.sync().await.unwrap();
    assert_eq!(bench.messages(), there);
}

#[tokio::test]
async fn a_date_in_the_future_hides_nothing() {
    for windows in WAYS {
        let bench = Bench::with(windows).await;
        let mut there = put_messages(&bench.gate, 5);
        bench.gate.put(START + 900_000 * HOUR, message("m100", "from 2128"));
        there.push(("m100".into(), "from 2128".into()));
        bench.sync().await.unwrap();
        bench.gate.put(START + 30 * HOUR, message("m050", "after"));
        there.insert(5, ("m050".into(), "after".into()));
        let report = bench.sync().await.unwrap();
        assert_eq!((report.new, report.changed), (1, 0));
        assert_eq!(bench.messages(), there);
    }
}

#[tokio::test]
async fn a_server_whose_clock_is_behind_is_read_again_but_not_written_again() {
    for windows in WAYS {
        let bench = Bench::with(windows).await;
        let there = put_messages(&bench.gate, 20);
        bench.gate.with(|inside| inside.as_of = START + 2 * HOUR);
        bench.sync().await.unwrap();
        let revision = bench.store.revision();
        bench.gate.with(|inside| inside.as_of = START + 3 * HOUR);
        assert_eq!(bench.sync().await.unwrap().new, 0);
        assert_eq!(bench.store.revision(), revision);
        assert_eq!(bench.messages(), there);
    }
}
