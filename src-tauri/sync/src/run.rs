//! One run over an account: its kinds one after another.

use crate::course::Course;
use crate::drain::Fault;
use crate::place::Back;
use crate::{Error, Progress, Report, Result, write};
use model::{Kind, Millis};
use provider::{Cancel, Clock, Page, Provider, Since};
use std::sync::Arc;
use store::{Gap, Store};

/// What a run carries along.
pub(crate) struct Run<'a> {
    pub store: Arc<Store>,
    pub account: i64,
    pub report: Report,
    pub remaining: Option<u64>,
    /// In a first load by windows: since when everything is there.
    pub back_to: Option<Millis>,
    pub cancel: Cancel,
    provider: &'a dyn Provider,
    clock: Clock,
    began: Millis,
    kind: Option<Kind>,
    on: &'a mut (dyn FnMut(Progress) + Send),
}

/// The kinds that failed, in order.
#[derive(Default)]
pub(crate) struct Failed(Vec<(Kind, provider::Error)>);

impl Failed {
    /// False when the fault lies with the account, so that no other kind would fare better.
    pub fn note(&mut self, kind: Kind, fault: provider::Error) -> bool {
        let hopeful = !fault.is_of_account();
        self.0.push((kind, fault));
        hopeful
    }
}

/// Fetches what is new and changed in an account, and stores it.
///
/// Promises: a page's records and its checkpoint are stored together or not at all, so that a run that is
/// killed at any moment loses nothing and doubles nothing; what is stored already is not written again;
/// one kind's fault does not keep the others away, and is noted as a gap until it is mended; the first
/// load of a provider that can do so brings the newest records first.
///
/// # Errors
/// [`Error::Account`] when the server does not let us in, [`Error::Kind`] with the kind and its fault,
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
        provider,
        clock,
        cancel,
        began,
        kind: None,
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
        let (mut failed, mut back) = (Failed::default(), Vec::new());
        for kind in Kind::ALL.iter().copied().filter(|kind| provider.kinds().contains(kind)) {
            if !standing.kinds.contains(&kind) {
                write::gap(&self.store, self.account, write::not_offered(kind, self.now())).await?;
            } else if self.goes_back(kind, &standing).await? {
                back.push(kind);
            } else if let Some(fault) = self.whole(kind).await?
                && !failed.note(kind, fault)
            {
                return self.end(failed);
            }
        }
        self.load(&back, &standing, &mut failed).await?;
        self.end(failed)
    }

    fn end(&self, failed: Failed) -> Result<Report> {
        let mut failed = failed.0.into_iter();
        match failed.next() {
            None => Ok(self.report),
            Some((kind, source)) => {
                let also = failed.map(|(kind, _)| kind).collect();
                Err(Error::Kind { kind, source, also, report: self.report })
            }
        }
    }

    /// Drains a kind straight, after which nothing of it is missing any more.
    pub(crate) async fn whole(&mut self, kind: Kind) -> Result<Option<provider::Error>> {
        let fault = self.one(kind, Course::Straight).await?;
        if fault.is_none() {
            write::close_gaps(&self.store, self.account, kind).await?;
        }
        Ok(fault)
    }

    /// Drains a kind. A fault of the provider is noted and given back, others end the run.
    pub(crate) async fn one(&mut self, kind: Kind, course: Course) -> Result<Option<provider::Error>> {
        if self.cancel.is_cancelled() {
            return Err(Error::Cancelled(self.report));
        }
        self.kind = Some(kind);
        self.remaining = None;
        self.show(None);
        let fault = match self.drain(kind, course).await {
            Ok(()) => return Ok(None),
            Err(Fault::Ours(error)) => return Err(error),
            Err(Fault::Provider(provider::Error::Cancelled)) => return Err(Error::Cancelled(self.report)),
            Err(Fault::Provider(fault)) => fault,
        };
        if matches!(fault, provider::Error::Loop { .. }) {
            write::forget_cursor(&self.store, self.account, kind, self.now()).await?;
        }
        self.note(kind, &fault).await?;
        Ok(Some(fault))
    }

    async fn note(&mut self, kind: Kind, fault: &provider::Error) -> Result<()> {
        let kept = write::checkpoint(&self.store, self.account, kind).await?;
        // A kind on its way back through time lacks what is older.
        let to_at = kept.as_ref().and_then(Back::of).and_then(|back| back.until);
        let from_at = kept.and_then(|c| c.updated_since);
        let gap = Gap { kind, from_at, to_at, reason: fault.to_string(), noted_at: self.now() };
        write::gap(&self.store, self.account, gap).await
    }

    pub(crate) async fn fetch(&mut self, kind: Kind, since: &Since) -> provider::Result<Page> {
        let provider = self.provider;
        self.watch(provider.page(kind, since)).await
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
            ..self.report.progress(self.kind, elapsed, self.remaining, waiting)
        });
    }
}
