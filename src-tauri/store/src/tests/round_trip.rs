//! Record → row → record, for every kind.

use super::{NOW, fetched, fixture, samples};
use crate::table::{self, Table};
use crate::{Change, raw};
use model::*;
use rusqlite::Connection;
use std::collections::HashSet;

fn read_back(conn: &Connection, kind: Kind, ext: &str) -> (i64, Record) {
    fn of<T: Table>(conn: &Connection, ext: &str) -> (i64, T) {
        let row = table::by_ext::<T>(conn, 1, ext).unwrap().unwrap();
        (row.id, row.record)
    }
    fn with<T: Table>(conn: &Connection, ext: &str, wrap: impl Fn(T) -> Record) -> (i64, Record) {
        let (id, record) = of::<T>(conn, ext);
        (id, wrap(record))
    }
    match kind {
        Kind::Session => with::<Session>(conn, ext, |r| Record::Session(Box::new(r))),
        Kind::SessionEvent => with::<SessionEvent>(conn, ext, Record::SessionEvent),
        Kind::Message => with::<Message>(conn, ext, Record::Message),
        Kind::Delivery => with::<Delivery>(conn, ext, |r| Record::Delivery(Box::new(r))),
        Kind::DeliveryEvent => with::<DeliveryEvent>(conn, ext, Record::DeliveryEvent),
        Kind::Batch => with::<Batch>(conn, ext, Record::Batch),
        Kind::Template => with::<Template>(conn, ext, Record::Template),
        Kind::Contact => with::<Contact>(conn, ext, Record::Contact),
        Kind::Agent => with::<Agent>(conn, ext, Record::Agent),
        Kind::Bot => with::<Bot>(conn, ext, Record::Bot),
        Kind::SupportBot => with::<SupportBot>(conn, ext, Record::SupportBot),
        Kind::Campaign => with::<Campaign>(conn, ext, Record::Campaign),
        Kind::Tag => with::<Tag>(conn, ext, Record::Tag),
    }
}

#[test]
fn every_kind_comes_back_as_it_was_with_its_raw_form() {
    let all: Vec<Fetched> = samples::all().into_iter().map(fetched).collect();
    let kinds: HashSet<Kind> = all.iter().map(|f| f.kind()).collect();
    assert_eq!(kinds.len(), Kind::ALL.len(), "a sample of each kind");
    let fx = fixture();
    assert!(fx.put(&all).iter().all(|c| *c == Change::New));
    let reader = fx.store.reader().unwrap();
    for one in &all {
        let (id, record) = read_back(&reader, one.kind(), one.id());
        assert_eq!(record, *one.record().unwrap());
        let provenance = raw::get(&reader, one.kind(), id).unwrap().unwrap();
        assert_eq!(
            (provenance.body, provenance.endpoint.as_str(), provenance.fetched_at),
            (one.raw().to_owned(), "/v1/things", NOW)
        );
    }
    assert_eq!(raw::get(&reader, Kind::Message, 1).unwrap(), None);
}
