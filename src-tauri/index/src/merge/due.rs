//! Which segments are to be merged next.

use crate::limits;

/// The segments that should become one, by their place in `sizes` (live rows and rows of each, the
/// oldest first); none where all is well.
///
/// Segments are of a tier where their live rows are within a factor of [`limits::TIER`]. As many of one
/// tier become one ([`limits::PAGES_TIER`] of the tier [`limits::PAGES`]), the smallest tier first, so a row is
/// written anew once a tier. What would be above [`limits::ROWS`] stays. A segment of which most rows are
/// dead is written anew alone.
pub fn due(sizes: &[(u32, u32)]) -> Option<Vec<usize>> {
    let mut tiers: Vec<Vec<usize>> = Vec::new();
    // What is above the half can hardly be merged with anything of its size.
    let mergeable = sizes.iter().enumerate().filter(|(_, (live, _))| *live <= limits::ROWS / 2);
    for (n, (live, _)) in mergeable {
        let tier = live.max(&1).ilog(limits::TIER) as usize;
        if tiers.len() <= tier {
            tiers.resize(tier + 1, Vec::new());
        }
        tiers.get_mut(tier)?.push(n);
    }
    let live = |n: &usize| sizes.get(*n).map_or(0, |(live, _)| *live);
    let enough = |tier: u32| if tier == limits::PAGES { limits::PAGES_TIER } else { limits::TIER };
    for (tier, _) in tiers.iter().zip(0..).filter(|(tier, n)| tier.len() >= enough(*n) as usize) {
        let mut sum = 0_u32;
        let fitting: Vec<usize> = tier
            .iter()
            .copied()
            .take_while(|n| {
                sum = sum.saturating_add(live(n));
                sum <= limits::ROWS
            })
            .collect();
        if fitting.len() > 1 {
            return Some(fitting);
        }
    }
    let mostly_dead = |(live, rows): &(u32, u32)| *live < rows / 2;
    sizes.iter().position(mostly_dead).map(|n| vec![n])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn merging_ends_and_keeps_segments_few() {
        // A segment a page of a sync, or ten of a first load, as long as ten million rows take.
        for (rows, times) in [(1_000, 4), (5_000, 4), (10_000, 3)] {
            let (segments, written) = merged(rows);
            assert!(segments < 50, "{segments} segments");
            assert!(written < 10_000_000 * times, "{written} rows were written");
        }
    }

    /// How many segments are left of ten million rows, `rows` at a time, and how many rows were written anew.
    fn merged(rows: u32) -> (usize, u64) {
        let (mut sizes, mut written) = (Vec::new(), 0_u64);
        for _ in 0..10_000_000 / rows {
            sizes.push((rows, rows));
            while let Some(places) = due(&sizes) {
                let live: u32 = places.iter().map(|n| sizes[*n].0).sum();
                written += u64::from(live);
                sizes[places[0]] = (live, live);
                places[1..].iter().rev().for_each(|n| _ = sizes.remove(*n));
            }
        }
        (sizes.len(), written)
    }

    proptest! {
        #[test]
        fn what_is_due_can_be_merged(sizes in prop::collection::vec((0u32..=limits::ROWS, 0u32..=limits::ROWS), 0..40)) {
            let sizes: Vec<(u32, u32)> = sizes.into_iter().map(|(live, dead)| (live, live.max(dead))).collect();
            if let Some(places) = due(&sizes) {
                prop_assert!(places.is_sorted() && !places.is_empty());
                prop_assert!(places.iter().map(|n| sizes[*n].0).sum::<u32>() <= limits::ROWS);
                let first = sizes[places[0]];
                prop_assert!(places.len() > 1 || first.0 < first.1);
            }
        }
    }
}
