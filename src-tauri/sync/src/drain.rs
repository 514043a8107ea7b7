//! One stream, from where it was left to its end, or to the end of a window, or of one record's list.

use crate::course::Course;
use crate::hold::Hold;
use crate::reach::safe_newest;
use crate::run::Run;
use crate::seen::Seen;
use crate::write::{self, Arrived, Known};
use crate::{Error, Report};
use model::Millis;
use provider::{Page, Place, Stream, Trail, Version};
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
pub(crate) struct Drain {
    pub stream: Stream,
    pub course: Course,
    pub kept: Option<Checkpoint>,
    trail: Trail,
    /// The latest change seen, by the provider's clock.
    pub newest: Option<Millis>,
    /// When the first page was made, by the earlier of the provider's clock and ours.
    pub began: Millis,
    /// Lists of which nothing tells whether they have changed.
    open: Open,
    /// Streams of lists of which something tells that.
    in_part: BTreeSet<&'static str>,
    hold: Hold,
    /// Of what was stored, what was shown.
    shown: Report,
    /// In a walk over all there is: what it met, and the lists before it.
    pub seen: Option<Seen>,
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
        for stream in drain.in_part {
            self.walks.lists_in_part(stream);
        }
        begun.and(stored)?;
        walked?;
        match (drain.seen, &drain.course) {
            (Some(seen), Course::Branch(_)) => self.walks.give_back(&stream, seen),
            (Some(seen), _) => self.swept(&stream, seen).await?,
            (None, _) => {}
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
        let gone = self.known_gone(&stream).await?;
        let known = Known { account: self.account, stream, gone };
        let made = page.fetched_at.min(page.as_of.unwrap_or(Millis::MAX));
        let began = match &course {
            Course::Straight(straight) => straight.began.unwrap_or(made),
            _ => made,
        };
        let so_far = match &course {
            Course::Branch(_) => self.walks.take(&stream),
            _ => Some(Seen::default()),
        };
        Ok(Drain {
            hold: Hold::new(&self.store, known, self.cancel.clone(), course.is_first()),
            trail: Trail::from_cursor(place.cursor.as_deref()),
            seen: so_far.filter(|_| course.is_whole(&stream.walk)),
            newest: None,
            open: Open::default(),
            in_part: BTreeSet::new(),
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

    /// A cursor may be too old for the server, or a link to where the account was before; then it goes on from the
    /// last complete run, or from the beginning of the window or list.
    async fn first_page(&mut self, stream: &Stream, place: &mut Place) -> Result<Page, provider::Error> {
        match self.fetch(stream, place).await {
            Err(
                provider::Error::Status { code: 400 | 404 | 410 | 422, .. }
                | provider::Error::ForeignLink { .. },
            ) if place.cursor.is_some() => {
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
        for branch in &page.branches {
            match branch.version {
                Version::Open => {
                    self.open.insert((branch.stream, branch.parent.clone()));
                }
                Version::Of(_) => {
                    self.in_part.insert(branch.stream);
                }
            }
        }
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
}
