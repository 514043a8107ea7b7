//! Rows that may answer, verified by the rows themselves.

use crate::Result;
use crate::base::{Base, ids};
use crate::limits::{BATCH, PAGE};
use crate::text::Query;
use crate::verify::holds;
use index::{Found, Hit};
use std::time::Instant;

/// Hits looked up in the index at a time.
const STRETCH: usize = 16 * BATCH;

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
