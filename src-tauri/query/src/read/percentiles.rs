//! Percentiles of a measure over the rows found: exact, by selection, without sorting.

use crate::answer::settle;
use crate::base::Base;
use crate::limits::{FACETS_TIME, PERCENTILES};
use crate::plan::{Source, plan, source};
use crate::text::Query;
use crate::verify::known_column;
use crate::{Error, Result, Subject, View};
use serde::Serialize;
use std::time::Instant;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Percentiles {
    /// Rows that have a value.
    #[ts(type = "number")]
    pub rows: u64,
    /// In the order asked: the smallest value that at least so many percent of the values do not exceed.
    /// `None` without any value.
    pub values: Vec<Option<f64>>,
    /// All rows that answer were taken; else those known for certain.
    pub exact: bool,
}

/// `wanted`: percents from 0 (the smallest value) to 100 (the largest).
///
/// # Errors
/// An unknown column, or one that is no measure; more than [`PERCENTILES`] at once.
pub fn percentiles(
    view: &View<'_>,
    subject: Subject,
    query: &Query,
    column: &str,
    wanted: &[f64],
    stop: &dyn Fn() -> bool,
) -> Result<Percentiles> {
    if wanted.len() > PERCENTILES {
        return Err(Error::TooMuch { what: "this list of percentiles", most: PERCENTILES });
    }
    let base = Base::new(view, stop)?;
    let query = Query { subject, ..query.clone() };
    let mut found = base.find(subject, plan(&base, &query)?)?;
    settle::some(&base, &query, &mut found, Instant::now() + FACETS_TIME)?;
    let known = known_column(subject, column)?;
    let no_measure = || Error::Measure { subject, name: known.title };
    let field = known.field.map(|field| field.name).ok_or_else(no_measure)?;
    let mut values: Vec<f64> = Vec::new();
    match source(subject, field) {
        Some(Source::Number(name)) => {
            let field = base.number_of(subject, name).ok_or_else(no_measure)?;
            found.numbers(base.pieces(), base.cache(), field, |number| values.push(number as f64))?;
        }
        Some(Source::Value(name @ "credits")) => {
            let field = base.number_of(subject, name).ok_or_else(no_measure)?;
            for (value, count) in found.facet(base.pieces(), base.cache(), field)? {
                let times = usize::try_from(count).unwrap_or_default();
                values.extend(value.parse::<f64>().into_iter().flat_map(|v| std::iter::repeat_n(v, times)));
            }
        }
        _ => return Err(no_measure()),
    }
    let rows = values.len() as u64;
    let values = wanted.iter().map(|percent| percentile(&mut values, *percent)).collect();
    Ok(Percentiles { rows, values, exact: found.maybe() == 0 })
}

/// By the nearest rank.
fn percentile(values: &mut [f64], percent: f64) -> Option<f64> {
    let rank = (percent.clamp(0.0, 100.0) / 100.0 * values.len() as f64).ceil() as usize;
    let at = rank.saturating_sub(1).min(values.len().checked_sub(1)?);
    Some(*values.select_nth_unstable_by(at, f64::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_value_that_is_there() {
        let values = [15.0, 20.0, 35.0, 40.0, 50.0];
        for (percent, wanted) in
            [(0.0, 15.0), (5.0, 15.0), (30.0, 20.0), (40.0, 20.0), (50.0, 35.0), (100.0, 50.0)]
        {
            let mut shuffled = [40.0, 15.0, 50.0, 35.0, 20.0];
            assert_eq!(percentile(&mut shuffled, percent), Some(wanted), "{percent} of {values:?}");
        }
        assert_eq!(percentile(&mut [], 50.0), None);
    }
}
