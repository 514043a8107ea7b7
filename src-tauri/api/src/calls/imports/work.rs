//! What the calls on imports have in common: where records go, how a file is opened, work with its progress.

use super::ImportSpec;
use crate::calls::accounts::{self, IMPORT_PROVIDER, TIME_ZONE};
use crate::calls::store::checked_name;
use crate::fault::{Fault, FaultCode};
use crate::jobs::{Handle, JobProgress, Outcome};
use crate::{Desk, Job, JobKind, Seat};
use ::import::{Opened, Options};
use ::store::{NewAccount, Store};
use ::sync::intake::{self, Watch};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Where records go.
pub(super) struct Target {
    pub account: Option<i64>,
    /// The name of an account that is yet to be made.
    name: Option<String>,
    zone: Option<String>,
}

impl Target {
    /// The account, made if need be; and whether it was.
    pub fn settle(&self, store: &Store) -> Result<(i64, bool), Fault> {
        if let Some(id) = self.account {
            return Ok((id, false));
        }
        let settings = self.zone.iter().map(|zone| (TIME_ZONE.to_owned(), zone.clone())).collect();
        let new = NewAccount {
            name: self.name.clone().unwrap_or_default(),
            provider: IMPORT_PROVIDER.to_owned(),
            url: String::new(),
            settings,
            secrets: BTreeMap::new(),
        };
        Ok((store.write(|tx| tx.account_add(&new, Desk::now()))?, true))
    }
}

pub(super) fn target(seat: &Seat<'_>, spec: &ImportSpec) -> Result<Target, Fault> {
    let open = seat.open()?;
    match (spec.account, &spec.new_account) {
        (Some(id), _) => {
            let row = accounts::row(&open.store, id)?;
            let zone = given(&spec.zone).or_else(|| row.settings.get(TIME_ZONE).cloned());
            Ok(Target { account: Some(id), name: None, zone })
        }
        (None, Some(name)) => {
            let name = checked_name(name)?;
            if ::store::account::by_name(&*open.store.reader()?, &name)?.is_some() {
                let what = format!("There is an account named {name:?} already.");
                return Err(Fault::new(FaultCode::Exists, what, "", "Choose it, or another name."));
            }
            Ok(Target { account: None, name: Some(name), zone: given(&spec.zone) })
        }
        (None, None) => Err(Fault::invalid("The import names no account.")),
    }
}

fn given(text: &Option<String>) -> Option<String> {
    text.as_ref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

pub(super) fn opened(spec: &ImportSpec, target: &Target) -> Result<Opened, Fault> {
    let zone = match &target.zone {
        Some(name) => Some(::import::zone(name).ok_or_else(|| {
            Fault::invalid(format!("{name:?} is no time zone such as America/Bogota or Europe/Zurich."))
        })?),
        None => None,
    };
    let options = Options {
        form: spec.form,
        password: spec.password.clone().filter(|password| !password.is_empty()),
        zone,
        encoding: spec.encoding,
        mapping: spec.mapping.clone(),
    };
    Ok(::import::open(Path::new(&spec.path), &options)?)
}

pub(super) fn name_of(path: &str) -> String {
    Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Imports and their undoing wait for each other.
pub(super) fn idle(seat: &Seat<'_>) -> Result<(), Fault> {
    let jobs = &seat.desk.jobs;
    match jobs.running(JobKind::Import).or_else(|| jobs.running(JobKind::Undo)) {
        None => Ok(()),
        Some(job) => Err(Fault::new(
            FaultCode::Refused,
            format!("{} is under way.", job.title),
            "One import at a time writes to the store.",
            "Wait until it has ended, or cancel it.",
        )),
    }
}

pub(super) fn start(
    seat: &Seat<'_>,
    kind: JobKind,
    title: String,
    work: impl FnOnce(&AtomicBool, &Handle) -> Result<Outcome, Fault> + Send + 'static,
) -> Result<Job, Fault> {
    let cancel = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&cancel);
    let work = move |handle: &Handle| work(&cancel, handle);
    seat.desk.jobs.start(kind, title, Desk::now, move || stop.store(true, Ordering::Relaxed), work)
}

pub(super) fn watched<T>(
    stop: &AtomicBool,
    handle: &Handle,
    work: impl FnOnce(&mut Watch<'_>) -> intake::Result<T>,
) -> Result<T, Fault> {
    let begun = Instant::now();
    let mut on = |done: u64| {
        let seconds = begun.elapsed().as_secs_f64();
        let per_second = if seconds > 0.0 { done as f64 / seconds } else { 0.0 };
        handle.progress(JobProgress { done, total: None, per_second, note: None });
    };
    let stop = || stop.load(Ordering::Relaxed);
    Ok(work(&mut Watch { stop: &stop, on: &mut on })?)
}
