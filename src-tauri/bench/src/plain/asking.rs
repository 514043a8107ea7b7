//! Plain SQLite as a peer of questions.

use super::{NAME, Plain};
use crate::error::Result;
use crate::peer::SqlPeer;
use crate::question::Dialect;
use rusqlite::types::ValueRef;

impl SqlPeer for Plain {
    const NAME: &'static str = NAME;
    const DIALECT: Dialect = Dialect::Fts;

    fn count(&mut self, sql: &str) -> Result<u64> {
        let count: i64 = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn page(&mut self, sql: &str) -> Result<usize> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let cells = statement.column_count();
        let mut rows = statement.query([])?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            for cell in 0..cells {
                // Ours makes a text of its own of each, so this does too.
                if let ValueRef::Text(text) = row.get_ref(cell)? {
                    std::hint::black_box(text.to_vec());
                }
            }
            found += 1;
        }
        Ok(found)
    }

    fn facet(&mut self, sql: &str) -> Result<(usize, u64)> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let counts = statement
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u64>(1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok((counts.len(), counts.iter().map(|(_, count)| count).sum()))
    }
}
