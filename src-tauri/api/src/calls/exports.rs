//! The way out: protected, for a written purpose, entered in the register.

use super::query::read;
use super::results;
use crate::fault::{Fault, FaultCode};
use crate::jobs::{ExportDone, Handle, JobProgress, Outcome};
use crate::{Call, Desk, Job, JobKind, Right, Seat};
use ::export::{CsvProfile, Form, Identified, Purpose, Spec};
use ::query::{Row, Sort, Subject};
use register::{Draft, EntryKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use ts_rs::TS;
use vault::Secret;

/// What is to leave, in which form, and why.
#[derive(Clone, Deserialize, TS)]
pub struct ExportSpec {
    pub subject: Subject,
    pub text: String,
    pub offset: i16,
    pub form: Form,
    pub profile: CsvProfile,
    /// For sessions and deliveries; none means those shown by default. Messages have seed S1's 27.
    pub columns: Vec<String>,
    pub include_open: bool,
    pub purpose: Purpose,
    pub password: String,
    /// Where to; a folder of its own in the person's documents when absent.
    pub folder: Option<String>,
    pub file: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct ExportPreview {
    pub rows: u64,
    pub canonical: String,
    pub columns: Vec<String>,
    pub folder: String,
    pub file_name: String,
}

/// What would leave. Needs neither purpose nor password.
#[derive(Deserialize, TS)]
pub struct Preview(pub ExportSpec);

impl Call for Preview {
    const NAME: &'static str = "exports.preview";
    const RIGHT: Right = Right::Export;
    type Reply = ExportPreview;

    fn run(self, seat: &Seat<'_>) -> Result<ExportPreview, Fault> {
        let spec = spec(seat, self.0)?;
        let seen = ::export::preview(seat.store()?, &spec)?;
        let file_name = spec.out.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = spec.out.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        Ok(ExportPreview {
            rows: seen.rows,
            canonical: spec.query.to_string(),
            columns: seen.columns,
            folder,
            file_name,
        })
    }
}

#[derive(Deserialize, TS)]
pub struct Start(pub ExportSpec);

impl Call for Start {
    const NAME: &'static str = "exports.start";
    const RIGHT: Right = Right::Export;
    type Reply = Job;

    fn run(self, seat: &Seat<'_>) -> Result<Job, Fault> {
        let spec = spec(seat, self.0)?;
        let store = Arc::clone(seat.store()?);
        // Said at once, in front of the form; the refusal is entered all the same.
        ::export::admit(&store, &spec, Desk::now())?;
        let title = format!("Exporting {}", spec.out.file_name().unwrap_or_default().display());
        let cancel = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&cancel);
        let work = move |handle: &Handle| {
            let mut on = |progress: ::export::Progress| handle.progress(shown(&progress));
            let done = ::export::run(&store, &spec, &Desk::now, &cancel, &mut on)?;
            Ok(Outcome::Export(finished(done)))
        };
        let stop = move || stop.store(true, Ordering::Relaxed);
        seat.desk.jobs.start(JobKind::Export, title, Desk::now, stop, work)
    }
}

/// Rows handed out as text, by the command line to something that is not a terminal. That is an
/// export too: it needs a purpose, and is entered before the first row is given.
#[derive(Debug, Deserialize, TS)]
pub struct Print {
    pub subject: Subject,
    pub text: String,
    pub sort: Sort,
    pub offset: i16,
    pub from: usize,
    pub len: usize,
    pub columns: Vec<String>,
    pub purpose: Purpose,
}

#[derive(Debug, Serialize, TS)]
pub struct PrintReply {
    pub total: u64,
    pub rows: Vec<Row>,
    /// Number of the register entry.
    pub number: u64,
}

impl Call for Print {
    const NAME: &'static str = "exports.print";
    const RIGHT: Right = Right::Export;
    type Reply = PrintReply;

    fn run(self, seat: &Seat<'_>) -> Result<PrintReply, Fault> {
        let query = read(self.subject, &self.text, self.offset)?;
        let open = seat.open()?;
        ::export::admit_purpose(&open.store, &seat.person()?.name, &self.purpose, Desk::now())?;
        let (answer, total) = results::whole(open, self.subject, &query, &self.sort)?;
        let mut rows = Vec::new();
        while rows.len() < self.len {
            let from = self.from.saturating_add(rows.len()) as u64;
            let wanted = self.len - rows.len();
            let window = results::page(open, self.subject, &answer, from, wanted, &self.columns)?;
            if window.is_empty() {
                break;
            }
            rows.extend(window);
        }
        let detail = BTreeMap::from([
            ("subject".to_owned(), self.subject.as_str().into()),
            ("query".to_owned(), query.to_string().into()),
            ("rows".to_owned(), rows.len().to_string().into()),
            ("category".to_owned(), self.purpose.category.into()),
            ("purpose".to_owned(), self.purpose.text.into()),
        ]);
        let person = seat.person()?.name.clone();
        let draft = Draft { at: Desk::now(), person, kind: EntryKind::Printed, detail };
        let head = register::append(&open.store, draft)?;
        Ok(PrintReply { total, rows, number: head.number })
    }
}

/// Which export is this file, and is it unaltered?
#[derive(Debug, Deserialize, TS)]
pub struct Identify {
    pub path: String,
}

impl Call for Identify {
    const NAME: &'static str = "exports.identify";
    const RIGHT: Right = Right::Register;
    type Reply = Identified;

    fn run(self, seat: &Seat<'_>) -> Result<Identified, Fault> {
        Ok(::export::identify(seat.store()?, &PathBuf::from(self.path))?)
    }
}

fn spec(seat: &Seat<'_>, asked: ExportSpec) -> Result<Spec, Fault> {
    let query = read(asked.subject, &asked.text, asked.offset)?;
    let folder = match asked.folder.filter(|folder| !folder.trim().is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => seat.desk.exports_folder(),
    };
    let file = match asked.file.filter(|file| !file.trim().is_empty()) {
        Some(file) => plain_file_name(&file)?,
        None => ::export::file_name(asked.subject, Desk::now(), asked.offset),
    };
    Ok(Spec {
        subject: asked.subject,
        query,
        form: asked.form,
        profile: asked.profile,
        columns: asked.columns,
        include_open: asked.include_open,
        offset: asked.offset,
        purpose: asked.purpose,
        password: Secret::from(asked.password),
        out: folder.join(file),
        person: seat.person()?.name.clone(),
    })
}

/// A name without a path in it.
fn plain_file_name(file: &str) -> Result<String, Fault> {
    let name = std::path::Path::new(file).file_name().and_then(|name| name.to_str());
    match name {
        Some(name) if name == file && !file.contains(['\\', ':']) => Ok(name.to_owned()),
        _ => {
            let why = "It holds a folder or a character that some systems do not allow.";
            Err(Fault::new(
                FaultCode::Invalid,
                "This is not a plain file name.",
                why,
                "Give the folder apart from it.",
            ))
        }
    }
}

fn shown(progress: &::export::Progress) -> JobProgress {
    JobProgress {
        done: progress.rows,
        total: Some(progress.total),
        per_second: progress.per_second,
        note: Some(format!("{} bytes written", progress.bytes)),
    }
}

fn finished(done: ::export::Done) -> ExportDone {
    ExportDone {
        file: done.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        path: done.path.display().to_string(),
        bytes: done.bytes,
        sha256: done.sha256,
        rows: done.rows,
        number: done.register.number,
        head: done.register.hash,
    }
}
