//! The peers of questions: other tools on the same data, asked in SQL that is written for the one question.
//!
//! A peer that is not there, or cannot answer a kind of question, gives a reason instead of a figure.

mod datasette;
mod duckdb;
mod http;
mod lnav;
mod tools;

pub use tools::find;

use crate::error::{Error, Result};
use crate::folders::Folders;
use crate::ours::Found;
use crate::question::{Dialect, Question, Work};
use crate::stats::Runs;

pub trait Peer {
    /// What the tables call it.
    fn name(&self) -> &'static str;

    /// Whether it can answer this at all.
    fn can(&self, question: &Question) -> bool;

    /// What the question finds, and the exact count of its rows.
    fn check(&mut self, question: &Question) -> Result<(Found, u64)>;

    /// Answers as often as a peer does, and tells what each run took.
    fn runs(&mut self, question: &Question) -> Result<Runs>;
}

/// A peer that is asked in SQL.
pub trait SqlPeer {
    const NAME: &'static str;
    const DIALECT: Dialect;

    /// How many rows, from a statement that counts.
    fn count(&mut self, sql: &str) -> Result<u64>;

    /// How many rows came, from a statement that lists them.
    fn page(&mut self, sql: &str) -> Result<usize>;

    /// Values, and the rows of all of them.
    fn facet(&mut self, sql: &str) -> Result<(usize, u64)>;
}

impl<P: SqlPeer> Peer for P {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn can(&self, _question: &Question) -> bool {
        true
    }

    fn check(&mut self, question: &Question) -> Result<(Found, u64)> {
        let count = self.count(&question.sql(P::DIALECT).count)?;
        Ok((answer(self, question)?, count))
    }

    fn runs(&mut self, question: &Question) -> Result<Runs> {
        Runs::of_peer(|_| answer(self, question).map(drop))
    }
}

/// Answers as the question wants it.
fn answer<P: SqlPeer>(peer: &mut P, question: &Question) -> Result<Found> {
    let sql = question.sql(P::DIALECT);
    let mut found = Found::default();
    if question.work != Work::Page {
        found.count = Some(peer.count(&sql.count)?);
    }
    if question.work == Work::Whole {
        found.facets = sql.facets.iter().map(|sql| peer.facet(sql)).collect::<Result<_>>()?;
    }
    if question.work != Work::Count {
        found.rows = peer.page(&sql.page)?;
    }
    Ok(found)
}

/// The peers besides plain SQLite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    DuckDb,
    Datasette,
    Lnav,
}

impl Tool {
    pub const ALL: [Self; 3] = [Self::DuckDb, Self::Datasette, Self::Lnav];

    /// The last part of the names of its figures.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::Datasette => "datasette",
            Self::Lnav => "lnav",
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::DuckDb => duckdb::NAME,
            Self::Datasette => datasette::NAME,
            Self::Lnav => lnav::NAME,
        }
    }

    /// Starts it on what plain SQLite holds.
    ///
    /// # Errors
    /// [`Error::Peer`] with the reason when it is not there or cannot take the data.
    pub fn start(self, scale: u64, folders: &Folders) -> Result<Box<dyn Peer>> {
        Ok(match self {
            Self::DuckDb => Box::new(duckdb::DuckDb::start(folders)?),
            Self::Datasette => Box::new(datasette::Datasette::start(folders)?),
            Self::Lnav => Box::new(lnav::Lnav::start(scale, folders)?),
        })
    }
}

/// An error of a peer without its kind: reasons and faults stand in the same column.
fn fault(peer: &'static str) -> impl Fn(std::io::Error) -> Error {
    move |why| Error::peer(peer, why)
}
