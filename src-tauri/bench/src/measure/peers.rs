//! The peers' part of a run: loaded, asked everything, and out of the way before ours is.

use super::told::Told;
use super::{export, questions, resync, scan, window};
use crate::error::{Error, Result};
use crate::folders::{Folders, Side};
use crate::limits::TOGETHER_MOST;
use crate::load::{self, Facts};
use crate::options::Options;
use crate::peer::{Peer, Tool};
use crate::plain::{self, Plain};
use crate::report::Report;
use crate::tell;

/// What loading plain SQLite told, and what each peer that takes part did.
pub struct Peers {
    pub plain: Option<Facts>,
    pub told: Vec<Told>,
}

impl Peers {
    /// What plain SQLite told, if it takes part.
    pub fn plain(&self) -> Option<&Told> {
        self.told.iter().find(|told| told.ending == plain::ENDING)
    }
}

/// Asks those that were not asked in an earlier run.
pub fn ask(options: &Options, folders: &Folders, report: &Report) -> Result<Peers> {
    let scale = options.scale;
    let mut endings: Vec<&'static str> = options.peers.sqlite.then_some(plain::ENDING).into_iter().collect();
    endings.extend(options.peers.tools.iter().map(|tool| tool.ending()));
    let mut told: Vec<Told> =
        endings.iter().filter_map(|ending| Told::kept(folders, ending, scale)).collect();
    let missing = |told: &[Told], ending: &str| !told.iter().any(|told| told.ending == ending);
    if endings.iter().all(|ending| !missing(&told, ending)) {
        let plain = if endings.is_empty() { None } else { Some(load::kept(Side::Plain, scale, folders)?) };
        return Ok(Peers { plain, told });
    }
    let plain = load::ensure(Side::Plain, scale, folders, options.from.is_some())?;
    let keep = |told: Told| -> Result<Told> {
        if options.keep.is_some() && report.whole() {
            told.keep(folders)?;
        }
        Ok(told)
    };
    if options.peers.sqlite && missing(&told, plain::ENDING) {
        told.insert(0, keep(of_plain(folders, report)?)?);
    }
    for tool in &options.peers.tools {
        if missing(&told, tool.ending()) {
            told.push(keep(of_tool(*tool, folders, report)?)?);
        }
    }
    if scale > TOGETHER_MOST {
        folders.clear_stores(Side::Plain)?;
    }
    Ok(Peers { plain: Some(plain), told })
}

fn of_plain(folders: &Folders, report: &Report) -> Result<Told> {
    let mut plain = Plain::open(&folders.plain())?;
    let mut told = blank(report.scale, plain::NAME, plain::ENDING);
    window::of_plain(&plain, report, &mut told)?;
    scan::of_plain(&plain, report, &mut told)?;
    questions::of_peer(&mut plain, report, &mut told)?;
    drop(plain);
    resync::of_plain(folders, report, &mut told)?;
    export::of_pipe(folders, report, &mut told)?;
    Ok(told)
}

/// One that cannot be asked is there with its reason.
fn of_tool(tool: Tool, folders: &Folders, report: &Report) -> Result<Told> {
    let mut told = blank(report.scale, tool.name(), tool.ending());
    if !["filter", "search"].iter().any(|kind| report.wants(kind)) {
        return Ok(told);
    }
    let asked = tool
        .start(report.scale, folders)
        .and_then(|mut peer: Box<dyn Peer>| questions::of_peer(peer.as_mut(), report, &mut told));
    match asked {
        Err(Error::Peer { peer, said }) => {
            let reason = format!("{peer}: {said}");
            tell::say(&reason);
            told.absent = Some(reason);
            Ok(told)
        }
        other => other.map(|()| told),
    }
}

fn blank(scale: u64, peer: &str, ending: &str) -> Told {
    Told { scale, peer: peer.to_owned(), ending: ending.to_owned(), ..Told::default() }
}
