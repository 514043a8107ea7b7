//! How a transaction keeps the index in step with its rows.
//!
//! Before a row is changed or deleted it is read as the index has it; at the end of the transaction
//! each row that was touched is dead in its old segment and, unless deleted, alive in a new one. The
//! rows decide: what was not seen while it was written is read again.

use crate::catalog::{self, Catalogs};
use crate::error::Result;
use crate::link::{self, Link};
use crate::pending::{self, Drafts, New, Pending, Touched};
use crate::reference::Renamed;
use crate::rollup::Gathered;
use crate::segment::{self, Shelf};
use crate::shape::{self, Entry, REFERS, Subject};
use crate::writer::Writer;
use crate::{limits, message};
use index::{Ask, Bits, Cache, Draft, Part};
use model::{Kind, Session};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The index during one transaction.
pub(crate) struct Indexing<'a> {
    cache: &'a Cache,
    pub catalogs: Catalogs,
    pub changed: bool,
    pending: Pending,
    drafts: Drafts,
    renamed: Renamed,
    rollup: Gathered,
    /// Whether any message waits for its session; unknown until asked.
    waits: Option<bool>,
    /// The next session's number of arrival, once one was given.
    seq: Option<i64>,
}

/// When a row was, and its id.
type Key = (i64, i64);

impl<'a> Indexing<'a> {
    pub fn new(catalogs: Catalogs, cache: &'a Cache) -> Self {
        let (pending, renamed) = (Pending::default(), Renamed::default());
        Self {
            cache,
            catalogs,
            changed: false,
            pending,
            drafts: Drafts::default(),
            renamed,
            rollup: Gathered::default(),
            waits: None,
            seq: None,
        }
    }
}

impl Writer<'_> {
    /// To be called before a stored row is changed or deleted.
    pub(crate) fn will_change(&mut self, subject: Subject, id: i64) -> Result<()> {
        if !self.index.pending.reread(subject, id)
            && let Some(old) = pending::read(self.conn, &mut self.memory.links, subject, id)?
        {
            self.replace(subject, &old, New::Read);
        }
        Ok(())
    }

    /// A row that the index has as `old`, and that is not pending yet.
    fn replace(&mut self, subject: Subject, old: &Entry, new: New) {
        let index::Row { at, id, .. } = old.row;
        self.index.rollup.count(subject, old, -1);
        // Of this transaction: no segment has it yet.
        let drafted = self.index.drafts.of(subject).remove(id);
        self.index.pending.add(subject, id, Touched { dead: (!drafted).then_some(at), new });
    }

    /// After the row was written: what it says now, if that is known without reading it.
    pub(crate) fn written(&mut self, subject: Subject, id: i64, entry: Option<Entry>) -> Result<()> {
        match entry {
            // A new row.
            Some(entry) if !self.index.pending.has(subject, id) => self.draft(subject, entry),
            entry => {
                self.index.pending.written(subject, id, entry);
                Ok(())
            }
        }
    }

    /// Takes a row into the next segment.
    fn draft(&mut self, subject: Subject, entry: Entry) -> Result<()> {
        self.index.rollup.count(subject, &entry, 1);
        let names = &mut self.memory.names;
        let row = entry.name(subject, |kind, account, ext| names.of(self.conn, kind, account, ext))?;
        Ok(self.index.drafts.of(subject).add(&row)?)
    }

    /// After it was deleted.
    pub(crate) fn gone(&mut self, subject: Subject, id: i64) {
        self.index.pending.gone(subject, id);
    }

    /// Before a record is stored under this name, or deleted (`None`): rows that refer to it will show it.
    pub(crate) fn will_rename(
        &mut self,
        kind: Kind,
        account: i64,
        ext: &str,
        name: Option<&str>,
        known: bool,
    ) -> Result<()> {
        let names = &mut self.memory.names;
        let was = if known { names.of(self.conn, kind, account, ext)? } else { None };
        names.set(kind, account, ext, name);
        if was.as_deref() != name {
            // Rows of this transaction are looked for where the others are.
            if self.index.drafts.len() > 0 {
                self.settle()?;
            }
            if self.is_referred_to(kind) {
                self.index.renamed.add(kind, account, shape::reference(ext, was.as_deref()));
            }
        }
        Ok(())
    }

    /// Whether the index has rows that may refer to records of this kind. Those that are still pending
    /// are named when they are drafted.
    fn is_referred_to(&self, kind: Kind) -> bool {
        let catalogs = &self.index.catalogs;
        REFERS.iter().any(|to| to.kind == kind && !catalogs.of(to.subject).parts.is_empty())
    }

    /// After a session was stored; `was`: as what its messages knew it, if it was here.
    pub(crate) fn session_written(
        &mut self,
        account: i64,
        id: i64,
        session: &Session,
        was: Option<&Link>,
    ) -> Result<()> {
        let seq = match was {
            Some(was) => was.seq,
            None => self.take_seq()?,
        };
        self.written(Subject::Session, id, Some(shape::session::entry(id, account, seq, session)))?;
        let link = Link::of(id, seq, session);
        if was == Some(&link) {
            return Ok(());
        }
        self.memory.links.set(account, &session.id, Some(link.clone()));
        let messages = match was {
            Some(_) => link::linked(self.conn, id)?,
            None => self.waiting(account, &session.id)?,
        };
        if was.is_none() {
            for message in &messages {
                link::set(self.conn, *message, Some(id))?;
            }
        }
        self.relinked(messages, was, Some(&link))
    }

    /// After a session was deleted: its messages stay and have none.
    pub(crate) fn session_gone(&mut self, account: i64, ext: &str, was: &Link) -> Result<()> {
        self.memory.links.set(account, ext, None);
        let messages = link::linked(self.conn, was.id)?;
        for message in &messages {
            link::set(self.conn, *message, None)?;
            self.index.waits = Some(true);
        }
        self.relinked(messages, Some(was), None)
    }

    /// Messages that took what they say of their session from `was`, and take it from `is` now. Nothing else
    /// of them changed.
    fn relinked(&mut self, messages: Vec<i64>, was: Option<&Link>, is: Option<&Link>) -> Result<()> {
        // Those that are pending will take it when they are read. First, since some may be settled on the way.
        let pending = &mut self.index.pending;
        let rest: Vec<i64> =
            messages.into_iter().filter(|id| !pending.reread(Subject::Message, *id)).collect();
        for id in rest {
            if let Some(row) = message::by_id(self.conn, id)? {
                let entry = |link| shape::message::entry(id, row.account, link, &row.record);
                self.replace(Subject::Message, &entry(was), New::Entry(entry(is).kept()));
                self.index_if_many()?;
            }
        }
        Ok(())
    }

    fn waiting(&mut self, account: i64, ext: &str) -> Result<Vec<i64>> {
        let any = match self.index.waits {
            Some(any) => any,
            None => link::any_waits(self.conn)?,
        };
        self.index.waits = Some(any);
        if any { link::waiting(self.conn, account, ext) } else { Ok(Vec::new()) }
    }

    /// A session as its messages know it, before it is changed or deleted.
    pub(crate) fn known(&mut self, account: i64, session_ext: &str) -> Result<Option<Link>> {
        self.memory.links.of(self.conn, account, session_ext)
    }

    /// The session of a message that is about to be written.
    pub(crate) fn link(&mut self, account: i64, session_ext: &str) -> Result<Option<Link>> {
        let link = self.known(account, session_ext)?;
        if link.is_none() {
            self.index.waits = Some(true);
        }
        Ok(link)
    }

    /// The number that the next new session gets.
    pub(crate) fn seq(&mut self) -> Result<i64> {
        let seq = match self.index.seq {
            Some(seq) => seq,
            None => catalog::counter(self.conn, "session")?.unwrap_or(0),
        };
        self.index.seq = Some(seq);
        Ok(seq)
    }

    fn take_seq(&mut self) -> Result<i64> {
        let seq = self.seq()?;
        self.index.seq = Some(seq + 1);
        Ok(seq)
    }

    /// So that a large transaction stays within its memory.
    pub(crate) fn index_if_many(&mut self) -> Result<()> {
        let many = self.index.pending.len() + self.index.drafts.len() >= limits::PENDING;
        if many { self.settle() } else { Ok(()) }
    }

    /// All that is owed. At the end of the transaction, after the last row was written.
    pub(crate) fn index_all(&mut self) -> Result<()> {
        self.follow_names()?;
        self.settle()?;
        self.index.rollup.write(self.conn)?;
        if let Some(seq) = self.index.seq {
            catalog::set_counter(self.conn, "session", seq)?;
        }
        Ok(())
    }

    /// Rows that refer to a record with a new name are written to the index anew.
    fn follow_names(&mut self) -> Result<()> {
        for ((kind, account), values) in self.index.renamed.take() {
            for to in REFERS.iter().filter(|to| to.kind == kind) {
                for id in self.referring(to.subject, to.field, account, &values)? {
                    self.refresh(to.subject, id)?;
                    self.index_if_many()?;
                }
            }
        }
        Ok(())
    }

    /// Rows of the account with one of these values in a field.
    fn referring(
        &self,
        subject: Subject,
        field: u8,
        account: i64,
        values: &BTreeSet<String>,
    ) -> Result<Vec<i64>> {
        let catalog = self.index.catalogs.of(subject);
        let values = Ask::Is { field, values: values.iter().cloned().collect() };
        // The account is the first field of each subject.
        let asked = [values, Ask::is(0, &account.to_string())];
        let (shelf, cache) = (Shelf(self.conn), self.index.cache);
        let found = index::find(catalog, &shelf, cache, Ask::And(asked.into()), &|| false)?;
        let mut ids = Vec::new();
        while (ids.len() as u64) < found.rows() {
            let hits = found.window(&shelf, cache, ids.len() as u64, limits::HITS, false)?;
            if hits.is_empty() {
                break;
            }
            ids.extend(hits.into_iter().map(|hit| hit.id));
        }
        Ok(ids)
    }

    /// The row itself stays as it is.
    fn refresh(&mut self, subject: Subject, id: i64) -> Result<()> {
        if !self.index.pending.has(subject, id)
            && let Some(old) = pending::read(self.conn, &mut self.memory.links, subject, id)?
        {
            self.replace(subject, &old, New::Entry(old.clone().kept()));
        }
        Ok(())
    }

    /// Everything pending becomes a segment, and dead rows in older ones.
    pub(crate) fn settle(&mut self) -> Result<()> {
        for subject in Subject::ALL {
            let touched = self.index.pending.take(subject);
            let (mut dead, mut gone) = (Vec::new(), false);
            for ((_, id), touched) in touched {
                gone |= matches!(touched.new, New::Gone);
                dead.extend(touched.dead.map(|at| (at, id)));
                let entry = match touched.new {
                    New::Entry(entry) => Some(*entry),
                    New::Read => pending::read(self.conn, &mut self.memory.links, subject, id)?,
                    New::Gone => None,
                };
                if let Some(entry) = entry {
                    self.draft(subject, entry)?;
                }
            }
            self.bury_in_index(subject, dead, gone)?;
            let draft = self.index.drafts.take(subject);
            self.seal(subject, draft)?;
        }
        Ok(())
    }

    fn seal(&mut self, subject: Subject, draft: Draft) -> Result<()> {
        if draft.is_empty() {
            return Ok(());
        }
        let number = self.memory.new_segment()?;
        let segment = draft.seal(number, &mut Shelf(self.conn))?;
        let dead = Arc::new(Bits::none(segment.rows()));
        let part = Part { segment: Arc::new(segment), dead };
        segment::add(self.conn, subject, &part)?;
        self.index.catalogs.edit(subject).parts.push(part);
        self.index.changed = true;
        Ok(())
    }

    /// Marks these rows dead, wherever they are. `gone`: some of them for good.
    fn bury_in_index(&mut self, subject: Subject, mut keys: Vec<Key>, gone: bool) -> Result<()> {
        if keys.is_empty() {
            return Ok(());
        }
        keys.sort_unstable();
        let (conn, cache) = (self.conn, self.index.cache);
        // What was written lately is changed most.
        for part in self.index.catalogs.edit(subject).parts.iter_mut().rev() {
            let Some(dead) = dead_after(part, &mut keys, &Shelf(conn), cache)? else { continue };
            segment::set_dead(conn, part.segment.number(), &dead)?;
            if gone {
                segment::set_soiled(conn, part.segment.number())?;
            }
            part.dead = Arc::new(dead);
            self.index.changed = true;
        }
        Ok(())
    }
}

/// The dead of a part with those of `keys` that were alive in it, which are taken from `keys`; none
/// when there were none.
fn dead_after(part: &Part, keys: &mut Vec<Key>, shelf: &Shelf<'_>, cache: &Cache) -> Result<Option<Bits>> {
    let segment = &part.segment;
    let from = keys.partition_point(|(at, _)| *at < segment.first_at());
    let until = keys.partition_point(|(at, _)| *at <= segment.last_at());
    let mut found: Vec<(Key, u32)> = Vec::new();
    let mut rows = segment.keys(shelf, cache)?;
    for key in keys.iter().take(until).skip(from) {
        let row = rows.row_of(*key)?;
        found.extend(row.filter(|row| !part.dead.contains(*row)).map(|row| (*key, row)));
    }
    if found.is_empty() {
        return Ok(None);
    }
    let mut dead = Bits::clone(&part.dead);
    found.iter().for_each(|(_, row)| dead.insert(*row));
    keys.retain(|key| found.binary_search_by_key(key, |(key, _)| *key).is_err());
    Ok(Some(dead))
}
