//! Providers that forget what is old.

use super::gate::Windows;
use super::{Bench, START, clock, put_messages};
use crate::run;
use async_trait::async_trait;
use model::Kind;
use provider::log_api::LogApi;
use provider::{Page, Place, Provider, Result, Standing, Stream, Wait};
use std::sync::Arc;
use store::{Gap, Why};
use tokio::sync::watch;

/// The log API of somebody who keeps messages for a while.
struct Forgetful(LogApi);

#[async_trait]
impl Provider for Forgetful {
    fn streams(&self) -> &'static [Stream] {
        self.0.streams()
    }

    async fn test(&self) -> Result<Standing> {
        self.0.test().await
    }

    fn forgets(&self, stream: &Stream) -> Option<&'static str> {
        (stream.kinds == [Kind::Message]).then_some("It keeps messages for a while.")
    }

    async fn page(&self, stream: &Stream, place: &Place) -> Result<Page> {
        self.0.page(stream, place).await
    }

    fn waits(&self) -> watch::Receiver<Option<Wait>> {
        self.0.waits()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_provider_forgot_before_the_first_load_is_told_apart() {
    // shows S0.9
    let bench = Bench::with(Windows::Kept).await;
    bench.gate.with(|inside| inside.kinds = vec![Kind::Tag, Kind::Message]);
    put_messages(&bench.gate, 3);
    let sync = async || {
        let (store, cancel) = (Arc::clone(&bench.store), bench.cancel.clone());
        run(store, bench.account, &Forgetful(bench.provider()), clock(), cancel, |_| ()).await.unwrap();
        let gaps: Vec<Gap> = bench.gaps().into_iter().filter(|gap| gap.why == Why::NotKept).collect();
        gaps
    };
    let first = sync().await;
    let [gap] = first.as_slice() else { panic!("{first:?}") };
    let oldest = START - 2 * 3 * 24 * super::HOUR;
    assert_eq!((gap.stream.as_str(), gap.from_at, gap.to_at), ("message", None, Some(oldest)));
    assert!(gap.reason.contains("for a while"));
    assert_eq!(sync().await, first, "noted once");
}
