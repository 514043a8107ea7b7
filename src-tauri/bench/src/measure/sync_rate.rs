//! A sync from a server on this machine that sets no limits, beside the same batches put straight into the store:
//! what is lost on the way from the wire to the store, and whether memory grows with what comes.
//!
//! The server and the sync are processes of their own, so that each has its memory to itself.

use super::random_ids;
use crate::clock::Took;
use crate::corpus::Ids;
use crate::error::{Error, Result};
use crate::figure::Unit;
use crate::folders::Folders;
use crate::limits::{LEAST, SEED, SYNC_MOST};
use crate::load;
use crate::memory::{forget_peak, peak};
use crate::ours::{ACCOUNT, Ours};
use crate::report::Report;
use crate::tell;
use async_trait::async_trait;
use model::Kind;
use provider::limits::Limits;
use provider::log_api::LogApi;
use provider::{Cancel, Offer, Page, Place, Provider, Standing, Stream, Wait, system_clock};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::watch;

/// The hidden words that make this program the child that syncs, and the one that serves.
pub const VERB: &str = "sync-child";
pub const SERVE: &str = "serve-child";
/// Begins the names of these figures.
pub const NAME: &str = "sync";

/// What a sync took.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Synced {
    records: u64,
    seconds: f64,
    /// Most bytes in use.
    peak: Option<u64>,
}

/// Where the server is.
#[derive(Debug, Serialize, Deserialize)]
struct Address {
    url: String,
    token: String,
}

pub fn compare(report: &mut Report) -> Result<()> {
    if !report.wants("sync.rate") && !report.wants("sync.memory") {
        return Ok(());
    }
    let scale = report.scale.min(SYNC_MOST);
    let straight: Took = random_ids::load(scale, Ids::Counted)?;
    let (whole, part) = (synced(scale)?, synced((scale / 10).max(LEAST))?);
    let rate = |records: u64, seconds: f64| Some(records as f64 / seconds).filter(|rate| rate.is_finite());
    let direct = rate(scale, straight.wall.as_secs_f64());
    let ours = rate(whole.records, whole.seconds);
    report.add("sync.rate", Unit::RowsPerSecond, ours, "the same batches, straight into the store", direct);
    let megabytes = |peak: Option<u64>| peak.map(|bytes| bytes as f64 / 1e6);
    let (most, less) = (megabytes(whole.peak), megabytes(part.peak));
    report.add("sync.memory", Unit::Megabytes, most, "a tenth of the messages", less);
    Ok(())
}

/// All messages of a world, synced into a store that goes again.
fn synced(scale: u64) -> Result<Synced> {
    tell::say(&format!("Syncing {scale} messages"));
    let (folders, server) = (Folders::passing()?, Server::start(scale)?);
    let words = [VERB, &server.address.url, &server.address.token].map(AsRef::as_ref);
    let root = folders.root().as_os_str();
    let synced: Synced = serde_json::from_slice(&load::start(&[words[0], words[1], words[2], root])?)?;
    match synced.records {
        records if records == scale => Ok(synced),
        ours => {
            let (what, peer) = ("Syncing all messages".to_owned(), "the server".to_owned());
            Err(Error::Disagree { what, peer, ours, theirs: scale })
        }
    }
}

/// A server in a process of its own, that ends with this value.
struct Server {
    child: Child,
    address: Address,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(scale: u64) -> Result<Self> {
        let program = std::env::current_exe().map_err(Error::disk("this program"))?;
        let mut command = Command::new(&program);
        command.args([SERVE, &scale.to_string()]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(Error::disk(program))?;
        let mut line = String::new();
        let said = child.stdout.take().map(|said| BufReader::new(said).read_line(&mut line));
        match (said, serde_json::from_str(&line)) {
            (Some(Ok(_)), Ok(address)) => Ok(Self { child, address }),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                Err(Error::Program { program: "The server of the benchmark".to_owned(), said: line })
            }
        }
    }
}

/// What the serving child does, until nobody holds its standard input.
pub fn serve(scale: u64) -> Result<String> {
    let source = demo::Source::Generated { seed: SEED, messages: scale };
    let options = demo::Options { source, ..demo::Options::default() };
    runtime()?.block_on(async {
        let fault =
            |why: demo::Error| Error::Program { program: "The server".to_owned(), said: why.to_string() };
        let server = demo::serve(options).await.map_err(fault)?;
        let address = Address { url: server.url.clone(), token: server.token.clone() };
        println!("{}", serde_json::to_string(&address)?);
        let ended = tokio::task::spawn_blocking(|| std::io::stdin().read(&mut [0]));
        let _ = ended.await;
        Ok(String::new())
    })
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Runtime::new().map_err(Error::disk("the system's threads"))
}

/// What the syncing child does.
pub fn run(url: &str, token: &str, root: &Path) -> Result<Synced> {
    let folders = Folders::kept(root)?;
    let store = Arc::new(Ours::create(&folders.store())?.store);
    let fault = |why: String| Error::Program { program: "A sync".to_owned(), said: why };
    let inner = LogApi::new(url, token, Limits::default(), system_clock());
    let messages = Messages(inner.map_err(|why| fault(why.to_string()))?);
    let runtime = runtime()?;
    // Making a key costs its derivation's memory, and is not what is measured.
    forget_peak();
    let began = Instant::now();
    let sync = sync::run(store, ACCOUNT, &messages, system_clock(), Cancel::new(), |_| ());
    let report = runtime.block_on(sync).map_err(|why| fault(why.to_string()))?;
    Ok(Synced { records: report.new, seconds: began.elapsed().as_secs_f64(), peak: peak() })
}

/// The messages of a provider, from the oldest on: the same batches as are put straight into the store.
struct Messages(LogApi);

const MESSAGES: &[Stream] = &[LogApi::STREAMS[9]];
const _: () = assert!(matches!(LogApi::STREAMS[9].kinds, [Kind::Message]));

#[async_trait]
impl Provider for Messages {
    fn streams(&self) -> &'static [Stream] {
        MESSAGES
    }

    async fn test(&self) -> provider::Result<Standing> {
        let offers = MESSAGES.iter().map(|stream| (stream.id, Offer::All)).collect();
        Ok(Standing { offers, ..self.0.test().await? })
    }

    async fn page(&self, stream: &Stream, place: &Place) -> provider::Result<Page> {
        self.0.page(stream, place).await
    }

    fn waits(&self) -> watch::Receiver<Option<Wait>> {
        self.0.waits()
    }
}
