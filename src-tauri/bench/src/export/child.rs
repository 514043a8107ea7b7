//! Our export, in a process of its own: this program, started anew.

use super::Run;
use crate::ask::parse;
use crate::clock::time;
use crate::error::{Error, Result};
use crate::ours::{Folders, NOW, Ours};
use export::{CsvProfile, Form, Purpose, Spec};
use query::Subject;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use vault::Secret;

/// The hidden word that makes this program the child.
pub const VERB: &str = "export-child";

pub fn start(folders: &Folders, run: usize) -> Result<Run> {
    let program = std::env::current_exe().map_err(Error::disk("this program"))?;
    let out = folders.out(&format!("ours-{run}.zip"));
    let output = Command::new(&program)
        .arg(VERB)
        .args([folders.store(), out.clone()])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(Error::disk(program))?;
    if !output.status.success() {
        return Err(Error::Program { program: "The export".to_owned(), said: output.status.to_string() });
    }
    std::fs::remove_file(&out).map_err(Error::disk(out))?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// What the child does: exports, and says what it took.
pub fn run(store: &Path, out: &Path) -> Result<Run> {
    let store = Ours::open(store)?;
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

/// Linux counts the peak anew from here on.
fn forget_peak() {
    // Where this cannot be done the peak is told too high, never too low.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Most bytes of memory in use at once; `None` where the system does not tell.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}
