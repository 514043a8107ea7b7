//! In which order the rows of an answer stand.

use super::{parts::Parts, relevance, sorted};
use crate::base::Base;
use crate::limits::STRIDE;
use crate::text::Query;
use crate::verify::sortable;
use crate::{Column, Result, Sort, Subject};
use index::Found;

/// The name of the order by relevance, which is no column.
pub const RELEVANCE: &str = "relevance";

/// What kind of order is asked for.
pub enum Kind {
    /// That of the index.
    Time {
        newest_first: bool,
    },
    By(&'static Column),
    Relevance,
}

#[derive(Debug)]
pub enum Order {
    Time {
        newest_first: bool,
    },
    /// One part a value.
    Parts(Parts),
    /// Sorted once.
    List(Vec<i64>),
    /// The newest rows by relevance; the others follow newest first.
    Ranked {
        ids: Vec<i64>,
        /// There are others.
        limited: bool,
    },
}

/// # Errors
/// An unknown or unsortable column.
pub fn kind(subject: Subject, query: &Query, sort: &Sort) -> Result<Kind> {
    if sort.column == RELEVANCE {
        // Without words every row is as good as the other.
        let ranks = !query.searched().is_empty();
        return Ok(if ranks { Kind::Relevance } else { Kind::Time { newest_first: true } });
    }
    let by = sortable(subject, &sort.column)?;
    Ok(if by.id == subject.when().0 { Kind::Time { newest_first: sort.desc } } else { Kind::By(by) })
}

impl Order {
    /// The order of these rows, all of them sure.
    pub fn new(base: &Base<'_>, query: &Query, kind: &Kind, sort: &Sort, rows: &Found) -> Result<Self> {
        match *kind {
            Kind::Time { newest_first } => Ok(Self::Time { newest_first }),
            Kind::Relevance => relevance::ranked(base, query, rows),
            Kind::By(by) => match Parts::by(base, query.subject, by, sort.desc, rows)? {
                Some(parts) => Ok(Self::Parts(parts)),
                None => Ok(Self::List(sorted::by(base, query, by, sort.desc, rows)?)),
            },
        }
    }

    /// Most bytes it comes to hold.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Time { .. } => 0,
            Self::Parts(parts) => parts.bytes(),
            Self::List(ids) | Self::Ranked { ids, .. } => ids.capacity() * size_of::<i64>(),
        }
    }

    pub fn ranked(&self) -> Option<u64> {
        match self {
            Self::Ranked { ids, limited: true } => Some(ids.len() as u64),
            _ => None,
        }
    }

    /// The ids of rows `from..from + len` of those it was made of.
    pub fn ids(&self, base: &Base<'_>, rows: &Found, from: u64, len: usize) -> Result<Vec<i64>> {
        let of = |list: &[i64]| {
            let from = usize::try_from(from).unwrap_or(usize::MAX);
            list.iter().skip(from).take(len).copied().collect::<Vec<i64>>()
        };
        Ok(match self {
            Self::Time { newest_first } => stretch(base, rows, from, len, *newest_first)?,
            Self::Parts(parts) => parts.ids(base, rows, from, len)?,
            Self::List(ids) => of(ids),
            Self::Ranked { ids, .. } => {
                let mut found = of(ids);
                let from = from.max(ids.len() as u64);
                let rest = len.saturating_sub(found.len());
                found.append(&mut stretch(base, rows, from, rest, true)?);
                found
            }
        })
    }
}

/// Rows `from..from + len` in order of time, a stretch after the other: a hit takes more room than an id.
pub fn stretch(base: &Base<'_>, rows: &Found, from: u64, len: usize, newest_first: bool) -> Result<Vec<i64>> {
    let mut found: Vec<i64> = Vec::with_capacity(len.min(usize::try_from(rows.rows()).unwrap_or(usize::MAX)));
    while found.len() < len {
        base.heed()?;
        let next = (len - found.len()).min(STRIDE);
        let hits = base.window(rows, from.saturating_add(found.len() as u64), next, newest_first)?;
        if hits.is_empty() {
            break;
        }
        found.extend(hits.iter().map(|hit| hit.id));
    }
    Ok(found)
}
