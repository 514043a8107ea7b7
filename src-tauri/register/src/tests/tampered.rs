//! Each way to tamper, by name. The person who tampers has the key and another program for the
//! database, or puts back older files; only what lies in the checkpoint they cannot make.

use super::*;
use FaultKind::{CheckpointDamaged, Cut, Edited, Missing, Rebuilt, RolledBack, Swapped};

type Fault = (Option<u64>, FaultKind);
type Tamper = fn(&Room);

#[test]
fn a_tampered_entry_is_named() {
    // shows B12
    let swap =
        "UPDATE register SET number = -3 WHERE number = 3; UPDATE register SET number = 3 WHERE number = 4;
        UPDATE register SET number = 4 WHERE number = -3;";
    let cases: [(&str, &str, &[Fault]); 12] = [
        (
            "edited",
            "UPDATE register SET entry = replace(entry, 'reason 3', 'reason 9') WHERE number = 3",
            &[(Some(3), Edited)],
        ),
        (
            "one edited after the other",
            "UPDATE register SET entry = replace(entry, 'reason', 'excuse') WHERE number IN (3, 4)",
            &[(Some(3), Edited), (Some(4), Edited)],
        ),
        ("hash edited", "UPDATE register SET hash = upper(hash) WHERE number = 3", &[(Some(3), Edited)]),
        (
            "last edited",
            "UPDATE register SET entry = replace(entry, 'Ada', 'Eve') WHERE number = 5",
            &[(Some(5), Edited)],
        ),
        (
            "first edited",
            "UPDATE register SET entry = replace(entry, 'Ada', 'Eve') WHERE number = 1",
            &[(Some(1), Edited)],
        ),
        ("emptied", "UPDATE register SET entry = '' WHERE number = 2", &[(Some(2), Edited)]),
        ("dropped in the middle", "DELETE FROM register WHERE number = 3", &[(Some(3), Missing)]),
        ("two dropped", "DELETE FROM register WHERE number IN (2, 3)", &[(Some(2), Missing)]),
        ("first dropped", "DELETE FROM register WHERE number = 1", &[(Some(1), Missing)]),
        ("swapped", swap, &[(Some(3), Swapped), (Some(4), Swapped)]),
        ("cut at the end", "DELETE FROM register WHERE number > 3", &[(Some(4), Cut)]),
        ("all dropped", "DELETE FROM register", &[(Some(1), Cut)]),
    ];
    for (name, sql, expected) in cases {
        let room = Room::with(5);
        room.sql(sql);
        assert_eq!(room.faults(), expected, "{name}");
        assert!(room.verdict().faults.iter().all(|fault| fault.words.ends_with('.')), "{name}: in words");
    }
}

#[test]
fn an_edited_entry_with_a_fresh_hash_breaks_the_chain() {
    let room = Room::with(5);
    room.rebuild(3, 3);
    assert_eq!(room.faults(), [(Some(3), Edited)]);
}

#[test]
fn what_is_no_entry_is_named_even_if_its_hash_fits() {
    let cases = [
        "not json".to_owned(),
        "{}".to_owned(),
        "{ }".to_owned(),
        Room::with(3).rows()[2].entry.replace("\"at\":", "\"also\":1,\"at\":"),
        Room::with(3).rows()[2].entry.replace("export_begun", "nothing_happened"),
        Room::with(3).rows()[2].entry.replace("\"number\":3", "\"number\": 3"),
    ];
    for entry in cases {
        let room = Room::with(3);
        let row = RegisterRow { number: 3, hash: hash(&entry), entry };
        room.put(&row);
        let faults = room.faults();
        assert!(faults.contains(&(Some(3), Edited)), "{}: {faults:?}", row.entry);
        assert!(matches!(
            list(&room.store().reader().unwrap(), 1, 9),
            Err(Error::Unreadable { number: 3, .. })
        ));
    }
}

#[test]
fn a_database_rolled_back_to_an_older_copy_is_told_by_the_checkpoint() {
    let mut room = Room::with(3);
    room.meanwhile(|room| room.copy("counterfoil.db", "older"));
    room.append("reason 4");
    room.append("reason 5");
    room.meanwhile(|room| room.copy("older", "counterfoil.db"));
    assert_eq!(room.verdict().entries, 3);
    assert_eq!(room.faults(), [(Some(4), RolledBack)]);
}

#[test]
fn a_rebuilt_chain_is_told_by_the_checkpoint() {
    let room = Room::with(5);
    room.rebuild(2, 5);
    assert_eq!(room.faults(), [(Some(5), Rebuilt)], "the chain fits, the checkpoint does not");
}

#[test]
fn a_rebuilt_chain_with_a_checkpoint_made_without_the_key_is_told_by_its_mac() {
    let (room, other) = (Room::with(5), Room::new());
    room.rebuild(2, 5);
    // As good as it gets without the key: right in everything but the mac.
    let last = room.rows().pop().unwrap();
    let head = Head { number: 5, hash: last.hash };
    Place::of(room.store()).write(&Checkpoint { head, at: NOW }).unwrap();
    assert_eq!(room.faults(), [], "with the key it would fit");
    resealed(&room, |form| form["mac"] = other.key.derive("x").mac(b"x").into());
    assert_eq!(room.faults(), [(None, Rebuilt)]);
}

#[test]
fn a_damaged_checkpoint_is_told_from_a_damaged_register() {
    let room = Room::with(2);
    let whole = fs::read(room.checkpoint()).unwrap();
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            fs::write(room.checkpoint(), bytes).unwrap();
            let found = Place::of(room.store()).read();
            assert!(matches!(found, checkpoint::Found::Damaged(_)), "byte {at} bit {bit}: {found:?}");
        }
    }
    for bytes in [&whole[..whole.len() / 2], b"", b"{}", b"\xff", &whole.repeat(20)] {
        fs::write(room.checkpoint(), bytes).unwrap();
        assert_eq!(room.faults(), [(None, CheckpointDamaged)], "{:?}", String::from_utf8_lossy(bytes));
    }
    fs::remove_file(room.checkpoint()).unwrap();
    assert_eq!(room.faults(), [(None, CheckpointDamaged)], "missing");
    fs::copy(Room::with(2).checkpoint(), room.checkpoint()).unwrap();
    assert_eq!(room.faults(), [(None, CheckpointDamaged)], "of another store");
    fs::write(room.checkpoint(), &whole).unwrap();
    assert_eq!(room.faults(), []);
}

#[test]
fn an_older_checkpoint_put_back_is_told() {
    let room = Room::with(2);
    let older = fs::read(room.checkpoint()).unwrap();
    room.append("reason 3");
    room.append("reason 4");
    fs::write(room.checkpoint(), older).unwrap();
    assert_eq!(room.faults(), [(None, CheckpointDamaged)]);
}

#[test]
fn carrying_on_after_a_fault_does_not_hide_it() {
    let cases: [(&str, Tamper, Fault); 4] = [
        ("cut", |room| room.sql("DELETE FROM register WHERE number > 3"), (Some(4), Cut)),
        (
            "rolled back",
            |room| {
                room.sql("DELETE FROM register WHERE number > 3; UPDATE setting SET value = '3' WHERE name = 'register.last'")
            },
            (Some(4), RolledBack),
        ),
        ("rebuilt", |room| room.rebuild(2, 5), (Some(5), Rebuilt)),
        ("checkpoint gone", |room| fs::remove_file(room.checkpoint()).unwrap(), (None, CheckpointDamaged)),
    ];
    for (name, tamper, expected) in cases {
        let room = Room::with(5);
        tamper(&room);
        assert_eq!(room.faults(), [expected], "{name}");
        room.append("carrying on");
        room.append("and on");
        assert_eq!(room.faults(), [expected], "{name}, later");
        let found: Vec<_> = room.entries().into_iter().filter(|e| e.kind == EntryKind::FaultFound).collect();
        assert_eq!(found.len(), 1, "{name}: entered once");
        assert_eq!(found[0].detail["fault"], expected.1.as_str(), "{name}");
    }
}

/// Changes the checkpoint and mends its checksum, as one can without any key.
fn resealed(room: &Room, change: impl FnOnce(&mut serde_json::Value)) {
    use sha2::{Digest, Sha256};
    let mut form: serde_json::Value = serde_json::from_slice(&fs::read(room.checkpoint()).unwrap()).unwrap();
    change(&mut form);
    form.as_object_mut().unwrap().remove("checksum");
    let sum = hex::encode(Sha256::digest(vault::canonical(&form).unwrap()));
    form["checksum"] = sum.into();
    fs::write(room.checkpoint(), vault::canonical(&form).unwrap()).unwrap();
}
