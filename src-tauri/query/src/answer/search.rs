//! A question under way: segment by segment, the newest first, so that the first page need not wait for
//! what is old.

use crate::base::Base;
use crate::{Result, Subject};
use index::{Ask, Catalog, Found, Part};

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
