//! Views, and the upkeep of the index behind them.

use super::indexed::check;
use super::samples::{message, session};
use super::{Fixture, fetched, fixture};
use crate::{Store, Subject};
use index::{Ask, Found};
use model::{Fetched, Kind, Record};
use std::sync::atomic::{AtomicBool, Ordering};

fn text(n: usize, text: &str) -> Fetched {
    fetched(Record::Message(message(&format!("m{n}"), n as i64 * 1000, text)))
}

/// A page of ten messages a transaction.
fn pages(fx: &Fixture, from: usize, until: usize) {
    for page in from..until {
        let page: Vec<_> = (page * 10..page * 10 + 10).map(|n| text(n, "apples and plums")).collect();
        fx.put(&page);
    }
}

fn tend(store: &Store) {
    while store.tend(&|| false).unwrap() {}
}

fn count(store: &Store, sql: &str) -> u64 {
    store.reader().unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn segments_are_merged_and_the_old_ones_deleted() {
    let fx = fixture();
    pages(&fx, 0, 30);
    assert_eq!(fx.store.view().unwrap().catalog(Subject::Message).parts.len(), 30);
    let revision = fx.store.revision();
    tend(&fx.store);
    assert_eq!(fx.store.revision(), revision, "nothing new to show");
    let parts = fx.store.view().unwrap().catalog(Subject::Message).parts.len();
    assert!(parts < 12, "{parts}");
    assert_eq!(count(&fx.store, "SELECT count(*) FROM segment"), parts as u64);
    assert_eq!(count(&fx.store, "SELECT count(DISTINCT key >> 32) FROM piece"), parts as u64);
    check(&fx.store);
    assert_eq!(fx.store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn what_was_found_stays_readable_as_long_as_it_is_held() {
    let fx = fixture();
    pages(&fx, 0, 30);
    let ask = Ask::Text { folded: "plum".to_owned() };
    let found: Found = {
        let view = fx.store.view().unwrap();
        index::find(view.catalog(Subject::Message), &view, view.cache(), ask, &|| false).unwrap()
    };
    tend(&fx.store);
    let window = || {
        let view = fx.store.view().unwrap();
        // Nothing of it in memory.
        let cache = index::Cache::new(0);
        found.window(&view, &cache, 0, 1000, true).unwrap().len()
    };
    assert_eq!((found.rows(), window()), (300, 300));
    let held = count(&fx.store, "SELECT count(*) FROM segment WHERE retired");
    assert!(held > 0, "kept for the answer");
    drop(found);
    tend(&fx.store);
    assert_eq!(count(&fx.store, "SELECT count(*) FROM segment WHERE retired"), 0);
}

#[test]
fn a_stopped_merge_leaves_all_as_it_was_and_is_cleared_away() {
    let fx = fixture();
    pages(&fx, 0, 30);
    let parts = || fx.store.view().unwrap().catalog(Subject::Message).parts.len();
    let stopped = fx.store.tend(&|| true).unwrap();
    assert!(!stopped);
    assert_eq!(parts(), 30);
    // As after a crash: the store is closed with it.
    let left = count(&fx.store, "SELECT count(*) FROM segment WHERE retired");
    assert_eq!(left, 1, "the one that was begun");
    fx.store.close().unwrap();
    let store = Store::open(fx.dir.path(), &fx.key, 0).unwrap();
    check(&store);
    tend(&store);
    assert_eq!(count(&store, "SELECT count(*) FROM segment WHERE retired"), 0);
    check(&store);
}

#[test]
fn rows_that_die_during_a_merge_are_dead_after_it() {
    let fx = fixture();
    pages(&fx, 0, 30);
    let asked = std::cell::Cell::new(0);
    // The merge asks whether to stop, and each time a message changes and another goes.
    let stop = || {
        let n = asked.replace(asked.get() + 1);
        if n < 12 {
            fx.put(&[text(n * 7, "quinces")]);
            let id = count(&fx.store, &format!("SELECT id FROM message WHERE ext = 'm{}'", n * 7 + 1)) as i64;
            fx.store.write(|tx| tx.bury(Kind::Message, id, 0)).unwrap();
        }
        false
    };
    while fx.store.tend(&stop).unwrap() {}
    assert!(asked.get() > 0);
    check(&fx.store);
    tend(&fx.store);
    check(&fx.store);
}

#[test]
fn words_of_a_deleted_message_leave_the_index() {
    let fx = fixture();
    fx.put(&[text(1, "Geheimwort"), text(2, "plums")]);
    let id = count(&fx.store, "SELECT id FROM message WHERE ext = 'm1'") as i64;
    let hold = |what: &str| {
        let sql = format!("SELECT count(*) FROM piece WHERE instr(body, '{what}')");
        count(&fx.store, &sql)
    };
    assert!(hold("geheimwort") > 0);
    fx.store.write(|tx| tx.bury(Kind::Message, id, 0)).unwrap();
    tend(&fx.store);
    assert_eq!(hold("geheimwort"), 0);
    assert!(hold("plums") > 0);
    check(&fx.store);
}

#[test]
fn a_view_is_one_moment_of_rows_and_index() {
    let fx = fixture();
    let done = AtomicBool::new(false);
    let agree = || {
        let view = fx.store.view().unwrap();
        for (subject, table) in [(Subject::Message, "message"), (Subject::Session, "session")] {
            let rows: u64 =
                view.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
            assert_eq!(view.catalog(subject).live(), rows);
        }
        let sql = "SELECT coalesce(group_concat(id), '') FROM (SELECT id FROM message WHERE text = 'quinces' ORDER BY at, id)";
        let rows: String = view.query_row(sql, [], |row| row.get(0)).unwrap();
        let ask = Ask::Text { folded: "quinces".to_owned() };
        let found = index::find(view.catalog(Subject::Message), &view, view.cache(), ask, &|| false).unwrap();
        let hits = found.window(&view, view.cache(), 0, 10_000, false).unwrap();
        assert_eq!(hits.iter().map(|hit| hit.id.to_string()).collect::<Vec<_>>().join(","), rows);
    };
    std::thread::scope(|scope| {
        let watching: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut views = 0;
                    while !done.load(Ordering::Relaxed) {
                        agree();
                        views += 1;
                    }
                    views
                })
            })
            .collect();
        for page in 0..60 {
            pages(&fx, page, page + 1);
            // Some of an older page change, and their session arrives late.
            let changed: Vec<_> = (0..5).map(|n| text(page * 5 + n, "quinces")).collect();
            fx.put(&changed);
            if page == 30 {
                fx.put(&[fetched(Record::Session(Box::new(session("s1", &[]))))]);
            }
            fx.store.tend(&|| false).unwrap();
        }
        done.store(true, Ordering::Relaxed);
        for one in watching {
            assert!(one.join().unwrap() > 0);
        }
    });
    agree();
    check(&fx.store);
}
