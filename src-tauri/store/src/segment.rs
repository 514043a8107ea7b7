//! The tables of the index: a row a segment, and its pieces.

use crate::error::{Error, Result};
use crate::shape::Subject;
use index::{Bits, Part, PieceKey, Pieces, Segment, Sink};
use rusqlite::{Connection, OptionalExtension};
use std::sync::Arc;

/// Pieces in the store's file, through one connection.
pub(crate) struct Shelf<'c>(pub &'c Connection);

impl Pieces for Shelf<'_> {
    fn get(&self, piece: PieceKey) -> index::Result<Vec<u8>> {
        let read = || -> Result<Option<Vec<u8>>> {
            let mut statement = self.0.prepare_cached("SELECT body FROM piece WHERE key = ?1")?;
            Ok(statement.query_row([key(piece)?], |row| row.get(0)).optional()?)
        };
        read()
            .map_err(outward)?
            .ok_or_else(|| index::Error::Damaged(format!("piece {piece:?} of the index is not there")))
    }
}

impl Sink for Shelf<'_> {
    fn put(&mut self, piece: PieceKey, body: &[u8]) -> index::Result<()> {
        put(self.0, piece, body).map_err(outward)
    }
}

pub(crate) fn put(conn: &Connection, piece: PieceKey, body: &[u8]) -> Result<()> {
    conn.prepare_cached("INSERT INTO piece(key, body) VALUES (?1, ?2)")?.execute((key(piece)?, body))?;
    Ok(())
}

/// An error of the store, on its way through the index.
pub(crate) fn outward(error: Error) -> index::Error {
    match error {
        Error::Interrupted => index::Error::Stopped,
        other => index::Error::Pieces(Box::new(other)),
    }
}

/// Segment, section and chunk in one number, so that a segment's pieces lie together.
fn key(piece: PieceKey) -> Result<i64> {
    if piece.segment > MOST || piece.chunk >= 1 << 24 {
        return Err(Error::Full);
    }
    Ok((i64::from(piece.segment) << 32) | (i64::from(piece.section) << 24) | i64::from(piece.chunk))
}

/// The highest number of a segment: the sign stays free.
const MOST: u32 = i32::MAX as u32;

/// The number after the last that was ever used.
pub(crate) fn next(conn: &Connection) -> Result<u32> {
    let last: Option<u32> = conn.query_row("SELECT max(number) FROM segment", [], |row| row.get(0))?;
    Ok(last.map_or(0, |last| last + 1))
}

/// The segments in use, by subject.
pub(crate) fn load(conn: &Connection) -> Result<Vec<(Subject, Part)>> {
    let sql = "SELECT number, subject, rows, facts, dead FROM segment WHERE NOT retired ORDER BY number";
    let mut statement = conn.prepare(sql)?;
    statement
        .query_and_then([], |row| {
            let (number, code, rows): (u32, i64, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let wrong = || Error::damaged(format!("segment {number} of the index makes no sense"));
            let subject = Subject::ALL.into_iter().find(|s| s.code() == code).ok_or_else(wrong)?;
            let segment = Segment::open(subject.schema(), number, &row.get::<_, Vec<u8>>(3)?)?;
            if segment.rows() != rows {
                return Err(wrong());
            }
            let dead = match row.get::<_, Option<Vec<u8>>>(4)? {
                Some(bytes) => Bits::decode(rows, &bytes)?,
                None => Bits::none(rows),
            };
            Ok((subject, Part { segment: Arc::new(segment), dead: Arc::new(dead) }))
        })?
        .collect()
}

/// Segments that nobody uses any more, or that were never finished.
pub(crate) fn retired(conn: &Connection) -> Result<Vec<u32>> {
    conn.prepare("SELECT number FROM segment WHERE retired")?
        .query_and_then([], |row| Ok(row.get(0)?))?
        .collect()
}

/// A finished segment; its pieces are there already.
pub(crate) fn add(conn: &Connection, subject: Subject, part: &Part) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO segment(number, subject, rows, facts, dead, retired)
        VALUES (?1, ?2, ?3, ?4, ?5, 0)";
    let Part { segment, dead } = part;
    let params = (segment.number(), subject.code(), segment.rows(), segment.facts(), packed(dead));
    conn.prepare_cached(sql)?.execute(params)?;
    Ok(())
}

/// A number for a segment whose pieces come in several transactions; it counts as retired until [`add`].
pub(crate) fn begin(conn: &Connection, subject: Subject, number: u32) -> Result<()> {
    let sql =
        "INSERT INTO segment(number, subject, rows, facts, dead, retired) VALUES (?1, ?2, 0, x'', NULL, 1)";
    conn.prepare_cached(sql)?.execute((number, subject.code()))?;
    Ok(())
}

pub(crate) fn set_dead(conn: &Connection, number: u32, dead: &Bits) -> Result<()> {
    conn.prepare_cached("UPDATE segment SET dead = ?2 WHERE number = ?1")?.execute((number, packed(dead)))?;
    Ok(())
}

/// Rows that are gone for good were in it: it is to be written anew without their words.
pub(crate) fn set_soiled(conn: &Connection, number: u32) -> Result<()> {
    conn.prepare_cached("UPDATE segment SET soiled = 1 WHERE number = ?1")?.execute([number])?;
    Ok(())
}

pub(crate) fn soiled(conn: &Connection) -> Result<Vec<u32>> {
    conn.prepare("SELECT number FROM segment WHERE soiled AND NOT retired")?
        .query_and_then([], |row| Ok(row.get(0)?))?
        .collect()
}

pub(crate) fn retire(conn: &Connection, number: u32) -> Result<()> {
    conn.prepare_cached("UPDATE segment SET retired = 1 WHERE number = ?1")?.execute([number])?;
    Ok(())
}

/// Deletes up to `most` pieces of a retired segment, and at last the segment. Whether that is done.
pub(crate) fn clear(conn: &Connection, number: u32, most: usize) -> Result<bool> {
    let from = i64::from(number) << 32;
    let sql = "DELETE FROM piece WHERE key IN
        (SELECT key FROM piece WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT ?3)";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let gone = conn.prepare_cached(sql)?.execute((from, from + (1 << 32), most))?;
    let done = i64::try_from(gone).unwrap_or(i64::MAX) < most;
    if done {
        conn.prepare_cached("DELETE FROM segment WHERE number = ?1")?.execute([number])?;
    }
    Ok(done)
}

fn packed(dead: &Bits) -> Option<Vec<u8>> {
    (!dead.is_empty()).then(|| dead.encode())
}
