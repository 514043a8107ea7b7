//! The statements that a transaction runs again and again, looked up once.

use crate::error::Result;
use crate::table::{Table, find_sql, insert_sql, update_sql};
use model::Kind;
use rusqlite::{CachedStatement, Connection, Statement};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Taken from the connection's cache when first needed, given back with the transaction.
#[derive(Default)]
pub(crate) struct Statements<'c> {
    of: HashMap<(Does, Kind), CachedStatement<'c>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Does {
    Find,
    Place,
    Insert,
    Update,
}

impl<'c> Statements<'c> {
    /// Id and digest of a record, by the provider's id.
    pub fn find(
        &mut self,
        conn: &'c Connection,
        kind: Kind,
        account: i64,
        ext: &str,
    ) -> Result<Option<(i64, i64)>> {
        let statement = self.get(conn, Does::Find, kind, || find_sql(kind))?;
        let mut rows = statement.query((account, ext))?;
        Ok(rows.next()?.map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?))).transpose()?)
    }

    /// Where the raw form of a row lies.
    pub fn place(&mut self, conn: &'c Connection, kind: Kind, id: i64) -> Result<i64> {
        let sql = || format!("SELECT raw FROM {} WHERE id = ?1", kind.as_str());
        Ok(self.get(conn, Does::Place, kind, sql)?.query_row([id], |row| row.get(0))?)
    }

    pub fn insert<T: Table>(&mut self, conn: &'c Connection) -> Result<&mut Statement<'c>> {
        self.get(conn, Does::Insert, T::KIND, insert_sql::<T>)
    }

    pub fn update<T: Table>(&mut self, conn: &'c Connection) -> Result<&mut Statement<'c>> {
        self.get(conn, Does::Update, T::KIND, update_sql::<T>)
    }

    fn get(
        &mut self,
        conn: &'c Connection,
        does: Does,
        kind: Kind,
        sql: impl FnOnce() -> String,
    ) -> Result<&mut Statement<'c>> {
        Ok(match self.of.entry((does, kind)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(conn.prepare_cached(&sql())?),
        })
    }
}
