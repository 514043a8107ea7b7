//! Accounts, persons, settings, checkpoints, gaps, register.

use super::{NOW, fetched, fixture, samples};
use crate::{
    Checkpoint, Error, Gap, NewAccount, Subject, Why, account, checkpoint, gap, person, register, setting,
};
use model::Kind;

fn new(name: &str) -> NewAccount {
    NewAccount {
        name: name.into(),
        provider: "log-api".into(),
        url: "https://example.invalid".into(),
        settings: [("region".to_owned(), "eu".to_owned())].into(),
        secrets: [("token".to_owned(), "t0k3n".to_owned())].into(),
    }
}

#[test]
fn accounts_are_added_renamed_and_removed() {
    let fx = fixture();
    let store = &fx.store;
    let (b, a) =
        store.write(|tx| Ok((tx.account_add(&new("B"), NOW)?, tx.account_add(&new("A"), NOW)?))).unwrap();
    let taken = store.write(|tx| tx.account_add(&new("A"), NOW));
    assert!(matches!(taken, Err(Error::Taken(name)) if name == "A"));
    assert!(matches!(store.write(|tx| tx.account_rename(b, "A")), Err(Error::Taken(_))));
    store.write(|tx| tx.account_rename(b, "C")).unwrap();
    store.write(|tx| tx.account_set_last_sync(a, NOW + 1, Some("42 new"))).unwrap();
    assert!(matches!(store.write(|tx| tx.account_rename(77, "D")), Err(Error::Missing { .. })));
    let reader = store.reader().unwrap();
    let names: Vec<_> = account::list(&reader).unwrap().into_iter().map(|a| a.name).collect();
    assert_eq!(names, ["A", "C"]);
    let found = account::get(&reader, a).unwrap().unwrap();
    assert_eq!((found.last_sync_at, found.last_sync_note.as_deref()), (Some(NOW + 1), Some("42 new")));
    assert_eq!((found.settings, found.secrets), (new("A").settings, new("A").secrets));
    assert_eq!(account::by_name(&reader, "B").unwrap(), None);
    assert_eq!(account::get(&reader, 77).unwrap(), None);
}

#[test]
fn removing_an_account_keeps_its_records_or_takes_every_trace() {
    let fx = fixture();
    let all: Vec<_> = samples::all().into_iter().map(fetched).collect();
    let point = Checkpoint { cursor: Some("c".into()), updated_since: None, at: NOW };
    fx.store
        .write(|tx| {
            let (one, two) = (tx.account_add(&new("one"), NOW)?, tx.account_add(&new("two"), NOW)?);
            assert_eq!([one, two], [1, 2]);
            for account in [one, two] {
                all.iter().try_for_each(|r| tx.upsert(account, "/", NOW, r).map(|_| ()))?;
                tx.checkpoint_set(account, "tags", &point)?;
            }
            tx.account_remove(one, false, NOW)?;
            tx.account_remove(two, true, NOW)
        })
        .unwrap();
    let reader = fx.store.reader().unwrap();
    assert_eq!(account::list(&reader).unwrap(), []);
    let kept = account::get(&reader, 1).unwrap().unwrap();
    assert_eq!((kept.removed_at, kept.secrets.len()), (Some(NOW), 0));
    assert_eq!(fx.store.counts(1).unwrap().messages, 2);
    assert_eq!(account::get(&reader, 2).unwrap(), None);
    assert_eq!(checkpoint::get(&reader, 1, "tags").unwrap(), None);
    let count = |sql: &str| reader.query_row(sql, [], |r| r.get::<_, usize>(0)).unwrap();
    for kind in Kind::ALL {
        assert_eq!(
            count(&format!("SELECT count(*) FROM {}", kind.as_str())),
            2,
            "{kind:?}: those of one account"
        );
    }
    assert_eq!(count("SELECT count(*) FROM raw"), Kind::ALL.len(), "one bundle of each kind");
    assert_eq!(count("SELECT count(*) FROM session_tag"), 2);
    for subject in Subject::ALL {
        assert_eq!(fx.store.view().unwrap().catalog(subject).live(), 2, "{subject:?}: those of one account");
    }
    assert_eq!(count("SELECT count(*) FROM tally WHERE account = 2"), 0);
    fx.store.write(|tx| tx.account_add(&new("one"), NOW)).expect("a removed account's name is free");
}

#[test]
fn persons_settings_checkpoints_and_gaps_are_kept() {
    let fx = fixture();
    let first = Checkpoint { cursor: Some("c1".into()), updated_since: Some(7), at: NOW };
    let second = Checkpoint { cursor: None, updated_since: Some(9), at: NOW + 1 };
    let gap = |why, reason: &str| Gap {
        stream: "messages".into(),
        why,
        from_at: None,
        to_at: Some(3),
        reason: reason.into(),
        noted_at: NOW,
    };
    let (missing, passed) = (gap(Why::NotRead, "not given"), gap(Why::Skipped, "two cannot be read"));
    fx.store
        .write(|tx| {
            tx.person_add("Ana", "manager", "slot-1", NOW)?;
            tx.setting_set("theme", "dark")?;
            tx.setting_set("theme", "light")?;
            tx.checkpoint_set(1, "messages", &first)?;
            tx.checkpoint_set(1, "messages", &second)?;
            tx.checkpoint_set(1, "tags", &first)?;
            tx.gap_note(1, &gap(Why::NotRead, "before"))?;
            tx.gap_note(1, &gap(Why::NotKept, "a year"))?;
            tx.gap_note(1, &passed)?;
            tx.gap_note(1, &missing)?;
            tx.gap_close(1, "messages", Why::NotKept)
        })
        .unwrap();
    assert!(matches!(fx.store.write(|tx| tx.person_add("Ana", "auditor", "s", NOW)), Err(Error::Taken(_))));
    let reader = fx.store.reader().unwrap();
    let people = person::list(&reader).unwrap();
    assert_eq!((people.len(), people[0].role.as_str(), people[0].slot.as_str()), (1, "manager", "slot-1"));
    assert_eq!(setting::get(&reader, "theme").unwrap().as_deref(), Some("light"));
    assert_eq!(setting::get(&reader, "none").unwrap(), None);
    assert_eq!(checkpoint::get(&reader, 1, "messages").unwrap(), Some(second));
    assert_eq!(checkpoint::get(&reader, 1, "tags").unwrap(), Some(first));
    assert_eq!(checkpoint::get(&reader, 2, "tags").unwrap(), None);
    assert_eq!(gap::of_account(&reader, 1).unwrap(), [passed, missing]);
}

#[test]
fn register_rows_are_only_ever_appended() {
    let fx = fixture();
    let append = |n, entry: &str| fx.store.write_flushed(|tx| tx.register_append(n, entry, "00"));
    append(1, "one").unwrap();
    append(2, "two").unwrap();
    for sql in [
        "UPDATE register SET entry = 'x' WHERE number = 1",
        "DELETE FROM register",
        "DELETE FROM register WHERE number = 2",
        "REPLACE INTO register VALUES (1, 'x', 'y')",
        "INSERT INTO register VALUES (1, 'x', 'y') ON CONFLICT DO UPDATE SET entry = excluded.entry",
        "UPDATE OR REPLACE register SET number = 2 WHERE number = 1",
    ] {
        let tried = fx.store.write(|tx| Ok(tx.connection().execute(sql, [])?));
        assert!(tried.is_err(), "{sql}");
    }
    for number in [0, 1, 2, 4] {
        assert!(append(number, "x").is_err(), "{number}");
    }
    append(3, "three").unwrap();
    let reader = fx.store.reader().unwrap();
    let entries: Vec<_> = register::rows(&reader, 1, 99).unwrap().into_iter().map(|r| r.entry).collect();
    assert_eq!(entries, ["one", "two", "three"]);
    assert_eq!(register::rows(&reader, 2, 1).unwrap()[0].number, 2);
    assert_eq!(register::last(&reader).unwrap().unwrap().number, 3);
}
