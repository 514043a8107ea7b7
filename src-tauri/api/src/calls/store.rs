//! The store itself: is there one, make one, unlock, lock, another passphrase.

use crate::background::Background;
use crate::desk::{Open, person};
use crate::fault::{Fault, FaultCode};
use crate::held::Results;
use crate::question::Questions;
use crate::timetable::Timetable;
use crate::{Asker, Call, Desk, Person, Right, Role, Seat, limits};
use ::store::Store;
use register::{Draft, EntryKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use ts_rs::TS;
use vault::{Cost, Secret, Slots};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StoreState {
    Absent,
    Locked,
    Open,
}

#[derive(Debug, Serialize, TS)]
pub struct StoreStatus {
    pub state: StoreState,
    pub path: String,
    /// Names of those who have a key slot.
    pub persons: Vec<String>,
    pub person: Option<Person>,
    /// Version of this program.
    pub version: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct Status {}

impl Call for Status {
    const NAME: &'static str = "store.status";
    const RIGHT: Right = Right::Door;
    type Reply = StoreStatus;

    fn run(self, seat: &Seat<'_>) -> Result<StoreStatus, Fault> {
        let (state, persons) = match Slots::open(seat.desk.dir()) {
            Err(vault::Error::Absent) => (StoreState::Absent, Vec::new()),
            Err(error) => return Err(error.into()),
            Ok(slots) if seat.seated().is_some() => (StoreState::Open, slots.persons()),
            Ok(slots) => (StoreState::Locked, slots.persons()),
        };
        Ok(StoreStatus {
            state,
            path: seat.desk.dir().display().to_string(),
            persons,
            person: seat.seated().cloned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }
}

/// Makes a new store in the desk's folder and unlocks it.
#[derive(Deserialize, TS)]
pub struct Create {
    pub person: String,
    pub passphrase: String,
}

impl Call for Create {
    const NAME: &'static str = "store.create";
    const RIGHT: Right = Right::Door;
    type Reply = Person;

    fn run(self, seat: &Seat<'_>) -> Result<Person, Fault> {
        let name = checked_name(&self.person)?;
        let passphrase = new_passphrase(self.passphrase)?;
        let (dir, now) = (seat.desk.dir(), Desk::now());
        private_folder(dir)?;
        let (slots, key) = Slots::create(dir, &name, &passphrase, Cost::calibrated()?, now)?;
        let slot = slots.first().ok_or_else(|| Fault::internal("a new slot file has no slot"))?;
        let store = Store::create(dir, &key, now).inspect_err(|_| slots.discard())?;
        let id = store.write(|tx| tx.person_add(&name, Role::Manager.as_str(), &slot, now))?;
        let detail = BTreeMap::from([("store".to_owned(), slots.store_id().into())]);
        register::append(&store, Draft { at: now, person: name.clone(), kind: EntryKind::Created, detail })?;
        let person = seat_at(seat, Arc::new(store), slots, slot, id, name);
        begin_with_demo(seat.desk, Asker { person: Some(id) });
        Ok(person)
    }
}

/// A program that was started for the demo shows it at once. If it does not start, the store is made all
/// the same: the window offers the demo again, and says then what is wrong.
fn begin_with_demo(desk: &Desk, asker: Asker) {
    if desk.demo.offered() && desk.ask(asker, super::demo::Start {}).is_ok() {
        let _ = desk.ask(asker, super::sync::Start { accounts: Vec::new() });
    }
}

#[derive(Deserialize, TS)]
pub struct Unlock {
    pub passphrase: String,
}

impl Call for Unlock {
    const NAME: &'static str = "store.unlock";
    const RIGHT: Right = Right::Door;
    type Reply = Person;

    fn run(self, seat: &Seat<'_>) -> Result<Person, Fault> {
        let (dir, now) = (seat.desk.dir(), Desk::now());
        let slots = Slots::open(dir)?;
        let (key, slot, name) = match slots.unlock(&Secret::from(self.passphrase)) {
            Ok(unlocked) => unlocked,
            Err(error) => {
                if matches!(error, vault::Error::WrongPassphrase) {
                    register::note_failed_unlock(dir, now)?;
                }
                return Err(error.into());
            }
        };
        if let Some(open) = seat.desk.opened() {
            return person(&open.store, open.person.id)?.ok_or_else(Fault::locked);
        }
        let store = Arc::new(Store::open(dir, &key, now)?);
        let known = ::store::person::list(&*store.reader()?)?;
        let id = known.into_iter().find(|p| p.slot == slot).map(|p| p.id).ok_or_else(|| no_person(&name))?;
        register::take_in_failed_unlocks(&store, now)?;
        export::recover(&store, now)?;
        Ok(seat_at(seat, store, slots, slot, id, name))
    }
}

#[derive(Debug, Deserialize, TS)]
pub struct Lock {}

impl Call for Lock {
    const NAME: &'static str = "store.lock";
    const RIGHT: Right = Right::Door;
    type Reply = ();

    fn run(self, seat: &Seat<'_>) -> Result<(), Fault> {
        seat.desk.close();
        Ok(())
    }
}

/// Another passphrase for the person who asks. The data stays as it is; only the key slot is rewritten.
#[derive(Deserialize, TS)]
pub struct Passphrase {
    pub old: String,
    pub new: String,
}

impl Call for Passphrase {
    const NAME: &'static str = "store.passphrase";
    const RIGHT: Right = Right::Read;
    type Reply = ();

    fn run(self, seat: &Seat<'_>) -> Result<(), Fault> {
        let (old, new) = (Secret::from(self.old), new_passphrase(self.new)?);
        let open = seat.open()?;
        {
            let mut slots = open.slots.lock().unwrap_or_else(PoisonError::into_inner);
            slots.change(&open.slot, &old, &new, Cost::calibrated()?)?;
        }
        let person = seat.person()?.name.clone();
        let draft =
            Draft { at: Desk::now(), person, kind: EntryKind::PassphraseChanged, detail: BTreeMap::new() };
        register::append(&open.store, draft)?;
        Ok(())
    }
}

fn seat_at(
    seat: &Seat<'_>,
    store: Arc<Store>,
    slots: Slots,
    slot: String,
    person: i64,
    name: String,
) -> Person {
    let person = Person::new(person, name, Role::Manager);
    let results = Arc::new(Results::default());
    let questions = Arc::new(Questions::default());
    let timetable = Timetable {
        store: Arc::clone(&store),
        jobs: seat.desk.jobs.clone(),
        ways: seat.desk.ways(),
        wanted: Arc::clone(&seat.desk.scheduled),
    };
    let background = Background::start(&store, &results, &questions, &seat.desk.jobs, timetable);
    seat.desk.set_open(Open {
        store,
        slots: Mutex::new(slots),
        slot,
        person: person.clone(),
        questions,
        results,
        background,
    });
    person
}

fn no_person(name: &str) -> Fault {
    Fault::new(
        FaultCode::Damaged,
        format!("The key slot of {name} opens the store, but the store knows nobody of that slot."),
        "The slot file and the store do not belong together, or one is older than the other.",
        "Put back the slot file and the database of one and the same back-up.",
    )
}

/// The store's folder, readable by its owner alone.
fn private_folder(dir: &Path) -> Result<(), Fault> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| {
        let todo = "Choose a folder that you may write to.";
        Fault::new(
            FaultCode::Absent,
            format!("The folder {} cannot be made.", dir.display()),
            error.to_string(),
            todo,
        )
    })
}

fn new_passphrase(text: String) -> Result<Secret, Fault> {
    if text.chars().count() < limits::PASSPHRASE_MIN {
        return Err(Fault::new(
            FaultCode::Refused,
            format!("The passphrase has fewer than {} characters.", limits::PASSPHRASE_MIN),
            "Whoever gets hold of the file could guess it.",
            "Take a longer one: four or five unrelated words are easy to remember.",
        ));
    }
    Ok(Secret::from(text))
}

pub(crate) fn checked_name(name: &str) -> Result<String, Fault> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > limits::NAME_MAX || name.chars().any(char::is_control) {
        return Err(Fault::invalid(format!("A name has 1 to {} ordinary characters.", limits::NAME_MAX)));
    }
    Ok(name.to_owned())
}
