//! Scrolling: a window of rows, anywhere among all messages.

use crate::ask::parse;
use crate::error::Result;
use crate::limits::{RUNS, WINDOW};
use crate::peer;
use crate::times::Report;
use query::{Sort, Subject};
use rusqlite::Connection;

/// What the grid shows of a message.
const COLUMNS: [&str; 7] = ["sent", "direction", "person", "kind", "text", "session", "channel"];

/// The peer pages with OFFSET, which is what plain SQL offers for a place that is known by its number.
const PEER_SQL: &str =
    "SELECT m.id, m.at, m.off, m.direction, m.person, m.kind, m.text, m.session_ext, s.channel
    FROM message m LEFT JOIN session s ON s.account = m.account AND s.ext = m.session_ext
    ORDER BY m.at DESC, m.id DESC LIMIT ?1 OFFSET ?2";

/// A window at as many places as there are runs, spread over everything.
pub fn scroll(ours: &Connection, peer: &Connection, report: &mut Report) -> Result<()> {
    if !report.wants("window") {
        return Ok(());
    }
    let subject = Subject::Messages;
    let ids = query::ids(ours, subject, &parse(subject, "")?, &Sort::newest(subject))?;
    let place = |run: usize| ids.len().saturating_sub(WINDOW) / RUNS * (run % RUNS);
    report.turns(
        "window.100_rows",
        peer::NAME,
        |run| {
            let ids = ids.iter().skip(place(run)).take(WINDOW).copied().collect::<Vec<i64>>();
            Ok(query::rows(ours, subject, &ids, &COLUMNS)?.len() as u64)
        },
        |run| {
            let mut statement = peer.prepare_cached(PEER_SQL)?;
            let mut rows = statement.query((WINDOW, place(run)))?;
            let mut found = 0;
            while let Some(row) = rows.next()? {
                for cell in 0..=COLUMNS.len() {
                    row.get_ref(cell)?;
                }
                found += 1;
            }
            Ok(found)
        },
    )
}
