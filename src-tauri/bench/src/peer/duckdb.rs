//! DuckDB, through its Python module: a process that answers statements, a line each.
//!
//! It holds the columns that the questions read, and texts folded; raw records, requests and responses are
//! left out, which only makes it faster.

use super::{SqlPeer, fault, tools};
use crate::error::{Error, Result};
use crate::folders::Folders;
use crate::plain::Plain;
use crate::question::Dialect;
use crate::tell::{self, Teller};
use rusqlite::types::ValueRef;
use serde::Deserialize;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub const NAME: &str = "DuckDB";
const SCRIPT: &str = include_str!("duckdb.py");

/// A table: its name, its columns there, and where they come from.
const TABLES: [(&str, &str, &str); 6] = [
    ("agent", "ext VARCHAR, name VARCHAR", "SELECT ext, name FROM agent"),
    ("template", "ext VARCHAR, name VARCHAR", "SELECT ext, name FROM template"),
    ("session_tag", "session BIGINT, tag VARCHAR", "SELECT session, tag FROM session_tag"),
    (
        "session",
        "id BIGINT, ext VARCHAR, created_at BIGINT, channel VARCHAR, channel_number VARCHAR, state VARCHAR,
         sender_name VARCHAR, recipient_name VARCHAR, agent_ext VARCHAR, campaign_ext VARCHAR",
        "SELECT id, ext, created_at, channel, channel_number, state, sender_name, recipient_name, agent_ext,
         campaign_ext FROM session",
    ),
    (
        "message",
        "id BIGINT, session_ext VARCHAR, \"at\" BIGINT, direction VARCHAR, person VARCHAR, kind VARCHAR,
         template_ext VARCHAR, text VARCHAR, caption VARCHAR",
        "SELECT id, session_ext, at, direction, person, kind, template_ext, text, caption FROM message",
    ),
    (
        "delivery",
        "id BIGINT, session_ext VARCHAR, recorded_at BIGINT, status VARCHAR, channel VARCHAR, recipient VARCHAR,
         name VARCHAR, response_code VARCHAR, category VARCHAR, company VARCHAR, recipient_type VARCHAR,
         template_ext VARCHAR",
        "SELECT id, session_ext, recorded_at, status, channel, recipient, name, response_code, category, company,
         recipient_type, template_ext FROM delivery",
    ),
];

pub struct DuckDb {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

/// Rows and the sum of their counts, or what went wrong.
#[derive(Deserialize)]
#[serde(untagged)]
enum Reply {
    Found(u64, u64),
    Fault(String),
}

impl DuckDb {
    /// Takes over what plain SQLite holds, unless that was done before.
    pub fn start(folders: &Folders) -> Result<Self> {
        let python = tools::python(NAME)?;
        let file = folders.duckdb();
        if !file.exists() {
            let half = folders.out("half.duckdb");
            let _ = std::fs::remove_file(&half);
            load(&python, &half, folders)?;
            std::fs::rename(&half, &file).map_err(Error::disk(&file))?;
        }
        let mut command = script(&python);
        let mut process = command
            .arg("ask")
            .arg(&file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(fault(NAME))?;
        let pipes = process.stdin.take().zip(process.stdout.take());
        let (to, from) = pipes.ok_or_else(|| Error::peer(NAME, "has no pipes"))?;
        Ok(Self { process, to, from: BufReader::new(from) })
    }

    fn say(&mut self, kind: &str, sql: &str) -> Result<(u64, u64)> {
        let line = serde_json::json!({"kind": kind, "sql": sql}).to_string() + "\n";
        self.to.write_all(line.as_bytes()).and_then(|()| self.to.flush()).map_err(fault(NAME))?;
        let mut said = String::new();
        self.from.read_line(&mut said).map_err(fault(NAME))?;
        match serde_json::from_str(&said) {
            Ok(Reply::Found(rows, sum)) => Ok((rows, sum)),
            Ok(Reply::Fault(why)) => Err(Error::peer(NAME, why)),
            Err(_) => Err(Error::peer(NAME, "it ended")),
        }
    }
}

impl SqlPeer for DuckDb {
    const NAME: &'static str = NAME;
    const DIALECT: Dialect = Dialect::Contains;

    fn count(&mut self, sql: &str) -> Result<u64> {
        Ok(self.say("count", sql)?.1)
    }

    fn page(&mut self, sql: &str) -> Result<usize> {
        Ok(usize::try_from(self.say("page", sql)?.0).unwrap_or(usize::MAX))
    }

    fn facet(&mut self, sql: &str) -> Result<(usize, u64)> {
        let (values, rows) = self.say("facet", sql)?;
        Ok((usize::try_from(values).unwrap_or(usize::MAX), rows))
    }
}

impl Drop for DuckDb {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}

fn script(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-c", SCRIPT]);
    command
}

fn load(python: &Path, file: &Path, folders: &Folders) -> Result<()> {
    let plain = Plain::open(&folders.plain())?;
    for (table, columns, sql) in TABLES {
        tell::say(&format!("Loading DuckDB: {table}"));
        let mut command = script(python);
        command.arg("load").arg(file).args([table, columns]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut process = command.spawn().map_err(fault(NAME))?;
        if let Some(pipe) = process.stdin.take() {
            csv(&plain, sql, BufWriter::new(pipe))?;
        }
        let status = process.wait().map_err(fault(NAME))?;
        if !status.success() {
            return Err(Error::peer(NAME, format!("loading {table} failed ({status})")));
        }
    }
    Ok(())
}

/// What the statement gives, as CSV; texts in quotation marks, nothing as `\N`.
fn csv(plain: &Plain, sql: &str, mut out: impl Write) -> Result<()> {
    let folds = sql.contains(" FROM message");
    let mut statement = plain.conn.prepare(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut line = String::new();
    let mut teller = Teller::new();
    let mut written: u64 = 0;
    while let Some(row) = rows.next()? {
        line.clear();
        for column in 0..columns {
            line.push_str(if column == 0 { "" } else { "," });
            match row.get_ref(column)? {
                ValueRef::Integer(number) => line.push_str(&number.to_string()),
                ValueRef::Text(text) => {
                    let text = String::from_utf8_lossy(text);
                    // The last two columns of a message are its texts.
                    let text =
                        if folds && column + 2 >= columns { index::fold(&text) } else { text.into_owned() };
                    line.push('"');
                    line.push_str(&text.replace('"', "\"\""));
                    line.push('"');
                }
                _ => line.push_str("\\N"),
            }
        }
        line.push('\n');
        out.write_all(line.as_bytes()).map_err(fault(NAME))?;
        written += 1;
        teller.tell(|| format!("Loading DuckDB: {written}"));
    }
    out.flush().map_err(fault(NAME))
}
