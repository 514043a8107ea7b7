//! The first load of a provider that gives its records by windows of time: the newest first.
//!
//! Each kind walks back through time, window by window, and the kind that has come least far goes next; so
//! what a person works on, the last day of everything, is there within seconds. A window that is complete
//! stays so: a checkpoint keeps how far back each kind has come and where it is within its window.
//! What changes meanwhile is fetched by the next run, which begins where the load began.

use crate::course::Course;
use crate::place::{self, Back};
use crate::run::{Failed, Run};
use crate::{Result, limits, write};
use model::{Kind, Millis};
use provider::Standing;

/// A kind on its way.
struct Walker {
    kind: Kind,
    back: Back,
}

impl Run<'_> {
    /// Whether a kind is read back through time: the provider offers it, and nothing was read of the kind
    /// before, or its first load is not at its end yet.
    pub(crate) async fn goes_back(&mut self, kind: Kind, standing: &Standing) -> Result<bool> {
        if !standing.windows.contains(&kind) {
            return Ok(false);
        }
        let kept = write::checkpoint(&self.store, self.account, kind).await?;
        Ok(kept.is_none_or(|kept| Back::of(&kept).is_some()))
    }

    /// Walks these kinds back to the beginning. False when a fault is of the account as a whole.
    pub(crate) async fn load(
        &mut self,
        kinds: &[Kind],
        standing: &Standing,
        failed: &mut Failed,
    ) -> Result<bool> {
        let mut walkers = self.set_out(kinds, standing).await?;
        self.back_to = reached(&walkers);
        for kind in kinds {
            let Some(walker) = walkers.iter().find(|walker| walker.kind == *kind) else { continue };
            let away = self.now().saturating_sub(walker.back.caught);
            let course = Course::CatchUp(walker.back.clone());
            if away > limits::CATCH_UP && !self.go(&mut walkers, *kind, course, failed).await? {
                return Ok(false);
            }
        }
        while let Some(Walker { kind, back }) = next(&walkers) {
            let (kind, course) = (*kind, Course::Window(back.clone()));
            if !self.go(&mut walkers, kind, course, failed).await? {
                return Ok(false);
            }
            self.back_to = reached(&walkers);
        }
        Ok(true)
    }

    /// Where each kind stands. Kinds that begin now are given their places at once, so that whoever asks
    /// is told that they are still to come; they begin where the others did, so that windows agree.
    async fn set_out(&mut self, kinds: &[Kind], standing: &Standing) -> Result<Vec<Walker>> {
        let (mut walkers, mut fresh) = (Vec::new(), Vec::new());
        for kind in kinds {
            match place::back(&self.store, self.account, *kind).await? {
                Some(back) => walkers.push(Walker { kind: *kind, back }),
                None => fresh.push(*kind),
            }
        }
        let now = self.now();
        let begins = walkers.iter().map(|walker| walker.back.began).min();
        let begins = begins.unwrap_or_else(|| now.min(standing.as_of.unwrap_or(Millis::MAX)));
        if !fresh.is_empty() {
            let places = fresh.iter().map(|kind| (*kind, Back::new(begins).checkpoint(now))).collect();
            write::checkpoints(&self.store, self.account, places).await?;
        }
        walkers.extend(fresh.into_iter().map(|kind| Walker { kind, back: Back::new(begins) }));
        walkers.sort_by_key(|walker| walker.kind);
        Ok(walkers)
    }

    /// Reads one kind's window or changes. A kind that failed or is through walks no further.
    async fn go(
        &mut self,
        walkers: &mut Vec<Walker>,
        kind: Kind,
        course: Course,
        failed: &mut Failed,
    ) -> Result<bool> {
        let mut fault = self.one(kind, course).await?;
        let kept = write::checkpoint(&self.store, self.account, kind).await?.unwrap_or_default();
        match Back::of(&kept) {
            Some(back) if fault.is_none() => {
                walkers.iter_mut().filter(|walker| walker.kind == kind).for_each(|w| w.back = back.clone());
                return Ok(true);
            }
            // Nothing came in any window, or what was not asked for: the kind is read straight as well.
            None if fault.is_none() && kept.updated_since.is_none() => fault = self.whole(kind).await?,
            None if fault.is_none() => write::close_gaps(&self.store, self.account, kind).await?,
            _ => {}
        }
        walkers.retain(|walker| walker.kind != kind);
        Ok(fault.is_none_or(|fault| failed.note(kind, fault)))
    }
}

/// Who has come least far; of several the first in the order of syncing.
fn next(walkers: &[Walker]) -> Option<&Walker> {
    walkers.iter().min_by_key(|walker| std::cmp::Reverse(walker.back.until.unwrap_or(Millis::MAX)))
}

/// Since when everything is there, of all kinds that are on their way.
fn reached(walkers: &[Walker]) -> Option<Millis> {
    next(walkers)?.back.until
}
