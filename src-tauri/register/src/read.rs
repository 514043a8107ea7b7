//! Reading entries. Nothing here judges them; `verify` does.

use crate::{Entry, Result};
use store::rusqlite::Connection;

/// How many entries the register has, by the last one's number.
///
/// # Errors
/// [`crate::Error::Store`].
pub fn len(conn: &Connection) -> Result<u64> {
    Ok(store::register::last(conn)?.map_or(0, |row| row.number))
}

/// Up to `len` entries from number `from` on, in order.
///
/// # Errors
/// [`crate::Error::Store`]; [`crate::Error::Unreadable`] when one was tampered with.
pub fn list(conn: &Connection, from: u64, len: usize) -> Result<Vec<Entry>> {
    let len = u64::try_from(len).unwrap_or(u64::MAX);
    store::register::rows(conn, from, len)?.iter().map(Entry::read).collect()
}

/// Up to `len` entries, newest first, after leaving out the newest `skip`.
///
/// # Errors
/// As [`list`].
pub fn newest(conn: &Connection, skip: u64, len: usize) -> Result<Vec<Entry>> {
    let wanted = u64::try_from(len).unwrap_or(u64::MAX);
    let end = self::len(conn)?.saturating_sub(skip);
    let from = end.saturating_sub(wanted).saturating_add(1);
    let rows = store::register::rows(conn, from, end.saturating_add(1).saturating_sub(from))?;
    rows.iter().rev().filter(|row| row.number <= end).map(Entry::read).collect()
}

/// The entry with this number, if there is one.
///
/// # Errors
/// As [`list`].
pub fn by_number(conn: &Connection, number: u64) -> Result<Option<Entry>> {
    let row = store::register::rows(conn, number, 1)?.into_iter().find(|row| row.number == number);
    row.as_ref().map(Entry::read).transpose()
}
