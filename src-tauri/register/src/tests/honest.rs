use super::*;

#[test]
fn what_is_appended_is_chained_and_verifies() {
    // shows B12
    let room = Room::new();
    assert_eq!(
        room.verdict(),
        Verdict { entries: 0, head: String::new(), faults: vec![], checkpoint_at: None }
    );
    let heads: Vec<Head> = (1..=5).map(|n| room.append(&format!("reason {n}"))).collect();
    let entries = room.entries();
    let mut previous = "0".repeat(64);
    for (i, (entry, head)) in entries.iter().zip(&heads).enumerate() {
        assert_eq!(entry.number, i as u64 + 1);
        assert_eq!((entry.number, &entry.hash), (head.number, &head.hash));
        assert_eq!(entry.previous, previous);
        assert_eq!((entry.at, entry.person.as_str(), entry.kind), (NOW, "Ada", EntryKind::ExportBegun));
        assert_eq!(entry.detail["purpose"], format!("reason {}", i + 1));
        previous.clone_from(&entry.hash);
    }
    assert_eq!(
        room.verdict(),
        Verdict { entries: 5, head: previous, faults: vec![], checkpoint_at: Some(NOW) }
    );
}

#[test]
fn the_lasting_form_is_the_one_that_a_second_reader_is_told() {
    let room = Room::with(1);
    let zeros = "0".repeat(64);
    let form = format!(
        r#"{{"at":{NOW},"detail":{{"purpose":"reason 1","rows":"17"}},"kind":"export_begun","number":1,"person":"Ada","previous":"{zeros}"}}"#
    );
    let row = room.rows().remove(0);
    assert_eq!(row.entry, form);
    let sum = {
        use sha2::{Digest, Sha256};
        hex::encode(Sha256::digest(format!("counterfoil register v1\n{form}")))
    };
    assert_eq!(row.hash, sum);
}

#[test]
fn entries_are_read_from_either_end() {
    let room = Room::with(5);
    let reader = room.store().reader().unwrap();
    let numbers = |entries: Vec<Entry>| entries.into_iter().map(|e| e.number).collect::<Vec<_>>();
    assert_eq!(len(&reader).unwrap(), 5);
    for (skip, count, expected) in [
        (0, 2, vec![5, 4]),
        (2, 2, vec![3, 2]),
        (4, 9, vec![1]),
        (5, 2, vec![]),
        (9, 2, vec![]),
        (0, 0, vec![]),
    ] {
        assert_eq!(numbers(newest(&reader, skip, count).unwrap()), expected, "skip {skip}, {count}");
    }
    assert_eq!(numbers(list(&reader, 4, 9).unwrap()), [4, 5]);
    assert_eq!(by_number(&reader, 3).unwrap().unwrap().number, 3);
    assert_eq!(by_number(&reader, 6).unwrap(), None);
}

#[test]
fn it_still_verifies_after_closing_and_after_many_pages() {
    let mut room = Room::with(3);
    room.meanwhile(|_| ());
    assert_eq!(room.faults(), []);
    for n in 0..limits::PAGE {
        room.append(&format!("more {n}"));
    }
    assert_eq!((room.verdict().entries, room.faults()), (limits::PAGE + 3, vec![]));
}

#[test]
fn threads_append_one_after_the_other() {
    let room = Room::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10).for_each(|n| drop(room.append(&format!("reason {n}")))));
        }
    });
    assert_eq!((room.verdict().entries, room.faults()), (40, vec![]));
}

#[test]
fn what_cannot_be_kept_for_ever_is_refused_and_nothing_written() {
    let room = Room::with(1);
    let mut large = draft("x");
    large.detail.insert("query".to_owned(), "x".repeat(limits::ENTRY_MAX).into());
    assert!(matches!(append(room.store(), large), Err(Error::TooLarge(_))));
    let mut rounded = draft("x");
    rounded.detail.insert("id".to_owned(), serde_json::json!(u64::MAX));
    assert!(matches!(append(room.store(), rounded), Err(Error::Form(_))));
    assert_eq!((room.verdict().entries, room.faults()), (1, vec![]));
}

#[test]
fn a_kill_between_entry_and_checkpoint_is_no_fault() {
    for entries in [1, 2] {
        let room = Room::with(entries - 1);
        let before = fs::read(room.checkpoint()).ok();
        room.append("the entry whose append is killed");
        match &before {
            Some(bytes) => fs::write(room.checkpoint(), bytes).unwrap(),
            None => fs::remove_file(room.checkpoint()).unwrap(),
        }
        assert_eq!(room.faults(), [], "{entries} entries");
        room.append("the next");
        assert_eq!((room.verdict().entries, room.faults()), (entries + 1, vec![]));
    }
}

#[test]
fn a_checkpoint_that_cannot_be_written_is_said() {
    let room = Room::with(1);
    // A folder in the way of the temporary file.
    fs::create_dir(room.file("register.checkpoint.new")).unwrap();
    assert!(matches!(append(room.store(), draft("x")), Err(Error::Checkpoint { number: 2, .. })));
    fs::remove_dir(room.file("register.checkpoint.new")).unwrap();
    room.append("y");
    assert_eq!((room.verdict().entries, room.faults()), (3, vec![]));
}

#[test]
fn refused_unlocks_are_entered_once_at_the_next_unlock() {
    // shows B12
    let room = Room::with(1);
    take_in_failed_unlocks(room.store(), NOW).unwrap();
    assert_eq!(room.entries().len(), 1, "none noted, none entered");

    for at in [NOW - 30, NOW - 20, NOW - 10] {
        note_failed_unlock(room.dir.path(), at).unwrap();
    }
    let note = fs::read(room.file("attempts.ndjson")).unwrap();
    take_in_failed_unlocks(room.store(), NOW).unwrap();
    let entry = room.entries().pop().unwrap();
    assert_eq!((entry.number, entry.kind, entry.at), (2, EntryKind::UnlockFailed, NOW));
    let said = ["count", "first_at", "last_at"].map(|key| entry.detail[key].as_str().unwrap().to_owned());
    assert_eq!(said, ["3".to_owned(), (NOW - 30).to_string(), (NOW - 10).to_string()]);
    assert!(!room.file("attempts.ndjson").exists());

    // A kill after the entry and before the note was removed.
    fs::write(room.file("attempts.taken.ndjson"), &note).unwrap();
    note_failed_unlock(room.dir.path(), NOW + 5).unwrap();
    take_in_failed_unlocks(room.store(), NOW + 9).unwrap();
    let counts: Vec<_> = room.entries().iter().skip(1).map(|e| e.detail["count"].clone()).collect();
    assert_eq!(counts, ["3", "1"], "the old note once, the new one too");
    assert_eq!(room.faults(), []);
}

#[test]
fn the_note_of_refused_unlocks_is_bounded_and_survives_damage() {
    let room = Room::new();
    for n in 0..3 {
        note_failed_unlock(room.dir.path(), NOW + n).unwrap();
    }
    let lines = fs::read(room.file("attempts.ndjson")).unwrap();
    assert_eq!(lines.len(), 3 * limits::ATTEMPT_BYTES);
    let mut full = lines.repeat(limits::ATTEMPTS_MAX / 3 + 1);
    full.truncate(limits::ATTEMPTS_MAX * limits::ATTEMPT_BYTES);
    fs::write(room.file("attempts.ndjson"), &full).unwrap();
    note_failed_unlock(room.dir.path(), NOW + 9).unwrap();
    assert_eq!(fs::read(room.file("attempts.ndjson")).unwrap().len(), full.len());
    take_in_failed_unlocks(room.store(), NOW).unwrap();
    assert_eq!(room.entries()[0].detail["count"], "1000 or more");

    fs::write(room.file("attempts.ndjson"), b"{\"at\":\xff\xfe\n\n{\"at\":7}\nrubbish").unwrap();
    take_in_failed_unlocks(room.store(), NOW).unwrap();
    let entry = &room.entries()[1];
    assert_eq!((entry.detail["count"].as_str(), entry.detail["first_at"].as_str()), (Some("3"), Some("7")));
}
