//! A kill between any two steps: the steps are called one by one and the rest never happens.

use super::world::{NOW, World, part_of};
use crate::run::{Begun, Noted, Run};
use crate::write::Ear;
use crate::{Recovered, Spec, part, print_of, recover};
use query::Subject;
use register::EntryKind::{self, ExportBegun, ExportDone, ExportFailed, ExportInterrupted};
use std::fs;
use std::sync::atomic::AtomicBool;

fn begin<'w>(world: &'w World, spec: &'w Spec) -> Begun<'w> {
    Run { store: &world.store, spec, clock: &|| NOW }.begin().unwrap()
}

fn note<'w>(world: &'w World, spec: &'w Spec) -> Noted<'w> {
    let mut ear = Ear { cancel: &AtomicBool::new(false), on: &mut |_| {} };
    begin(world, spec).write(&mut ear).unwrap().note().unwrap()
}

/// After the kill: what recovery says, what the register says, which files are left.
fn check(kill: impl Fn(&World, &Spec), recovered: &[&str], kinds: &[EntryKind], files: &[&str]) {
    let world = World::new(700);
    let spec = world.spec(Subject::Messages, "");
    kill(&world, &spec);
    let got: Vec<_> = recover(&world.store, NOW).unwrap().iter().map(|r| format!("{r:?}")).collect();
    assert_eq!(got.len(), recovered.len(), "{got:?}");
    assert!(got.iter().zip(recovered).all(|(got, want)| got.starts_with(want)), "{got:?}");
    assert_eq!(world.kinds(), kinds);
    assert_eq!(world.files(), files);
    assert_eq!(recover(&world.store, NOW).unwrap(), [], "once is enough");
    assert_eq!(world.kinds(), kinds);
    if files == ["out.zip"] {
        assert!(crate::seven::opens(&spec.out, super::world::PASSWORD));
    }
}

#[test]
fn killed_after_begun() {
    check(|w, s| drop(begin(w, s)), &["Interrupted"], &[ExportBegun, ExportInterrupted], &[]);
}

#[test]
fn killed_while_writing() {
    // shows S1.4
    for written in ["", "PK\u{3}\u{4}half"] {
        let kill = |w: &World, s: &Spec| {
            begin(w, s);
            fs::write(part_of(s), written).unwrap();
        };
        check(kill, &["Interrupted"], &[ExportBegun, ExportInterrupted], &[]);
    }
}

#[test]
fn killed_when_the_part_is_whole_but_not_noted() {
    let kill = |w: &World, s: &Spec| {
        let mut ear = Ear { cancel: &AtomicBool::new(false), on: &mut |_| {} };
        begin(w, s).write(&mut ear).unwrap();
        assert!(part_of(s).exists());
    };
    check(kill, &["Interrupted"], &[ExportBegun, ExportInterrupted], &[]);
}

#[test]
fn killed_when_noted_but_not_named() {
    check(|w, s| drop(note(w, s)), &["Placed"], &[ExportBegun, ExportDone], &["out.zip"]);
}

#[test]
fn killed_when_noted_and_the_part_came_to_harm() {
    let kill = |w: &World, s: &Spec| {
        note(w, s);
        let bytes = fs::read(part_of(s)).unwrap();
        fs::write(part_of(s), &bytes[..bytes.len() / 2]).unwrap();
    };
    check(kill, &["Interrupted"], &[ExportBegun, ExportDone, ExportInterrupted], &[]);
}

#[test]
fn killed_between_the_new_name_and_the_old() {
    // Where a file system has no exclusive rename, the file has both names for a moment.
    let kill = |w: &World, s: &Spec| {
        note(w, s);
        fs::hard_link(part_of(s), &s.out).unwrap();
    };
    check(kill, &["Placed"], &[ExportBegun, ExportDone], &["out.zip"]);
}

#[test]
fn killed_after_its_end_needs_nothing() {
    let kill = |w: &World, s: &Spec| drop(note(w, s).place().unwrap());
    check(kill, &[], &[ExportBegun, ExportDone], &["out.zip"]);
}

#[test]
fn a_name_taken_at_the_last_moment_is_told_and_nothing_is_overwritten() {
    let world = World::new(20);
    let spec = world.spec(Subject::Messages, "");
    let noted = note(&world, &spec);
    fs::write(&spec.out, "theirs").unwrap();
    let error = noted.place().unwrap_err();
    noted.give_up(error);
    assert_eq!(fs::read(&spec.out).unwrap(), b"theirs");
    assert_eq!(world.files(), ["out.zip"]);
    assert_eq!(world.kinds(), [ExportBegun, ExportDone, ExportFailed]);
    assert_eq!(recover(&world.store, NOW).unwrap(), []);

    let spec = Spec { out: world.out.path().join("b.zip"), ..spec };
    note(&world, &spec);
    fs::write(&spec.out, "theirs").unwrap();
    assert_eq!(recover(&world.store, NOW).unwrap(), [Recovered::Interrupted(spec.out.clone())]);
    assert_eq!(fs::read(&spec.out).unwrap(), b"theirs");
    assert!(!part_of(&spec).exists());
}

#[test]
fn the_register_knows_the_file_before_it_has_its_name() {
    // shows B12
    let world = World::new(700);
    let spec = world.spec(Subject::Messages, "");
    let noted = note(&world, &spec);
    // At this moment: the entry can be read by another connection, and no file has the name.
    assert!(!spec.out.exists());
    let entry = world.entries().pop().unwrap();
    assert_eq!((entry.kind, entry.number), (ExportDone, noted.head.number));
    assert_eq!(entry.detail["sha256"], print_of(&part_of(&spec)).unwrap().sha256.as_str());
    let done = noted.place().unwrap();
    assert_eq!(print_of(&done.path).unwrap().sha256, done.sha256);
    assert_eq!(world.files(), ["out.zip"]);
}

#[test]
fn a_part_that_no_entry_names_is_not_touched() {
    let world = World::new(0);
    let other = world.out.path().join("holiday.zip");
    fs::write(part::part_path(&other), "PK\u{3}\u{4}").unwrap();
    assert_eq!(recover(&world.store, NOW).unwrap(), []);
    assert_eq!(world.files(), ["holiday.zip.part"]);
}
