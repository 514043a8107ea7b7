//! `register` and `identify`: what was handed out, and whether the book still tells the truth.

use crate::args::{Global, Register};
use crate::door;
use crate::end::End;
use crate::out::{Out, table};
use api::calls::exports::Identify;
use api::calls::register::{List, Verify};
use api::{Asker, Desk, Entry, Stamp};
use std::path::Path;

pub fn run(global: &Global, out: &Out, what: &Register) -> Result<(), End> {
    let (desk, asker) = door::unlocked(global)?;
    match what {
        Register::List { limit } => list(&desk, asker, out, *limit),
        Register::Verify => verify(&desk, asker, out),
    }
}

fn list(desk: &Desk, asker: Asker, out: &Out, limit: usize) -> Result<(), End> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let page = desk.ask(asker, List { from: entries.len() as u64, len: limit - entries.len() })?;
        let last = page.entries.is_empty();
        entries.extend(page.entries);
        if last || entries.len() >= limit {
            break;
        }
    }
    let heads = ["#", "Time", "Person", "What", "Purpose"].map(str::to_owned);
    let row = |e: &Entry| {
        let purpose = e.detail.get("purpose").map(ToString::to_string).unwrap_or_default();
        vec![
            e.number.to_string(),
            Stamp::utc(e.at).to_rfc3339(),
            e.person.clone(),
            e.kind.as_str().to_owned(),
            purpose,
        ]
    };
    out.result(&entries, || table(&heads, &entries.iter().map(row).collect::<Vec<_>>()))
}

fn verify(desk: &Desk, asker: Asker, out: &Out) -> Result<(), End> {
    let verdict = desk.ask(asker, Verify {})?;
    let words = || {
        if verdict.faults.is_empty() {
            return format!("{} entries, unbroken. Head {}", verdict.entries, verdict.head);
        }
        let faults: Vec<String> = verdict.faults.iter().map(|fault| fault.words.clone()).collect();
        format!("The register is broken.\n{}", faults.join("\n"))
    };
    out.result(&verdict, words)?;
    if verdict.faults.is_empty() { Ok(()) } else { Err(End::Damaged) }
}

pub fn identify(global: &Global, out: &Out, file: &Path) -> Result<(), End> {
    let (desk, asker) = door::unlocked(global)?;
    let path = std::path::absolute(file)?.display().to_string();
    let found = desk.ask(asker, Identify { path })?;
    out.result(&found, || found.words.clone())?;
    if found.unaltered { Ok(()) } else { Err(End::Damaged) }
}
