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
    pub counts: HashMap<String, u64>,
    /// All of the rows were counted.
    pub exact: bool,
}

/// The sure rows of `found` by their value of a field.
pub fn counted(base: &Base<'_>, subject: Subject, found: &Found, field: &Field) -> Result<Counted> {
    let counting = Counting { base, subject, found };
    let counts = match source(subject, field.name) {
        Some(Source::Value(name)) => counting.values(name, |value| Some(value.to_owned()))?,
        Some(Source::Name(name) | Source::NameOrId(name)) => {
            counting.values(name, |value| name_of(value).map(str::to_owned))?
        }
        Some(Source::Outcome) => counting.values("status", |value| {
            DeliveryStatus::from_name(value).map(|status| status.outcome().as_str().to_owned())
        })?,
        Some(Source::Account) => {
            let accounts: HashMap<String, String> =
                base.accounts()?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
            counting.values("account", |id| accounts.get(id).cloned())?
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

type Counts = HashMap<String, u64>;

impl Counting<'_> {
    /// By a field of the index; `None` when it has none of this name.
    fn values(&self, name: &str, value: impl Fn(&str) -> Option<String>) -> Result<Option<Counts>> {
        let Some(field) = self.base.number_of(self.subject, name) else { return Ok(None) };
        let mut counts = Counts::new();
        for (stored, count) in self.found.facet(self.base.pieces(), self.base.cache(), field)? {
            if let Some(value) = value(&stored) {
                *counts.entry(value).or_default() += count;
            }
        }
        Ok(Some(counts))
    }

    /// By name, or where a row has none by number.
    fn parties(&self, name: &str, number: &str) -> Result<Option<Counts>> {
        let Some(named) = self.base.number_of(self.subject, name) else { return Ok(None) };
        let plain = |value: &str| Some(value.to_owned());
        let Some(mut counts) = self.values(name, plain)? else { return Ok(None) };
        let nameless = self.base.narrowed(self.found, &!Ask::Given { field: named })?;
        let rest = Counting { found: &nameless, ..*self }.values(number, plain)?;
        for (value, count) in rest.unwrap_or_default() {
            *counts.entry(value).or_default() += count;
        }
        Ok(Some(counts))
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
        *counted.counts.entry(row.get(0)?).or_default() += row.get::<_, u64>(1)?;
        Ok(())
    })?;
    Ok(counted)
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
