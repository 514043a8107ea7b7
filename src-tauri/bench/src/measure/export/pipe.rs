//! The peer of the export: `sqlite3 -csv` into `7z`, both from PATH.

use super::Run;
use crate::clock;
use crate::error::{Error, Result};
use crate::folders::Folders;
use crate::peer::find;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Instant;

/// Of files that are thrown away at once.
pub const PASSWORD: &str = "made-up-data-only";

/// The same 27 columns. Times as SQLite writes them, in UTC.
const SQL: &str = include_str!("audit.sql");

/// The programs, where they were found.
pub struct Pipe {
    sqlite3: PathBuf,
    seven: PathBuf,
    /// GNU time, which tells a program's peak of memory.
    time: Option<PathBuf>,
}

/// A program that is not there.
#[derive(Debug, thiserror::Error)]
#[error("sqlite3 | 7z: {0} is not on PATH")]
pub struct Missing(&'static str);

impl Pipe {
    pub fn find() -> std::result::Result<Self, Missing> {
        let sqlite3 = find("sqlite3").ok_or(Missing("sqlite3"))?;
        let seven = find("7z").or_else(|| find("7zz")).ok_or(Missing("7z"))?;
        Ok(Self { sqlite3, seven, time: find("time").filter(|time| is_gnu(time)) })
    }

    pub fn title(&self) -> String {
        "sqlite3 -csv | 7z a -tzip -mx=1".to_owned()
    }

    pub fn run(&self, rows: u64, folders: &Folders, run: usize) -> Result<Run> {
        let out = folders.out(&format!("peer-{run}.zip"));
        let notes = [folders.out("time-sqlite3"), folders.out("time-7z")];
        let [of_sqlite3, of_seven] = &notes;
        let (began, computed) = (Instant::now(), clock::children());
        let mut from = self.command(&self.sqlite3, of_sqlite3);
        from.args([OsString::from("-readonly"), "-csv".into(), "-header".into(), folders.plain().into()]);
        let mut from = started(from.arg(SQL).stdin(Stdio::null()).stdout(Stdio::piped()), "sqlite3")?;
        let mut to = self.command(&self.seven, of_seven);
        to.args(["a", "-tzip", "-mem=AES256", "-mx=1", "-bso0", "-bsp0", "-simessages.csv"]);
        to.arg(format!("-p{PASSWORD}")).arg(&out);
        let rest = from.stdout.take().map_or_else(Stdio::null, Stdio::from);
        let mut to = started(to.stdin(rest).stdout(Stdio::null()), "7z")?;
        ended(to.wait(), "7z")?;
        ended(from.wait(), "sqlite3")?;
        let wall = began.elapsed().as_secs_f64();
        let cpu = clock::children().zip(computed).map(|(after, before)| (after - before).as_secs_f64());
        std::fs::remove_file(&out).map_err(Error::disk(out))?;
        let peak = notes.iter().map(|note| noted(note)).sum();
        Ok(Run { rows, wall, cpu, peak })
    }

    /// The program, under GNU time where that is there.
    fn command(&self, program: &Path, note: &Path) -> Command {
        let Some(time) = &self.time else { return Command::new(program) };
        let mut command = Command::new(time);
        command.args(["-f", "%M", "-o"]).arg(note).arg(program);
        command
    }
}

/// Bytes, from what GNU time wrote.
fn noted(note: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(note).ok()?;
    text.lines().next_back()?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

fn started(command: &mut Command, program: &'static str) -> Result<Child> {
    command.spawn().map_err(|why| Error::Program { program: program.to_owned(), said: why.to_string() })
}

fn ended(how: std::io::Result<ExitStatus>, program: &'static str) -> Result<()> {
    let said = match how {
        Ok(status) if status.success() => return Ok(()),
        Ok(status) => status.to_string(),
        Err(why) => why.to_string(),
    };
    Err(Error::Program { program: program.to_owned(), said })
}

/// Others of that name have other options.
fn is_gnu(time: &Path) -> bool {
    let said = Command::new(time).arg("--version").stdin(Stdio::null()).output();
    said.is_ok_and(|said| [said.stdout, said.stderr].concat().windows(3).any(|word| word == b"GNU"))
}
