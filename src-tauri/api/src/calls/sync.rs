//! Syncs: what is new at the providers, into the store; on demand, or by an account's schedule.

use super::accounts;
use crate::fault::{Fault, FaultCode};
use crate::jobs::{Handle, JobProgress, Jobs, Outcome, SyncDone};
use crate::ways::Ways;
use crate::{Call, Desk, Job, JobKind, Right, Seat, coverage};
use ::store::{Account, Ended, Pause, PauseWhy, RateLeft, Run, Store, account};
use ::sync::{Error, Report};
use model::Millis;
use provider::limits::Limits;
use provider::{Cancel, Provider, Rate};
use serde::Deserialize;
use std::sync::Arc;
use ts_rs::TS;

/// Starts a sync of these accounts, one after the other; of all that are not paused when none is named.
#[derive(Debug, Deserialize, TS)]
pub struct Start {
    pub accounts: Vec<i64>,
}

/// What is noted of an account when everything was fetched.
pub(crate) const COMPLETE: &str = "complete";

struct Target {
    id: i64,
    /// As it was when the sync was asked for.
    row: Account,
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
        let rows = self.rows(seat.store()?)?;
        begin(seat.store()?, &seat.desk.ways(), &seat.desk.jobs, rows)
    }
}

impl Start {
    /// The accounts to be synced.
    fn rows(&self, store: &Store) -> Result<Vec<Account>, Fault> {
        let mut rows = account::list(&*store.reader()?)?;
        if self.accounts.is_empty() {
            // Those that files fill have nothing to sync.
            rows.retain(|row| row.provider != accounts::IMPORT_PROVIDER);
        } else {
            rows.retain(|row| self.accounts.contains(&row.id));
            if let Some(paused) = rows.iter().find(|row| row.pause.is_some()) {
                return Err(is_paused(paused));
            }
        }
        let first = rows.first().cloned();
        rows.retain(|row| row.pause.is_none());
        match (first, rows.is_empty()) {
            (Some(paused), true) => Err(is_paused(&paused)),
            (None, _) => Err(Fault::new(
                FaultCode::NotFound,
                "There is no account to sync.",
                "",
                "Add an account first.",
            )),
            _ => Ok(rows),
        }
    }
}

/// Why nothing is asked of this account for now.
pub(crate) fn is_paused(row: &Account) -> Fault {
    let what = format!("The account {} is paused.", row.name);
    let note = row.pause.as_ref().and_then(|pause| pause.note.clone()).unwrap_or_default();
    match row.pause.as_ref().map(|pause| pause.why) {
        Some(PauseWhy::Refused) => Fault::new(
            FaultCode::Refused,
            what,
            format!("The provider refused its login, so it is not tried again by itself. {note}"),
            "Correct its credentials, or resume it to try once more.",
        ),
        _ => Fault::new(FaultCode::Refused, what, note, "Resume it first."),
    }
}

/// Begins a sync of these accounts.
pub(crate) fn begin(store: &Arc<Store>, ways: &Ways, jobs: &Jobs, rows: Vec<Account>) -> Result<Job, Fault> {
    let target = |row: Account| {
        let provider = ways.connect(&row, Limits::default())?;
        Ok(Target { id: row.id, row, provider })
    };
    let targets: Vec<Target> = rows.into_iter().map(target).collect::<Result<_, Fault>>()?;
    let names: Vec<&str> = targets.iter().map(|target| target.row.name.as_str()).collect();
    let title = format!("Syncing {}", names.join(", "));
    let (store, runtime) = (Arc::clone(store), ways.runtime.clone());
    let cancel = Cancel::new();
    let stop = cancel.clone();
    let work = move |handle: &Handle| runtime.block_on(each(&store, targets, &cancel, handle));
    jobs.start(JobKind::Sync, title, Desk::now, move || stop.cancel(), work)
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
        if is_left(store, target.id)? {
            continue;
        }
        let (began, before, mut rate) = (Desk::now(), sum.records, None);
        let on = |progress: ::sync::Progress| {
            rate = progress.rate.or(rate);
            handle.progress(shown(before, several.then_some(target.row.name.as_str()), &progress));
        };
        let clock: provider::Clock = Arc::new(Desk::now);
        let run = ::sync::run(Arc::clone(store), target.id, &*target.provider, clock, cancel.clone(), on);
        let done = run.await;
        note(store, &target.row, began, &done, rate)?;
        match done {
            Ok(report) => sum += report,
            Err(error) => {
                let fault = Fault::from(error);
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

/// Whether an account was removed or paused since the sync was asked for.
fn is_left(store: &Store, id: i64) -> Result<bool, Fault> {
    let row = account::get(&*store.reader()?, id)?;
    Ok(row.is_none_or(|row| row.removed_at.is_some() || row.pause.is_some()))
}

/// Keeps how a sync of an account went. A refused login pauses it, unless it was told other credentials meanwhile.
fn note(
    store: &Store,
    was: &Account,
    began_at: Millis,
    done: &::sync::Result<Report>,
    rate: Option<Rate>,
) -> Result<(), Fault> {
    let (id, now) = (was.id, Desk::now());
    let words = done.as_ref().err().map(ToString::to_string);
    let report = done.as_ref().map_or_else(Error::report, |report| *report);
    let run = run_of(began_at, now.max(began_at), ended(done), words.clone(), &report);
    let refused = done.as_ref().err().and_then(Error::provider).filter(|fault| fault.is_refused_login());
    store.write(|tx| {
        tx.run_add(id, &run)?;
        tx.account_set_last_sync(id, now, Some(words.as_deref().unwrap_or(COMPLETE)))?;
        if let Some(Rate { left, of, resets_at }) = rate {
            tx.account_set_rate(id, &RateLeft { at: now, left, of, resets_at })?;
        }
        let told = |row: &Account| (row.url.clone(), row.settings.clone(), row.secrets.clone());
        let same = account::get(tx.connection(), id)?.as_ref().map(told) == Some(told(was));
        match refused {
            Some(fault) if same => tx.account_set_pause(id, Some(&refusal(fault, now))),
            _ => Ok(()),
        }
    })?;
    Ok(())
}

/// Keeps that an account could not even be asked, since its settings do not work.
pub(crate) fn note_unreached(store: &Store, id: i64, fault: &Fault) -> Result<(), Fault> {
    let (now, words) = (Desk::now(), fault.to_string());
    let counts = Report::default();
    let run = run_of(now, now, Ended::Failed, Some(words.clone()), &counts);
    Ok(store.write(|tx| {
        tx.run_add(id, &run)?;
        tx.account_set_last_sync(id, now, Some(&words))
    })?)
}

fn run_of(began_at: Millis, ended_at: Millis, ended: Ended, note: Option<String>, report: &Report) -> Run {
    let Report { records, new, changed, rejected, .. } = *report;
    Run { began_at, ended_at, ended, note, records, new, changed, rejected }
}

/// The pause of an account whose login was refused.
pub(crate) fn refusal(fault: &provider::Error, now: Millis) -> Pause {
    Pause { at: now, why: PauseWhy::Refused, note: Some(fault.to_string()) }
}

fn ended(done: &::sync::Result<Report>) -> Ended {
    match done {
        Ok(_) => Ended::Complete,
        Err(Error::Cancelled(_)) => Ended::Cancelled,
        Err(error) => match error.provider() {
            Some(provider::Error::Cancelled) => Ended::Cancelled,
            Some(fault) if matches!(error, Error::Stream { .. }) && !fault.is_of_account() => Ended::Partly,
            _ => Ended::Failed,
        },
    }
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
