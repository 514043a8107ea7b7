//! All of an answer at once, however long it takes.

use crate::answer::{self, settle};
use crate::base::Base;
use crate::plan::plan;
use crate::text::Query;
use crate::{Result, Sort, Subject, View};
use std::time::Duration;

/// The row ids, in order. Their number is the exact count.
///
/// # Errors
/// An unknown or unsortable column; [`Stopped`](crate::Error::Stopped) when cancelled.
pub fn ids(view: &View<'_>, subject: Subject, query: &Query, sort: &Sort) -> Result<Vec<i64>> {
    let mut answer = answer::open(view, subject, query, sort, &|| false)?;
    while !answer.settle(view, Duration::from_secs(3_600), &|| false)? {}
    answer.all_ids(view)
}

/// How many rows answer, without their order.
///
/// # Errors
/// [`Stopped`](crate::Error::Stopped) when cancelled.
pub fn count(view: &View<'_>, query: &Query) -> Result<u64> {
    let base = Base::new(view, &|| false)?;
    let mut found = base.find(query.subject, plan(&base, query)?)?;
    settle::all(&base, query, &mut found)?;
    Ok(found.sure())
}
