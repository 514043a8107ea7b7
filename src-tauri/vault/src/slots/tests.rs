use super::*;
use crate::file::tests::{killed_before_rename, write_with_checksum};
use crate::limits;
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

const NOW: i64 = 1_795_000_000_000;

fn secret(text: &str) -> Secret {
    Secret::from(text.to_owned())
}

fn made(passphrase: &str) -> (TempDir, Slots, StoreKey) {
    let dir = tempfile::tempdir().unwrap();
    let (slots, key) = Slots::create(dir.path(), "Ada", &secret(passphrase), Cost::FLOOR, NOW).unwrap();
    (dir, slots, key)
}

fn slot_file(dir: &TempDir) -> PathBuf {
    dir.path().join("slots.json")
}

fn content(dir: &TempDir) -> Value {
    serde_json::from_slice(&fs::read(slot_file(dir)).unwrap()).unwrap()
}

#[test]
fn what_was_created_unlocks_with_its_passphrase_only() {
    let (dir, slots, key) = made("open sesame");
    let again = Slots::open(dir.path()).unwrap();
    let (unlocked, id, person) = again.unlock(&secret("open sesame")).unwrap();
    assert_eq!((unlocked, person.as_str()), (key, "Ada"));
    assert_eq!(id.len(), 16);
    assert_eq!((again.store_id(), again.persons()), (slots.store_id(), vec!["Ada".to_owned()]));
    assert!(matches!(again.unlock(&secret("open Sesame")), Err(Error::WrongPassphrase)));
    assert!(matches!(again.unlock(&secret("")), Err(Error::PassphraseLength(0))));
}

#[test]
fn the_file_holds_no_secret_and_only_its_owner_may_read_it() {
    let (dir, _, key) = made("open sesame");
    let text = fs::read_to_string(slot_file(&dir)).unwrap();
    assert!(!text.contains("sesame") && !text.contains(key.raw_hex().as_str()));
    assert_eq!(content(&dir)["slots"][0]["kdf"]["m"], Cost::FLOOR.memory_kib);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(slot_file(&dir)).unwrap().permissions().mode() & 0o077, 0);
    }
}

#[test]
fn a_passphrase_typed_on_another_system_unlocks() {
    let (_dir, slots, key) = made("Grüße aus Zürich");
    assert_eq!(slots.unlock(&secret("Gru\u{308}ße aus Zu\u{308}rich")).unwrap().0, key);
}

#[test]
fn a_changed_passphrase_keeps_the_key() {
    let (dir, mut slots, key) = made("old one");
    let (_, id, _) = slots.unlock(&secret("old one")).unwrap();
    let before = content(&dir);
    assert!(matches!(
        slots.change(&id, &secret("not it"), &secret("new"), Cost::FLOOR),
        Err(Error::WrongPassphrase)
    ));
    assert!(matches!(
        slots.change("0", &secret("old one"), &secret("new"), Cost::FLOOR),
        Err(Error::NoSlot(_))
    ));
    assert_eq!(content(&dir), before, "a refused change writes nothing");

    slots.change(&id, &secret("old one"), &secret("new one"), Cost::FLOOR).unwrap();
    for slots in [&slots, &Slots::open(dir.path()).unwrap()] {
        assert_eq!(slots.unlock(&secret("new one")).unwrap(), (key.clone(), id.clone(), "Ada".to_owned()));
        assert!(matches!(slots.unlock(&secret("old one")), Err(Error::WrongPassphrase)));
    }
    let after = content(&dir);
    for field in ["nonce", "wrapped"] {
        assert_ne!(after["slots"][0][field], before["slots"][0][field], "{field} is fresh");
    }
    assert_ne!(after["slots"][0]["kdf"]["salt"], before["slots"][0]["kdf"]["salt"]);
}

#[test]
fn a_kill_before_the_rename_leaves_the_old_file() {
    let (dir, mut slots, key) = made("old one");
    let before = fs::read(slot_file(&dir)).unwrap();
    let (_, id, _) = slots.unlock(&secret("old one")).unwrap();
    let mut changed = slots.body.clone();
    let place = Place { store_id: slots.store_id(), version: 1 };
    changed.slots[0] = changed.slots[0].rewrap(place, &secret("new one"), &key, Cost::FLOOR).unwrap();
    killed_before_rename(dir.path(), &changed);

    assert_eq!(fs::read(slot_file(&dir)).unwrap(), before);
    assert_eq!(Slots::open(dir.path()).unwrap().unlock(&secret("old one")).unwrap().0, key);
    slots.change(&id, &secret("old one"), &secret("third"), Cost::FLOOR).unwrap();
    assert_eq!(Slots::open(dir.path()).unwrap().unlock(&secret("third")).unwrap().0, key);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn nothing_is_created_over_a_key_file_or_out_of_bounds() {
    let (dir, ..) = made("x");
    let before = fs::read(slot_file(&dir)).unwrap();
    let again = Slots::create(dir.path(), "Eve", &secret("y"), Cost::FLOOR, NOW);
    assert!(matches!(again, Err(Error::Exists(_))));
    assert_eq!(fs::read(slot_file(&dir)).unwrap(), before);

    let empty = tempfile::tempdir().unwrap();
    let create =
        |person: &str, pass: &str, cost| Slots::create(empty.path(), person, &secret(pass), cost, NOW);
    let weak = Cost { memory_kib: limits::MEMORY_FLOOR_KIB - 1, ..Cost::FLOOR };
    assert!(matches!(create("Ada", "x", weak), Err(Error::Cost { .. })));
    assert!(matches!(create("Ada", "", Cost::FLOOR), Err(Error::PassphraseLength(0))));
    for name in ["", "  ", "a\nb", &"x".repeat(limits::PERSON_MAX + 1)] {
        assert!(matches!(create(name, "x", Cost::FLOOR), Err(Error::PersonName)), "{name:?}");
    }
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0, "a refusal leaves no file");
    assert!(matches!(Slots::open(empty.path()), Err(Error::Absent)));
}

#[test]
fn every_flipped_bit_is_damage_not_a_wrong_passphrase() {
    let (dir, ..) = made("x");
    let whole = fs::read(slot_file(&dir)).unwrap();
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            fs::write(slot_file(&dir), &bytes).unwrap();
            let answer = Slots::open(dir.path());
            assert!(matches!(answer, Err(Error::Damaged { .. })), "byte {at} bit {bit}: {answer:?}");
        }
    }
    for length in 0..whole.len() - 1 {
        fs::write(slot_file(&dir), &whole[..length]).unwrap();
        assert!(matches!(Slots::open(dir.path()), Err(Error::Damaged { .. })), "cut to {length} bytes");
    }
    fs::write(slot_file(&dir), whole.repeat(200)).unwrap();
    assert!(matches!(Slots::open(dir.path()), Err(Error::Damaged { .. })), "too large");
    fs::write(slot_file(&dir), &whole).unwrap();
    assert!(Slots::open(dir.path()).is_ok());
}

#[test]
fn an_intact_file_of_a_later_version_is_newer_not_damaged() {
    let (dir, ..) = made("x");
    write_with_checksum(
        dir.path(),
        json!({"format": "counterfoil slots", "version": 2, "anything": ["else"]}),
    );
    assert!(matches!(Slots::open(dir.path()), Err(Error::Newer { version: 2, known: 1 })));
}

#[test]
fn what_was_altered_with_a_mended_checksum_never_unlocks() {
    let (dir, ..) = made("x");
    let whole = content(&dir);
    // The path to a value, what it becomes, and whether the file is refused before any unlock.
    let cases = [
        ("/version", json!(0), true),
        ("/version", json!("1"), true),
        ("/format", json!("other"), true),
        ("/slots", json!([]), true),
        ("/slots", json!(vec![whole["slots"][0].clone(); limits::SLOTS_MAX + 1]), true),
        ("/slots/0/kind", json!("finger"), true),
        ("/slots/0/person", json!(""), true),
        ("/slots/0/kdf/name", json!("md5"), true),
        ("/slots/0/kdf/m", json!(u32::MAX), true),
        ("/slots/0/kdf/m", json!(8), true),
        ("/slots/0/kdf/t", json!(2), true),
        ("/slots/0/kdf/t", json!(-3), true),
        ("/slots/0/kdf/p", json!(200), true),
        ("/slots/0/kdf/salt", json!("00"), true),
        ("/slots/0/nonce", json!("zz"), true),
        ("/slots/0/wrapped", json!("00"), true),
        ("/slots/0/person", json!("Eve"), false),
        ("/slots/0/id", json!("0000000000000000"), false),
        ("/slots/0/created_at", json!(0), false),
        ("/slots/0/kdf/t", json!(4), false),
        ("/slots/0/wrapped", json!("0".repeat(96)), false),
        ("/store_id", json!("0".repeat(32)), false),
    ];
    for (path, value, refused) in cases {
        let mut altered = whole.clone();
        *altered.pointer_mut(path).unwrap() = value.clone();
        write_with_checksum(dir.path(), altered);
        let answer = Slots::open(dir.path());
        if refused {
            assert!(
                matches!(answer, Err(Error::Damaged { .. } | Error::Cost { .. })),
                "{path} = {value}: {answer:?}"
            );
        } else {
            let answer = answer.unwrap().unlock(&secret("x"));
            assert!(matches!(answer, Err(Error::WrongPassphrase)), "{path} = {value}: {answer:?}");
        }
    }
}
