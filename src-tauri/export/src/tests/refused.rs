//! Exports that do not happen: each leaves an entry, none leaves a file.

use super::world::{NOW, World, part_of};
use crate::{Error, Purpose, Spec};
use query::Subject;
use register::EntryKind::{self, ExportBegun, ExportCancelled, ExportFailed, ExportRefused};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use vault::Secret;

fn own(kinds: &[EntryKind]) -> Vec<EntryKind> {
    kinds.to_vec()
}

#[test]
fn no_purpose_no_export() {
    // shows S4.2
    let world = World::new(5);
    let fine = world.spec(Subject::Messages, "");
    let purpose = |text: &str| Purpose { text: text.into(), ..Purpose::default() };
    let refused = [
        Spec { purpose: purpose(""), ..fine.clone() },
        Spec { purpose: purpose("   short  "), ..fine.clone() },
        Spec { password: Secret::from("short".to_owned()), ..fine.clone() },
        Spec { password: Secret::from("x".repeat(200)), ..fine.clone() },
    ];
    for (n, spec) in refused.iter().enumerate() {
        let error = world.run(spec).unwrap_err();
        assert!(matches!(&error, Error::Refused { entry, .. } if *entry == n as u64 + 1), "{error}");
        let entry = world.entries().pop().unwrap();
        assert_eq!((entry.kind, entry.person.as_str()), (ExportRefused, "Ada"));
        assert!(entry.detail.contains_key("why"));
        assert_eq!(world.files(), [""; 0]);
    }
    assert!(crate::admit_purpose(&world.store, "Ada", &purpose(""), NOW).is_err());
    assert!(crate::admit_purpose(&world.store, "Ada", &fine.purpose, NOW).is_ok());
    assert_eq!(world.kinds(), own(&[ExportRefused; 5]));
    let kept = format!("{:?}", world.entries());
    assert!(!kept.contains("xxxx"), "a password never reaches the register");
}

#[test]
fn a_cancel_in_mid_run_leaves_an_entry_and_no_file() {
    // shows S1.4
    let world = World::new(3_000);
    let spec = world.spec(Subject::Messages, "");
    let (cancel, seen, clock) = (AtomicBool::new(false), Cell::new(0), Cell::new(NOW));
    let mut on = |progress: crate::Progress| {
        seen.set(progress.rows);
        assert_eq!(progress.total, 3_000);
        if progress.rows >= 1_000 {
            assert!(part_of(&spec).exists(), "it is cancelled in the middle");
            cancel.store(true, Ordering::Relaxed);
        }
    };
    let tick = || {
        clock.set(clock.get() + 200);
        clock.get()
    };
    let error = crate::run(&world.store, &spec, &tick, &cancel, &mut on).unwrap_err();
    assert!(matches!(error, Error::Cancelled), "{error}");
    assert_eq!(seen.get(), 1_000);
    assert_eq!(world.files(), [""; 0]);
    assert_eq!(world.kinds(), own(&[ExportBegun, ExportCancelled]));
    assert_eq!(world.entries()[1].detail["begun"], "1");
}

#[test]
fn a_cancel_is_heeded_even_when_there_is_nothing_to_write() {
    // shows S1.4
    let world = World::new(0);
    let spec = world.spec(Subject::Messages, "");
    let error = crate::run(&world.store, &spec, &|| NOW, &AtomicBool::new(true), &mut |_| {}).unwrap_err();
    assert!(matches!(error, Error::Cancelled), "{error}");
    assert_eq!(world.files(), [""; 0]);
    assert_eq!(world.kinds(), own(&[ExportBegun, ExportCancelled]));
}

#[test]
fn a_file_that_is_there_stays_as_it_is() {
    let world = World::new(5);
    let spec = world.spec(Subject::Messages, "");
    for name in [spec.out.clone(), part_of(&spec)] {
        std::fs::write(&name, "theirs").unwrap();
        assert!(matches!(world.run(&spec).unwrap_err(), Error::Exists(_)));
        assert_eq!(std::fs::read(&name).unwrap(), b"theirs");
        assert_eq!(world.files().len(), 1);
        std::fs::remove_file(&name).unwrap();
    }
    assert_eq!(world.kinds(), own(&[ExportBegun, ExportFailed, ExportBegun, ExportFailed]));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let world = World::new(5);
    let spec =
        Spec { out: world.out.path().join("nowhere").join("out.zip"), ..world.spec(Subject::Messages, "") };
    let error = world.run(&spec).unwrap_err();
    assert!(matches!(error, Error::Disk { .. }) && error.to_string().contains("nowhere"), "{error}");
    assert_eq!(world.kinds(), own(&[ExportBegun, ExportFailed]));
    assert!(world.entries()[1].detail["why"].as_str().unwrap().contains("nowhere"));
}

#[test]
fn a_column_that_is_not_there_is_named() {
    let world = World::new(0);
    let spec = Spec { columns: vec!["id".into(), "passport".into()], ..world.spec(Subject::Sessions, "") };
    assert!(crate::preview(&world.store, &spec).is_err());
    let error = world.run(&spec).unwrap_err();
    assert!(error.to_string().contains("passport"), "{error}");
    assert_eq!(world.kinds(), own(&[ExportBegun, ExportFailed]));
    assert_eq!(world.files(), [""; 0]);
}

#[test]
fn a_preview_counts_and_enters_nothing() {
    let world = World::new(40);
    let seen = crate::preview(&world.store, &world.spec(Subject::Messages, "state:closed")).unwrap();
    assert_eq!((seen.rows, seen.columns.len()), (10, 27));
    assert_eq!(world.kinds(), own(&[]));
}
