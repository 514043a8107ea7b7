//! Files into an account: look, preview, accept, undo.

mod work;

use crate::fault::Fault;
use crate::jobs::{ImportDone, ImportPreview, ImportUndone, Outcome};
use crate::{Call, Desk, Job, JobKind, Right, Seat, limits};
use ::import::{Encoding, Form, Mapping, Options};
use ::store::NewImport;
use ::sync::intake::{self, Manner};
use model::Millis;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;
use ts_rs::TS;
use work::{idle, name_of, opened, start, target, watched};

/// Which file, how it is read, and where its records go.
#[derive(Clone, Deserialize, TS)]
pub struct ImportSpec {
    pub path: String,
    /// An account that there is; else one is made under `new_account` when the import is accepted.
    pub account: Option<i64>,
    pub new_account: Option<String>,
    /// Told from the file when absent.
    pub form: Option<Form>,
    /// Whose clocks show the times that have no zone, such as `America/Bogota`; the account's when absent.
    pub zone: Option<String>,
    pub encoding: Option<Encoding>,
    pub password: Option<String>,
    /// Of a table whose columns a person names; what the titles suggest when absent.
    pub mapping: Option<Mapping>,
    /// What is held already is left as it is.
    pub only_new: bool,
}

/// The beginning of a file, what it seems to be, and what can be said of it.
#[derive(Deserialize, TS)]
pub struct Look {
    pub path: String,
    pub form: Option<Form>,
    pub encoding: Option<Encoding>,
    pub password: Option<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct ImportSample {
    pub form: Form,
    pub encoding: Option<Encoding>,
    /// How sure the encoding is, in words.
    pub written: String,
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// What the titles suggest, of a table.
    pub mapping: Option<Mapping>,
    pub forms: Vec<ImportFormInfo>,
    pub subjects: Vec<ImportSubjectInfo>,
}

#[derive(Debug, Serialize, TS)]
pub struct ImportFormInfo {
    pub id: Form,
    pub title: String,
}

#[derive(Debug, Serialize, TS)]
pub struct ImportSubjectInfo {
    pub id: ::import::plain::Subject,
    pub fields: Vec<ImportField>,
}

#[derive(Debug, Serialize, TS)]
pub struct ImportField {
    pub id: String,
    pub title: String,
    pub required: bool,
}

impl Call for Look {
    const NAME: &'static str = "imports.look";
    const RIGHT: Right = Right::Import;
    type Reply = ImportSample;

    fn run(self, _: &Seat<'_>) -> Result<ImportSample, Fault> {
        let options = Options {
            form: self.form,
            encoding: self.encoding,
            password: self.password,
            ..Options::default()
        };
        let sample = ::import::sample(Path::new(&self.path), &options)?;
        Ok(ImportSample {
            form: sample.form,
            encoding: sample.encoding,
            written: sample.written,
            heads: sample.heads,
            rows: sample.rows,
            mapping: sample.mapping,
            forms: Form::ALL.map(|id| ImportFormInfo { id, title: id.title().to_owned() }).into(),
            subjects: ::import::plain::Subject::ALL.map(subject).into(),
        })
    }
}

fn subject(id: ::import::plain::Subject) -> ImportSubjectInfo {
    let field = |field: &::import::plain::Field| ImportField {
        id: field.id.to_owned(),
        title: field.title.to_owned(),
        required: field.required,
    };
    ImportSubjectInfo { id, fields: ::import::plain::fields(id).iter().map(field).collect() }
}

/// Tells what accepting would do. Nothing is written.
#[derive(Deserialize, TS)]
pub struct Preview(pub ImportSpec);

impl Call for Preview {
    const NAME: &'static str = "imports.preview";
    const RIGHT: Right = Right::Import;
    type Reply = Job;

    fn run(self, seat: &Seat<'_>) -> Result<Job, Fault> {
        let target = target(seat, &self.0)?;
        let store = Arc::clone(seat.store()?);
        let spec = self.0;
        let title = format!("Looking at {}", name_of(&spec.path));
        start(seat, JobKind::Preview, title, move |stop, handle| {
            let mut file = opened(&spec, &target)?;
            let manner = Manner { only_new: spec.only_new };
            let account = target.account;
            let figures =
                watched(stop, handle, |watch| intake::preview(&store, account, &mut file, manner, watch))?;
            Ok(Outcome::Preview(ImportPreview::of(&file, figures)))
        })
    }
}

/// Takes in what was looked at: `sha256` is that of the preview.
#[derive(Deserialize, TS)]
pub struct Accept {
    pub spec: ImportSpec,
    pub sha256: String,
}

impl Call for Accept {
    const NAME: &'static str = "imports.accept";
    const RIGHT: Right = Right::Import;
    type Reply = Job;

    fn run(self, seat: &Seat<'_>) -> Result<Job, Fault> {
        idle(seat)?;
        let Self { spec, sha256 } = self;
        let target = target(seat, &spec)?;
        let store = Arc::clone(seat.store()?);
        let person = seat.person()?.name.clone();
        let title = format!("Importing {}", name_of(&spec.path));
        start(seat, JobKind::Import, title, move |stop, handle| {
            let mut file = opened(&spec, &target)?;
            if file.sha256() != sha256 {
                return Err(intake::Error::Changed.into());
            }
            let (account, made) = target.settle(&store)?;
            let new = NewImport {
                account,
                form: file.form().as_str().to_owned(),
                name: file.name().to_owned(),
                sha256,
                person,
            };
            let manner = Manner { only_new: spec.only_new };
            let done = watched(stop, handle, |watch| {
                intake::accept(&store, &new, &mut file, manner, &Desk::now, watch)
            });
            match done {
                Ok(done) => {
                    let preview = ImportPreview::of(&file, done.figures);
                    Ok(Outcome::Import(ImportDone { id: done.import, account, preview }))
                }
                Err(fault) => {
                    // An account that was made for it holds nothing.
                    if made
                        && ::store::import::list(&*store.reader()?)?.iter().all(|row| row.account != account)
                    {
                        store.write(|tx| tx.account_remove(account, true, Desk::now()))?;
                    }
                    Err(fault)
                }
            }
        })
    }
}

#[derive(Debug, Serialize, TS)]
pub struct ImportInfo {
    pub id: i64,
    pub account: i64,
    /// The account's name.
    pub into: String,
    pub form: String,
    pub name: String,
    pub sha256: String,
    pub person: String,
    pub at: Millis,
    /// `None`: it runs, or was broken off.
    pub done_at: Option<Millis>,
    pub undone_at: Option<Millis>,
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub rejected: u64,
    /// Records that undoing would take away, and put back; those changed again since are still among them.
    pub to_remove: u64,
    pub to_restore: u64,
}

/// Every import there was, the latest first.
#[derive(Debug, Deserialize, TS)]
pub struct List {}

impl Call for List {
    const NAME: &'static str = "imports.list";
    const RIGHT: Right = Right::Read;
    type Reply = Vec<ImportInfo>;

    fn run(self, seat: &Seat<'_>) -> Result<Self::Reply, Fault> {
        let reader = seat.store()?.reader()?;
        let info = |row: ::store::Import| {
            let account = ::store::account::get(&reader, row.account)?;
            let (to_remove, to_restore) = ::store::import::written(&reader, row.id)?;
            Ok(ImportInfo {
                into: account.map(|account| account.name).unwrap_or_default(),
                id: row.id,
                account: row.account,
                form: row.form,
                name: row.name,
                sha256: row.sha256,
                person: row.person,
                at: row.at,
                done_at: row.done_at,
                undone_at: row.undone_at,
                new: row.new,
                changed: row.changed,
                unchanged: row.unchanged,
                rejected: row.rejected,
                to_remove,
                to_restore,
            })
        };
        ::store::import::list(&reader)?.into_iter().take(limits::IMPORTS).map(info).collect()
    }
}

/// Takes away what an import brought and puts back what it changed.
#[derive(Debug, Deserialize, TS)]
pub struct Undo {
    pub id: i64,
}

impl Call for Undo {
    const NAME: &'static str = "imports.undo";
    const RIGHT: Right = Right::Import;
    type Reply = Job;

    fn run(self, seat: &Seat<'_>) -> Result<Job, Fault> {
        idle(seat)?;
        let store = Arc::clone(seat.store()?);
        let row = ::store::import::get(&*store.reader()?, self.id)?.ok_or(intake::Error::Missing(self.id))?;
        let title = format!("Undoing the import of {}", row.name);
        start(seat, JobKind::Undo, title, move |stop, handle| {
            let undone = watched(stop, handle, |watch| intake::undo(&store, row.id, Desk::now(), watch))?;
            let named = |left: &::store::Left| format!("{} {}", left.kind.as_str(), left.id);
            Ok(Outcome::Undo(ImportUndone {
                id: row.id,
                removed: undone.removed,
                restored: undone.restored,
                left: undone.left,
                first_left: undone.first.iter().map(named).collect(),
            }))
        })
    }
}
