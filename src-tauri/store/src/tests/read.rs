//! Reading beside a writer, and stopping a read.

use super::samples::message;
use super::{fetched, fixture};
use crate::{Error, limits, message as messages};
use model::Record;
use std::sync::atomic::Ordering;

const ENDLESS: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

#[test]
fn a_snapshot_stays_as_it_is_while_a_writer_writes() {
    let fx = fixture();
    let put = |ext: &str| fx.put(&[fetched(Record::Message(message(ext, 0, ext)))]);
    put("a");
    let reader = fx.store.reader().unwrap();
    let count = || messages::count_of_session(&reader, 1, "s1").unwrap();
    let snapshot = reader.snapshot().unwrap();
    assert_eq!(count(), 1);
    put("b");
    fx.store
        .write(|tx| {
            tx.upsert(1, "/", 0, &fetched(Record::Message(message("c", 0, "c"))))?;
            let other = fx.store.reader()?;
            assert_eq!(messages::count_of_session(&other, 1, "s1")?, 2, "what is not committed is not seen");
            Ok(())
        })
        .unwrap();
    assert_eq!(count(), 1);
    drop(snapshot);
    assert_eq!(count(), 3);
}

#[test]
fn a_read_can_be_cancelled_and_the_next_lease_is_free_of_it() {
    let fx = fixture();
    let handle = {
        let reader = fx.store.long_reader().unwrap();
        let handle = reader.cancel_handle();
        let flag = std::sync::Arc::clone(&handle);
        let asker = std::thread::spawn(move || flag.store(true, Ordering::Relaxed));
        let stopped = reader.query_row(ENDLESS, [], |r| r.get::<_, i64>(0)).map_err(Error::from);
        assert!(matches!(stopped, Err(Error::Interrupted)), "{stopped:?}");
        asker.join().unwrap();
        handle
    };
    let reader = fx.store.reader().unwrap();
    assert!(handle.load(Ordering::Relaxed));
    let counted =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT count(*) FROM n";
    assert_eq!(reader.query_row(counted, [], |r| r.get::<_, i64>(0)).unwrap(), 100_000);
}

#[test]
fn a_read_past_its_time_is_stopped() {
    let fx = fixture();
    let pool = crate::reader::Pool::default();
    let reader = pool.lease(fx.dir.path(), &fx.key, Some(std::time::Duration::ZERO)).unwrap();
    let stopped = reader.query_row(ENDLESS, [], |r| r.get::<_, i64>(0)).map_err(Error::from);
    assert!(matches!(stopped, Err(Error::Interrupted)), "{stopped:?}");
}

#[test]
fn more_threads_than_readers_all_get_their_turn() {
    let fx = fixture();
    fx.put(&[fetched(Record::Message(message("a", 0, "a")))]);
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..limits::READERS * 3)
            .map(|_| {
                scope.spawn(|| {
                    fx.store.reader().and_then(|reader| messages::count_of_session(&reader, 1, "s1"))
                })
            })
            .collect();
        for one in all {
            assert_eq!(one.join().unwrap().unwrap(), 1);
        }
    });
}

#[test]
fn a_history_is_read_oldest_first_in_stretches() {
    // shows S0.6
    let fx = fixture();
    let times = [5_i64, 1, 4, 2, 3];
    let records: Vec<_> =
        times.iter().map(|t| fetched(Record::Message(message(&format!("m{t}"), *t, "x")))).collect();
    fx.put(&records);
    let reader = fx.store.reader().unwrap();
    let exts = |skip, limit| -> Vec<String> {
        messages::of_session(&reader, 1, "s1", skip, limit)
            .unwrap()
            .into_iter()
            .map(|r| r.record.id)
            .collect()
    };
    assert_eq!(exts(0, 99), ["m1", "m2", "m3", "m4", "m5"]);
    assert_eq!(exts(1, 2), ["m2", "m3"]);
    assert_eq!(exts(5, 2), Vec::<String>::new());
    let plan = |sql: &str| -> String {
        reader.query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [], |r| r.get(3)).unwrap()
    };
    let here = plan("SELECT id FROM message WHERE session = 1 ORDER BY at, id");
    assert!(here.contains("message_session"), "{here}");
    let waits = plan("SELECT id FROM message WHERE account = 1 AND session_ext = 's1' AND session IS NULL");
    assert!(waits.contains("message_waiting"), "{waits}");
}
