//! Rows of each kind in each account, kept as they come and go: counting millions takes too long.

use crate::error::{Error, Result};
use model::Kind;
use rusqlite::Connection;
use std::collections::BTreeMap;

pub(crate) fn add(conn: &Connection, account: i64, kind: Kind, by: i64) -> Result<()> {
    if by != 0 {
        let sql = "INSERT INTO tally(account, kind, rows) VALUES (?1, ?2, ?3)
            ON CONFLICT (account, kind) DO UPDATE SET rows = rows + excluded.rows";
        conn.prepare_cached(sql)?.execute((account, kind.as_str(), by))?;
    }
    Ok(())
}

/// Kinds of which the account holds none are not listed.
pub fn of_account(conn: &Connection, account: i64) -> Result<BTreeMap<Kind, u64>> {
    let sql = "SELECT kind, rows FROM tally WHERE account = ?1 AND rows > 0";
    let mut statement = conn.prepare_cached(sql)?;
    statement
        .query_and_then([account], |row| {
            let name: String = row.get(0)?;
            let kind =
                Kind::from_name(&name).ok_or_else(|| Error::damaged(format!("unknown kind {name:?}")))?;
            Ok((kind, row.get(1)?))
        })?
        .collect()
}
