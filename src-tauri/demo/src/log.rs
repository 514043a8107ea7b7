//! What the server serves: records of each kind in a fixed order, computed or looked up in units.
//!
//! A unit is what is cheap to make at once: a session's messages, a block of deliveries, one contact.
//! Promises of every log: `updated_at` never falls from one record to the next, equal ones stand in the
//! order of their ids, and the same unit always gives the same records.

use crate::limits;
use model::{Kind, Millis, Record};

/// A record and when it last changed at its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub updated_at: Millis,
    pub record: Record,
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
    /// A moment that no record of the unit is older than; never falls from unit to unit.
    fn unit_time(&self, kind: Kind, unit: u64) -> Millis;
    /// How many records lie before a unit; `None` where only counting them would tell.
    fn before(&self, kind: Kind, unit: u64) -> Option<u64>;
}

/// Up to `limit` records from a place on, and the place after them (`None` at the end).
pub fn read(log: &dyn Log, kind: Kind, from: Place, limit: usize) -> (Vec<Entry>, Option<Place>) {
    let mut found = Vec::with_capacity(limit.min(limits::PAGE_MOST));
    let mut within = from.within as usize;
    for unit in from.unit..log.units(kind) {
        let entries = log.unit(kind, unit);
        let room = limit.saturating_sub(found.len());
        let left = entries.len().saturating_sub(within);
        found.extend(entries.into_iter().skip(within).take(room));
        if left > room {
            let within = u32::try_from(within + room).unwrap_or(u32::MAX);
            return (found, Some(Place { unit, within }));
        }
        within = 0;
        if found.len() == limit && unit + 1 < log.units(kind) {
            return (found, Some(Place { unit: unit + 1, within: 0 }));
        }
    }
    (found, None)
}

/// The first place whose record changed at or after `since`.
pub fn seek(log: &dyn Log, kind: Kind, since: Millis) -> Place {
    let (mut low, mut high) = (0, log.units(kind));
    while low < high {
        let middle = low + (high - low) / 2;
        if log.unit_time(kind, middle) < since { low = middle + 1 } else { high = middle }
    }
    // The unit before may still hold later records than its own start.
    let Some(unit) = low.checked_sub(1) else { return Place::default() };
    let older = log.unit(kind, unit).iter().take_while(|entry| entry.updated_at < since).count();
    Place { unit, within: u32::try_from(older).unwrap_or(u32::MAX) }
}

/// Records from a place to the end, where that is known without making them.
pub fn remaining(log: &dyn Log, kind: Kind, from: Option<Place>) -> Option<u64> {
    let Some(place) = from else { return Some(0) };
    let all = log.before(kind, log.units(kind))?;
    Some(all.saturating_sub(log.before(kind, place.unit)?).saturating_sub(u64::from(place.within)))
}
