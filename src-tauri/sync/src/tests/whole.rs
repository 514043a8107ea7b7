//! Runs that end well, however often they are stopped.

use super::{Bench, HOUR, START, message, put_messages, tag};
use crate::{Error, Report};
use model::Kind;
use std::sync::Arc;

#[tokio::test]
async fn what_is_new_comes_and_what_is_known_is_not_written_again() {
    // shows S0.5
    let bench = Bench::new().await;
    let mut there = put_messages(&bench.gate, 20);
    bench.gate.put(START, tag("t"));
    let first = bench.sync().await.unwrap();
    assert_eq!(first, Report { records: 21, new: 21, ..Report::default() });
    assert_eq!(bench.messages(), there);

    let revision = bench.store.revision();
    for _ in 0..2 {
        let again = bench.sync().await.unwrap();
        assert_eq!((again.new, again.changed), (0, 0));
        assert!(again.unchanged >= 1, "the overlap is read again: {again:?}");
        assert_eq!(bench.store.revision(), revision, "and nothing is written");
    }

    bench.gate.put(START + 21 * HOUR, message("m003", "edited"));
    bench.gate.put(START + 22 * HOUR, message("m999", "late"));
    let report = bench.sync().await.unwrap();
    assert_eq!((report.new, report.changed), (1, 1));
    there[3].1 = "edited".to_owned();
    there.push(("m999".to_owned(), "late".to_owned()));
    assert_eq!(bench.messages(), there);
}

#[tokio::test]
async fn kinds_come_in_their_order_and_what_is_not_offered_is_noted_once() {
    // shows S0.9
    let bench = Bench::new().await;
    bench.gate.with(|inside| inside.kinds = vec![Kind::Message, Kind::Tag, Kind::Session]);
    put_messages(&bench.gate, 3);
    for _ in 0..2 {
        bench.sync().await.unwrap();
        let kinds: Vec<Kind> = bench.gate.asked().iter().map(|asked| asked.kind).collect();
        assert_eq!(kinds, [Kind::Tag, Kind::Session, Kind::Message]);
        let gaps = bench.gaps();
        assert_eq!(gaps.len(), 10);
        assert!(gaps.iter().any(|gap| gap.reason.contains("does not offer deliveries")), "{gaps:?}");
    }
    bench.gate.with(|inside| inside.kinds = Kind::ALL.to_vec());
    bench.sync().await.unwrap();
    assert_eq!(bench.gaps(), []);
}

#[tokio::test]
async fn progress_counts_up_and_tells_what_is_left() {
    // shows B8
    let bench = Bench::new().await;
    put_messages(&bench.gate, 1);
    bench.sync().await.unwrap();
    // No first load any more, so each page is told by itself.
    put_messages(&bench.gate, 20);
    bench.sync().await.unwrap();
    let seen = bench.seen.lock().unwrap().clone();
    assert_eq!(seen.first().map(|p| (p.stream, p.records)), Some((None, 0)));
    let of_messages: Vec<_> = seen.iter().filter(|p| p.stream == Some("messages")).collect();
    let counts: Vec<_> = of_messages.iter().map(|p| (p.records, p.written, p.remaining)).collect();
    assert_eq!(counts, [(0, 0, None), (7, 6, Some(13)), (14, 13, Some(6)), (20, 19, Some(0))]);
    assert!(of_messages.iter().skip(1).all(|p| p.per_second > 0.0 && p.per_second < 70.0));
    assert!(seen.iter().all(|p| p.waiting.is_none()));
}

#[tokio::test]
async fn a_run_cancelled_at_any_page_goes_on_from_there() {
    // shows B8
    for stop in 1..=4 {
        let bench = Bench::new().await;
        let there = put_messages(&bench.gate, 30);
        let cancel = bench.cancel.clone();
        let mut pages = 0;
        let stopped = bench
            .run(|progress| {
                pages += u32::from(progress.records > 0);
                if pages == stop {
                    cancel.cancel();
                }
            })
            .await;
        let kept = bench.messages();
        match stopped {
            Err(Error::Cancelled(report)) => assert_eq!(report.records, kept.len() as u64),
            other => panic!("{other:?}"),
        }
        assert!(kept.len() >= 7 * stop as usize - 5, "what came is kept: {}", kept.len());
        bench.gate.asked();
        let bench = bench.reopen().await;
        let report = bench.sync().await.unwrap();
        assert_eq!(report.new as usize, 30 - kept.len(), "nothing is read twice");
        assert_eq!(bench.messages(), there);
        let first = bench.gate.asked().into_iter().find(|asked| asked.kind == Kind::Message).unwrap();
        assert_eq!(first.cursor.is_some(), kept.len() < 30);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_killed_at_any_request_loses_nothing_and_doubles_nothing() {
    // shows B8
    for stop in 0..6 {
        let mut bench = Bench::new().await;
        let there = put_messages(&bench.gate, 35);
        // The run hangs at one request and is torn down there, with a page perhaps being written.
        bench.gate.fail(move |asked, before| {
            let hang = asked.kind == Kind::Message && before == stop;
            hang.then(hanging)
        });
        let (store, account, provider) = (Arc::clone(&bench.store), bench.account, bench.provider());
        let task = tokio::spawn(async move {
            let (clock, cancel) = (super::clock(), provider::Cancel::new());
            crate::run(store, account, &provider, clock, cancel, |_| ()).await
        });
        let asked =
            |bench: &Bench| bench.gate.with(|i| i.asked.iter().filter(|a| a.kind == Kind::Message).count());
        while asked(&bench) <= stop && !task.is_finished() {
            tokio::task::yield_now().await;
        }
        task.abort();
        let _ = task.await;
        bench = bench.reopen().await;
        bench.gate.mend();
        bench.sync().await.unwrap();
        assert_eq!(bench.messages(), there, "killed at request {stop}");
        assert_eq!(bench.cursor(Kind::Message), None);
    }
}

/// An answer whose body never comes.
pub fn hanging() -> axum::response::Response {
    axum::response::Response::new(axum::body::Body::from_stream(futures_util::stream::pending::<
        Result<Vec<u8>, std::io::Error>,
    >()))
}
