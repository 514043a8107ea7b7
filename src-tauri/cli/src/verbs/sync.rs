//! `sync`: fetch what is new, once or by the accounts' schedules.

use super::account::by_name;
use crate::args::Global;
use crate::end::End;
use crate::out::{Out, print};
use crate::{door, interrupt, wait};
use api::calls::accounts::List;
use api::calls::jobs;
use api::calls::sync::Start;
use api::{Asker, Desk, Job, JobState};
use std::time::Duration;

pub fn run(global: &Global, out: &Out, names: &[String]) -> Result<(), End> {
    let (desk, asker) = door::unlocked(global)?;
    let accounts = names.iter().map(|name| by_name(&desk, asker, name)).collect::<Result<_, End>>()?;
    let job = desk.ask(asker, Start { accounts })?;
    let job = wait::wait(&desk, asker, out, job)?;
    desk.close();
    out.result(&job, || words(&job))
}

const GLANCE: Duration = Duration::from_millis(250);

/// Stays until it is stopped; each sync is told when it has ended.
pub fn watch(global: &Global, out: &Out) -> Result<(), End> {
    let (desk, asker) = door::unlocked(global)?;
    let accounts = desk.ask(asker, List {})?;
    if accounts.iter().all(|account| account.schedule == "off") {
        let words = "No account has a schedule. Give one with: account edit NAME --schedule 15m";
        return Err(End::Usage(words.to_owned()));
    }
    desk.keep_schedules();
    let mut told = 0;
    while !interrupt::asked() {
        told = tell(&desk, asker, out, told)?;
        std::thread::sleep(GLANCE);
    }
    desk.close();
    Ok(())
}

/// Tells the syncs that have ended since one of them; gives the last.
fn tell(desk: &Desk, asker: Asker, out: &Out, told: u64) -> Result<u64, End> {
    let mut jobs = desk.ask(asker, jobs::List {})?;
    jobs.retain(|job| job.id > told && job.state != JobState::Running);
    jobs.sort_by_key(|job| job.id);
    for job in &jobs {
        match out.json {
            true => out.line(job)?,
            false => print(&format!("{}: {}", job.title, words(job)))?,
        }
    }
    Ok(jobs.last().map_or(told, |job| job.id))
}

fn words(job: &Job) -> String {
    match (&job.sync, &job.fault) {
        (Some(s), _) => {
            format!("{} records: {} new, {} changed, {} unchanged.", s.records, s.new, s.changed, s.unchanged)
        }
        (None, Some(fault)) => fault.to_string(),
        (None, None) => String::new(),
    }
}
