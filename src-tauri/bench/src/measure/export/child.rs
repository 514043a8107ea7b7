//! Our export, in a process of its own: this program, started anew.

use super::Run;
use crate::clock::time;
use crate::error::{Error, Result};
use crate::folders::Folders;
use crate::load;
use crate::memory::{forget_peak, peak};
use crate::ours::{NOW, Ours, parse};
use export::{CsvProfile, Form, Purpose, Spec};
use query::Subject;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use vault::Secret;

/// The hidden word that makes this program the child.
pub const VERB: &str = "export-child";

pub fn start(folders: &Folders, run: usize) -> Result<Run> {
    let out = folders.out(&format!("ours-{run}.zip"));
    let said = load::start(&[VERB.as_ref(), folders.store().as_os_str(), out.as_os_str()])?;
    std::fs::remove_file(&out).map_err(Error::disk(out))?;
    Ok(serde_json::from_slice(&said)?)
}

/// What the child does: exports, and says what it took.
pub fn run(store: &Path, out: &Path) -> Result<Run> {
    let store = Ours::open(store, &Ours::unlock(store)?)?.store;
    // Opening costs the key derivation's memory, and is not what is measured.
    forget_peak();
    let never = AtomicBool::new(false);
    let spec = spec(out.to_path_buf())?;
    let (done, took) = time(|| export::run(&store, &spec, &|| NOW, &never, &mut |_| {}));
    Ok(Run {
        rows: done?.rows,
        wall: took.wall.as_secs_f64(),
        cpu: took.cpu.map(|cpu| cpu.as_secs_f64()),
        peak: peak(),
    })
}

fn spec(out: PathBuf) -> Result<Spec> {
    Ok(Spec {
        subject: Subject::Messages,
        query: parse(Subject::Messages, "")?,
        form: Form::Csv,
        profile: CsvProfile::Spreadsheet,
        columns: Vec::new(),
        include_open: true,
        offset: 0,
        purpose: Purpose {
            category: "benchmark".to_owned(),
            text: "to measure how long an export takes".to_owned(),
            ticket: None,
        },
        password: Secret::from(super::pipe::PASSWORD.to_owned()),
        out,
        person: "Bench".to_owned(),
    })
}
