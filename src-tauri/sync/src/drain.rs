//! One stream, from where it was left to its end, or to the end of a window, or of one record's list.

use crate::course::Course;
use crate::hold::Hold;
use crate::place::{Back, Within};
use crate::run::Run;
use crate::seen::Seen;
use crate::write::{self, Arrived, Known, Reached, Saved};
use crate::{Error, Report, limits};
use model::Millis;
use provider::{Page, Place, Stream, Trail, Version, Walk};
use std::collections::BTreeSet;
use store::{Branch, Checkpoint};

/// Stands for the version of a list of which nothing tells whether it has changed.
const OPEN: &str = "open";
/// Such lists: the stream that reads them, and whose they are.
pub(crate) type Open = BTreeSet<(&'static str, String)>;

/// Why a stream was not drained.
#[derive(Debug)]
pub(crate) enum Fault {
    Provider(provider::Error),
    Ours(Error),
}

impl From<provider::Error> for Fault {
    fn from(error: provider::Error) -> Self {
        Self::Provider(error)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            // Records are read when they are stored; what is wrong with one is the server's doing.
            Error::Store { source: store::Error::Unreadable { what } } => {
                Self::Provider(provider::Error::Malformed { what })
            }
            ours => Self::Ours(ours),
        }
    }
}

/// What a drain knows while it goes.
struct Drain {
    stream: Stream,
    course: Course,
    kept: Option<Checkpoint>,
    trail: Trail,
    /// The latest change seen, by the provider's clock.
    newest: Option<Millis>,
    /// When the first page was made, by the earlier of the provider's clock and ours.
    began: Millis,
    /// Lists of which nothing tells whether they have changed.
    open: Open,
    hold: Hold,
    /// Of what was stored, what was shown.
    shown: Report,
    /// In a walk over all there are: what it met.
    seen: Option<Seen>,
}

impl Run<'_> {
    /// While pages are stored the next ones are fetched. Whatever stops it, what came is stored.
    pub(crate) async fn drain(&mut self, stream: Stream, course: Course) -> Result<(), Fault> {
        let kept = write::checkpoint(&self.store, self.account, stream.id).await?;
        let mut place = course.place(&stream.walk);
        let page = self.first_page(&stream, &mut place).await?;
        let mut drain = self.set_off(stream, course, kept, &page, &place).await?;
        let walked = self.walk(&mut drain, page, place).await;
        let begun = drain.hold.store().await;
        self.tell(&mut drain);
        let stored = drain.hold.stored().await;
        self.tell(&mut drain);
        *self.passed.entry(stream.id).or_default() += drain.hold.all.clone();
        self.open.append(&mut drain.open);
        begun.and(stored)?;
        walked?;
        let whole = stream.walk.whole();
        if let Some(seen) = drain.seen.filter(|_| !whole.is_empty()) {
            write::note_gone(&self.store, self.account, whole, seen, self.now()).await?;
        }
        Ok(())
    }

    async fn set_off(
        &mut self,
        stream: Stream,
        course: Course,
        kept: Option<Checkpoint>,
        page: &Page,
        place: &Place,
    ) -> Result<Drain, Fault> {
        let gone = write::gone(&self.store, self.account, stream.kinds).await?;
        let known = Known { account: self.account, stream, gone };
        let made = page.fetched_at.min(page.as_of.unwrap_or(Millis::MAX));
        let began = match &course {
            Course::Straight(straight) => straight.began.unwrap_or(made),
            _ => made,
        };
        Ok(Drain {
            hold: Hold::new(&self.store, known, self.cancel.clone(), course.is_first()),
            trail: Trail::from_cursor(place.cursor.as_deref()),
            seen: course.is_whole(&stream.walk).then(Seen::default),
            newest: None,
            open: Open::default(),
            shown: Report::default(),
            stream,
            course,
            kept,
            began,
        })
    }

    async fn walk(&mut self, drain: &mut Drain, mut page: Page, mut place: Place) -> Result<(), Fault> {
        loop {
            let (next, strays) = (page.next.clone(), page.strays);
            let straight = drain.trail.step(&page);
            drain.arrived(page, straight.is_ok());
            straight?;
            place.cursor = next;
            if place.cursor.is_none() || strays {
                return Ok(());
            }
            if drain.course.stops(&drain.stream.walk) {
                drain.hold.store().await?;
                drain.hold.stored().await?;
                if !drain.hold.wrote {
                    return Ok(self.all_known(drain).await?);
                }
            } else if drain.hold.is_due() {
                drain.hold.store().await?;
            } else if drain.hold.is_through() {
                drain.hold.stored().await?;
            }
            self.tell(drain);
            page = self.next_page(drain, &place).await?;
        }
    }

    /// Everything on the last page was known, and so is what comes after it.
    async fn all_known(&mut self, drain: &Drain) -> crate::Result<()> {
        let (account, stream) = (self.account, drain.stream.id);
        match &drain.course {
            Course::Branch(due) => write::walked(&self.store, due.id, due.version.clone()).await,
            // Where a page was left, that is behind us.
            course if drain.hold.all.report.wrote() => {
                let place = course.beginning(self.now());
                write::checkpoints(&self.store, account, vec![(stream, place)]).await
            }
            _ => Ok(()),
        }
    }

    /// A page that keeps us waiting keeps none that came before it from the store.
    async fn next_page(&mut self, drain: &mut Drain, place: &Place) -> Result<Page, Fault> {
        let fetching = self.fetch(&drain.stream, place);
        let Some(until) = drain.hold.until() else { return Ok(fetching.await?) };
        tokio::pin!(fetching);
        match tokio::time::timeout_at(until, &mut fetching).await {
            Ok(fetched) => Ok(fetched?),
            Err(_) => {
                let (stored, fetched) = tokio::join!(drain.hold.store(), fetching);
                stored?;
                Ok(fetched?)
            }
        }
    }

    /// A cursor may be too old for the server; then it goes on from the last complete run, or from the
    /// beginning of the window or list.
    async fn first_page(&mut self, stream: &Stream, place: &mut Place) -> Result<Page, provider::Error> {
        match self.fetch(stream, place).await {
            Err(provider::Error::Status { code: 400 | 404 | 410 | 422, .. }) if place.cursor.is_some() => {
                place.cursor = None;
                self.fetch(stream, place).await
            }
            other => other,
        }
    }

    /// Shows what was stored since it was last shown.
    fn tell(&mut self, drain: &mut Drain) {
        let stored = drain.hold.all.report;
        if stored != drain.shown {
            self.report += stored - drain.shown;
            drain.shown = stored;
            self.remaining = drain.hold.remaining;
            self.show(None);
        }
    }
}

impl Drain {
    fn arrived(&mut self, page: Page, straight: bool) {
        self.newest = self.newest.max(safe_newest(&page));
        let whole = self.stream.walk.whole();
        self.seen = self.seen.take().and_then(|mut seen| seen.add(&page, whole).then_some(seen));
        let reached = match straight {
            true => self.reached(&page),
            // What a circle hid is not known, so nothing counts as reached.
            false => self.nothing_reached(page.fetched_at),
        };
        let branches = page.branches.iter().map(|branch| self.branch(branch)).collect();
        let open = page.branches.iter().filter(|branch| branch.version == Version::Open);
        self.open.extend(open.map(|branch| (branch.stream, branch.parent.clone())));
        self.hold.add(Arrived { page, branches, reached });
    }

    fn branch(&self, branch: &provider::Branch) -> Branch {
        let version = match &branch.version {
            Version::Of(version) => version.clone(),
            // Read once in this run, whatever the store knows; so that is not noted anew each time.
            Version::Open => OPEN.to_owned(),
        };
        Branch {
            stream: branch.stream.to_owned(),
            parent: branch.parent.clone(),
            version,
            at: branch.at,
            carry: branch.carry.clone(),
        }
    }

    fn nothing_reached(&self, at: Millis) -> Reached {
        match &self.course {
            Course::Branch(_) => Reached::Nothing,
            course => Reached::Stream(course.beginning(at), Saved::WithRecords),
        }
    }

    /// The place after a page, and when it is saved.
    fn reached(&self, page: &Page) -> Reached {
        let at = page.fetched_at;
        let (place, saved) = match &self.course {
            Course::Branch(due) => {
                return match &page.next {
                    Some(next) => Reached::Within { branch: due.id, cursor: next.clone() },
                    None => Reached::End { branch: due.id, version: due.version.clone() },
                };
            }
            Course::Straight(_) => (self.straight(page), self.saved(page)),
            // A provider that sends what was not asked for does not know windows: the stream is read
            // straight, from its beginning.
            Course::Window(_) if page.strays => (Checkpoint { at, ..Checkpoint::default() }, Saved::Always),
            Course::Window(back) => {
                let back = Back { newest: back.newest.max(self.newest), ..back.clone() };
                let on = match &page.next {
                    Some(next) => Some(Back { cursor: Some(next.clone()), ..back.clone() }),
                    None => back.older(),
                };
                let end = Checkpoint { cursor: None, updated_since: self.next_run(&back), at };
                (on.map_or(end, |back| back.checkpoint(at)), Saved::Always)
            }
            Course::CatchUp(back) if page.next.is_none() => {
                let newest = back.newest.max(self.newest);
                (Back { caught: self.began, newest, ..back.clone() }.checkpoint(at), Saved::Always)
            }
            Course::CatchUp(_) => (self.course.beginning(at), Saved::WithRecords),
        };
        Reached::Stream(place, saved)
    }

    /// Where the first run after a first load begins.
    fn next_run(&self, back: &Back) -> Option<Millis> {
        match self.stream.walk {
            Walk::Windows { lookback, .. } => Some(back.caught.saturating_sub(lookback)),
            _ => back.next_run(),
        }
    }

    /// Within the stream: the cursor, and the beginning that it belongs to. At its end: the next beginning.
    fn straight(&self, page: &Page) -> Checkpoint {
        let began = self.course.beginning(page.fetched_at);
        let asks_for_changes = matches!(self.stream.walk, Walk::Changes);
        match (&page.next, self.newest) {
            (Some(next), _) if asks_for_changes => Checkpoint { cursor: Some(next.clone()), ..began },
            (Some(next), _) => {
                let within = Within { began: self.began, cursor: next.clone() };
                Checkpoint { cursor: Some(within.cursor()), ..began }
            }
            (None, newest) => {
                let next_run = match self.stream.walk {
                    Walk::Changes => newest.map(|newest| newest.saturating_sub(limits::OVERLAP)),
                    Walk::Windows { lookback, .. } => Some(self.began.saturating_sub(lookback)),
                    _ => Some(self.began),
                };
                Checkpoint { updated_since: next_run.or(began.updated_since), ..began }
            }
        }
    }

    /// At the end the checkpoint is saved even if the last page brought nothing: when a cursor is to be
    /// cleared, or when it says for the first time how far the stream is read.
    fn saved(&self, page: &Page) -> Saved {
        let stood_within = self.kept.as_ref().is_some_and(|c| c.cursor.is_some());
        let told = self.newest.is_some() || !matches!(self.stream.walk, Walk::Changes);
        let says_more = told && self.kept.as_ref().is_none_or(|c| c.updated_since.is_none());
        // When there was a sweep last decides when the next one is due.
        let says_more = says_more || matches!(self.stream.walk, Walk::Head { .. }) && self.seen.is_some();
        match page.next {
            Some(_) => Saved::WithRecords,
            None if stood_within || says_more => Saved::Always,
            None => Saved::AtEnd,
        }
    }
}

/// The page's latest change, but not later than the server's own clock: a record dated into the future
/// must not hide the changes that come before its date.
fn safe_newest(page: &Page) -> Option<Millis> {
    page.newest.map(|newest| newest.min(page.as_of.unwrap_or(page.fetched_at)))
}
