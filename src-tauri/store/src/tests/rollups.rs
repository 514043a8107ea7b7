//! Counts by day and hour are those of the rows, whatever was written, changed and deleted.

use super::samples::{delivery, message};
use super::{DAY, NOW, fetched, fixture};
use crate::rollup::{self, Count, Field, Span, counted};
use crate::shape::Subject;
use model::{DeliveryStatus, Kind, Record};
use rusqlite::Connection;

/// The same from the rows themselves.
fn grouped(conn: &Connection, subject: Subject, field: Field, span: i64) -> Vec<Count> {
    let value = match field {
        Field::All => "''",
        Field::Account => "CAST(t.account AS TEXT)",
        Field::Channel if subject == Subject::Message => "s.channel",
        Field::Channel => "t.channel",
        Field::State => "t.state",
        Field::Status => "t.status",
        Field::Code => "t.response_code",
        Field::Template => "t.template_ext",
        Field::Direction => "t.direction",
        Field::Kind => "t.kind",
        Field::Place if subject == Subject::Message => "t.account || ' ' || coalesce(s.channel, '')",
        Field::Place => "t.account || ' ' || t.channel",
    };
    let join = match subject {
        Subject::Message => "LEFT JOIN session s ON s.account = t.account AND s.ext = t.session_ext",
        _ => "",
    };
    let (table, time) = (subject.kind().as_str(), subject.time());
    let sql = format!(
        "SELECT (t.{time} - ((t.{time} % {span}) + {span}) % {span}) AS span, {value} AS value, count(*)
         FROM {table} t {join} WHERE {value} IS NOT NULL GROUP BY span, value ORDER BY span, value"
    );
    let read = |row: &rusqlite::Row<'_>| Ok(Count { at: row.get(0)?, value: row.get(1)?, rows: row.get(2)? });
    conn.prepare(&sql).unwrap().query_map([], read).unwrap().collect::<Result<_, _>>().unwrap()
}

/// Every count of the store beside its rows.
pub fn check(conn: &Connection) {
    for subject in Subject::ALL {
        for field in counted(subject) {
            for (span, length) in [(Span::Day, DAY), (Span::Hour, DAY / 24)] {
                let counts = rollup::read(conn, subject, field, span, i64::MIN, i64::MAX).unwrap();
                assert_eq!(counts, grouped(conn, subject, field, length), "{subject:?} {field:?} {span:?}");
            }
        }
    }
}

#[test]
fn spans_begin_within_the_time_asked_for() {
    let fx = fixture();
    let hour = DAY / 24;
    let at = [-2 * DAY, -1, 0, 1, hour, DAY - 1, DAY, 7 * DAY + 5 * hour];
    let messages = at.iter().enumerate();
    let messages: Vec<_> =
        messages.map(|(n, at)| fetched(Record::Message(message(&format!("m{n}"), *at, "x")))).collect();
    fx.put(&messages);
    let reader = fx.store.reader().unwrap();
    check(&reader);
    let read = |span, from: i64, until: i64| -> Vec<(i64, u64)> {
        let counts =
            rollup::read(&reader, Subject::Message, Field::Kind, span, NOW + from, NOW + until).unwrap();
        assert!(counts.iter().all(|count| count.value == "text"));
        counts.into_iter().map(|count| (count.at - NOW, count.rows)).collect()
    };
    assert_eq!(read(Span::Day, -DAY, 2 * DAY), [(-DAY, 1), (0, 4), (DAY, 1)]);
    assert_eq!(read(Span::Day, 1, DAY), [], "a day that began before is left out");
    assert_eq!(read(Span::Day, 0, 1), [(0, 4)]);
    assert_eq!(read(Span::Hour, 0, DAY), [(0, 2), (hour, 1), (DAY - hour, 1)]);
    assert_eq!(read(Span::Hour, 1, hour + 1), [(hour, 1)]);
    assert_eq!(read(Span::Hour, 5, 5), []);
    let none = rollup::read(&reader, Subject::Message, Field::Status, Span::Day, i64::MIN, i64::MAX).unwrap();
    assert_eq!(none, [], "a message has no status");
}

#[test]
fn a_changed_row_is_counted_as_it_is_now_and_a_deleted_one_no_more() {
    let fx = fixture();
    let send = |status| fetched(Record::Delivery(Box::new(delivery("d", status))));
    let statuses = || -> Vec<(String, u64)> {
        let reader = fx.store.reader().unwrap();
        let (from, until) = (i64::MIN, i64::MAX);
        let counts = rollup::read(&reader, Subject::Delivery, Field::Status, Span::Day, from, until).unwrap();
        counts.into_iter().map(|count| (count.value, count.rows)).collect()
    };
    fx.put(&[send(DeliveryStatus::Sent)]);
    assert_eq!(statuses(), [("sent".to_owned(), 1)]);
    fx.put(&[send(DeliveryStatus::Failed), send(DeliveryStatus::Delivered)]);
    assert_eq!(statuses(), [("delivered".to_owned(), 1)]);
    let id = {
        let reader = fx.store.reader().unwrap();
        crate::delivery::by_ext(&reader, 1, "d").unwrap().unwrap().id
    };
    fx.store.write(|tx| tx.bury(Kind::Delivery, id, NOW)).unwrap();
    assert_eq!(statuses(), []);
    let left = "SELECT count(*) FROM rollup";
    assert_eq!(fx.store.reader().unwrap().query_row(left, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}

#[test]
fn counts_that_are_wrong_are_found_by_a_check() {
    let fx = fixture();
    fx.put(&[fetched(Record::Message(message("m", 0, "x")))]);
    assert_eq!(fx.store.check().unwrap(), Vec::<String>::new());
    fx.store.write(|tx| Ok(tx.connection().execute("UPDATE rollup SET rows = 7", [])?)).unwrap();
    let faults = fx.store.check().unwrap();
    assert!(faults.iter().any(|fault| fault.contains("7 rows are counted in message")), "{faults:?}");
}
