//! Records that are here and no longer at the provider. They are kept and say so; only a person deletes.

use crate::error::{Error, Result};
use crate::shape::Subject;
use crate::writer::Writer;
use model::{Kind, Millis};
use rusqlite::{Connection, OptionalExtension};

/// When it was noticed that a record is gone; `None` when it is not, as far as is known.
pub fn noticed(conn: &Connection, account: i64, kind: Kind, ext: &str) -> Result<Option<Millis>> {
    let sql = "SELECT noticed_at FROM gone WHERE account = ?1 AND kind = ?2 AND ext = ?3";
    let params = (account, kind.as_str(), ext);
    Ok(conn.prepare_cached(sql)?.query_row(params, |row| row.get(0)).optional()?)
}

/// The ids of those of a kind that are gone.
pub fn of_kind(conn: &Connection, account: i64, kind: Kind) -> Result<Vec<String>> {
    let sql = "SELECT ext FROM gone WHERE account = ?1 AND kind = ?2 ORDER BY ext";
    let mut ids = conn.prepare_cached(sql)?;
    ids.query_map((account, kind.as_str()), |row| row.get(0))?.map(|id| Ok(id?)).collect()
}

/// Gives the id of each record of a kind to `each`.
pub fn held(conn: &Connection, account: i64, kind: Kind, mut each: impl FnMut(&str)) -> Result<()> {
    let mut select = conn.prepare_cached(&format!("SELECT ext FROM {} WHERE account = ?1", kind.as_str()))?;
    let mut rows = select.query([account])?;
    while let Some(row) = rows.next()? {
        each(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?);
    }
    Ok(())
}

/// How many records of each kind are gone, and when the last of them was noticed.
pub fn counts(conn: &Connection, account: i64) -> Result<Vec<(Kind, u64, Millis)>> {
    let sql =
        "SELECT kind, count(*), max(noticed_at) FROM gone WHERE account = ?1 GROUP BY kind ORDER BY kind";
    conn.prepare_cached(sql)?
        .query_and_then([account], |row| {
            let name: String = row.get(0)?;
            let kind = Kind::from_name(&name);
            let kind = kind.ok_or_else(|| Error::damaged(format!("unknown kind {name:?}")))?;
            Ok((kind, row.get(1)?, row.get(2)?))
        })?
        .collect()
}

/// Records that are gone, by the hour of their own time and their channel: when the hour begins (epoch ms), the
/// channel, and how many. What was said in a chat that is gone is gone with it.
pub fn placed(conn: &Connection, account: i64, subject: Subject) -> Result<Vec<(Millis, String, u64)>> {
    let of_chats = "SELECT t.at AS at, s.channel AS channel FROM gone g
        JOIN session s ON s.account = g.account AND s.ext = g.ext JOIN message t ON t.session = s.id
        WHERE g.account = ?1 AND g.kind = 'session'
        UNION ALL SELECT t.at, coalesce(s.channel, '') FROM gone g
        JOIN message t ON t.account = g.account AND t.ext = g.ext LEFT JOIN session s ON s.id = t.session
        WHERE g.account = ?1 AND g.kind = 'message' AND NOT EXISTS
            (SELECT 1 FROM gone h WHERE h.account = ?1 AND h.kind = 'session' AND h.ext = t.session_ext)";
    let own = |time: &str| {
        let table = subject.kind().as_str();
        format!(
            "SELECT t.{time} AS at, t.channel AS channel FROM gone g
            JOIN {table} t ON t.account = g.account AND t.ext = g.ext WHERE g.account = ?1 AND g.kind = '{table}'"
        )
    };
    let rows = match subject {
        Subject::Message => of_chats.to_owned(),
        Subject::Session | Subject::Delivery => own(subject.time()),
    };
    // Rounded down, also before 1970.
    let hour = "at - ((at % 3600000) + 3600000) % 3600000";
    let sql = format!("SELECT {hour} AS hour, channel, count(*) FROM ({rows}) GROUP BY hour, channel");
    let mut placed = conn.prepare_cached(&sql)?;
    let placed = placed.query_map([account], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    placed.map(|row| Ok(row?)).collect()
}

impl Writer<'_> {
    /// # Errors
    /// As [`crate::Error`].
    pub fn gone_note(&mut self, account: i64, kind: Kind, ext: &str, now: Millis) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO gone(account, kind, ext, noticed_at) VALUES (?1, ?2, ?3, ?4)";
        self.conn.prepare_cached(sql)?.execute((account, kind.as_str(), ext, now))?;
        Ok(())
    }

    /// It is there again.
    ///
    /// # Errors
    /// As [`crate::Error`].
    pub fn gone_back(&mut self, account: i64, kind: Kind, ext: &str) -> Result<()> {
        let sql = "DELETE FROM gone WHERE account = ?1 AND kind = ?2 AND ext = ?3";
        self.conn.prepare_cached(sql)?.execute((account, kind.as_str(), ext))?;
        Ok(())
    }
}
