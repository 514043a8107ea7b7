//! How many rows there were: counted by day and hour while they are written, so that a plot over years reads
//! a few thousand numbers and no rows.
//!
//! Promises: in each committed state the counts are those of the rows. A changed row is counted as it is now,
//! a deleted one no more. A row that has no value in a field is not counted there; [`Field::All`] has them all.
//! Days are UTC days. For another zone add up the hours of its days; a zone whose offset is no whole number of
//! hours (India, Nepal) gets the nearest whole hours, which is up to half an hour off at each end of a day.

mod gather;
mod hours;

use crate::error::Result;
use crate::shape::{self, Subject};
pub(crate) use gather::Gathered;
use hours::{HOUR, Hours};
use model::Millis;
use rusqlite::Connection;

/// What rows are counted by, apart from time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Every row; its one value is empty.
    All,
    /// Row id of the account, as text.
    Account,
    /// Of a message its session's, if that is here.
    Channel,
    State,
    Status,
    /// Response code.
    Code,
    /// The provider's id of the template. Accounts may use the same id for different ones.
    Template,
    Direction,
    Kind,
    /// Account and channel together, as [`place`] writes them; of a message whose session is not here without a
    /// channel.
    Place,
}

/// How much time a count covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    Hour,
    Day,
}

/// Rows of a span of time with one value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    /// When the span begins, epoch milliseconds.
    pub at: Millis,
    pub value: String,
    pub rows: u64,
}

impl Field {
    /// Stored; never change one.
    const fn code(self) -> i64 {
        match self {
            Self::All => 0,
            Self::Account => 1,
            Self::Channel => 2,
            Self::State => 3,
            Self::Status => 4,
            Self::Code => 5,
            Self::Template => 6,
            Self::Direction => 7,
            Self::Kind => 8,
            Self::Place => 9,
        }
    }
}

/// The fields by which the rows of a subject are counted, besides [`Field::All`], and where its shape has them.
pub const fn fields(subject: Subject) -> &'static [(Field, u8)] {
    use shape::{delivery, message, session};
    match subject {
        Subject::Session => &[
            (Field::Account, session::ACCOUNT),
            (Field::Channel, session::CHANNEL),
            (Field::State, session::STATE),
        ],
        Subject::Message => &[
            (Field::Account, message::ACCOUNT),
            (Field::Channel, message::CHANNEL),
            (Field::Template, message::TEMPLATE),
            (Field::Direction, message::DIRECTION),
            (Field::Kind, message::KIND),
        ],
        Subject::Delivery => &[
            (Field::Account, delivery::ACCOUNT),
            (Field::Channel, delivery::CHANNEL),
            (Field::Status, delivery::STATUS),
            (Field::Code, delivery::CODE),
            (Field::Template, delivery::TEMPLATE),
        ],
    }
}

/// All that the rows of a subject are counted by, in the order in which they are gathered.
pub(crate) fn counted(subject: Subject) -> impl Iterator<Item = Field> {
    let fields = fields(subject).iter().map(|(field, _)| *field);
    std::iter::once(Field::All).chain(fields).chain(std::iter::once(Field::Place))
}

/// A value of [`Field::Place`], taken apart: the account's row id and its channel, empty where none is known.
pub fn place(value: &str) -> Option<(i64, &str)> {
    let (account, channel) = value.split_once(' ')?;
    Some((account.parse().ok()?, channel))
}

/// Counts of the spans that begin at `from` or later and before `until` (epoch milliseconds), by time, then by
/// value. Spans without rows are left out; so is everything of a field that the subject does not have.
///
/// # Errors
/// As [`crate::Error`].
pub fn read(
    conn: &Connection,
    subject: Subject,
    field: Field,
    span: Span,
    from: Millis,
    until: Millis,
) -> Result<Vec<Count>> {
    let days = days(span, from, until);
    let mut counts = Vec::new();
    match span {
        Span::Day => {
            let sql = "SELECT day, value, rows FROM rollup
                WHERE subject = ?1 AND field = ?2 AND day BETWEEN ?3 AND ?4 ORDER BY day, value";
            let mut statement = conn.prepare_cached(sql)?;
            let mut rows = statement.query((subject.code(), field.code(), days.0, days.1))?;
            while let Some(row) = rows.next()? {
                let at = row.get::<_, i64>(0)?.saturating_mul(DAY);
                counts.push(Count { at, value: row.get(1)?, rows: row.get(2)? });
            }
        }
        Span::Hour => {
            let sql = "SELECT day, value, hours FROM rollup
                WHERE subject = ?1 AND field = ?2 AND day BETWEEN ?3 AND ?4";
            let mut statement = conn.prepare_cached(sql)?;
            let mut rows = statement.query((subject.code(), field.code(), days.0, days.1))?;
            while let Some(row) = rows.next()? {
                let (day, value): (i64, String) = (row.get(0)?, row.get(1)?);
                let hours = Hours::decode(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?)?;
                let at = |hour: i64| day.saturating_mul(DAY).saturating_add(hour * HOUR);
                let here =
                    (0..).map(at).zip(hours.0).filter(|(at, rows)| *rows > 0 && (from..until).contains(at));
                counts.extend(here.map(|(at, rows)| Count {
                    at,
                    value: value.clone(),
                    rows: rows.unsigned_abs(),
                }));
            }
            counts.sort_unstable();
        }
    }
    Ok(counts)
}

/// First and last day whose spans may begin within the time.
fn days(span: Span, from: Millis, until: Millis) -> (i64, i64) {
    let last = until.saturating_sub(1).div_euclid(DAY);
    match span {
        // A day that began before is left out.
        Span::Day => (from.saturating_add(DAY - 1).div_euclid(DAY), last),
        Span::Hour => (from.div_euclid(DAY), last),
    }
}

const DAY: Millis = 24 * HOUR;

/// Compares the counts with the rows: what is wrong, in words, if anything is. Walks an index of each table.
pub(crate) fn check(conn: &Connection) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for subject in Subject::ALL {
        let table = subject.kind().as_str();
        let sql = format!(
            "SELECT (SELECT count(*) FROM {table}),
             (SELECT coalesce(sum(rows), 0) FROM rollup WHERE subject = ?1 AND field = ?2)"
        );
        let (rows, counted): (u64, u64) =
            conn.query_row(&sql, (subject.code(), Field::All.code()), |row| Ok((row.get(0)?, row.get(1)?)))?;
        if rows != counted {
            faults.push(format!("{counted} rows are counted in {table} by day, and {rows} are there"));
        }
    }
    Ok(faults)
}
