//! What the server serves: records of each kind in a fixed order, computed or looked up in units.
//!
//! A unit is what is cheap to make at once: a session's messages, a block of deliveries, one contact.
//! Promises of every log: `updated_at` never falls from one record to the next, equal ones stand in the
//! order of their ids, and the same unit always gives the same records.

use crate::limits;
use model::{Kind, Millis, Record};
use provider::Window;
use provider::log_api::wire;
use std::ops::Range;

/// A record and when it last changed at its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub updated_at: Millis,
    pub record: Record,
}

impl Entry {
    /// Whether the record's own time lies within a window.
    pub fn is_in(&self, window: &Window) -> bool {
        *window == Window::EVER || window.holds(wire::own_time(&self.record))
    }
}

/// A place in a log: before record `within` of unit `unit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    pub unit: u64,
    pub within: u32,
}

pub trait Log: Send + Sync {
    fn units(&self, kind: Kind) -> u64;
    /// Empty past the end.
    fn unit(&self, kind: Kind, unit: u64) -> Vec<Entry>;
    /// A moment that no record of the unit changed before, nor happened after; never falls from unit to unit.
    fn unit_time(&self, kind: Kind, unit: u64) -> Millis;
    /// A moment that no record of the unit happened before; never falls from unit to unit.
    fn unit_start(&self, kind: Kind, unit: u64) -> Millis;
    /// How many records lie before a unit; `None` where only counting them would tell.
    fn before(&self, kind: Kind, unit: u64) -> Option<u64>;
}

/// Up to `limit` records within a window from a place on, and the place after them (`None` at the end).
pub fn read(
    log: &dyn Log,
    kind: Kind,
    from: Place,
    limit: usize,
    window: &Window,
) -> (Vec<Entry>, Option<Place>) {
    let mut found = Vec::with_capacity(limit.min(limits::PAGE_MOST));
    let Range { start, end } = reach(log, kind, window);
    let from = from.max(Place { unit: start, within: 0 });
    for unit in from.unit..end {
        let skip = if unit == from.unit { from.within } else { 0 };
        for (within, entry) in (0u32..).zip(log.unit(kind, unit)).skip(skip as usize) {
            if !entry.is_in(window) {
                continue;
            }
            if found.len() == limit {
                return (found, Some(Place { unit, within }));
            }
            found.push(entry);
        }
        if found.len() == limit && unit + 1 < end {
            return (found, Some(Place { unit: unit + 1, within: 0 }));
        }
    }
    (found, None)
}

/// The units that may hold records within a window.
fn reach(log: &dyn Log, kind: Kind, window: &Window) -> Range<u64> {
    let all = log.units(kind);
    let start = window.from.map_or(0, |from| first(all, |unit| log.unit_time(kind, unit) >= from));
    let end = window.until.map_or(all, |until| first(all, |unit| log.unit_start(kind, unit) >= until));
    start..end
}

/// The first unit for which it is so, given that it stays so from there on.
fn first(units: u64, so: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, units);
    while low < high {
        let middle = low + (high - low) / 2;
        if so(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// The first place whose record changed at or after `since`.
pub fn seek(log: &dyn Log, kind: Kind, since: Millis) -> Place {
    let later = first(log.units(kind), |unit| log.unit_time(kind, unit) >= since);
    // The unit before may still hold later records than its own start.
    let Some(unit) = later.checked_sub(1) else { return Place::default() };
    let older = log.unit(kind, unit).iter().take_while(|entry| entry.updated_at < since).count();
    Place { unit, within: u32::try_from(older).unwrap_or(u32::MAX) }
}

/// Records from a place to the end, where that is known without making them.
pub fn remaining(log: &dyn Log, kind: Kind, from: Option<Place>) -> Option<u64> {
    let Some(place) = from else { return Some(0) };
    let all = log.before(kind, log.units(kind))?;
    Some(all.saturating_sub(log.before(kind, place.unit)?).saturating_sub(u64::from(place.within)))
}
