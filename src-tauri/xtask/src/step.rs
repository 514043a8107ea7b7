//! One step: a named program whose words go to a log, that shows it is alive, and whose end is told.
//!
//! The program writes straight into the log file and is watched from there. A pipe would be held open by
//! anything that the program left running, and waiting for its end would never end.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use crate::error::Error;
use crate::limits;
use crate::place::Place;
use crate::voice::Voice;

/// What is shown of a step's words while it runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Its name, the time, and its last line.
    Progress,
    /// Every line it writes.
    All,
}

/// Runs one step to its end and gives back all that it wrote.
pub fn step(place: &Place, name: &str, command: Command) -> Result<String, Error> {
    watch(place, name, command, Show::Progress)
}

/// The same, and each line is shown as it comes.
pub fn shown(place: &Place, name: &str, command: Command) -> Result<String, Error> {
    watch(place, name, command, Show::All)
}

fn watch(place: &Place, name: &str, mut command: Command, show: Show) -> Result<String, Error> {
    let path = log_path(place, name)?;
    let file = |source| Error::File { path: path.clone(), deed: "written", source };
    let out = File::create(&path).map_err(file)?;
    let err = out.try_clone().map_err(file)?;
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    let mut tail = Tail::open(path.clone())?;
    let mut voice = Voice::new(name, show);
    let mut child = command.spawn().map_err(|source| Error::Start { program: program(&command), source })?;
    let status = loop {
        std::thread::sleep(limits::LOOK);
        let ended = child.try_wait().map_err(|source| Error::Start { program: program(&command), source })?;
        voice.hear(&tail.more()?);
        if let Some(status) = ended {
            break status;
        }
        voice.alive();
    };
    voice.hear(&tail.rest()?);
    voice.end(status);
    if status.success() {
        return Ok(tail.text);
    }
    let tail = last_lines(&tail.text, limits::TAIL_LINES);
    Err(Error::Step { name: name.to_owned(), how: how(status), tail, log: path })
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn how(status: ExitStatus) -> String {
    status.code().map_or_else(|| "it was ended from outside".to_owned(), |code| format!("exit code {code}"))
}

fn log_path(place: &Place, name: &str) -> Result<PathBuf, Error> {
    let folder = place.logs();
    std::fs::create_dir_all(&folder).map_err(|source| Error::File {
        path: folder.clone(),
        deed: "made",
        source,
    })?;
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    Ok(folder.join(format!("{plain}.log")))
}

/// The last `count` lines of a text.
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines.get(lines.len().saturating_sub(count)..).unwrap_or_default().join("\n")
}

/// The log as it grows.
struct Tail {
    path: PathBuf,
    file: File,
    text: String,
    /// Bytes of a line that has not ended yet.
    begun: Vec<u8>,
}

impl Tail {
    fn open(path: PathBuf) -> Result<Self, Error> {
        let file =
            File::open(&path).map_err(|source| Error::File { path: path.clone(), deed: "read", source })?;
        Ok(Self { path, file, text: String::new(), begun: Vec::new() })
    }

    /// The whole lines that were written since the last look.
    fn more(&mut self) -> Result<String, Error> {
        let read = self.file.read_to_end(&mut self.begun);
        read.map_err(|source| Error::File { path: self.path.clone(), deed: "read", source })?;
        let whole = self.begun.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let lines: Vec<u8> = self.begun.drain(..whole).collect();
        Ok(self.keep(&lines))
    }

    /// What is left, its last line ended or not.
    fn rest(&mut self) -> Result<String, Error> {
        let mut lines = self.more()?;
        let begun = std::mem::take(&mut self.begun);
        lines.push_str(&self.keep(&begun));
        Ok(lines)
    }

    fn keep(&mut self, bytes: &[u8]) -> String {
        let new = String::from_utf8_lossy(bytes).into_owned();
        self.text.push_str(&new);
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(folder: &tempfile::TempDir) -> Place {
        Place { root: folder.path().to_path_buf(), target: folder.path().join("target") }
    }

    fn shell(words: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", words]);
        command
    }

    #[test]
    #[cfg(unix)]
    fn a_step_gives_what_was_written_to_both_outputs_and_keeps_it_in_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(&folder);
        let said = step(&place, "two words", shell("echo one; echo two >&2")).unwrap();
        assert_eq!(said, "one\ntwo\n");
        assert_eq!(std::fs::read_to_string(place.logs().join("two-words.log")).unwrap(), said);
    }

    #[test]
    #[cfg(unix)]
    fn a_failed_step_tells_its_code_its_last_lines_and_where_the_rest_is() {
        let folder = tempfile::tempdir().unwrap();
        let error = step(&place(&folder), "break", shell("seq 1 100; exit 7")).unwrap_err().to_string();
        assert!(error.contains("exit code 7") && error.contains("\n100\n") && error.contains("break.log"));
        assert!(!error.contains("\n60\n"), "only the last lines are shown");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = step(&place(&folder), "x", Command::new("no-such-program-here")).unwrap_err();
        assert!(error.to_string().contains("no-such-program-here"));
    }
}
