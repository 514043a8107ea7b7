//! `demo`: the demo provider, until stopped.

use crate::args;
use crate::end::End;
use crate::interrupt;
use crate::out::{Out, print};
use demo::{Misbehaviour, Options, Source};
use serde_json::json;
use std::time::Duration;

pub fn run(asked: args::Demo, _: &Out) -> Result<(), End> {
    let source = match asked.from {
        Some(file) => Source::Recorded(file),
        None => Source::Generated { seed: asked.seed, messages: asked.messages },
    };
    let misbehave = asked.misbehave.iter().map(|kind| kind.parse::<Misbehaviour>());
    let misbehave = misbehave.collect::<Result<_, _>>().map_err(|error| End::Usage(error.to_string()))?;
    let options = Options { source, live: asked.live, port: asked.port, misbehave, ..Options::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let running = demo::serve(options).await.map_err(|error| End::System(error.to_string()))?;
        // One line, with or without --json: whoever starts this in a script waits for it.
        print(&json!({ "url": running.url, "token": running.token }).to_string())?;
        while !interrupt::asked() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    })
}
