//! One export from its first entry in the register to its final name.
//!
//! Each step gives what the next one needs, so the order cannot be changed by mistake: only a [`Noted`]
//! export can be placed, and an export is noted by appending to the register, which is on the disk when
//! that returns. A kill between two steps leaves what [`crate::recover`] puts right.

use crate::digest::Print;
use crate::entry::{self, BEGUN, DONE, FILE, SHA256};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::spec::Spec;
use crate::write::{self, Contents, Ear};
use crate::{admit, part};
use model::Millis;
use register::{EntryKind, Head};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use store::Store;

/// A finished export.
#[derive(Debug, Clone)]
pub struct Done {
    pub path: PathBuf,
    pub bytes: u64,
    /// Lower-case hex, of the file.
    pub sha256: String,
    pub rows: u64,
    /// The entry that says it is done.
    pub register: Head,
    /// Whether every row the query found is in it or was left out on purpose.
    pub complete: bool,
}

/// Where an export runs: its store, what is asked, and the world's clock.
#[derive(Clone, Copy)]
pub(crate) struct Run<'r> {
    pub store: &'r Store,
    pub spec: &'r Spec,
    pub clock: &'r dyn Fn() -> Millis,
}

/// Writes the export that `spec` describes. `on` is told how far it is; `cancel` stops it soon.
///
/// # Errors
/// [`Error::Refused`], [`Error::Cancelled`], [`Error::Exists`], [`Error::Disk`] and others; each but a
/// failure of the register itself is entered there, and none leaves a file behind.
pub fn run(
    store: &Store,
    spec: &Spec,
    clock: &dyn Fn() -> Millis,
    cancel: &AtomicBool,
    on: &mut dyn FnMut(Progress),
) -> Result<Done> {
    admit::admit(store, spec, clock())?;
    let spec = Spec { out: entry::lasting(&spec.out)?, ..spec.clone() };
    let begun = Run { store, spec: &spec, clock }.begin()?;
    let written = match begun.write(&mut Ear { cancel, on }) {
        Ok(written) => written,
        Err(error) => return Err(begun.give_up(error)),
    };
    let noted = match written.note() {
        Ok(noted) => noted,
        Err(error) => return Err(begun.give_up(error)),
    };
    match noted.place() {
        Ok(done) => Ok(done),
        Err(error) => Err(noted.give_up(error)),
    }
}

/// The register says that the export has begun.
#[derive(Clone)]
pub(crate) struct Begun<'r> {
    pub run: Run<'r>,
    pub head: Head,
    pub at: Millis,
}

/// The part file is whole and on the disk.
pub(crate) struct Written<'r> {
    begun: Begun<'r>,
    file: Print,
    contents: Contents,
}

/// The register says what file was made. Only now may it have its name.
pub(crate) struct Noted<'r> {
    written: Written<'r>,
    pub head: Head,
}

impl<'r> Run<'r> {
    pub fn begin(self) -> Result<Begun<'r>> {
        let at = (self.clock)();
        let head = entry::append(
            self.store,
            at,
            &self.spec.person,
            EntryKind::ExportBegun,
            entry::asked(self.spec),
        )?;
        Ok(Begun { run: self, head, at })
    }
}

impl<'r> Begun<'r> {
    pub fn write(&self, ear: &mut Ear<'_>) -> Result<Written<'r>> {
        let (file, contents) = write::write(self, ear)?;
        Ok(Written { begun: self.clone(), file, contents })
    }

    /// Ends it without a file: removes the part, says so in the register, and hands on why.
    pub fn give_up(&self, error: Error) -> Error {
        // A file at the part's name that this export did not make is not this export's to remove.
        let ours = !matches!(error, Error::Exists(_));
        let left = if ours { part::remove(&self.run.spec.out).err() } else { None };
        let (kind, why) = match &error {
            Error::Cancelled => (EntryKind::ExportCancelled, None),
            other => (EntryKind::ExportFailed, Some(("why", other.to_string()))),
        };
        let mut detail = vec![(BEGUN, self.head.number.to_string()), (FILE, self.file())];
        detail.extend(why);
        detail.extend(left.map(|left| ("left", left.to_string())));
        self.end(kind, detail).err().unwrap_or(error)
    }

    fn file(&self) -> String {
        self.run.spec.out.to_string_lossy().into_owned()
    }

    fn end(&self, kind: EntryKind, detail: entry::Detail) -> Result<Head> {
        entry::append(self.run.store, (self.run.clock)(), &self.run.spec.person, kind, detail)
    }
}

impl<'r> Written<'r> {
    pub fn note(self) -> Result<Noted<'r>> {
        let detail = vec![
            (BEGUN, self.begun.head.number.to_string()),
            (FILE, self.begun.file()),
            (SHA256, self.file.sha256.clone()),
            ("bytes", self.file.bytes.to_string()),
            ("rows", self.contents.rows.to_string()),
            ("rows_left_out", self.contents.left_out.to_string()),
            ("complete", self.contents.complete.to_string()),
        ];
        let head = self.begun.end(EntryKind::ExportDone, detail)?;
        Ok(Noted { written: self, head })
    }
}

impl Noted<'_> {
    pub fn place(&self) -> Result<Done> {
        let Written { begun, file, contents } = &self.written;
        let path = begun.run.spec.out.clone();
        part::place(&path)?;
        Ok(Done {
            path,
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            rows: contents.rows,
            register: self.head.clone(),
            complete: contents.complete,
        })
    }

    /// The register says done, yet the name could not be had: it must be told otherwise.
    pub fn give_up(&self, error: Error) -> Error {
        let begun = &self.written.begun;
        let left = part::remove(&begun.run.spec.out).err();
        let mut detail = vec![
            (BEGUN, begun.head.number.to_string()),
            (DONE, self.head.number.to_string()),
            (FILE, begun.file()),
            ("why", error.to_string()),
        ];
        detail.extend(left.map(|left| ("left", left.to_string())));
        begun.end(EntryKind::ExportFailed, detail).err().unwrap_or(error)
    }
}
