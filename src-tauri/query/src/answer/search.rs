//! A question under way: segment by segment, the newest first, so that the first page need not wait for
//! what is old.

use crate::base::Base;
use crate::{Error, Result, Subject};
use index::{Ask, Catalog, Found, Part};
use std::time::Instant;

#[derive(Debug)]
pub struct Search {
    subject: Subject,
    ask: Ask,
    /// Segments that were not looked into yet, the newest last.
    left: Vec<Part>,
    pub found: Found,
}

impl Search {
    pub fn new(base: &Base<'_>, subject: Subject, ask: Ask) -> Self {
        let mut left: Vec<Part> =
            base.catalog(subject).parts.iter().filter(|part| part.live() > 0).cloned().collect();
        left.sort_by_key(|part| part.segment.last_at());
        Self { subject, ask, left, found: Found::default() }
    }

    /// Looks into the newest segment that is left. `false` when none was.
    pub fn step(&mut self, base: &Base<'_>) -> Result<bool> {
        base.heed()?;
        let Some(part) = self.left.last() else { return Ok(false) };
        let catalog = Catalog { schema: base.catalog(self.subject).schema, parts: vec![part.clone()] };
        let found = base.find_in(&catalog, self.ask.clone())?;
        // Only now: a stop must not lose a segment.
        self.left.pop();
        self.found.join(found);
        Ok(true)
    }

    /// As [`Self::step`], but a segment that takes longer than `until` is left. `false` as well when it was.
    pub fn step_until(&mut self, base: &Base<'_>, until: Instant) -> Result<bool> {
        let late = || (base.stop)() || Instant::now() >= until;
        match self.step(&Base { view: base.view, stop: &late }) {
            Err(Error::Stopped) => base.heed().map(|()| false),
            stepped => stepped,
        }
    }

    pub fn all(&mut self, base: &Base<'_>) -> Result<()> {
        while self.step(base)? {}
        Ok(())
    }

    /// No row at this moment or before it is known for certain to be in its place; `None`: all are.
    pub fn open_until(&self) -> Option<i64> {
        self.left.last().map(|part| part.segment.last_at())
    }

    /// Nothing is left to look into or to verify.
    pub fn is_done(&self) -> bool {
        self.left.is_empty() && self.found.maybe() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::World;
    use std::time::Duration;

    #[test]
    fn a_segment_that_was_left_is_not_lost() {
        let world = World::new(10);
        let view = world.store.long_view().unwrap();
        let base = Base::new(&view, &|| false).unwrap();
        let ask = Ask::Text { folded: "e".to_owned() };
        let mut search = Search::new(&base, Subject::Messages, ask.clone());
        let segments = search.left.len();
        assert!(!search.step_until(&base, Instant::now()).unwrap());
        assert_eq!((search.left.len(), search.found.rows()), (segments, 0));
        let later = Instant::now() + Duration::from_secs(60);
        assert!(search.step_until(&base, later).unwrap());
        search.all(&base).unwrap();
        let found = base.find(Subject::Messages, ask.clone()).unwrap();
        assert!(segments > 1 && found.rows() > 0);
        assert_eq!(search.found.rows(), found.rows());
        // A question that ended is another matter.
        let ended = Base::new(&view, &|| true).unwrap();
        let stopped = Search::new(&base, Subject::Messages, ask).step_until(&ended, later);
        assert!(matches!(stopped, Err(Error::Stopped)));
    }
}
