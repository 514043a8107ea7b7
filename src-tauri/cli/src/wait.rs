//! Waiting for a job: progress for people or lines for programs, and a way to interrupt it.

use crate::end::End;
use crate::interrupt;
use crate::out::Out;
use api::calls::jobs::{Cancel, Get};
use api::{Asker, Desk, Job, JobState};
use indicatif::{ProgressBar, ProgressStyle};
use std::time::{Duration, Instant};

const GLANCE: Duration = Duration::from_millis(100);
const LINE: Duration = Duration::from_secs(1);

/// Waits until the job has ended; Ctrl-C cancels it and waits for its safe end.
pub fn wait(desk: &Desk, asker: Asker, out: &Out, job: Job) -> Result<Job, End> {
    let bar = bar(out, &job.title);
    let mut said = Instant::now();
    let mut cancelled = false;
    loop {
        let job = desk.ask(asker, Get { id: job.id })?;
        if job.state != JobState::Running {
            bar.finish_and_clear();
            return ended(job);
        }
        if interrupt::asked() && !cancelled {
            desk.ask(asker, Cancel { id: job.id })?;
            cancelled = true;
        }
        show(&bar, &job);
        if said.elapsed() >= LINE {
            out.line(&job)?;
            said = Instant::now();
        }
        std::thread::sleep(GLANCE);
    }
}

fn ended(job: Job) -> Result<Job, End> {
    match (job.state, job.fault.clone()) {
        (JobState::Cancelled, _) => Err(End::Interrupted),
        (_, Some(fault)) => Err(fault.into()),
        _ => Ok(job),
    }
}

/// Drawn on standard error, and only for people.
fn bar(out: &Out, title: &str) -> ProgressBar {
    if out.json {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner().with_message(title.to_owned());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {prefix}") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, job: &Job) {
    let progress = &job.progress;
    let of = progress.total.map(|total| format!(" of {total}")).unwrap_or_default();
    let note = progress.note.clone().unwrap_or_default();
    bar.set_prefix(format!("{}{of}, {:.0} a second. {note}", progress.done, progress.per_second));
    bar.tick();
}
