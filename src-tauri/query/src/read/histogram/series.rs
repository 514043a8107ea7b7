//! All rows over all time, by value: from counts that are kept with the rows, so that no row is read.

use super::calendar::{Per, edges};
use crate::base::{Base, shape_of};
use crate::columns::field;
use crate::limits::SERIES;
use crate::text::choice_label;
use crate::{Error, Field, Result, Subject, View};
use model::Millis;
use serde::Serialize;
use std::collections::HashMap;
use store::rollup::{self, Field as Counted, Span};
use ts_rs::TS;

/// Counts of all rows of a subject, for each value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Series {
    /// Bar `i` covers `edges[i]` until `edges[i + 1]`; one more than there are bars, none without bars.
    #[ts(type = "number[]")]
    pub edges: Vec<Millis>,
    /// Most rows first; at most [`SERIES`], the rest is left out.
    pub values: Vec<SeriesBars>,
    /// Every row is in its bar. `false` in a zone that is no whole number of hours from UTC: bars begin at
    /// the nearest hour there.
    pub exact: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SeriesBars {
    /// Empty when all rows are counted together.
    pub value: String,
    /// The value in words.
    pub label: String,
    /// One a bar.
    #[ts(type = "number[]")]
    pub counts: Vec<u64>,
}

/// Counts over all time in bars as the calendar of `zone` (minutes from UTC) has them, by the values of a
/// field or, without one, of all rows together. Where there were too many bars, in the next longer ones.
///
/// # Errors
/// [`Error::Facet`] for a field whose values are not counted over time: those are account, channel, state,
/// status, code, template, direction and kind.
pub fn series(view: &View<'_>, subject: Subject, name: Option<&str>, per: Per, zone: i16) -> Result<Series> {
    let uncounted = || Error::Facet { subject, name: name.unwrap_or_default().chars().take(64).collect() };
    let known = name.map(|name| field(subject, name).ok_or_else(uncounted)).transpose()?;
    let by = known.map_or(Some(Counted::All), |field| counted(subject, field.name)).ok_or_else(uncounted)?;
    // UTC's own days are counted; those of other zones are made of hours.
    let whole_days = zone == 0 && per != Per::Hour;
    let span = if whole_days { Span::Day } else { Span::Hour };
    let counts = rollup::read(view, shape_of(subject), by, span, Millis::MIN / 2, Millis::MAX / 2)?;
    let hours = i64::from(zone).div_euclid(60) * 60 + if zone.rem_euclid(60) >= 30 { 60 } else { 0 };
    let near = i16::try_from(hours).unwrap_or(zone);
    let ends = counts.iter().map(|count| count.at).min().zip(counts.iter().map(|count| count.at).max());
    let lengths = [Per::Hour, Per::Day, Per::Week, Per::Month, Per::Year];
    let edges = ends.and_then(|(first, last)| {
        lengths.into_iter().skip_while(|l| *l != per).find_map(|per| edges(first, last, per, near))
    });
    let edges = edges.unwrap_or_default();
    let names = Names::of(view, by)?;
    let mut bars: HashMap<String, Vec<u64>> = HashMap::new();
    for count in counts {
        let Some(value) = names.shown(&count.value) else { continue };
        let bar = edges.partition_point(|edge| *edge <= count.at).saturating_sub(1);
        let counts = bars.entry(value).or_insert_with(|| vec![0; edges.len().saturating_sub(1)]);
        if let Some(sum) = counts.get_mut(bar) {
            *sum += count.rows;
        }
    }
    Ok(Series { values: most(bars, known), edges, exact: zone % 60 == 0 })
}

fn counted(subject: Subject, field: &str) -> Option<Counted> {
    Some(match (subject, field) {
        (_, "account") => Counted::Account,
        (_, "channel") => Counted::Channel,
        (Subject::Sessions, "state") => Counted::State,
        (Subject::Deliveries, "status") => Counted::Status,
        (Subject::Deliveries, "code") => Counted::Code,
        (Subject::Messages | Subject::Deliveries, "template") => Counted::Template,
        (Subject::Messages, "from") => Counted::Direction,
        (Subject::Messages, "kind") => Counted::Kind,
        _ => return None,
    })
}

/// Names for values that are kept by id.
enum Names {
    /// The value is what is shown.
    Plain,
    Known(HashMap<String, String>),
}

impl Names {
    fn of(view: &View<'_>, by: Counted) -> Result<Self> {
        Ok(match by {
            Counted::Account => {
                let accounts = Base::new(view, &|| false)?.accounts()?;
                Self::Known(accounts.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
            }
            Counted::Template => {
                let mut statement = view.prepare_cached("SELECT ext, name FROM template")?;
                let named = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Self::Known(named.collect::<rusqlite::Result<_>>()?)
            }
            _ => Self::Plain,
        })
    }

    fn shown(&self, value: &str) -> Option<String> {
        match self {
            Self::Plain => Some(value.to_owned()),
            Self::Known(names) => names.get(value).cloned(),
        }
    }
}

fn most(bars: HashMap<String, Vec<u64>>, field: Option<&Field>) -> Vec<SeriesBars> {
    let label = |value: &str| field.and_then(|field| choice_label(field, value)).unwrap_or(value).to_owned();
    let made = |(value, counts): (String, Vec<u64>)| SeriesBars { label: label(&value), value, counts };
    let mut values: Vec<SeriesBars> = bars.into_iter().map(made).collect();
    let sum = |bars: &SeriesBars| bars.counts.iter().sum::<u64>();
    values.sort_by(|a, b| sum(b).cmp(&sum(a)).then_with(|| a.value.cmp(&b.value)));
    values.truncate(SERIES);
    values
}
