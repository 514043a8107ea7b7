//! The desk: one store's folder, open or locked, and the one door through which it is asked.

use crate::Call;
use crate::background::Background;
use crate::fault::Fault;
use crate::held::Results;
use crate::jobs::Jobs;
use crate::question::Questions;
use crate::ways::Ways;
use crate::{Asker, Person, Right, Role, calls, limits};
use model::Millis;
use query::View;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use store::Store;
use vault::Slots;

/// An unlocked store and what belongs to it while it is open.
pub(crate) struct Open {
    pub store: Arc<Store>,
    pub slots: Mutex<Slots>,
    /// The key slot that opened it.
    pub slot: String,
    /// The person who unlocked it. Whatever changes a person or a role opens the store anew.
    pub person: Person,
    pub questions: Arc<Questions>,
    pub results: Arc<Results>,
    pub background: Background,
}

impl Open {
    /// A moment of the store, for one question.
    pub fn view(&self) -> Result<View<'_>, Fault> {
        Ok(view(&self.store)?)
    }
}

/// A moment of the store, as `query` reads it.
pub(crate) fn view(store: &Store) -> store::Result<View<'_>> {
    store.view()
}

/// One store's folder. Shared by every thread that asks.
pub struct Desk {
    dir: PathBuf,
    open: RwLock<Option<Arc<Open>>>,
    pub(crate) jobs: Jobs,
    pub(crate) demo: Arc<calls::demo::Demo>,
    /// Whether accounts are synced by their schedules.
    pub(crate) scheduled: Arc<AtomicBool>,
    runtime: tokio::runtime::Runtime,
}

/// What a call sees: the desk, and the open store of the person who asks.
pub struct Seat<'a> {
    pub(crate) desk: &'a Desk,
    open: Option<Arc<Open>>,
    person: Option<Person>,
}

impl Desk {
    /// # Errors
    /// When the system gives no threads for network work.
    pub fn new(dir: PathBuf) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let (jobs, demo, scheduled) = (Jobs::default(), Arc::default(), Arc::default());
        Ok(Self { dir, open: RwLock::default(), jobs, demo, scheduled, runtime })
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn runtime(&self) -> &tokio::runtime::Handle {
        self.runtime.handle()
    }

    pub(crate) fn ways(&self) -> Ways {
        Ways { demo: Arc::clone(&self.demo), runtime: self.runtime().clone() }
    }

    /// From now on accounts are synced by their schedules while the store is open. For a program that stays.
    pub fn keep_schedules(&self) {
        self.scheduled.store(true, Ordering::Relaxed);
    }

    /// Epoch milliseconds. The one place of this crate that reads the clock.
    pub(crate) fn now() -> Millis {
        chrono::Utc::now().timestamp_millis()
    }

    /// Where exports go unless somebody says otherwise.
    pub(crate) fn exports_folder(&self) -> PathBuf {
        crate::place::documents_folder().unwrap_or_else(|| self.dir.join("exports"))
    }

    /// Starts the demo provider ahead of its first use; a store that is made here begins with its account.
    pub fn offer_demo(&self) {
        self.demo.offer();
        // Whoever tries the demo is told then why it did not start.
        let _ = self.demo.address(self.runtime());
    }

    /// The person who unlocked this desk, as the one who asks next.
    pub fn seated(&self) -> Asker {
        Asker { person: self.opened().map(|open| open.person.id) }
    }

    /// Asks one thing in somebody's name. The only way in: rights are checked here and nowhere else.
    ///
    /// # Errors
    /// `Locked` or `Forbidden` before the call is reached, else what the call says.
    pub fn ask<C: Call>(&self, asker: Asker, call: C) -> Result<C::Reply, Fault> {
        let seat = self.admit(asker, C::RIGHT)?;
        catch_unwind(AssertUnwindSafe(|| call.run(&seat)))
            .unwrap_or_else(|_| Err(Fault::internal("a place was reached that was not foreseen")))
    }

    /// The same by name and JSON body, for the window.
    ///
    /// # Errors
    /// As [`Desk::ask`]; `Invalid` for an unknown name or a body of another form.
    pub fn ask_json(
        &self,
        asker: Asker,
        name: &str,
        body: serde_json::Value,
    ) -> Result<serde_json::Value, Fault> {
        if body.to_string().len() > limits::BODY {
            return Err(Fault::invalid("The request is larger than anything this program asks."));
        }
        calls::dispatch_body(self, asker, name, body)
    }

    fn admit(&self, asker: Asker, right: Right) -> Result<Seat<'_>, Fault> {
        let open = self.opened();
        let person = match (&open, asker.person) {
            // Known without asking the store: nothing may keep a call from stopping another.
            (Some(open), Some(id)) if open.person.id == id => Some(open.person.clone()),
            (Some(open), Some(id)) => person(&open.store, id)?,
            _ => None,
        };
        if right != Right::Door {
            if open.is_none() {
                return Err(Fault::locked());
            }
            if !person.as_ref().is_some_and(|person| person.rights.contains(&right)) {
                return Err(Fault::forbidden(right));
            }
        }
        Ok(Seat { desk: self, open, person })
    }

    pub(crate) fn opened(&self) -> Option<Arc<Open>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_open(&self, open: Open) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(open));
    }

    /// Ends all work and locks the store. Safe to call twice.
    pub fn close(&self) {
        if let Some(open) = self.opened() {
            open.background.end_schedule();
        }
        self.jobs.stop_all();
        let open = self.open.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(open) = &open {
            open.questions.stop_all();
            open.results.shut();
            open.background.stop();
        }
        // Whoever still reads holds a share of the store; it is closed when the last one lets go.
        if let Some(store) = open.and_then(Arc::into_inner).and_then(|open| Arc::into_inner(open.store)) {
            // A log that could not be folded into the database is folded in at the next unlock.
            let _ = store.close();
        }
    }
}

impl Seat<'_> {
    /// The open store. Calls whose right is not `Door` are only reached when there is one.
    pub(crate) fn open(&self) -> Result<&Arc<Open>, Fault> {
        self.open.as_ref().ok_or_else(Fault::locked)
    }

    pub(crate) fn store(&self) -> Result<&Arc<Store>, Fault> {
        Ok(&self.open()?.store)
    }

    pub(crate) fn person(&self) -> Result<&Person, Fault> {
        self.person.as_ref().ok_or_else(Fault::locked)
    }

    pub(crate) fn seated(&self) -> Option<&Person> {
        self.person.as_ref()
    }
}

pub(crate) fn person(store: &Store, id: i64) -> Result<Option<Person>, Fault> {
    let reader = store.reader()?;
    let found = store::person::list(&reader)?.into_iter().find(|person| person.id == id);
    Ok(found.and_then(|p| Role::from_name(&p.role).map(|role| Person::new(p.id, p.name, role))))
}
