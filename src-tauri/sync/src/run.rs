//! One run over an account: its streams one after another.

use crate::course::Course;
use crate::drain::{Fault, Open};
use crate::gone::Walks;
use crate::place::Back;
use crate::write::Stored;
use crate::{Error, Progress, Report, Result, write};
use model::Millis;
use provider::{Cancel, Clock, Offer, Page, Place, Provider, Rate, Standing, Stream, Walk};
use std::collections::HashMap;
use std::sync::Arc;
use store::{Gap, Store, Why};

/// What a run carries along.
pub(crate) struct Run<'a> {
    pub store: Arc<Store>,
    pub account: i64,
    pub report: Report,
    pub remaining: Option<u64>,
    /// In a first load by windows: since when everything is there.
    pub back_to: Option<Millis>,
    /// Requests that are left, as the provider last said.
    pub rate: Option<Rate>,
    pub cancel: Cancel,
    /// What was stored of each stream, and what was passed over.
    pub passed: HashMap<&'static str, Stored>,
    pub began: Millis,
    /// Lists to be read in this run, since nothing tells whether they have changed.
    pub open: Open,
    pub walks: Walks,
    provider: &'a dyn Provider,
    clock: Clock,
    stream: Option<&'static str>,
    on: &'a mut (dyn FnMut(Progress) + Send),
}

/// The streams that failed, in order, by their titles.
#[derive(Default)]
pub(crate) struct Failed(Vec<(&'static str, provider::Error)>);

impl Failed {
    /// False when the fault lies with the account, so that no other stream would fare better.
    pub fn note(&mut self, stream: &Stream, fault: provider::Error) -> bool {
        if matches!(fault, provider::Error::NotGiven { .. }) {
            return true;
        }
        let hopeful = !fault.is_of_account();
        self.0.push((stream.title, fault));
        hopeful
    }

    /// Whether nothing of a stream is noted yet.
    pub fn is_without(&self, stream: &Stream) -> bool {
        !self.0.iter().any(|(title, _)| *title == stream.title)
    }
}

/// Fetches what is new and changed in an account, and stores it.
///
/// Promises: a page's records and its checkpoint are stored together or not at all, so that a run that is
/// killed at any moment loses nothing and doubles nothing; what is stored already is not written again;
/// one stream's fault does not keep the others away, and is noted as a gap until it is mended; one record's
/// fault does not keep its neighbours away, and is noted likewise; the first load of a provider that can do so brings the newest records first.
///
/// # Errors
/// [`Error::Account`] when the server does not let us in, [`Error::Stream`] with the stream and its fault,
/// [`Error::Cancelled`], [`Error::Store`]. In each case what was stored stays, and the next run goes on.
pub async fn run(
    store: Arc<Store>,
    account: i64,
    provider: &dyn Provider,
    clock: Clock,
    cancel: Cancel,
    mut on: impl FnMut(Progress) + Send,
) -> Result<Report> {
    let began = clock();
    let mut run = Run {
        store,
        account,
        report: Report::default(),
        remaining: None,
        back_to: None,
        rate: None,
        passed: HashMap::new(),
        open: Open::new(),
        walks: Walks::default(),
        provider,
        clock,
        cancel,
        began,
        stream: None,
        on: &mut on,
    };
    run.all().await
}

impl Run<'_> {
    async fn all(&mut self) -> Result<Report> {
        self.show(None);
        let provider = self.provider;
        let standing = match self.watch(provider.test()).await {
            Err(provider::Error::Cancelled) => return Err(Error::Cancelled(self.report)),
            other => other.map_err(Error::Account)?,
        };
        let mut failed = Failed::default();
        let streams = provider.streams();
        let done = self.streams(streams, &standing, &mut failed).await;
        self.note_passed(streams).await?;
        done?;
        self.end(failed)
    }

    /// Lists of records come last: each is noted when its record comes.
    async fn streams(
        &mut self,
        streams: &'static [Stream],
        standing: &Standing,
        failed: &mut Failed,
    ) -> Result<()> {
        let (mut back, mut branches) = (Vec::new(), Vec::new());
        for stream in streams {
            match standing.of(stream) {
                Some(Offer::All | Offer::Windows) => {}
                none => {
                    let why = if let Some(Offer::Nothing(why)) = none { Some(why.as_str()) } else { None };
                    let gap = write::not_given(stream, why, self.now());
                    write::missing(&self.store, self.account, stream.id, Why::NotRead, Some(gap)).await?;
                    continue;
                }
            }
            if matches!(stream.walk, Walk::Branches { .. }) {
                branches.push(*stream);
            } else if self.goes_back(stream, standing).await? {
                back.push(*stream);
            } else if let Some(fault) = self.whole(stream).await?
                && !failed.note(stream, fault)
            {
                return Ok(());
            }
        }
        if !self.load(&back, standing, failed).await? {
            return Ok(());
        }
        for stream in branches {
            if !self.branches(stream, failed).await? {
                break;
            }
        }
        Ok(())
    }

    /// Notes of each stream what was passed over. What an earlier run passed over stays noted until the stream
    /// was read anew from its beginning.
    async fn note_passed(&mut self, streams: &'static [Stream]) -> Result<()> {
        let passed = std::mem::take(&mut self.passed);
        for stream in streams {
            let skipped = passed.get(stream.id).and_then(|stored| write::skipped(stream, stored, self.now()));
            let anew = matches!(stream.walk, Walk::Sweep { .. }) && passed.contains_key(stream.id);
            if skipped.is_some() || anew {
                write::missing(&self.store, self.account, stream.id, Why::Skipped, skipped).await?;
            }
        }
        Ok(())
    }

    fn end(&self, failed: Failed) -> Result<Report> {
        let mut failed = failed.0.into_iter();
        match failed.next() {
            None => Ok(self.report),
            Some((stream, source)) => {
                let also = failed.map(|(stream, _)| stream).collect();
                Err(Error::Stream { stream, source, also, report: self.report })
            }
        }
    }

    /// Reads a stream straight to its end. One that was left in the middle, and is not read by its changes, is
    /// then read once more: what came meanwhile may lie before the place where it was left. So is one that misses
    /// what is here.
    pub(crate) async fn whole(&mut self, stream: &Stream) -> Result<Option<provider::Error>> {
        loop {
            let kept = write::checkpoint(&self.store, self.account, stream.id).await?;
            let to_its_end = self.is_to_be_walked_again(stream);
            let course = Course::straight(stream, kept.as_ref(), self.now(), to_its_end);
            let again = course.is_resumed() && !matches!(stream.walk, Walk::Changes);
            if let Some(fault) = self.one(stream, course).await? {
                return Ok(Some(fault));
            }
            if !again && !self.is_to_be_walked_again(stream) {
                return self.is_read(stream).await.map(|()| None);
            }
        }
    }

    /// A stream was read to its end, so nothing of it is missing that could be read.
    pub(crate) async fn is_read(&mut self, stream: &Stream) -> Result<()> {
        write::missing(&self.store, self.account, stream.id, Why::NotRead, None).await
    }

    /// The first load of a stream came to its beginning. Where the provider forgets, what lies before is noted.
    pub(crate) async fn is_loaded(&mut self, stream: &Stream) -> Result<()> {
        self.is_read(stream).await?;
        match self.provider.forgets(stream) {
            Some(why) => write::not_kept(&self.store, self.account, *stream, why, self.now()).await,
            None => Ok(()),
        }
    }

    /// Drains a stream. A fault of the provider is noted and given back, others end the run.
    pub(crate) async fn one(&mut self, stream: &Stream, course: Course) -> Result<Option<provider::Error>> {
        if self.cancel.is_cancelled() {
            return Err(Error::Cancelled(self.report));
        }
        self.stream = Some(stream.title);
        self.remaining = None;
        self.show(None);
        let branch = if let Course::Branch(due) = &course { Some(due.id) } else { None };
        let fault = match self.drain(*stream, course).await {
            Ok(()) => return Ok(None),
            Err(Fault::Ours(error)) => return Err(error),
            Err(Fault::Provider(provider::Error::Cancelled)) => return Err(Error::Cancelled(self.report)),
            Err(Fault::Provider(fault)) => fault,
        };
        if matches!(fault, provider::Error::Loop { .. }) {
            match branch {
                Some(branch) => write::rewind(&self.store, branch).await?,
                None => write::forget_cursor(&self.store, self.account, stream.id, self.now()).await?,
            }
        }
        self.note(stream, &fault).await?;
        Ok(Some(fault))
    }

    async fn note(&mut self, stream: &Stream, fault: &provider::Error) -> Result<()> {
        let kept = write::checkpoint(&self.store, self.account, stream.id).await?;
        // A stream on its way back through time lacks what is older.
        let to_at = kept.as_ref().and_then(Back::of).and_then(|back| back.until);
        let from_at = kept.and_then(|c| c.updated_since);
        let gap = Gap {
            stream: stream.id.to_owned(),
            why: Why::NotRead,
            from_at,
            to_at,
            reason: fault.to_string(),
            noted_at: self.now(),
        };
        write::missing(&self.store, self.account, stream.id, Why::NotRead, Some(gap)).await
    }

    pub(crate) async fn fetch(&mut self, stream: &Stream, place: &Place) -> provider::Result<Page> {
        let provider = self.provider;
        let page = self.watch(provider.page(stream, place)).await?;
        self.rate = page.rate.or(self.rate);
        Ok(page)
    }

    /// Waits for the provider, shows its waits, and stops within them when cancelled.
    async fn watch<T>(&mut self, asked: impl Future<Output = provider::Result<T>>) -> provider::Result<T> {
        let (mut waits, cancel) = (self.provider.waits(), self.cancel.clone());
        let cancelled = cancel.cancelled();
        tokio::pin!(asked, cancelled);
        loop {
            tokio::select! {
                biased;
                () = &mut cancelled => return Err(provider::Error::Cancelled),
                answer = &mut asked => return answer,
                Ok(()) = waits.changed() => {
                    let wait = *waits.borrow_and_update();
                    self.show(wait.map(|wait| wait.to_string()));
                }
            }
        }
    }

    pub(crate) fn now(&self) -> Millis {
        (self.clock)()
    }

    pub(crate) fn show(&mut self, waiting: Option<String>) {
        let elapsed = self.now().saturating_sub(self.began);
        (self.on)(Progress {
            back_to: self.back_to,
            rate: self.rate,
            ..self.report.progress(self.stream, elapsed, self.remaining, waiting)
        });
    }
}
