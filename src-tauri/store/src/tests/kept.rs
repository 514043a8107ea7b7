//! Accounts, persons, settings, checkpoints, gaps, register.

use super::{NOW, fetched, fixture, samples};
use crate::{
    Checkpoint, Ended, Error, Gap, NewAccount, Pause, PauseWhy, RateLeft, Run, Subject, Why, account,
    checkpoint, gap, gone, limits, person, register, run as runs, setting,
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
                tx.run_add(account, &run(1, Ended::Complete))?;
                tx.gone_note(account, Kind::Tag, "t", NOW)?;
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
    for table in ["tally", "run", "checkpoint", "gone"] {
        assert_eq!(count(&format!("SELECT count(*) FROM {table} WHERE account = 2")), 0, "{table}");
    }
    super::rollups::check(&reader);
    assert_eq!(count("SELECT count(*) FROM rollup WHERE field = 9 AND value LIKE '2 %'"), 0);
    assert!(count("SELECT count(*) FROM rollup WHERE field = 9 AND value LIKE '1 %'") > 0);
    fx.store.write(|tx| tx.account_add(&new("one"), NOW)).expect("a removed account's name is free");
}

fn run(began_at: i64, ended: Ended) -> Run {
    let note = (ended != Ended::Complete).then(|| "why".to_owned());
    Run { began_at, ended_at: began_at + 5, ended, note, records: 9, new: 1, changed: 2, rejected: 3 }
}

#[test]
fn schedule_pause_rate_and_the_latest_runs_of_an_account_are_kept() {
    let fx = fixture();
    let id = fx.store.write(|tx| tx.account_add(&new("A"), NOW)).unwrap();
    let read = || account::get(&fx.store.reader().unwrap(), id).unwrap().unwrap();
    let fresh = read();
    assert_eq!((fresh.schedule.as_str(), fresh.pause, fresh.rate), ("", None, None));
    let pause = Pause { at: NOW, why: PauseWhy::Refused, note: Some("wrong token".into()) };
    let rate = RateLeft { at: NOW, left: 7, of: None, resets_at: Some(NOW + 1) };
    fx.store
        .write(|tx| {
            tx.account_set_schedule(id, "1h")?;
            tx.account_set_pause(id, Some(&pause))?;
            tx.account_set_rate(id, &rate)
        })
        .unwrap();
    let kept = read();
    assert_eq!((kept.schedule.as_str(), kept.pause, kept.rate), ("1h", Some(pause), Some(rate)));
    fx.store.write(|tx| tx.account_set_pause(id, None)).unwrap();
    assert_eq!(read().pause, None);

    let many = limits::RUNS as i64 + 5;
    fx.store
        .write(|tx| {
            tx.run_add(id, &run(0, Ended::Partly))?;
            (1..=many).try_for_each(|n| tx.run_add(id, &run(n, Ended::Failed)))?;
            tx.run_add(id + 1, &run(0, Ended::Cancelled))
        })
        .unwrap();
    let reader = fx.store.reader().unwrap();
    let kept = runs::of_account(&reader, id).unwrap();
    assert_eq!((kept.len(), kept[0].clone()), (limits::RUNS + 1, run(many, Ended::Failed)));
    assert_eq!(kept.last(), Some(&run(0, Ended::Partly)), "the last of its way to end");
    assert_eq!(runs::last(&reader, id).unwrap(), Some((many, many + 5)));
    assert_eq!(runs::last(&reader, 99).unwrap(), None);
}

#[test]
fn what_is_gone_is_counted_where_it_was() {
    let fx = fixture();
    let all: Vec<_> = samples::all().into_iter().map(fetched).collect();
    fx.put(&all);
    let (sessions, messages): (Vec<_>, Vec<_>) = all
        .iter()
        .filter(|r| matches!(r.kind(), Kind::Session | Kind::Message))
        .partition(|r| r.kind() == Kind::Session);
    let placed = |subject| -> u64 {
        let placed = gone::placed(&fx.store.reader().unwrap(), 1, subject).unwrap();
        assert!(placed.iter().all(|(hour, _, _)| hour % 3_600_000 == 0));
        placed.iter().map(|(_, _, count)| count).sum()
    };
    assert_eq!(placed(Subject::Message), 0);
    fx.store.write(|tx| tx.gone_note(1, Kind::Message, messages[0].id(), NOW)).unwrap();
    assert_eq!((placed(Subject::Message), placed(Subject::Session)), (1, 0));
    fx.store
        .write(|tx| sessions.iter().try_for_each(|r| tx.gone_note(1, Kind::Session, r.id(), NOW)))
        .unwrap();
    assert_eq!(placed(Subject::Session), sessions.len() as u64);
    let linked = "SELECT count(*) FROM message WHERE session IS NOT NULL";
    let linked: u64 = fx.store.reader().unwrap().query_row(linked, [], |row| row.get(0)).unwrap();
    assert!(placed(Subject::Message) >= linked, "with a chat goes what was said in it");
    assert_eq!(placed(Subject::Delivery), 0);
    let counts = gone::counts(&fx.store.reader().unwrap(), 1).unwrap();
    assert_eq!(counts, [(Kind::Message, 1, NOW), (Kind::Session, sessions.len() as u64, NOW)]);
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
