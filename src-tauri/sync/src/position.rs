//! Where each stream stands, for whoever shows it to a person.

use crate::Result;
use crate::place::Back;
use model::Millis;
use provider::{Stream, Walk};
use store::rusqlite::Connection;
use store::{branch, checkpoint};

/// How far a stream was read, by what the store keeps of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Nothing was read of it.
    Nothing,
    /// In its first load, newest first: everything since this moment (epoch ms, the record's own time) is here;
    /// `None` while its newest part is being read.
    BackTo(Option<Millis>),
    /// In the middle of its first reading; what is here lies anywhere.
    Begun,
    /// It was read to its end. `since`: from where the next run asks, or when the last whole reading began.
    Whole { since: Option<Millis> },
    /// Lists of records: how many there are, and how many of them are still to be read.
    Lists { all: u64, due: u64 },
}

/// # Errors
/// [`crate::Error::Store`].
pub fn position(conn: &Connection, account: i64, stream: &Stream) -> Result<Position> {
    if matches!(stream.walk, Walk::Branches { .. }) {
        let all = branch::count(conn, account, stream.id)?;
        return Ok(match branch::due(conn, account, stream.id)? {
            0 if all == 0 && checkpoint::get(conn, account, stream.id)?.is_none() => Position::Nothing,
            due => Position::Lists { all, due },
        });
    }
    let Some(kept) = checkpoint::get(conn, account, stream.id)? else { return Ok(Position::Nothing) };
    if let Some(back) = Back::of(&kept) {
        return Ok(Position::BackTo(back.until));
    }
    Ok(match (kept.cursor.is_some(), kept.updated_since) {
        (true, None) => Position::Begun,
        (_, since) => Position::Whole { since },
    })
}
