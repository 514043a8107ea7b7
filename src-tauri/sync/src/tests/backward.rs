//! First loads that bring the newest first: what is there when, and that nothing is lost on the way.

use super::gate::{Asked, Windows};
use super::{Bench, HOUR, START, clock, message, message_at, put_messages, tag};
use crate::limits::{OVERLAP, STRETCHES};
use crate::{Error, Report};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use model::{Kind, Millis, Record, Stamp};
use provider::{Cancel, Window};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// When the load begins: the server's clock.
const NOW: Millis = START + 24 * HOUR;
const DAY: Millis = 24 * HOUR;

fn event(id: &str, at: Millis) -> Record {
    Record::SessionEvent(model::SessionEvent {
        id: id.to_owned(),
        session_id: "s".to_owned(),
        at: Stamp::utc(at),
        state: None,
        action: "open".to_owned(),
        by: None,
    })
}

/// 40 messages and 10 events, from yesterday to four months ago, of three kinds with a small one.
async fn far_back(windows: Windows) -> (Bench, Vec<(String, String)>) {
    let bench = Bench::with(windows).await;
    bench.gate.with(|inside| inside.kinds = vec![Kind::Tag, Kind::SessionEvent, Kind::Message]);
    bench.gate.put(START, tag("t"));
    for n in 0..10 {
        bench.gate.put(START + n, event(&format!("e{n}"), START - n * 11 * DAY));
    }
    let there = put_messages(&bench.gate, 40);
    (bench, there)
}

/// Own times of what the store holds, by kind.
fn times(bench: &Bench, table: &str) -> BTreeMap<String, Millis> {
    let reader = bench.store.reader().unwrap();
    let mut rows = reader.prepare(&format!("SELECT ext, at FROM {table}")).unwrap();
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// Gaps of what the gate offers.
fn gaps(bench: &Bench) -> Vec<store::Gap> {
    let offered = bench.gate.with(|inside| inside.kinds.clone());
    let is_offered = |gap: &store::Gap| offered.iter().any(|kind| kind.as_str() == gap.stream);
    bench.gaps().into_iter().filter(is_offered).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_comes_first_and_what_is_said_to_be_there_is_there() {
    // shows B8
    let (bench, there) = far_back(Windows::Kept).await;
    let mut reached = Vec::new();
    let report = bench
        .run(|progress| {
            let Some(back_to) = progress.back_to else { return };
            reached.push(back_to);
            let here = times(&bench, "message");
            for n in (0..40).filter(|n| START - n * 3 * DAY >= back_to) {
                assert!(here.contains_key(&format!("m{n:03}")), "message {n} is due, back to {back_to}");
            }
            let here = times(&bench, "session_event");
            for n in (0..10).filter(|n| START - n * 11 * DAY >= back_to) {
                assert!(here.contains_key(&format!("e{n}")), "event {n} is due, back to {back_to}");
            }
            let Some(covered) = bench.coverage() else {
                return assert_eq!(progress.records, 51, "only the end is covered as a whole");
            };
            assert!(covered.back_to.is_some_and(|moment| moment <= back_to), "{covered:?}");
            assert!(covered.kinds.iter().all(|kind| kind.back_to <= Some(back_to)), "{covered:?}");
        })
        .await
        .unwrap();
    assert_eq!(report, Report { records: 51, new: 51, ..Report::default() }, "each came once");
    reached.dedup();
    assert_eq!(reached, STRETCHES.map(|stretch| NOW - stretch));
    assert_eq!((bench.messages(), bench.coverage()), (there, None));

    let asked: Vec<Asked> = bench.gate.asked().into_iter().filter(|a| a.kind != Kind::Tag).collect();
    let untils: Vec<Millis> = asked.iter().map(|a| a.window.until.unwrap_or(Millis::MAX)).collect();
    assert!(untils.is_sorted_by(|a, b| a >= b), "stretch by stretch: {untils:?}");
    let first: Vec<Kind> = asked.iter().take(2).map(|a| a.kind).collect();
    assert_eq!(first, [Kind::SessionEvent, Kind::Message]);

    let revision = bench.store.revision();
    let again = bench.sync().await.unwrap();
    assert_eq!((again.new, again.changed, bench.store.revision()), (0, 0, revision));
    let asked = bench.gate.asked();
    assert!(asked.iter().all(|a| a.window == Window::EVER && a.since.is_some()), "{asked:?}");
    // The latest change lies before the load began, so it is the later runs' beginning.
    assert_eq!(asked.last().unwrap().since, Some(NOW - OVERLAP));
}

#[tokio::test]
async fn a_load_stopped_at_any_moment_goes_on_from_there() {
    // shows B8
    for stop in 1..60 {
        let (bench, there) = far_back(Windows::Kept).await;
        let cancel = bench.cancel.clone();
        let mut seen = 0;
        let stopped = bench
            .run(|_| {
                seen += 1;
                if seen == stop {
                    cancel.cancel();
                }
            })
            .await;
        let Err(Error::Cancelled(report)) = stopped else {
            stopped.unwrap();
            assert!(stop > 20, "stopped {stop} times");
            return;
        };
        let before = bench.coverage();
        let bench = bench.reopen().await;
        assert_eq!(bench.coverage(), before);
        let rest = bench.sync().await.unwrap();
        assert_eq!(report.new + rest.new, 51, "stopped at {stop}");
        assert!(rest.unchanged <= 11, "what is through is looked at again, no message is: {rest:?}");
        assert_eq!((bench.messages(), bench.coverage()), (there, None), "stopped at {stop}");
    }
    panic!("a load has fewer than sixty steps");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_load_killed_at_any_request_loses_nothing_and_doubles_nothing() {
    // shows B8
    for stop in (0..30).step_by(3) {
        let (mut bench, there) = far_back(Windows::Kept).await;
        fail_at(&bench, stop, super::whole::hanging);
        let (store, account, provider) = (Arc::clone(&bench.store), bench.account, bench.provider());
        let task = tokio::spawn(async move {
            crate::run(store, account, &provider, clock(), Cancel::new(), |_| ()).await
        });
        while bench.gate.with(|inside| inside.asked.len()) <= stop && !task.is_finished() {
            tokio::task::yield_now().await;
        }
        task.abort();
        let _ = task.await;
        bench = bench.reopen().await;
        bench.gate.mend();
        let under_way = bench.coverage().is_some();
        let rest = bench.sync().await.unwrap();
        assert_eq!((bench.messages(), bench.coverage()), (there, None), "killed at request {stop}");
        assert_eq!(times(&bench, "session_event").len(), 10);
        assert!(rest.unchanged <= 11 || !under_way, "{rest:?}");
    }
}

type Answer = fn() -> Response;

/// Answers the `at`-th request for records, and it alone, in another way.
fn fail_at(bench: &Bench, at: usize, answer: Answer) {
    let count = AtomicUsize::new(0);
    bench.gate.fail(move |_, _| (count.fetch_add(1, Ordering::SeqCst) == at).then(answer));
}

#[tokio::test]
async fn a_fault_at_any_request_is_mended_by_the_next_run() {
    // shows B8
    let faults: [(&str, Answer); 5] = [
        ("web page", || "<html>Log in</html>".into_response()),
        ("refused", || StatusCode::UNAUTHORIZED.into_response()),
        ("gone", || StatusCode::GONE.into_response()),
        ("fault", || StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        ("circle", || r#"{"data":[],"next":"9/x"}"#.into_response()),
    ];
    let mut failures = 0;
    for (name, answer) in faults {
        for at in (0..30).step_by(3) {
            let (bench, there) = far_back(Windows::Kept).await;
            fail_at(&bench, at, answer);
            let first = bench.sync().await;
            failures += u32::from(first.is_err());
            assert_eq!(first.is_err(), bench.coverage().is_some() || !gaps(&bench).is_empty(), "{name} {at}");
            bench.gate.mend();
            bench.sync().await.unwrap();
            assert_eq!(bench.messages(), there, "{name} at request {at}");
            assert_eq!(times(&bench, "session_event").len(), 10, "{name} at request {at}");
            assert_eq!((gaps(&bench), bench.coverage()), (Vec::new(), None), "{name} at request {at}");
            let revision = bench.store.revision();
            bench.sync().await.unwrap();
            assert_eq!(bench.store.revision(), revision, "{name} at request {at}");
        }
    }
    assert!(failures > 15, "{failures} runs failed");
}

#[tokio::test]
async fn servers_that_announce_windows_and_do_not_heed_them_lose_nothing() {
    for windows in
        [Windows::Ignored, Windows::ForgottenByCursors, Windows::WithoutUntil, Windows::AlwaysEmpty]
    {
        let (bench, there) = far_back(windows).await;
        for n in 100..120 {
            bench.gate.put(START + n * HOUR / 100, message(&format!("m{n}"), "more"));
        }
        let report = bench.sync().await.unwrap();
        assert_eq!(report.new, 71, "{windows:?}");
        assert_eq!(bench.messages().len(), there.len() + 20, "{windows:?}");
        assert_eq!((bench.coverage(), gaps(&bench)), (None, Vec::new()), "{windows:?}");
        let revision = bench.store.revision();
        bench.gate.asked();
        bench.sync().await.unwrap();
        assert_eq!(bench.store.revision(), revision, "{windows:?}");
        assert!(bench.gate.asked().iter().all(|a| a.since.is_some()), "{windows:?}: read once as a whole");
    }
}

#[tokio::test]
async fn odd_dates_arrive_and_each_once() {
    let bench = Bench::with(Windows::Kept).await;
    let edges = STRETCHES.map(|stretch| NOW - stretch);
    let odd = [-62_135_596_800_000, -1, 0, 1, NOW - 1, NOW, NOW + 1, 32_503_680_000_000];
    let times: Vec<Millis> = edges.iter().flat_map(|e| [e - 1, *e, e + 1]).chain(odd).collect();
    for (n, at) in times.iter().enumerate() {
        bench.gate.put(START + n as Millis, message_at(&format!("m{n}"), "odd", *at));
    }
    let report = bench.sync().await.unwrap();
    assert_eq!(report, Report { records: times.len() as u64, new: times.len() as u64, ..Report::default() });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_during_the_load_come_with_the_next_run() {
    for step in 1.. {
        let (bench, mut there) = far_back(Windows::Kept).await;
        let mut seen = 0;
        bench
            .run(|_| {
                seen += 1;
                if seen == step {
                    bench.gate.put(NOW + 1, message("m001", "edited, new"));
                    bench.gate.put(NOW + 2, message("m030", "edited, old"));
                    bench.gate.put(NOW + 3, message_at("m900", "said now", NOW + 3));
                    bench.gate.put(NOW + 4, message_at("m901", "an old one, entered late", START - 50 * DAY));
                }
            })
            .await
            .unwrap();
        if seen < step {
            assert!(step > 20, "{step} steps");
            return;
        }
        bench.sync().await.unwrap();
        there[1].1 = "edited, new".to_owned();
        there[30].1 = "edited, old".to_owned();
        there.extend([("m900".to_owned(), "said now".to_owned())]);
        there.extend([("m901".to_owned(), "an old one, entered late".to_owned())]);
        assert_eq!(bench.messages(), there, "at step {step}");
    }
}

#[tokio::test]
async fn a_load_that_was_away_for_long_catches_up_before_it_goes_on() {
    let (bench, _) = far_back(Windows::Kept).await;
    let cancel = bench.cancel.clone();
    let stopped = bench
        .run(|progress| {
            if progress.back_to == Some(NOW - 7 * DAY) {
                cancel.cancel();
            }
        })
        .await;
    assert!(matches!(stopped, Err(Error::Cancelled(_))), "{stopped:?}");
    bench.gate.asked();
    bench.gate.put(NOW + 3 * DAY, message_at("m900", "meanwhile", NOW + 3 * DAY));
    bench.gate.with(|inside| inside.as_of = NOW + 4 * DAY);
    let bench = bench.reopen().await;
    let later: provider::Clock = Arc::new(|| NOW + 4 * DAY);
    let mut first = None;
    let on = |progress: crate::Progress| {
        if first.is_none() && progress.records > 0 {
            first = Some(bench.messages().iter().any(|(id, _)| id == "m900"));
        }
    };
    let (store, provider) = (Arc::clone(&bench.store), bench.provider_at(later.clone()));
    crate::run(store, bench.account, &provider, later, Cancel::new(), on).await.unwrap();
    let asked: Vec<Asked> = bench.gate.asked().into_iter().filter(|a| a.kind == Kind::Message).collect();
    assert_eq!((asked[0].since, asked[0].window), (Some(NOW - OVERLAP), Window::EVER), "changes first");
    let back = asked.iter().find(|asked| asked.window != Window::EVER).unwrap();
    assert_eq!(back.window.until, Some(NOW - 7 * DAY), "then on from where it was");
    assert_eq!((bench.messages().len(), bench.coverage()), (41, None));
    bench.sync().await.unwrap();
    let since = bench.gate.asked().last().unwrap().since;
    assert_eq!(since, Some(NOW + 3 * DAY - OVERLAP), "and the next run begins at the latest change");
}

#[tokio::test]
async fn a_server_that_no_longer_offers_windows_is_read_straight_to_its_end() {
    let (bench, there) = far_back(Windows::Kept).await;
    fail_at(&bench, 12, || "<html>".into_response());
    bench.sync().await.unwrap_err();
    assert!(bench.coverage().is_some());
    bench.gate.mend();
    bench.gate.with(|inside| inside.windows = Windows::None);
    bench.sync().await.unwrap();
    assert_eq!((bench.messages(), bench.coverage(), gaps(&bench)), (there, None, Vec::new()));
}
