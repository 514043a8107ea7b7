//! The demo provider, well behaved and not: what arrives is what it holds.

use super::{Bench, clock};
use crate::{Error, Report, Result, run};
use demo::{Misbehaviour, Options, Running, Source, hash_texts, serve};
use futures_util::future::join_all;
use model::Kind;
use provider::limits::Limits;
use provider::log_api::LogApi;
use provider::{Error as Fault, Offer, Page, Place, Provider, Standing, Stream, Wait};
use std::sync::Arc;
use std::time::Duration;

const MESSAGES: u64 = 2_000;

async fn start(misbehave: &[Misbehaviour]) -> Running {
    let source = Source::Generated { seed: 7, messages: MESSAGES };
    serve(Options { source, misbehave: misbehave.to_vec(), ..Options::default() }).await.unwrap()
}

/// The log API of a server that gives records by windows of time, or keeps to itself that it could.
struct Log {
    api: LogApi,
    windows: bool,
}

#[async_trait::async_trait]
impl Provider for Log {
    fn streams(&self) -> &'static [Stream] {
        self.api.streams()
    }

    async fn test(&self) -> provider::Result<Standing> {
        let mut standing = self.api.test().await?;
        if !self.windows {
            standing.offers.iter_mut().for_each(|(_, offer)| *offer = Offer::All);
        }
        Ok(standing)
    }

    async fn page(&self, stream: &Stream, place: &Place) -> provider::Result<Page> {
        self.api.page(stream, place).await
    }

    fn waits(&self) -> tokio::sync::watch::Receiver<Option<Wait>> {
        self.api.waits()
    }
}

async fn sync(bench: &Bench, server: &Running, windows: bool) -> Result<Report> {
    let limits = Limits { page_limit: 700, backoff_first: Duration::from_millis(5), ..Limits::default() };
    let api = LogApi::new(&server.url, &server.token, limits, clock()).unwrap();
    let (provider, cancel) = (Log { api, windows }, bench.cancel.clone());
    run(Arc::clone(&bench.store), bench.account, &provider, clock(), cancel, |_| ()).await
}

/// Each kind's number and each message's text are those of the server.
fn check(bench: &Bench, server: &Running, when: &str) {
    let truth = server.truth();
    let reader = bench.store.reader().unwrap();
    for kind in Kind::ALL {
        let sql = format!("SELECT count(*) FROM {}", kind.as_str());
        let count: u64 = reader.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(Some(&count), truth.counts.get(kind), "{when}: {kind:?}");
        assert!(count > 0, "the demo has {kind:?}");
    }
    let messages = bench.messages();
    let texts = messages.iter().map(|(id, text)| (id.as_str(), text.as_str()));
    assert_eq!(hash_texts(texts), truth.texts_sha256, "{when}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_arrives_and_nothing_is_written_twice() {
    // shows S4.8
    for windows in [false, true] {
        let (bench, server) = (Bench::new().await, start(&[]).await);
        let first = sync(&bench, &server, windows).await.unwrap();
        assert_eq!(first.new, first.records, "no record comes twice");
        check(&bench, &server, "well behaved");
        let revision = bench.store.revision();
        let again = sync(&bench, &server, windows).await.unwrap();
        assert_eq!((again.new, again.changed), (0, 0));
        assert_eq!(bench.store.revision(), revision);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_difficult_server_is_read_to_its_end() {
    // shows B8
    let kinds = Misbehaviour::ALL.into_iter().filter(|kind| kind.survivable());
    // All at once, since most of their time they keep one waiting.
    join_all(kinds.flat_map(|kind| [(kind, false), (kind, true)]).map(async |(kind, windows)| {
        let (bench, server) = (Bench::new().await, start(&[kind]).await);
        sync(&bench, &server, windows).await.unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        check(&bench, &server, kind.name());
    }))
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_impossible_server_is_left_and_a_mended_one_read_to_its_end() {
    let kinds = Misbehaviour::ALL.into_iter().filter(|kind| !kind.survivable());
    for (kind, windows) in kinds.flat_map(|kind| [(kind, false), (kind, true)]) {
        let (bench, server) = (Bench::new().await, start(&[kind]).await);
        let Err(Error::Stream { source, .. }) = sync(&bench, &server, windows).await else {
            panic!("{kind:?}")
        };
        let told = match kind {
            Misbehaviour::RepeatPage => matches!(source, Fault::Loop { .. }),
            Misbehaviour::Endless | Misbehaviour::Huge => matches!(source, Fault::TooLarge { .. }),
            Misbehaviour::ForeignNext => matches!(source, Fault::ForeignLink { .. }),
            _ => matches!(source, Fault::Malformed { .. }),
        };
        assert!(told, "{kind:?}: {source:?}");
        assert!(!bench.gaps().is_empty(), "{kind:?}");
        let mended = start(&[]).await;
        sync(&bench, &mended, windows).await.unwrap();
        check(&bench, &mended, kind.name());
        assert_eq!(bench.gaps(), [], "{kind:?}");
    }
}
