//! Opening: each thing that can stand in the way has an error of its own.

use super::{NOW, fetched, fixture, samples};
use crate::{Error, Store};
use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use vault::StoreKey;

const PAGE: u64 = crate::limits::PAGE as u64;

fn flip(file: &Path, at: u64) {
    let mut file = OpenOptions::new().read(true).write(true).open(file).unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ 0x40]).unwrap();
}

/// A closed store with a few records, and its folder and key.
fn closed() -> (tempfile::TempDir, StoreKey) {
    let fx = fixture();
    let records: Vec<_> = samples::all().into_iter().map(fetched).collect();
    fx.put(&records);
    fx.store.close().unwrap();
    (fx.dir, fx.key)
}

#[test]
fn a_closed_store_opens_again_with_all_in_one_file() {
    let (dir, key) = closed();
    assert!(!dir.path().join("counterfoil.db-wal").exists());
    let store = Store::open(dir.path(), &key, NOW).unwrap();
    assert_eq!(store.counts(1).unwrap().messages, 2);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert_eq!(store.dir(), dir.path());
}

#[test]
fn each_obstacle_has_its_own_error() {
    let (dir, key) = closed();
    let other = StoreKey::generate().unwrap();
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(empty.path(), &key, NOW), Err(Error::Absent(_))));
    assert!(matches!(Store::create(dir.path(), &key, NOW), Err(Error::Exists(_))));
    assert!(matches!(Store::open(dir.path(), &other, NOW), Err(Error::WrongKey)));
    let open = Store::open(dir.path(), &key, NOW).unwrap();
    assert!(matches!(Store::open(dir.path(), &key, NOW), Err(Error::Locked(_))));
    drop(open);
    Store::open(dir.path(), &key, NOW).unwrap().close().unwrap();
    rusqlite::Connection::open(empty.path().join("counterfoil.db"))
        .unwrap()
        .execute_batch("CREATE TABLE t(a); PRAGMA user_version = 1;")
        .unwrap();
    assert!(matches!(Store::open(empty.path(), &key, NOW), Err(Error::NotEncrypted(_))));
}

#[test]
fn a_store_of_a_newer_version_is_refused_untouched() {
    let (dir, key) = closed();
    let store = Store::open(dir.path(), &key, NOW).unwrap();
    store.write(|tx| Ok(tx.connection().pragma_update(None, "user_version", 99)?)).unwrap();
    store.close().unwrap();
    let before = std::fs::read(dir.path().join("counterfoil.db")).unwrap();
    match Store::open(dir.path(), &key, NOW) {
        Err(Error::Newer { found: 99, known: 2 }) => {}
        other => panic!("{:?}", other.err()),
    }
    assert_eq!(std::fs::read(dir.path().join("counterfoil.db")).unwrap(), before);
}

#[test]
fn a_store_of_a_trial_version_is_refused_untouched() {
    let (dir, key) = closed();
    let store = Store::open(dir.path(), &key, NOW).unwrap();
    store.write(|tx| Ok(tx.connection().pragma_update(None, "user_version", 1)?)).unwrap();
    store.close().unwrap();
    let before = std::fs::read(dir.path().join("counterfoil.db")).unwrap();
    match Store::open(dir.path(), &key, NOW).err() {
        Some(error @ Error::Trial { found: 1 }) => assert!(error.to_string().contains("make a new store")),
        other => panic!("{other:?}"),
    }
    assert_eq!(std::fs::read(dir.path().join("counterfoil.db")).unwrap(), before);
}

#[test]
fn damage_is_named_and_never_taken_for_a_wrong_key() {
    for at in [0, 7, 16, 900, 4090] {
        let (dir, key) = closed();
        flip(&dir.path().join("counterfoil.db"), at);
        let result = Store::open(dir.path(), &key, NOW);
        assert!(matches!(result, Err(Error::Damaged { .. })), "byte {at}: {:?}", result.err());
    }
    let (dir, key) = closed();
    let file = dir.path().join("counterfoil.db");
    OpenOptions::new().write(true).open(&file).unwrap().set_len(9).unwrap();
    assert!(matches!(Store::open(dir.path(), &key, NOW), Err(Error::Damaged { .. })));
}

#[test]
fn a_damaged_page_is_found_by_reading_and_by_checking() {
    let (dir, key) = closed();
    let file = dir.path().join("counterfoil.db");
    let pages = std::fs::metadata(&file).unwrap().len() / PAGE;
    let mut named = 0;
    for page in 1..pages {
        flip(&file, page * PAGE + 100);
        let fault = Store::open(dir.path(), &key, NOW).and_then(|store| store.check());
        match fault {
            Ok(faults) => {
                assert!(faults.iter().any(|f| f.contains(&format!("page {}", page + 1))), "{faults:?}")
            }
            Err(error) => assert!(matches!(error, Error::Damaged { .. }), "page {page}: {error:?}"),
        }
        named += 1;
        flip(&file, page * PAGE + 100);
    }
    assert!(named > 30);
    Store::open(dir.path(), &key, NOW).unwrap();
    // A page that holds rows: reading them says so.
    let store = Store::open(dir.path(), &key, NOW).unwrap();
    let root: u64 = {
        let reader = store.reader().unwrap();
        reader
            .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'message'", [], |r| r.get(0))
            .unwrap()
    };
    store.close().unwrap();
    flip(&file, (root - 1) * PAGE + 2000);
    let store = Store::open(dir.path(), &key, NOW).unwrap();
    let reader = store.reader().unwrap();
    let read = crate::message::by_id(&reader, 1);
    assert!(matches!(read, Err(Error::Damaged { .. })), "{read:?}");
}
