//! A store in a folder of its own, a demo provider on loopback, and somebody who works with both.

use crate::desk::pairs;
use api::calls::{accounts, exports, jobs, results, store, sync};
use api::{Asker, CsvProfile, Desk, Form, Job, JobState, Purpose, Sort, Subject};
use demo::{Options, Running, Source};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

pub const PASSPHRASE: &str = "lantern orchard thimble quartz";
pub const EXPORT_PASSWORD: &str = "harbour velvet compass nine";
pub const PURPOSE: &str = "Complaint 4711: prove what was answered and when";
pub const PERSON: &str = "Mara";

/// An unlocked store, and the person who unlocked it.
pub struct Office {
    pub folder: TempDir,
    pub desk: Desk,
    pub asker: Asker,
    runtime: tokio::runtime::Runtime,
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}

impl Office {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let desk = Desk::new(folder.path().join("store")).unwrap();
        let create = store::Create { person: PERSON.into(), passphrase: PASSPHRASE.into() };
        let person = desk.ask(Asker::NOBODY, create).unwrap();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        Self { folder, desk, asker: Asker { person: Some(person.id) }, runtime }
    }

    pub fn store_folder(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// Starts a provider; it serves until the office is dropped.
    pub fn serve(&self, options: Options) -> Running {
        self.runtime.block_on(demo::serve(options)).unwrap()
    }

    /// Starts a server that speaks another provider's format; it serves until the office is dropped.
    pub fn serve_fake(&self, fake: impl fakes::Fake, book: fakes::Book) -> fakes::Running {
        self.runtime.block_on(fakes::serve(fake, book)).unwrap()
    }

    /// An account at such a server.
    pub fn add_fake(&self, name: &str, server: &fakes::Running) -> i64 {
        let add = accounts::Add {
            name: name.into(),
            provider: server.provider().into(),
            url: server.url.clone(),
            settings: pairs(server.settings()),
            secrets: pairs(server.secrets()),
            schedule: None,
        };
        self.desk.ask(self.asker, add).unwrap().id
    }

    pub fn add_account(&self, name: &str, provider: &Running) -> i64 {
        let add = accounts::Add {
            name: name.into(),
            provider: "log-api".into(),
            url: provider.url.clone(),
            settings: BTreeMap::new(),
            secrets: BTreeMap::from([("token".into(), provider.token.clone())]),
            schedule: None,
        };
        self.desk.ask(self.asker, add).unwrap().id
    }

    /// Syncs all accounts and waits for the end, whatever it is.
    pub fn sync(&self) -> Job {
        let job = self.desk.ask(self.asker, sync::Start { accounts: Vec::new() }).unwrap();
        self.ended(job)
    }

    pub fn ended(&self, mut job: Job) -> Job {
        while job.state == JobState::Running {
            std::thread::sleep(Duration::from_millis(20));
            job = self.desk.ask(self.asker, jobs::Get { id: job.id }).unwrap();
        }
        job
    }

    /// Exact count of a query.
    pub fn count(&self, subject: Subject, text: &str) -> u64 {
        self.open(subject, text, Sort::newest(subject)).count
    }

    pub fn open(&self, subject: Subject, text: &str, sort: Sort) -> results::ResultInfo {
        self.desk.ask(self.asker, results::Open::whole(subject, text, sort, 0)).unwrap()
    }

    /// All rows of a query, with these columns.
    pub fn rows(&self, subject: Subject, text: &str, sort: Sort, columns: &[&str]) -> Vec<api::Row> {
        let found = self.open(subject, text, sort);
        let columns: Vec<String> = columns.iter().map(|c| (*c).to_owned()).collect();
        let mut rows = Vec::new();
        while (rows.len() as u64) < found.count {
            let ask =
                results::Rows { id: found.id, from: rows.len() as u64, len: 500, columns: columns.clone() };
            let window = self.desk.ask(self.asker, ask).unwrap().rows;
            assert!(!window.is_empty(), "a window of a result is empty before its end");
            rows.extend(window);
        }
        rows
    }

    /// What an export of this asks by default, with password and purpose filled in.
    pub fn spec(&self, subject: Subject, text: &str, form: Form, file: &str) -> exports::ExportSpec {
        exports::ExportSpec {
            subject,
            text: text.into(),
            offset: 0,
            form,
            profile: CsvProfile::Raw,
            columns: Vec::new(),
            include_open: true,
            purpose: Purpose {
                category: "complaint".into(),
                text: PURPOSE.into(),
                ticket: Some("4711".into()),
            },
            password: EXPORT_PASSWORD.into(),
            folder: Some(self.folder.path().display().to_string()),
            file: Some(file.into()),
        }
    }
}

/// A provider with made-up logs, fixed by its seed.
pub fn made_up(messages: u64) -> Options {
    Options { source: Source::Generated { seed: 7, messages }, ..Options::default() }
}

/// Where tests find the real dialogues; `None`, said aloud, where the folder is absent.
pub fn shared_data(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("NOT RUN: {file} is not here; the folder shared/data lies beside the project where it is");
    None
}

/// Every file below a folder, read whole.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                found.push((path, bytes));
            }
        }
    }
    found
}

/// Does any file below this folder hold one of these texts as it is?
pub fn plaintext(folder: &Path, canaries: &[String]) -> Option<(PathBuf, String)> {
    for (path, bytes) in files(folder) {
        for canary in canaries {
            if bytes.windows(canary.len()).any(|window| window == canary.as_bytes()) {
                return Some((path, canary.clone()));
            }
        }
    }
    None
}
