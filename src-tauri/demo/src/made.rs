//! The made-up records without the server, for benchmarks and tests that load a store directly.

use crate::log::Log;
use crate::world::World;
use model::{Kind, Millis, Record};

/// The records of a kind as a server of the same seed and size serves them, in its order, each with the
/// moment it last changed. Made one stretch at a time, so ten million need no memory.
pub fn made(seed: u64, messages: u64, kind: Kind) -> impl Iterator<Item = (Record, Millis)> {
    let world = World::new(seed, messages);
    let units = 0..world.units(kind);
    units.flat_map(move |unit| world.unit(kind, unit)).map(|entry| (entry.record, entry.updated_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_made_as_were_asked_for_and_each_once() {
        for messages in [1_000, 1_500] {
            let mut ids: Vec<String> =
                made(3, messages, Kind::Message).map(|(record, _)| record.id().to_owned()).collect();
            assert_eq!(ids.len() as u64, messages);
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len() as u64, messages);
        }
    }
}
