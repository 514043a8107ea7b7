//! How many of the found rows have each value of a field.

use crate::answer::stretch;
use crate::base::{Base, places};
use crate::column::{Field, Filter};
use crate::limits::FACET_ROWS;
use crate::plan::{Source, name_of, source};
use crate::{Result, Subject};
use index::{Ask, Found};
use model::DeliveryStatus;
use std::collections::HashMap;

pub struct Counted {
    /// Each value once, in no order.
    pub counts: Counts,
    /// All of the rows were counted.
    pub exact: bool,
}

/// The sure rows of `found` by their value of a field.
pub fn counted(base: &Base<'_>, subject: Subject, found: &Found, field: &Field) -> Result<Counted> {
    let counting = Counting { base, subject, found };
    let counts = match source(subject, field.name) {
        Some(Source::Value(name)) => counting.values(name)?,
        Some(Source::Name(name) | Source::NameOrId(name)) => {
            counting.meant(name, |value| name_of(value).map(str::to_owned))?
        }
        Some(Source::Outcome) => counting.meant("status", |value| {
            DeliveryStatus::from_name(value).map(|status| status.outcome().as_str().to_owned())
        })?,
        Some(Source::Account) => {
            let accounts: HashMap<String, String> =
                base.accounts()?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
            counting.meant("account", |id| accounts.get(id).cloned())?
        }
        Some(Source::Party { name, number }) => counting.parties(name, number)?,
        _ => None,
    };
    match counts {
        Some(counts) => Ok(Counted { counts, exact: true }),
        None => by_rows(base, subject, found, field),
    }
}

struct Counting<'a> {
    base: &'a Base<'a>,
    subject: Subject,
    found: &'a Found,
}

type Counts = Vec<(String, u64)>;

impl Counting<'_> {
    /// By a field of the index; `None` when it has none of this name.
    fn values(&self, name: &str) -> Result<Option<Counts>> {
        let Some(field) = self.base.number_of(self.subject, name) else { return Ok(None) };
        Ok(Some(self.found.facet(self.base.pieces(), self.base.cache(), field)?))
    }

    /// By what is meant by the values of a field, where several may mean the same.
    fn meant(&self, name: &str, value: impl Fn(&str) -> Option<String>) -> Result<Option<Counts>> {
        let Some(counts) = self.values(name)? else { return Ok(None) };
        let meant = counts.into_iter().filter_map(|(stored, count)| Some((value(&stored)?, count)));
        Ok(Some(added_up(meant.collect())))
    }

    /// By name, or where a row has none by number.
    fn parties(&self, name: &str, number: &str) -> Result<Option<Counts>> {
        let Some(named) = self.base.number_of(self.subject, name) else { return Ok(None) };
        let Some(mut counts) = self.values(name)? else { return Ok(None) };
        let nameless = self.base.narrowed(self.found, &!Ask::Given { field: named })?;
        let numbers = Counting { found: &nameless, ..*self }.values(number)?.unwrap_or_default();
        if numbers.is_empty() {
            return Ok(Some(counts));
        }
        counts.extend(numbers);
        Ok(Some(added_up(counts)))
    }
}

/// By reading the newest rows themselves.
fn by_rows(base: &Base<'_>, subject: Subject, found: &Found, field: &Field) -> Result<Counted> {
    let mut counted = Counted { counts: Counts::new(), exact: found.sure() <= FACET_ROWS as u64 };
    let Some(Cell { value, join }) = cell(field) else { return Ok(counted) };
    let (table, alias) = subject.table();
    let places = places();
    let sql = format!(
        "SELECT v, count(*) FROM (SELECT {value} AS v FROM {table} {alias} NOT INDEXED{join}
         WHERE {alias}.id IN ({places})) WHERE v IS NOT NULL GROUP BY v"
    );
    let newest = stretch(base, &found.certain(), 0, FACET_ROWS, true)?;
    base.each_row(&sql, &newest, |row| {
        counted.counts.push((row.get(0)?, row.get(1)?));
        Ok(())
    })?;
    counted.counts = added_up(counted.counts);
    Ok(counted)
}

/// Each value once.
fn added_up(mut counts: Counts) -> Counts {
    counts.sort_unstable();
    counts.dedup_by(|(value, count), (kept, sum)| {
        let same = value == kept;
        *sum += if same { *count } else { 0 };
        same
    });
    counts
}

struct Cell {
    value: String,
    join: String,
}

/// The cell that is counted, as SQL.
fn cell(field: &Field) -> Option<Cell> {
    let of = |sql: &str| Some(Cell { value: sql.to_owned(), join: String::new() });
    match field.filter {
        Filter::Text(cells) => of(cells.first()?),
        Filter::Number(sql) | Filter::Code(sql) | Filter::Choice { sql, .. } => of(sql),
        Filter::Account(sql) => of(&format!("(SELECT name FROM account WHERE id = {sql})")),
        Filter::Party { name, number } => of(&format!("coalesce({name}, {number})")),
        Filter::Id { ext, .. } => of(ext),
        Filter::Tags(session) => Some(Cell {
            value: "g.tag".to_owned(),
            join: format!(" JOIN session_tag g ON g.session = {session}"),
        }),
        Filter::Time(_) | Filter::Amount(_) | Filter::Duration(_) | Filter::Has(_) => None,
    }
}
