//! The same messages again: nothing may be written.

use super::told::Told;
use crate::clock::{Took, time};
use crate::corpus::{self, Ids, Page};
use crate::error::{Error, Result};
use crate::figure::Unit;
use crate::folders::Folders;
use crate::limits::RESYNC_MOST;
use crate::ours::Ours;
use crate::plain::{self, Plain};
use crate::report::Report;
use crate::stats::Runs;
use crate::tell::Teller;
use model::Kind;
use std::slice;
use std::time::Duration;

const NAME: &str = "resync.messages";

pub fn ask(ours: &Ours, plain: Option<&Told>, report: &mut Report) -> Result<()> {
    if !report.wants(NAME) {
        return Ok(());
    }
    let revision = ours.store.revision();
    let took = again(report.scale, |page| ours.load(Kind::Message, slice::from_ref(page)))?;
    if ours.store.revision() != revision {
        return Err(written("the store", 1));
    }
    let peer = plain.map(|told| told.runs(NAME)).unwrap_or_default();
    let records = report.scale.min(RESYNC_MOST) as f64;
    let rate = |time: Option<Duration>| time.map(|time| records / time.as_secs_f64());
    let of_peer = |millis: Option<f64>| millis.map(|millis| records / (millis / 1000.0));
    let (wall, cpu) = (format!("{NAME}.wall"), format!("{NAME}.cpu"));
    report.add(&wall, Unit::RowsPerSecond, rate(Some(took.wall)), plain::NAME, of_peer(peer.wall(0.5)));
    report.add(&cpu, Unit::RowsPerCpuSecond, rate(took.cpu), plain::NAME, of_peer(peer.cpu(0.5)));
    Ok(())
}

pub fn of_plain(folders: &Folders, report: &Report, told: &mut Told) -> Result<()> {
    if report.wants(NAME) {
        let mut plain = Plain::reopen(&folders.plain())?;
        let mut runs = Runs::default();
        runs.push(again(report.scale, |page| plain.load(Kind::Message, slice::from_ref(page)))?);
        told.runs.insert(NAME.to_owned(), runs);
    }
    Ok(())
}

fn again(scale: u64, mut load: impl FnMut(&Page) -> Result<u64>) -> Result<Took> {
    let (mut took, mut records) = (Took::default(), 0);
    let mut teller = Teller::new();
    for page in corpus::pages(scale, Kind::Message, Ids::Counted) {
        let page = page?;
        let (done, of_page) = time(|| load(&page));
        took += of_page;
        records += page.len() as u64;
        match done? {
            0 => teller.tell(|| format!("Loading unchanged messages: {records}")),
            some => return Err(written("a page", some)),
        }
        if records >= RESYNC_MOST {
            break;
        }
    }
    Ok(took)
}

fn written(peer: &str, ours: u64) -> Error {
    Error::Disagree { what: "Loading the same again".to_owned(), peer: peer.to_owned(), ours, theirs: 0 }
}
