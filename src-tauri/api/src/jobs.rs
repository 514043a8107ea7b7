//! Long work: syncs, exports, imports. Each runs on a thread of its own, tells how far it is, can be
//! cancelled, and is remembered for a while after its end.

mod taken;

pub use taken::{ImportDone, ImportPreview, ImportUndone};

use crate::fault::{Fault, FaultCode};
use crate::limits;
use model::Millis;
use serde::Serialize;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    Sync,
    Export,
    /// A look at what an import would do.
    Preview,
    Import,
    /// An import's undoing.
    Undo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Running,
    Done,
    Failed,
    Cancelled,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct JobProgress {
    /// Records synced, or rows written.
    pub done: u64,
    /// Where it is known.
    pub total: Option<u64>,
    pub per_second: f64,
    /// What it waits for, or is about, in words.
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SyncDone {
    pub records: u64,
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ExportDone {
    pub path: String,
    pub file: String,
    pub bytes: u64,
    pub sha256: String,
    pub rows: u64,
    /// Number of the register entry, and the register's head after it.
    pub number: u64,
    pub head: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Job {
    pub id: u64,
    pub kind: JobKind,
    pub title: String,
    pub state: JobState,
    pub progress: JobProgress,
    pub started_at: Millis,
    pub ended_at: Option<Millis>,
    pub sync: Option<SyncDone>,
    pub export: Option<ExportDone>,
    pub preview: Option<ImportPreview>,
    pub import: Option<ImportDone>,
    pub undone: Option<ImportUndone>,
    pub fault: Option<Fault>,
}

/// What a job came to.
pub(crate) enum Outcome {
    Sync(SyncDone),
    Export(ExportDone),
    Preview(ImportPreview),
    Import(ImportDone),
    Undo(ImportUndone),
}

struct Entry {
    job: Job,
    cancel: Box<dyn Fn() + Send>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Book {
    last: u64,
    entries: BTreeMap<u64, Entry>,
}

/// All jobs of one desk.
#[derive(Clone, Default)]
pub(crate) struct Jobs(Arc<Mutex<Book>>);

/// Given to the work itself, to say how far it is.
pub(crate) struct Handle {
    id: u64,
    jobs: Jobs,
}

impl Handle {
    pub fn progress(&self, progress: JobProgress) {
        if let Some(entry) = self.jobs.book().entries.get_mut(&self.id) {
            entry.job.progress = progress;
        }
    }
}

impl Jobs {
    /// A poisoned lock only means that a thread died between two lines of bookkeeping.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn start(
        &self,
        kind: JobKind,
        title: String,
        now: fn() -> Millis,
        cancel: impl Fn() + Send + 'static,
        work: impl FnOnce(&Handle) -> Result<Outcome, Fault> + Send + 'static,
    ) -> Result<Job, Fault> {
        let mut book = self.book();
        book.last += 1;
        let id = book.last;
        let job = Job {
            id,
            kind,
            title,
            state: JobState::Running,
            progress: JobProgress::default(),
            started_at: now(),
            ended_at: None,
            sync: None,
            export: None,
            preview: None,
            import: None,
            undone: None,
            fault: None,
        };
        book.entries.insert(id, Entry { job: job.clone(), cancel: Box::new(cancel), thread: None });
        forget_old(&mut book);
        let handle = Handle { id, jobs: self.clone() };
        let jobs = self.clone();
        let run = move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(&handle))).unwrap_or_else(|_| {
                Err(Fault::internal("the work stopped at a place that was not foreseen"))
            });
            jobs.end(id, outcome, now());
        };
        match std::thread::Builder::new().name(format!("job-{id}")).spawn(run) {
            Ok(thread) => {
                if let Some(entry) = book.entries.get_mut(&id) {
                    entry.thread = Some(thread);
                }
                Ok(job)
            }
            Err(_) => {
                book.entries.remove(&id);
                Err(Fault::internal("the system gave no thread to work on"))
            }
        }
    }

    fn end(&self, id: u64, outcome: Result<Outcome, Fault>, now: Millis) {
        let mut book = self.book();
        let Some(Entry { job, .. }) = book.entries.get_mut(&id) else { return };
        job.ended_at = Some(now);
        job.progress.note = None;
        match outcome {
            Ok(Outcome::Sync(done)) => (job.state, job.sync) = (JobState::Done, Some(done)),
            Ok(Outcome::Export(done)) => (job.state, job.export) = (JobState::Done, Some(done)),
            Ok(Outcome::Preview(done)) => (job.state, job.preview) = (JobState::Done, Some(done)),
            Ok(Outcome::Import(done)) => (job.state, job.import) = (JobState::Done, Some(done)),
            Ok(Outcome::Undo(done)) => (job.state, job.undone) = (JobState::Done, Some(done)),
            Err(fault) => {
                let cancelled = fault.code == FaultCode::Cancelled;
                job.state = if cancelled { JobState::Cancelled } else { JobState::Failed };
                job.fault = Some(fault);
            }
        }
    }

    pub fn list(&self) -> Vec<Job> {
        self.book().entries.values().rev().map(|entry| entry.job.clone()).collect()
    }

    pub fn get(&self, id: u64) -> Option<Job> {
        self.book().entries.get(&id).map(|entry| entry.job.clone())
    }

    /// Asks it to stop; it does so at the next safe place. A job that has ended stays as it is.
    pub fn cancel(&self, id: u64) -> bool {
        let book = self.book();
        let Some(entry) = book.entries.get(&id) else { return false };
        if entry.job.state == JobState::Running {
            (entry.cancel)();
        }
        true
    }

    pub fn running(&self, kind: JobKind) -> Option<Job> {
        let running = |entry: &&Entry| entry.job.kind == kind && entry.job.state == JobState::Running;
        self.book().entries.values().find(running).map(|entry| entry.job.clone())
    }

    /// Cancels everything, waits until it has stopped, and forgets it. For locking the store.
    pub fn stop_all(&self) {
        let threads: Vec<JoinHandle<()>> = {
            let mut book = self.book();
            for entry in book.entries.values().filter(|entry| entry.job.state == JobState::Running) {
                (entry.cancel)();
            }
            book.entries.values_mut().filter_map(|entry| entry.thread.take()).collect()
        };
        for thread in threads {
            // A thread that panicked has said so in its job; there is nothing more to learn here.
            let _ = thread.join();
        }
        self.book().entries.clear();
    }
}

fn forget_old(book: &mut Book) {
    let ended: Vec<u64> = book
        .entries
        .iter()
        .filter(|(_, entry)| entry.job.state != JobState::Running)
        .map(|(id, _)| *id)
        .collect();
    let surplus = ended.len().saturating_sub(limits::JOBS_KEPT);
    for id in ended.into_iter().take(surplus) {
        book.entries.remove(&id);
    }
}
