//! A byte changed in store, slots, export or register is noticed, and named.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use api::calls::exports::{Identify, Start};
use api::calls::store::{Passphrase, Unlock};
use api::{Asker, Desk, Fault, FaultCode, Form, JobState, Subject};
use journeys::office::{Office, PASSPHRASE, made_up};
use std::path::Path;

fn flip(file: &Path, at: usize) {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[at] ^= 0x20;
    std::fs::write(file, bytes).unwrap();
}

fn unlock(store: &Path) -> Result<Desk, Fault> {
    let desk = Desk::new(store.to_owned()).unwrap();
    desk.ask(Asker::NOBODY, Unlock { passphrase: PASSPHRASE.into() }).map(|_| desk)
}

fn worked_with() -> Office {
    let office = Office::new();
    let provider = office.serve(made_up(10_000));
    office.add_account("Gateway", &provider);
    assert_eq!(office.sync().state, JobState::Done);
    office
}

#[test]
fn a_flipped_byte_in_the_slot_file_is_damage_not_a_wrong_passphrase() {
    // shows B18
    let office = Office::new();
    office.desk.close();
    let slots = office.store_folder().join("slots.json");
    let len = std::fs::read(&slots).unwrap().len();
    for at in [len / 5, len / 2, len - 20] {
        flip(&slots, at);
        let fault = unlock(&office.store_folder()).err().expect("a damaged slot file must not open");
        assert_eq!(fault.code, FaultCode::Damaged, "{at}: {fault}");
        flip(&slots, at);
    }
    assert!(unlock(&office.store_folder()).is_ok(), "put right, it opens again");
}

#[test]
fn a_flipped_byte_in_the_database_is_damage() {
    let office = worked_with();
    office.desk.close();
    let database = office.store_folder().join("counterfoil.db");
    flip(&database, 1_000);
    let fault = unlock(&office.store_folder()).err().expect("a damaged first page must not open");
    assert_eq!(fault.code, FaultCode::Damaged, "{fault}");
    flip(&database, 1_000);

    // Deeper in, it is noticed by whoever reads that page, and never shown as data.
    let len = std::fs::read(&database).unwrap().len();
    for page in (8..len / 8192).step_by(5) {
        flip(&database, page * 8192 + 99);
    }
    let desk = unlock(&office.store_folder());
    let read = desk.and_then(|desk| {
        let sort = api::Sort::newest(Subject::Messages);
        let ask = api::calls::results::Open::whole(Subject::Messages, "order", sort, 0);
        desk.ask(desk.seated(), ask).map(|_| ())
    });
    assert_eq!(read.expect_err("damaged pages must not be read").code, FaultCode::Damaged);
}

#[test]
fn a_flipped_byte_in_an_export_is_told() {
    // shows B11, B12
    let office = worked_with();
    let spec = office.spec(Subject::Sessions, "state:closed", Form::Json, "closed.zip");
    let job = office.desk.ask(office.asker, Start(spec)).unwrap();
    let done = office.ended(job).export.unwrap();
    let identify = || office.desk.ask(office.asker, Identify { path: done.path.clone() }).unwrap();
    assert!(identify().unaltered);
    let file = Path::new(&done.path);
    for at in [40, done.bytes as usize / 2, done.bytes as usize - 5] {
        flip(file, at);
        assert!(!identify().unaltered, "byte {at}");
        flip(file, at);
    }
    assert!(identify().unaltered);
}

#[test]
fn an_entry_changed_behind_the_chain_is_named() {
    // shows B12
    let office = worked_with();
    let key = {
        office.desk.close();
        let slots = vault::Slots::open(&office.store_folder()).unwrap();
        slots.unlock(&vault::Secret::from(PASSPHRASE.to_owned())).unwrap().0
    };
    {
        let database = rusqlite::Connection::open(office.store_folder().join("counterfoil.db")).unwrap();
        let key = format!(
            "PRAGMA key = \"x'{}'\"; PRAGMA cipher_page_size = 8192; PRAGMA cipher_hmac_algorithm = HMAC_SHA256;",
            *key.raw_hex()
        );
        database.execute_batch(&key).unwrap();
        let edit = "DROP TRIGGER register_no_update;
            UPDATE register SET entry = replace(entry, 'Gateway', 'Gatewax') WHERE entry LIKE '%Gateway%';";
        database.execute_batch(edit).unwrap();
        assert!(database.changes() > 0, "the edit was made");
    }
    let desk = unlock(&office.store_folder()).unwrap();
    let verdict = desk.ask(desk.seated(), api::calls::register::Verify {}).unwrap();
    assert_eq!(verdict.faults[0].number, Some(2), "{:?}", verdict.faults);
    assert!(verdict.faults[0].words.contains('2'), "{:?}", verdict.faults);
}

#[test]
fn a_wrong_passphrase_is_that_and_is_entered() {
    // shows B12, B18
    let office = Office::new();
    office.desk.close();
    let wrong = Unlock { passphrase: "not this one at all".into() };
    let desk = Desk::new(office.store_folder()).unwrap();
    assert_eq!(desk.ask(Asker::NOBODY, wrong).unwrap_err().code, FaultCode::WrongPassphrase);
    let desk = unlock(&office.store_folder()).unwrap();
    let page = desk.ask(desk.seated(), api::calls::register::List { from: 0, len: 10 }).unwrap();
    assert!(page.entries.iter().any(|entry| entry.kind.as_str() == "unlock_failed"));
}

#[test]
fn a_new_passphrase_opens_and_the_old_one_no_longer_does() {
    // shows B18
    let office = Office::new();
    let new = "copper gallery winter spoon";
    let change = |old: &str, new: &str| {
        office
            .desk
            .ask(office.asker, Passphrase { old: old.into(), new: new.into() })
            .map_err(|fault| fault.code)
    };
    assert_eq!(change("not the old one at all", new), Err(FaultCode::WrongPassphrase));
    assert_eq!(change(PASSPHRASE, "short"), Err(FaultCode::Refused));
    let before = std::fs::read(office.store_folder().join("counterfoil.db")).unwrap().len();
    assert_eq!(change(PASSPHRASE, new), Ok(()));
    assert_eq!(std::fs::read(office.store_folder().join("counterfoil.db")).unwrap().len(), before);
    office.desk.close();
    assert_eq!(
        unlock(&office.store_folder()).err().map(|fault| fault.code),
        Some(FaultCode::WrongPassphrase)
    );
    let desk = Desk::new(office.store_folder()).unwrap();
    assert!(desk.ask(Asker::NOBODY, Unlock { passphrase: new.into() }).is_ok());
    let page = desk.ask(desk.seated(), api::calls::register::List { from: 0, len: 10 }).unwrap();
    assert!(page.entries.iter().any(|entry| entry.kind.as_str() == "passphrase_changed"));
}

#[test]
fn nothing_is_answered_before_the_door() {
    // shows S0.8, S3.7, S4.3
    let office = Office::new();
    let nobody = Asker::NOBODY;
    let list = api::calls::accounts::List {};
    assert_eq!(
        office.desk.ask(nobody, list).err().unwrap().code,
        FaultCode::Forbidden,
        "unlocked by another"
    );
    office.desk.close();
    let list = api::calls::accounts::List {};
    assert_eq!(office.desk.ask(office.asker, list).err().unwrap().code, FaultCode::Locked);
}
