//! The process that loads one side.

use super::{Facts, Load, Phase};
use crate::clock::{Took, time};
use crate::corpus::{self, FEW, Ids, Page};
use crate::error::{Error, Result};
use crate::folders::{Folders, Side, bytes};
use crate::limits::{FIRST_LOAD, LARGE_LOAD, PAGE};
use crate::ours::{Asker, Ours};
use crate::plain::Plain;
use crate::tell::Teller;
use crate::{memory, question};
use model::Kind;
use provider::log_api::wire;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// The hidden word that makes this program the child.
pub const VERB: &str = "load-child";

/// Starts this program anew; returns what it wrote.
pub fn start(words: &[&OsStr]) -> Result<Vec<u8>> {
    let program = std::env::current_exe().map_err(Error::disk("this program"))?;
    let mut command = Command::new(&program);
    command.args(words).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(Error::disk(program))?;
    if !output.status.success() {
        return Err(Error::Program {
            program: "A part of the benchmark".to_owned(),
            said: output.status.to_string(),
        });
    }
    Ok(output.stdout)
}

/// What the child does.
pub fn run(side: Side, scale: u64, root: &Path) -> Result<Facts> {
    let folders = Folders::kept(root)?;
    match side {
        Side::Ours => of_ours(scale, &folders),
        Side::Plain => of_plain(scale, &folders),
    }
}

fn of_ours(scale: u64, folders: &Folders) -> Result<Facts> {
    let ours = Ours::create(&folders.store())?;
    // Making a key costs its derivation's memory, and is not what is measured.
    memory::forget_peak();
    let mut course = Course::new(scale, |kind, pages: &[Page]| ours.load(kind, pages));
    course.until_large()?;
    let peak = memory::peak();
    memory::forget_peak();
    let asker = ours.asker();
    let done = AtomicBool::new(false);
    let asked = std::thread::scope(|scope| {
        let asking = scope.spawn(|| ask_until(&asker, scale, &done));
        let last = course.last(Phase::Asked);
        done.store(true, Ordering::Relaxed);
        last?;
        asking
            .join()
            .unwrap_or_else(|_| Err(Error::Program { program: "Asking".into(), said: "a panic".into() }))
    });
    asked?;
    let peak_asked = memory::peak();
    let loads = course.loads;
    let (settled, took) = time(|| ours.settle());
    settled?;
    ours.close()?;
    let bytes = bytes(&folders.store());
    Ok(Facts { scale, loads, settled: took, peak, peak_asked, bytes })
}

/// Every question again and again, until the store is loaded; each at least once.
fn ask_until(asker: &Asker<'_>, scale: u64, done: &AtomicBool) -> Result<()> {
    let questions = question::all(&corpus::order_number(scale));
    loop {
        for question in &questions {
            asker.ask(question)?;
        }
        if done.load(Ordering::Relaxed) {
            return Ok(());
        }
    }
}

fn of_plain(scale: u64, folders: &Folders) -> Result<Facts> {
    let mut plain = Plain::create(&folders.plain())?;
    memory::forget_peak();
    let mut course = Course::new(scale, |kind, pages: &[Page]| plain.load(kind, pages));
    course.until_large()?;
    course.last(Phase::Large)?;
    let loads = course.loads;
    let peak = memory::peak();
    plain.close()?;
    let bytes = bytes(&folders.plain());
    Ok(Facts { scale, loads, settled: Took::default(), peak, peak_asked: None, bytes })
}

/// Loads everything in the order that makes the last of messages and deliveries come into a large store.
struct Course<F> {
    scale: u64,
    load: F,
    loads: Vec<Load>,
    many: Vec<Many>,
    teller: Teller,
}

/// A kind of which there are many, and how far it is loaded.
struct Many {
    kind: Kind,
    pages: Box<dyn Iterator<Item = Result<Page>>>,
    records: u64,
}

impl<F: FnMut(Kind, &[Page]) -> Result<u64>> Course<F> {
    fn new(scale: u64, load: F) -> Self {
        let many = [Kind::Message, Kind::Delivery].map(|kind| Many {
            kind,
            pages: Box::new(corpus::pages(scale, kind, Ids::Counted)),
            records: 0,
        });
        Self { scale, load, loads: Vec::new(), many: many.into(), teller: Teller::new() }
    }

    /// Everything but the last part.
    fn until_large(&mut self) -> Result<()> {
        for kind in FEW {
            let mut few =
                Many { kind, pages: Box::new(corpus::pages(self.scale, kind, Ids::Counted)), records: 0 };
            self.stretch(&mut few, u64::MAX, Phase::First)?;
        }
        self.each(FIRST_LOAD, Phase::First)?;
        self.each(LARGE_LOAD, Phase::Large)
    }

    fn last(&mut self, phase: Phase) -> Result<()> {
        self.each(u64::MAX, phase)
    }

    /// Messages, then deliveries, up to so many in a hundred.
    fn each(&mut self, share: u64, phase: Phase) -> Result<()> {
        let until = if share == u64::MAX { share } else { self.scale * share / 100 };
        let mut many = std::mem::take(&mut self.many);
        for one in &mut many {
            self.stretch(one, until, phase)?;
        }
        self.many = many;
        Ok(())
    }

    fn stretch(&mut self, many: &mut Many, until: u64, phase: Phase) -> Result<()> {
        let kind = many.kind;
        let mut load = Load { kind: wire::path(kind).to_owned(), phase, records: 0, took: Took::default() };
        while many.records < until {
            let most = usize::try_from((until - many.records).div_ceil(PAGE as u64)).unwrap_or(usize::MAX);
            let pages: Vec<Page> =
                many.pages.by_ref().take(most.min(together(phase))).collect::<Result<_>>()?;
            if pages.is_empty() {
                break;
            }
            let (written, took) = time(|| (self.load)(kind, &pages));
            load.took += took;
            let records: u64 = pages.iter().map(|page| page.len() as u64).sum();
            if written? != records {
                return Err(Error::Record(format!("a page of {} was not written whole", load.kind)));
            }
            load.records += records;
            many.records += records;
            self.teller.tell(|| format!("Loading {}: {}", load.kind, many.records));
        }
        self.loads.push(load);
        Ok(())
    }
}

/// Pages a transaction: a first load puts some together, later syncs do not.
const fn together(phase: Phase) -> usize {
    match phase {
        Phase::First => sync::limits::TOGETHER,
        Phase::Large | Phase::Asked => 1,
    }
}
