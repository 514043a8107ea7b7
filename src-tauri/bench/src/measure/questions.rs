//! All questions, asked of the peers and of ours; all must find the same.

use super::peers::Peers;
use super::told::Told;
use crate::clock::{Took, time};
use crate::corpus;
use crate::error::{Error, Result};
use crate::figure::Unit;
use crate::limits::ALL_FOUND;
use crate::ours::{Asker, Found};
use crate::peer::Peer;
use crate::plain;
use crate::question::{self, Question, Work};
use crate::report::Report;
use crate::stats::Runs;
use crate::tell;

/// What the questions of a group took together.
#[derive(Default)]
struct Group {
    name: String,
    ours: Runs,
    plain: Runs,
    /// The longest of the questions when each was asked for the first time, milliseconds.
    first: f64,
}

/// The questions that are asked in this run.
fn wanted(report: &Report) -> Vec<Question> {
    let mut questions = question::all(&corpus::order_number(report.scale));
    let of_all = |question: &Question| filters(question) && report.wants("against.filter");
    questions.retain(|question| report.wants(&question.name) || of_all(question));
    questions
}

fn filters(question: &Question) -> bool {
    question.work == Work::Whole && question.words.is_empty()
}

/// Asks a peer what it can answer.
pub fn of_peer(peer: &mut dyn Peer, report: &Report, told: &mut Told) -> Result<()> {
    for question in &wanted(report) {
        if !peer.can(question) {
            continue;
        }
        tell::say(&format!("Asking {}: {}", peer.name(), question.name));
        told.found.insert(question.name.clone(), peer.check(question)?);
        told.runs.insert(question.name.clone(), peer.runs(question)?);
    }
    Ok(())
}

/// Asks ours, and adds the figures of each question and of each group of questions.
pub fn ask(asker: &Asker<'_>, peers: &Peers, report: &mut Report) -> Result<()> {
    let mut groups: Vec<Group> = Vec::new();
    let mut worst: Option<f64> = None;
    for question in wanted(report) {
        let Some((ours, first)) = one(asker, peers, &question, report)? else { continue };
        let plain = peers.plain().map(|told| told.runs(&question.name)).unwrap_or_default();
        if filters(&question) {
            let ratio = ours.cpu(0.5).zip(plain.cpu(0.5)).map(|(ours, plain)| ours / plain);
            worst = worst.into_iter().chain(ratio).max_by(f64::total_cmp);
        }
        if groups.last().is_none_or(|group| group.name != question.group()) {
            groups.push(Group { name: question.group().to_owned(), ..Group::default() });
        }
        if let Some(group) = groups.last_mut() {
            group.ours.extend(&ours);
            group.plain.extend(&plain);
            group.first = group.first.max(first);
        }
    }
    for group in &groups {
        report.latencies(&group.name, name_of(peers), &group.ours, &group.plain);
        report.add(&format!("{}.first", group.name), Unit::Millis, Some(group.first), "", None);
    }
    // The worst of them, not their mean.
    report.add("against.filter", Unit::Times, worst, name_of(peers), worst.map(|_| 1.0));
    absent(peers, report);
    Ok(())
}

fn name_of(peers: &Peers) -> &'static str {
    if peers.plain().is_some() { plain::NAME } else { "not asked" }
}

/// The runs of ours; nothing when it finds nothing in a small store.
fn one(
    asker: &Asker<'_>,
    peers: &Peers,
    question: &Question,
    report: &mut Report,
) -> Result<Option<(Runs, f64)>> {
    tell::say(&format!("Asking: {}", question.name));
    let (found, first) = time(|| asker.ask(question));
    let (found, count) = (found?, asker.count(question)?);
    for told in &peers.told {
        check(question, told, &found, count)?;
    }
    match (count, question.barren) {
        (0, false) if report.scale < ALL_FOUND => {
            tell::say(&format!("{} finds nothing in so few messages and is left out", question.name));
            return Ok(None);
        }
        (0, false) => return Err(Error::Empty { what: question.name.clone() }),
        (1.., true) => return Err(disagree(question, "what must be nothing", count, 0)),
        _ => {}
    }
    let ours = Runs::of_ours(|_| asker.ask(question).map(drop))?;
    for told in &peers.told {
        let runs = told.runs(&question.name);
        if told.ending == plain::ENDING {
            report.latencies(&question.name, &told.peer, &ours, &runs);
        } else if !runs.is_empty() {
            report.beside(&question.name, &told.ending, &told.peer, &ours, &runs);
        }
    }
    if peers.plain().is_none() {
        report.latencies(&question.name, name_of(peers), &ours, &Runs::default());
    }
    report.add(&format!("{}.first", question.name), Unit::Millis, Some(millis(first)), "", None);
    Ok(Some((ours, millis(first))))
}

fn millis(took: Took) -> f64 {
    took.wall.as_secs_f64() * 1000.0
}

/// Both found the same: rows in all, rows in the window, values and rows of each facet.
fn check(question: &Question, told: &Told, found: &Found, count: u64) -> Result<()> {
    let Some((theirs, of_count)) = told.found.get(&question.name) else { return Ok(()) };
    let mut pairs = vec![(count, *of_count), (found.rows as u64, theirs.rows as u64)];
    pairs.extend(found.count.zip(theirs.count));
    pairs.push((found.facets.len() as u64, theirs.facets.len() as u64));
    for ((values, rows), (their_values, their_rows)) in found.facets.iter().zip(&theirs.facets) {
        pairs.extend([(*values as u64, *their_values as u64), (*rows, *their_rows)]);
    }
    match pairs.into_iter().find(|(ours, theirs)| ours != theirs) {
        None => Ok(()),
        Some((ours, theirs)) => Err(disagree(question, &told.peer, ours, theirs)),
    }
}

fn disagree(question: &Question, peer: &str, ours: u64, theirs: u64) -> Error {
    Error::Disagree { what: question.name.clone(), peer: peer.to_owned(), ours, theirs }
}

/// A line for each peer that could not be asked, with the reason.
fn absent(peers: &Peers, report: &mut Report) {
    for told in &peers.told {
        let Some(reason) = &told.absent else { continue };
        for kind in ["filter", "search"].into_iter().filter(|kind| report.wants(kind)).collect::<Vec<_>>() {
            report.add(&format!("{kind}.{}", told.ending), Unit::Millis, None, reason, None);
        }
    }
}
