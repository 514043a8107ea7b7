//! Reading every message through SQL: what the cipher costs where no index helps.

use super::told::Told;
use crate::clock::time;
use crate::error::{Error, Result};
use crate::figure::Unit;
use crate::limits::SCANS;
use crate::ours::{Asker, Found};
use crate::plain::{self, Plain};
use crate::report::Report;
use crate::stats::Runs;
use crate::tell;

const NAME: &str = "against.scan";
const SQL: &str = "SELECT sum(length(text)) FROM message";

pub fn ask(asker: &Asker<'_>, plain: Option<&Told>, report: &mut Report) -> Result<()> {
    if !report.wants(NAME) {
        return Ok(());
    }
    tell::say(&format!("Asking: {NAME}"));
    let (ours, read) = runs(|| asker.scan(SQL))?;
    let peers = plain.map(|told| told.runs(NAME)).unwrap_or_default();
    if let Some((_, theirs)) =
        plain.and_then(|told| told.found.get(NAME)).filter(|(_, theirs)| *theirs != read)
    {
        let (what, peer) = (NAME.to_owned(), plain::NAME.to_owned());
        return Err(Error::Disagree { what, peer, ours: read, theirs: *theirs });
    }
    let times = ours.cpu(0.5).zip(peers.cpu(0.5)).map(|(ours, peer)| ours / peer);
    report.add(NAME, Unit::Times, times, plain::NAME, times.map(|_| 1.0));
    report.add("scan.messages.cpu", Unit::CpuMillis, ours.cpu(0.5), plain::NAME, peers.cpu(0.5));
    Ok(())
}

pub fn of_plain(plain: &Plain, report: &Report, told: &mut Told) -> Result<()> {
    if report.wants(NAME) {
        tell::say(&format!("Asking plain SQLite: {NAME}"));
        let (runs, read) = runs(|| Ok(plain.conn.query_row(SQL, [], |row| row.get(0))?))?;
        told.found.insert(NAME.to_owned(), (Found::default(), read));
        told.runs.insert(NAME.to_owned(), runs);
    }
    Ok(())
}

/// After one that does not count; with the number of characters that were read.
fn runs(scan: impl Fn() -> Result<i64>) -> Result<(Runs, u64)> {
    let mut read = scan()?;
    let mut runs = Runs::default();
    for _ in 0..SCANS {
        let (characters, took) = time(&scan);
        read = characters?;
        runs.push(took);
    }
    Ok((runs, read.unsigned_abs()))
}
