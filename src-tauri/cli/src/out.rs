//! What is printed, and where. Standard output is for results, standard error for everything else.

use crate::end::End;
use api::Fault;
use serde::Serialize;
use serde_json::json;
use std::io::{IsTerminal, Write};

pub struct Out {
    pub json: bool,
}

impl Out {
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Does a person read standard output as it comes?
    pub fn to_terminal() -> bool {
        std::io::stdout().is_terminal()
    }

    /// One JSON document, or the words for people.
    pub fn result(&self, document: &impl Serialize, words: impl FnOnce() -> String) -> Result<(), End> {
        let text = if self.json {
            serde_json::to_string(document).map_err(|error| End::System(error.to_string()))?
        } else {
            words()
        };
        print(&text)
    }

    /// A line of JSON while something runs; for people there is the progress bar.
    pub fn line(&self, document: &impl Serialize) -> Result<(), End> {
        if self.json { self.result(document, String::new) } else { Ok(()) }
    }

    pub fn complain(&self, words: &str, fault: Option<&Fault>) {
        if self.json {
            let document = json!({ "error": fault.map_or_else(|| json!({ "what": words }), |f| json!(f)) });
            // Standard error may be closed; there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "{document}");
        } else {
            let _ = writeln!(std::io::stderr(), "counterfoil: {words}");
        }
    }
}

/// A reader that has gone away (`| head`) is not an error of ours.
pub fn print(text: &str) -> Result<(), End> {
    match writeln!(std::io::stdout(), "{text}").and_then(|()| std::io::stdout().flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Columns aligned with spaces; a cell is cut at `WIDEST` characters and shown without control characters.
pub fn table(heads: &[String], rows: &[Vec<String>]) -> String {
    const WIDEST: usize = 48;
    let tidy = |cell: &String| -> String {
        let cell: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let short: String = cell.chars().take(WIDEST).collect();
        if short.len() < cell.len() { short + "…" } else { short }
    };
    let lines: Vec<Vec<String>> = std::iter::once(heads)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|row| row.iter().map(tidy).collect())
        .collect();
    let width = |column: usize| {
        lines.iter().filter_map(|l| l.get(column)).map(|c| c.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |cells: &Vec<String>| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| {
            let fill = " ".repeat(width.saturating_sub(cell.chars().count()));
            format!("{cell}{fill}")
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
