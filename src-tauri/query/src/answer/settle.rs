//! Rows that may answer, verified by the rows themselves.

use super::search::Search;
use crate::Result;
use crate::base::{Base, ids};
use crate::limits::{AT_ONCE, BATCH, PAGE};
use crate::text::Query;
use crate::verify::holds;
use index::{Found, Hit};
use std::time::Instant;

/// Hits looked up in the index at a time.
const STRETCH: usize = 16 * BATCH;

/// Looks and verifies until the newest page is certain and it has taken a while, or all is known, or the
/// time is up.
pub fn newest_page(base: &Base<'_>, query: &Query, search: &mut Search, until: Instant) -> Result<()> {
    // What is quick is finished at once.
    let at_once = Instant::now() + AT_ONCE;
    while search.step_until(base, at_once)? {}
    loop {
        first_page(base, query, &mut search.found, true, until)?;
        let last =
            base.window(&search.found, PAGE as u64 - 1, 1, true)?.first().map(|hit| (hit.at, hit.sure));
        let certain = last.is_some_and(|(at, sure)| sure && search.open_until().is_none_or(|open| at > open));
        if certain || Instant::now() >= until || !search.step(base)? {
            return Ok(());
        }
    }
}

/// Verifies what may come to stand on the first page, until that is certain or the time is up.
pub fn first_page(
    base: &Base<'_>,
    query: &Query,
    found: &mut Found,
    newest_first: bool,
    until: Instant,
) -> Result<()> {
    // Where most fall away, more are looked at each time.
    let mut len = PAGE;
    while found.maybe() > 0 && Instant::now() < until {
        let hits = base.window(found, 0, len, newest_first)?;
        if hits.iter().take(PAGE).all(|hit| hit.sure) {
            break;
        }
        verify(base, query, found, &hits, until)?;
        len = (len * 2).min(STRETCH);
    }
    Ok(())
}

/// Looks into what is left and verifies, until all is certain or the time is up.
pub fn further(base: &Base<'_>, query: &Query, search: &mut Search, until: Instant) -> Result<()> {
    while search.step(base)? {
        if Instant::now() >= until {
            return Ok(());
        }
    }
    some(base, query, &mut search.found, until)
}

/// Verifies, newest first, until all is certain or the time is up.
pub fn some(base: &Base<'_>, query: &Query, found: &mut Found, until: Instant) -> Result<()> {
    while found.maybe() > 0 {
        let hits = found.maybes(base.pieces(), base.cache(), STRETCH)?;
        // What the index calls maybe and does not give would be asked for without end.
        if hits.is_empty() || !verify(base, query, found, &hits, until)? {
            break;
        }
    }
    Ok(())
}

/// Verifies all that there is, however long it takes.
pub fn all(base: &Base<'_>, query: &Query, found: &mut Found) -> Result<()> {
    while found.maybe() > 0 {
        let hits = found.maybes(base.pieces(), base.cache(), STRETCH)?;
        if hits.is_empty() {
            break;
        }
        for batch in hits.chunks(BATCH) {
            one(base, query, found, batch)?;
        }
    }
    Ok(())
}

/// `false`: the time was up before the last of them.
fn verify(base: &Base<'_>, query: &Query, found: &mut Found, hits: &[Hit], until: Instant) -> Result<bool> {
    let maybes: Vec<Hit> = hits.iter().filter(|hit| !hit.sure).copied().collect();
    for batch in maybes.chunks(BATCH) {
        one(base, query, found, batch)?;
        if Instant::now() >= until {
            return Ok(false);
        }
    }
    Ok(true)
}

fn one(base: &Base<'_>, query: &Query, found: &mut Found, batch: &[Hit]) -> Result<()> {
    base.heed()?;
    let holding = holds(base.view, query, &ids(batch))?;
    found.settle(batch, |id| holding.contains(&id));
    Ok(())
}
