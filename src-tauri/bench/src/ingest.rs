//! Loading: from the bytes that came to rows committed, and the same bytes a second time.
//!
//! Page by page in turns, ours and the peer's, so that whatever else the machine does falls on both.

use crate::clock::{Took, time};
use crate::corpus::{self, KINDS};
use crate::error::{Error, Result};
use crate::figure::Unit;
use crate::ours::Ours;
use crate::peer::{self, Peer};
use crate::tell::Teller;
use crate::times::Report;
use model::Kind;

/// Records of a kind, and what both sides took for them.
#[derive(Debug, Clone, Copy)]
struct Load {
    records: u64,
    ours: Took,
    peer: Took,
}

/// Loads everything; the figures are of the kinds that are many.
pub fn load(scale: u64, ours: &Ours, peer: &mut Peer, report: &mut Report) -> Result<()> {
    for kind in KINDS {
        let load = pass(scale, kind, ours, peer, "Loading")?;
        if matches!(kind, Kind::Message | Kind::Delivery) {
            figures(report, &format!("ingest.{}", plural(kind)), load);
        }
    }
    Ok(())
}

/// Loads the messages again; nothing may be written.
pub fn again(scale: u64, ours: &Ours, peer: &mut Peer, report: &mut Report) -> Result<()> {
    let revision = ours.store.revision();
    let load = pass(scale, Kind::Message, ours, peer, "Loading unchanged")?;
    if ours.store.revision() != revision {
        let what = "Loading the same again".to_owned();
        return Err(Error::Disagree { what, ours: ours.store.revision() - revision, peer: 0 });
    }
    figures(report, "resync.messages", load);
    Ok(())
}

fn pass(scale: u64, kind: Kind, ours: &Ours, peer: &mut Peer, doing: &str) -> Result<Load> {
    let mut load = Load { records: 0, ours: Took::default(), peer: Took::default() };
    let mut teller = Teller::new();
    for page in corpus::pages(scale, kind) {
        let page = page?;
        let (written, took) = time(|| ours.load(kind, &page));
        load.ours += took;
        let (written_by_peer, took) = time(|| peer.load(kind, &page));
        load.peer += took;
        let (ours, peer) = (written?, written_by_peer?);
        if ours != peer {
            return Err(Error::Disagree { what: format!("{doing} {}", plural(kind)), ours, peer });
        }
        load.records += page.len() as u64;
        teller.tell(|| format!("{doing} {}: {}", plural(kind), load.records));
    }
    Ok(load)
}

fn figures(report: &mut Report, name: &str, load: Load) {
    let rate = |took: Option<std::time::Duration>| {
        took.map(|took| load.records as f64 / took.as_secs_f64()).filter(|rate| rate.is_finite())
    };
    report.add(name, Unit::RowsPerSecond, rate(Some(load.ours.wall)), peer::NAME, rate(Some(load.peer.wall)));
    let cpu = format!("{name}.cpu");
    report.add(&cpu, Unit::RowsPerCpuSecond, rate(load.ours.cpu), peer::NAME, rate(load.peer.cpu));
}

const fn plural(kind: Kind) -> &'static str {
    provider::log_api::wire::path(kind)
}
