//! Messages under random identifiers beside the demo's counted ones: a unique index over random names takes
//! each new one at another place.

use crate::clock::{Took, time};
use crate::corpus::{self, Ids};
use crate::error::Result;
use crate::figure::Unit;
use crate::folders::Folders;
use crate::limits::RANDOM_MOST;
use crate::ours::Ours;
use crate::report::Report;
use crate::tell::Teller;
use model::Kind;
use std::time::Duration;

/// Loads messages alone into two stores of their own, which go again.
pub fn compare(report: &mut Report) -> Result<()> {
    let name = "ingest.random_ids";
    if !report.wants(name) {
        return Ok(());
    }
    let scale = report.scale.min(RANDOM_MOST);
    let (counted, random) = (load(scale, Ids::Counted)?, load(scale, Ids::Random)?);
    let rate = |time: Option<Duration>| time.map(|time| scale as f64 / time.as_secs_f64());
    let peer = "ours, counted identifiers";
    let (wall, cpu) = (format!("{name}.wall"), format!("{name}.cpu"));
    report.add(&wall, Unit::RowsPerSecond, rate(Some(random.wall)), peer, rate(Some(counted.wall)));
    report.add(&cpu, Unit::RowsPerCpuSecond, rate(random.cpu), peer, rate(counted.cpu));
    Ok(())
}

/// Messages alone, straight into a store that goes again; making them is no part of it.
pub fn load(scale: u64, ids: Ids) -> Result<Took> {
    let folders = Folders::passing()?;
    let ours = Ours::create(&folders.store())?;
    let (mut took, mut records) = (Took::default(), 0);
    let mut teller = Teller::new();
    let mut pages = corpus::pages(scale, Kind::Message, ids);
    loop {
        let some = pages.by_ref().take(sync::limits::TOGETHER).collect::<Result<Vec<_>>>()?;
        if some.is_empty() {
            break;
        }
        let (written, of_pages) = time(|| ours.load(Kind::Message, &some));
        took += of_pages;
        records += written?;
        teller.tell(|| format!("Loading messages, {ids:?} identifiers: {records}"));
    }
    ours.close()?;
    Ok(took)
}
