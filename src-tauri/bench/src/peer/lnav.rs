//! lnav, the log viewer, on the messages as a log file: a time, and the folded text, a line each.
//!
//! It reads its file anew at each start. That is not counted: each run asks several times, and what counts is
//! the time between one answer's file and the next.

use super::{Peer, fault, tools};
use crate::clock::Took;
use crate::error::{Error, Result};
use crate::folders::Folders;
use crate::limits::{LNAV_MOST, WINDOW};
use crate::ours::Found;
use crate::plain::Plain;
use crate::question::{Question, Work};
use crate::stats::Runs;
use query::Subject;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

pub const NAME: &str = "lnav";
/// Answers in one run; the first one waits for the file to be read.
const ANSWERS: usize = 6;

pub struct Lnav {
    program: PathBuf,
    /// Its settings and what it remembers, so that a person's own stay out of it.
    home: PathBuf,
    log: PathBuf,
}

impl Lnav {
    pub fn start(scale: u64, folders: &Folders) -> Result<Self> {
        let program = tools::find("lnav").ok_or_else(|| Error::peer(NAME, "is not installed"))?;
        if scale > LNAV_MOST {
            let said =
                format!("is not asked above {LNAV_MOST} messages: it indexes its files anew at each start");
            return Err(Error::peer(NAME, said));
        }
        let (home, log) = (folders.out("lnav"), folders.out("messages.log"));
        std::fs::create_dir_all(&home).map_err(fault(NAME))?;
        write(folders, &log)?;
        Ok(Self { program, home, log })
    }

    /// Asks each statement in one run, one after the other; gives the files it wrote the answers to.
    fn run(&self, statements: &[String]) -> Result<Vec<PathBuf>> {
        let mut command = Command::new(&self.program);
        command.arg("-n").env("HOME", &self.home).env("XDG_CONFIG_HOME", &self.home);
        let file = |number: usize| self.home.join(format!("answer-{number}.csv"));
        // It leaves the file of an empty answer as it was.
        for number in 0..statements.len() {
            let _ = std::fs::remove_file(file(number));
        }
        for (number, sql) in statements.iter().enumerate() {
            let to = format!(":write-csv-to {}", file(number).display());
            command.args(["-c", &format!(";{sql}"), "-c", &to]);
        }
        let output = command.arg(&self.log).stdin(Stdio::null()).output().map_err(fault(NAME))?;
        if !output.status.success() {
            return Err(Error::peer(NAME, output.status));
        }
        Ok((0..statements.len()).map(file).collect())
    }
}

/// The lines of an answer, without its head.
fn lines(file: &PathBuf) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().skip(1).map(str::to_owned).collect()
}

/// The count, and what the question wants of the rows: the last of them, or their number.
fn statements(question: &Question) -> (String, String) {
    let words = question.words.iter().map(|word| index::fold(word).replace('\'', "''"));
    let condition: Vec<String> = words.map(|word| format!("log_text LIKE '%{word}%'")).collect();
    let rows = format!("FROM all_logs WHERE {}", condition.join(" AND "));
    let count = format!("SELECT count(*) {rows}");
    let wanted = match question.work {
        Work::Count => count.clone(),
        _ if question.barren => count.clone(),
        _ => format!("SELECT log_line {rows} ORDER BY log_line DESC LIMIT {WINDOW}"),
    };
    (count, wanted)
}

impl Peer for Lnav {
    fn name(&self) -> &'static str {
        NAME
    }

    /// It knows the lines alone.
    fn can(&self, question: &Question) -> bool {
        question.subject == Subject::Messages && question.chips.is_empty()
    }

    fn check(&mut self, question: &Question) -> Result<(Found, u64)> {
        let (count, wanted) = statements(question);
        let answers = self.run(&[count, wanted])?;
        let answers = answers.iter().map(lines).collect::<Vec<_>>();
        let [counted, listed] = answers.as_slice() else {
            return Err(Error::peer(NAME, "it gave no answer"));
        };
        let count = counted.first().and_then(|line| line.trim().parse().ok());
        let count = count.ok_or_else(|| Error::peer(NAME, "it gave no count"))?;
        let found = match question.work {
            Work::Count => Found { count: Some(count), ..Found::default() },
            _ if question.barren => Found::default(),
            _ => Found { rows: listed.len(), ..Found::default() },
        };
        Ok((found, count))
    }

    fn runs(&mut self, question: &Question) -> Result<Runs> {
        let answers = self.run(&vec![statements(question).1; ANSWERS])?;
        // Without a file nothing was found, and nothing is compared.
        let written = |file: &PathBuf| file.metadata().and_then(|meta| meta.modified()).ok();
        let times: Vec<SystemTime> = answers.iter().filter_map(written).collect();
        let mut runs = Runs::default();
        for (before, after) in times.iter().zip(times.iter().skip(1)) {
            let wall = after.duration_since(*before).unwrap_or_default();
            runs.push(Took { wall, cpu: None });
        }
        Ok(runs)
    }
}

/// A line a message, in the order of time. The end of a line within a text becomes a sign for it.
fn write(folders: &Folders, log: &Path) -> Result<()> {
    let plain = Plain::open(&folders.plain())?;
    let mut out = BufWriter::new(File::create(log).map_err(fault(NAME))?);
    let sql = "SELECT strftime('%Y-%m-%dT%H:%M:%f', at / 1000.0, 'unixepoch'), text, caption FROM message ORDER BY at, id";
    let mut statement = plain.conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (at, text, caption): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let said = index::fold(&format!("{text}\n{}", caption.unwrap_or_default()));
        let line: String = said.chars().map(|c| if c.is_control() { '\u{2424}' } else { c }).collect();
        writeln!(out, "{at} {line}").map_err(fault(NAME))?;
    }
    out.flush().map_err(fault(NAME))
}
