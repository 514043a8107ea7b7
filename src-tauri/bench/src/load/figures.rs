//! What loading tells, as figures.

use super::{Facts, Load, Phase};
use crate::clock::Took;
use crate::figure::Unit;
use crate::plain;
use crate::report::Report;
use std::time::Duration;

/// Rates, sums, memory and sizes; `peer` is absent where it was not loaded.
pub fn figures(ours: &Facts, peer: Option<&Facts>, report: &mut Report) {
    for kind in ["messages", "deliveries"] {
        rates(report, &format!("ingest.{kind}"), ours, peer, |load| load.kind == kind);
        let large = |load: &Load| load.kind == kind && load.phase == Phase::Large;
        rates(report, &format!("ingest.large.{kind}"), ours, peer, large);
        let per_row = |facts: &Facts| rate(facts, |load| load.kind == kind, |took| took.cpu).map(f64::recip);
        let ratio = peer.and_then(per_row).zip(per_row(ours)).map(|(peer, ours)| ours / peer);
        report.add(&format!("against.ingest.{kind}"), Unit::Times, ratio, plain::NAME, peer.map(|_| 1.0));
    }
    let without_deliveries = |facts: &Facts| computed(facts, |load| load.kind != "deliveries");
    let peers = peer.and_then(without_deliveries);
    report.add("first_load.messages.cpu", Unit::CpuSeconds, without_deliveries(ours), plain::NAME, peers);
    report.add("first_load.all.cpu", Unit::CpuSeconds, seconds(ours), plain::NAME, peer.and_then(seconds));
    memory(ours, peer, report);
    let megabytes = |facts: &Facts| facts.bytes as f64 / 1e6;
    report.add("size.file", Unit::Megabytes, Some(megabytes(ours)), plain::NAME, peer.map(megabytes));
}

fn memory(ours: &Facts, peer: Option<&Facts>, report: &mut Report) {
    let megabytes = |bytes: Option<u64>| bytes.map(|bytes| bytes as f64 / 1e6);
    let of_peer = megabytes(peer.and_then(|peer| peer.peak));
    let each = [
        ("memory.peak", ours.peak.max(ours.peak_asked)),
        ("memory.peak_while_loading", ours.peak),
        ("memory.peak_while_loading_and_asking", ours.peak_asked),
    ];
    for (name, bytes) in each {
        report.add(name, Unit::Megabytes, megabytes(bytes), "plain SQLite, loading", of_peer);
    }
}

fn rates(report: &mut Report, name: &str, ours: &Facts, peer: Option<&Facts>, which: impl Fn(&Load) -> bool) {
    let wall = |facts: &Facts| rate(facts, &which, |took| Some(took.wall));
    let cpu = |facts: &Facts| rate(facts, &which, |took| took.cpu);
    report.add(&format!("{name}.wall"), Unit::RowsPerSecond, wall(ours), plain::NAME, peer.and_then(wall));
    report.add(&format!("{name}.cpu"), Unit::RowsPerCpuSecond, cpu(ours), plain::NAME, peer.and_then(cpu));
}

/// Rows a second; `None` where nothing came or the system does not tell.
fn rate(
    facts: &Facts,
    which: impl Fn(&Load) -> bool,
    time: impl Fn(&Took) -> Option<Duration>,
) -> Option<f64> {
    let loads: Vec<&Load> = facts.loads.iter().filter(|load| which(load) && load.records > 0).collect();
    let records: u64 = loads.iter().map(|load| load.records).sum();
    let took: Duration = loads.iter().map(|load| time(&load.took)).sum::<Option<_>>()?;
    Some(records as f64 / took.as_secs_f64()).filter(|rate| records > 0 && rate.is_finite())
}

/// Computed until nothing was left to do.
fn seconds(facts: &Facts) -> Option<f64> {
    Some(computed(facts, |_| true)? + facts.settled.cpu.unwrap_or_default().as_secs_f64())
}

/// Computed while these came, merges of the index among them.
fn computed(facts: &Facts, which: impl Fn(&Load) -> bool) -> Option<f64> {
    let loads = facts.loads.iter().filter(|load| load.records > 0 && which(load)).map(|load| load.took.cpu);
    Some(loads.sum::<Option<Duration>>()?.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(kind: &str, phase: Phase, records: u64, cpu: u64) -> Load {
        let took = Took { wall: Duration::from_secs(cpu * 2), cpu: Some(Duration::from_secs(cpu)) };
        Load { kind: kind.to_owned(), phase, records, took }
    }

    #[test]
    fn rates_are_of_what_is_named_and_the_first_load_is_of_all() {
        let facts = Facts {
            scale: 1,
            loads: vec![
                load("sessions", Phase::First, 100, 1),
                load("messages", Phase::First, 900, 9),
                load("messages", Phase::Large, 100, 2),
                load("deliveries", Phase::First, 0, 5),
            ],
            settled: Took { wall: Duration::ZERO, cpu: Some(Duration::from_secs(3)) },
            peak: Some(2_000_000),
            peak_asked: Some(3_000_000),
            bytes: 10_000_000,
        };
        let mut report = Report::new(1, None);
        figures(&facts, None, &mut report);
        let figures = report.done().expect("figures");
        let value = |name: &str| figures.iter().find(|f| f.name == name).and_then(|f| f.value);
        assert_eq!(value("ingest.messages.cpu"), Some(1_000.0 / 11.0));
        assert_eq!(value("ingest.large.messages.cpu"), Some(50.0));
        assert_eq!(value("ingest.deliveries.cpu"), None);
        assert_eq!((value("first_load.messages.cpu"), value("first_load.all.cpu")), (Some(12.0), Some(15.0)));
        assert_eq!((value("memory.peak"), value("size.file")), (Some(3.0), Some(10.0)));
    }
}
