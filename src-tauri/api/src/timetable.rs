//! Accounts that are synced by themselves, while the store is open.
//!
//! Promises: one sync at a time, whoever asked for it; a paused account is left alone; it ends before the store is
//! closed. Never: runs where nobody wants it, such as behind a single command.

use crate::calls::accounts::IMPORT_PROVIDER;
use crate::calls::sync;
use crate::fault::Fault;
use crate::jobs::Jobs;
use crate::schedule::{Last, Schedule};
use crate::ways::Ways;
use crate::{Desk, JobKind, limits};
use ::store::{Account, Ended, Store, account, run};
use chrono::Local;
use model::Millis;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub(crate) struct Timetable {
    pub store: Arc<Store>,
    pub jobs: Jobs,
    pub ways: Ways,
    /// Whether schedules are kept in this program.
    pub wanted: Arc<AtomicBool>,
}

impl Timetable {
    /// Begins what is due, if nothing runs.
    pub fn step(&self) {
        if !self.wanted.load(Ordering::Relaxed) || self.jobs.running(JobKind::Sync).is_some() {
            return;
        }
        // What fails here is told by the account: its last run, or that there is none.
        let _ = self.begin();
    }

    /// One account at a time, the one that waits longest first; the others follow when it has ended.
    fn begin(&self) -> Result<(), Fault> {
        let now = Desk::now();
        let rows = account::list(&*self.store.reader()?)?;
        let mut due = Vec::new();
        for row in rows {
            if let Some(next) = next(&self.store, &row, now)?.filter(|next| *next <= now) {
                due.push((next, row));
            }
        }
        due.sort_by_key(|(next, _)| *next);
        for (_, row) in due {
            let id = row.id;
            match sync::begin(&self.store, &self.ways, &self.jobs, vec![row]) {
                Ok(_) => return Ok(()),
                // Its page says so, and the others are not kept waiting for it.
                Err(fault) => sync::note_unreached(&self.store, id, &fault)?,
            }
        }
        Ok(())
    }
}

/// When an account is synced next by itself; `None` when it is not.
pub(crate) fn next(store: &Store, row: &Account, now: Millis) -> Result<Option<Millis>, Fault> {
    let schedule = Schedule::kept(&row.schedule);
    let has_provider = row.provider != IMPORT_PROVIDER;
    if !has_provider || row.pause.is_some() || row.removed_at.is_some() || schedule == Schedule::Off {
        return Ok(None);
    }
    let runs = run::of_account(&*store.reader()?, row.id)?;
    let last: Last = runs.first().map(|run| (run.began_at, run.ended_at));
    let next = schedule.next(row.created_at, last, now, &Local);
    // What failed a moment ago would fail again.
    let failed = runs.first().filter(|run| run.ended != Ended::Complete);
    let rest = failed.map(|run| run.ended_at.min(now).saturating_add(limits::AFTER_FAULT));
    Ok(next.map(|next| rest.map_or(next, |rest| next.max(rest))))
}
