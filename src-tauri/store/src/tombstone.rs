//! What was deleted here does not come back with the next sync.

use crate::error::{Error, Result};
use crate::session;
use crate::shape::Subject;
use crate::writer::Writer;
use model::{Kind, Millis};
use rusqlite::OptionalExtension;

/// Whether this record was deleted. Costs nothing while nothing ever was.
pub(crate) fn lies(writer: &mut Writer<'_>, account: i64, kind: Kind, ext: &str) -> Result<bool> {
    let any = match writer.graves {
        Some(any) => any,
        None => writer.conn.query_row("SELECT EXISTS(SELECT 1 FROM tombstone)", [], |row| row.get(0))?,
    };
    writer.graves = Some(any);
    if !any {
        return Ok(false);
    }
    let sql = "SELECT EXISTS(SELECT 1 FROM tombstone WHERE account = ?1 AND kind = ?2 AND ext = ?3)";
    Ok(writer.conn.prepare_cached(sql)?.query_row((account, kind.as_str(), ext), |row| row.get(0))?)
}

impl Writer<'_> {
    /// Deletes one record with its raw form and index, for good. Its dependants stay.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such row.
    pub fn bury(&mut self, kind: Kind, id: i64, now: Millis) -> Result<()> {
        let (account, ext) = self.remove(kind, id)?;
        self.import_forget(account, kind, &ext)?;
        let sql = "INSERT OR REPLACE INTO tombstone(account, kind, ext, at) VALUES (?1, ?2, ?3, ?4)";
        self.conn.prepare_cached(sql)?.execute((account, kind.as_str(), &ext, now))?;
        self.graves = Some(true);
        Ok(())
    }

    /// Takes one record away with its raw form and index, as if it had never come. Gives its account and the
    /// provider's id.
    pub(crate) fn remove(&mut self, kind: Kind, id: i64) -> Result<(i64, String)> {
        self.index_if_many()?;
        let sql = format!("SELECT account, ext, raw FROM {} WHERE id = ?1", kind.as_str());
        let found: Option<(i64, String, i64)> = self
            .conn
            .prepare_cached(&sql)?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (account, ext, raw) =
            found.ok_or_else(|| Error::Missing { what: kind.as_str(), which: id.to_string() })?;
        let was = if kind == Kind::Session { self.known(account, &ext)? } else { None };
        if kind == Kind::DeliveryEvent {
            // What its delivery's sources say against each other may be another without it.
            let sql = "SELECT delivery_ext FROM delivery_event WHERE id = ?1";
            let delivery: String = self.conn.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;
            self.touch(account, &delivery);
        }
        self.will_bury(kind, id, account, &ext)?;
        self.conn.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", kind.as_str()))?.execute([id])?;
        self.drop_raw(raw);
        if let Some(was) = was {
            session::delete_tags(self.conn, id)?;
            self.session_gone(account, &ext, &was)?;
        }
        *self.tallies.entry((account, kind)).or_default() -= 1;
        Ok((account, ext))
    }

    /// What the index has of the row, or shows of it in others.
    fn will_bury(&mut self, kind: Kind, id: i64, account: i64, ext: &str) -> Result<()> {
        match Subject::of(kind) {
            Some(subject) => {
                self.will_change(subject, id)?;
                self.gone(subject, id);
                Ok(())
            }
            None => self.will_rename(kind, account, ext, None, true),
        }
    }
}
