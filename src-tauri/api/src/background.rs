//! What an open store does while nobody asks: open counts are settled, small pieces of the index become
//! larger ones, and accounts are synced when their schedules say so.
//!
//! Promises: it ends before the store is closed. Never: begins upkeep while somebody asks or a sync runs,
//! which does its own.

use crate::held::Results;
use crate::jobs::Jobs;
use crate::question::{Questions, lock};
use crate::timetable::Timetable;
use crate::{JobKind, limits};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use store::Store;

/// The threads of an open store.
pub(crate) struct Background {
    closing: Arc<Closing>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    schedule: Mutex<Option<JoinHandle<()>>>,
}

/// Says that the store is being closed, and wakes whoever waits for something to do.
#[derive(Default)]
struct Closing {
    set: AtomicBool,
    gate: Mutex<()>,
    changed: Condvar,
}

impl Closing {
    fn is_set(&self) -> bool {
        self.set.load(Ordering::Acquire)
    }

    fn set(&self) {
        let gate = lock(&self.gate);
        self.set.store(true, Ordering::Release);
        drop(gate);
        self.changed.notify_all();
    }

    /// Waits this long; false at once when the store is being closed.
    fn wait(&self, time: Duration) -> bool {
        let gate = lock(&self.gate);
        let still = |(): &mut ()| !self.is_set();
        drop(self.changed.wait_timeout_while(gate, time, still).unwrap_or_else(PoisonError::into_inner));
        !self.is_set()
    }
}

impl Background {
    pub fn start(
        store: &Arc<Store>,
        results: &Arc<Results>,
        questions: &Arc<Questions>,
        jobs: &Jobs,
        timetable: Timetable,
    ) -> Self {
        let closing = Arc::new(Closing::default());
        let settle = {
            let (store, results) = (Arc::clone(store), Arc::clone(results));
            spawn("settle", move || results.settle(&store))
        };
        let tend = {
            let (store, closing) = (Arc::clone(store), Arc::clone(&closing));
            let (questions, jobs) = (Arc::clone(questions), jobs.clone());
            spawn("tend", move || tend(&store, &closing, || is_quiet(&questions, &jobs)))
        };
        let schedule = {
            let closing = Arc::clone(&closing);
            spawn("schedule", move || keep(&timetable, &closing))
        };
        // Without a thread counts stay open, the index in small pieces or accounts as they are; nothing else
        // depends on it.
        let threads = Mutex::new(settle.into_iter().chain(tend).collect());
        Self { closing, threads, schedule: Mutex::new(schedule) }
    }

    /// Nothing begins by itself any more. Before the jobs are stopped, so that none follows.
    pub fn end_schedule(&self) {
        self.closing.set();
        if let Some(thread) = lock(&self.schedule).take() {
            // As below.
            let _ = thread.join();
        }
    }

    /// Ends all threads and waits for them; the results must have been shut before.
    pub fn stop(&self) {
        self.end_schedule();
        for thread in lock(&self.threads).drain(..) {
            // A thread that panicked has nothing left to tell.
            let _ = thread.join();
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).ok()
}

fn is_quiet(questions: &Questions, jobs: &Jobs) -> bool {
    let resting = questions.last().is_none_or(|last| last.elapsed() >= limits::QUIET);
    resting && jobs.running(JobKind::Sync).is_none()
}

fn keep(timetable: &Timetable, closing: &Closing) {
    while closing.wait(limits::TICK) {
        // A panic in one step must not end all later ones.
        let _ = catch_unwind(AssertUnwindSafe(|| timetable.step()));
    }
}

/// One step of upkeep after another, as long as it is quiet; then nothing until the store has changed.
fn tend(store: &Store, closing: &Closing, is_quiet: impl Fn() -> bool) {
    let mut tended = 0;
    while closing.wait(limits::QUIET) {
        let revision = store.revision();
        while revision != tended && is_quiet() && !closing.is_set() {
            let step = catch_unwind(AssertUnwindSafe(|| store.tend(&|| closing.is_set())));
            // A fault leaves the index as it was; whoever reads what is damaged says so.
            if !matches!(step, Ok(Ok(true))) {
                tended = revision;
            }
        }
    }
}
