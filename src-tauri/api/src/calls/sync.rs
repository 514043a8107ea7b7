//! Sync on demand: what is new at the providers, into the store.

use super::accounts;
use crate::fault::{Fault, FaultCode};
use crate::jobs::{Handle, JobProgress, Outcome, SyncDone};
use crate::{Call, Desk, Job, JobKind, Right, Seat, coverage};
use ::store::Store;
use ::sync::Report;
use provider::{Cancel, Provider};
use serde::Deserialize;
use std::sync::Arc;
use ts_rs::TS;

/// Starts a sync of these accounts, one after the other; of all when none is named.
#[derive(Debug, Deserialize, TS)]
pub struct Start {
    pub accounts: Vec<i64>,
}

/// What is noted of an account when everything was fetched.
pub(crate) const COMPLETE: &str = "complete";

struct Target {
    id: i64,
    name: String,
    provider: Box<dyn Provider>,
}

impl Call for Start {
    const NAME: &'static str = "sync.start";
    const RIGHT: Right = Right::Sync;
    type Reply = Job;

    /// A sync that runs already is answered instead of a second one.
    fn run(self, seat: &Seat<'_>) -> Result<Job, Fault> {
        if let Some(job) = seat.desk.jobs.running(JobKind::Sync) {
            return Ok(job);
        }
        let targets = self.targets(seat)?;
        let names: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
        let title = format!("Syncing {}", names.join(", "));
        let store = Arc::clone(seat.store()?);
        let runtime = seat.desk.runtime().clone();
        let cancel = Cancel::new();
        let stop = cancel.clone();
        let work = move |handle: &Handle| runtime.block_on(each(&store, targets, &cancel, handle));
        seat.desk.jobs.start(JobKind::Sync, title, Desk::now, move || stop.cancel(), work)
    }
}

impl Start {
    fn targets(&self, seat: &Seat<'_>) -> Result<Vec<Target>, Fault> {
        let open = seat.open()?;
        let mut rows = ::store::account::list(&*open.store.reader()?)?;
        if !self.accounts.is_empty() {
            rows.retain(|row| self.accounts.contains(&row.id));
        }
        if rows.is_empty() {
            return Err(Fault::new(
                FaultCode::NotFound,
                "There is no account to sync.",
                "",
                "Add an account first.",
            ));
        }
        let target = |row: ::store::Account| {
            let provider = accounts::connect(seat.desk, &row)?;
            Ok(Target { id: row.id, name: row.name, provider })
        };
        rows.into_iter().map(target).collect()
    }
}

/// One account failing does not keep the others from being synced; the first failure is told at the end.
async fn each(
    store: &Arc<Store>,
    targets: Vec<Target>,
    cancel: &Cancel,
    handle: &Handle,
) -> Result<Outcome, Fault> {
    let mut sum = Report::default();
    let mut failure = None;
    let several = targets.len() > 1;
    for target in targets {
        let before = sum.records;
        let on = |progress: ::sync::Progress| {
            handle.progress(shown(before, several.then_some(target.name.as_str()), &progress))
        };
        let clock: provider::Clock = Arc::new(Desk::now);
        match ::sync::run(Arc::clone(store), target.id, &*target.provider, clock, cancel.clone(), on).await {
            Ok(report) => {
                note(store, target.id, COMPLETE)?;
                sum += report;
            }
            Err(error) => {
                let fault = Fault::from(error);
                note(store, target.id, &fault.what)?;
                if fault.code == FaultCode::Cancelled {
                    return Err(fault);
                }
                failure.get_or_insert(fault);
            }
        }
    }
    match failure {
        Some(fault) => Err(fault),
        None => Ok(Outcome::Sync(SyncDone {
            records: sum.records,
            new: sum.new,
            changed: sum.changed,
            unchanged: sum.unchanged,
        })),
    }
}

fn note(store: &Store, account: i64, words: &str) -> Result<(), Fault> {
    Ok(store.write(|tx| tx.account_set_last_sync(account, Desk::now(), Some(words)))?)
}

fn shown(before: u64, account: Option<&str>, progress: &::sync::Progress) -> JobProgress {
    let stream = progress.stream.unwrap_or_default();
    let back = progress.back_to.map(|moment| coverage::day(moment, crate::local_offset()));
    let reading = back.map_or_else(|| stream.to_owned(), |day| format!("{stream}, all since {day}"));
    let note = progress.waiting.clone().unwrap_or(reading);
    JobProgress {
        done: before + progress.records,
        total: progress.remaining.map(|left| before + progress.records + left),
        per_second: progress.per_second,
        note: Some(account.map(|account| format!("{account}: {note}")).unwrap_or(note)),
    }
}
