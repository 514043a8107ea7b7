//! The first load of a provider that gives its records by windows of time: the newest first.
//!
//! Each stream walks back through time, window by window, and the one that has come least far goes next; so
//! what a person works on, the last day of everything, is there within seconds. A window that is complete
//! stays so: a checkpoint keeps how far back each stream has come and where it is within its window.
//! What changes meanwhile is fetched by the next run, which begins where the load began.

use crate::course::Course;
use crate::place::{self, Back};
use crate::run::{Failed, Run};
use crate::{Result, limits, write};
use model::Millis;
use provider::{Offer, Standing, Stream};

/// A stream on its way.
struct Walker {
    stream: Stream,
    back: Back,
}

impl Run<'_> {
    /// Whether a stream is read back through time: the provider offers it, and nothing was read of the stream
    /// before, or its first load is not at its end yet.
    pub(crate) async fn goes_back(&mut self, stream: &Stream, standing: &Standing) -> Result<bool> {
        if standing.of(stream) != Some(&Offer::Windows) {
            return Ok(false);
        }
        let kept = write::checkpoint(&self.store, self.account, stream.id).await?;
        Ok(kept.is_none_or(|kept| Back::of(&kept).is_some()))
    }

    /// Walks these streams back to the beginning. False when a fault is of the account as a whole.
    pub(crate) async fn load(
        &mut self,
        streams: &[Stream],
        standing: &Standing,
        failed: &mut Failed,
    ) -> Result<bool> {
        let mut walkers = self.set_out(streams, standing).await?;
        self.back_to = reached(&walkers);
        for stream in streams {
            let Some(walker) = walkers.iter().find(|walker| walker.stream.id == stream.id) else { continue };
            let away = self.now().saturating_sub(walker.back.caught);
            let course = Course::CatchUp(walker.back.clone());
            if away > limits::CATCH_UP && !self.go(&mut walkers, stream, course, failed).await? {
                return Ok(false);
            }
        }
        while let Some(Walker { stream, back }) = next(&walkers) {
            let (stream, course) = (*stream, Course::Window(back.clone()));
            if !self.go(&mut walkers, &stream, course, failed).await? {
                return Ok(false);
            }
            self.back_to = reached(&walkers);
        }
        Ok(true)
    }

    /// Where each stream stands. Those that begin now are given their places at once, so that whoever asks
    /// is told that they are still to come; they begin where the others did, so that windows agree.
    async fn set_out(&mut self, streams: &[Stream], standing: &Standing) -> Result<Vec<Walker>> {
        let (mut walkers, mut fresh) = (Vec::new(), Vec::new());
        for stream in streams {
            match place::back(&self.store, self.account, stream.id).await? {
                Some(back) => walkers.push(Walker { stream: *stream, back }),
                None => fresh.push(*stream),
            }
        }
        let now = self.now();
        let begins = walkers.iter().map(|walker| walker.back.began).min();
        let begins = begins.unwrap_or_else(|| now.min(standing.as_of.unwrap_or(Millis::MAX)));
        if !fresh.is_empty() {
            let places = fresh.iter().map(|stream| (stream.id, Back::new(begins).checkpoint(now))).collect();
            write::checkpoints(&self.store, self.account, places).await?;
        }
        walkers.extend(fresh.into_iter().map(|stream| Walker { stream, back: Back::new(begins) }));
        walkers.sort_by_key(|walker| streams.iter().position(|stream| stream.id == walker.stream.id));
        Ok(walkers)
    }

    /// Reads one stream's window or changes. A stream that failed or is through walks no further.
    async fn go(
        &mut self,
        walkers: &mut Vec<Walker>,
        stream: &Stream,
        course: Course,
        failed: &mut Failed,
    ) -> Result<bool> {
        let mut fault = self.one(stream, course).await?;
        let kept = write::checkpoint(&self.store, self.account, stream.id).await?.unwrap_or_default();
        match Back::of(&kept) {
            Some(back) if fault.is_none() => {
                let its = walkers.iter_mut().filter(|walker| walker.stream.id == stream.id);
                its.for_each(|walker| walker.back = back.clone());
                return Ok(true);
            }
            // Nothing came in any window, or what was not asked for: the stream is read straight as well.
            None if fault.is_none() && kept.updated_since.is_none() => fault = self.whole(stream).await?,
            None if fault.is_none() => self.is_loaded(stream).await?,
            _ => {}
        }
        walkers.retain(|walker| walker.stream.id != stream.id);
        Ok(fault.is_none_or(|fault| failed.note(stream, fault)))
    }
}

/// Who has come least far; of several the first in the order of syncing.
fn next(walkers: &[Walker]) -> Option<&Walker> {
    walkers.iter().min_by_key(|walker| std::cmp::Reverse(walker.back.until.unwrap_or(Millis::MAX)))
}

/// Since when everything is there, of all streams that are on their way.
fn reached(walkers: &[Walker]) -> Option<Millis> {
    next(walkers)?.back.until
}
