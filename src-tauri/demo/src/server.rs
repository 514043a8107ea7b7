//! Starting and stopping the demo provider.

use crate::answer::{Desk, answer};
use crate::error::{Error, Result};
use crate::limits;
use crate::live::{Live, Play};
use crate::log::Log;
use crate::misbehave::Misbehaviour;
use crate::recorded::Recorded;
use crate::truth::{Truth, truth};
use crate::world::World;
use axum::Router;
use model::Millis;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Where the records come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Made up: the same seed and number give the same records.
    Generated { seed: u64, messages: u64 },
    /// Dialogues from a file, one JSON object a line, plain or gzip.
    Recorded(PathBuf),
}

impl Default for Source {
    fn default() -> Self {
        Self::Generated { seed: 1, messages: 10_000 }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Options {
    pub source: Source,
    /// New activity keeps arriving, about every two seconds, on the real clock.
    pub live: bool,
    pub misbehave: Vec<Misbehaviour>,
    /// 0 takes any free port.
    pub port: u16,
    /// `None` makes a random one.
    pub token: Option<String>,
}

/// A server that runs until it is shut down or dropped.
pub struct Running {
    /// `http://127.0.0.1:PORT`, the base that `/v1` follows.
    pub url: String,
    pub token: String,
    desk: Arc<Desk>,
    log: Arc<dyn Log>,
    stop: watch::Sender<bool>,
    task: JoinHandle<std::io::Result<()>>,
}

/// Starts a server on loopback. Call it inside a tokio runtime.
///
/// # Errors
/// When the port is taken, the file cannot be read, or an option is out of bounds.
pub async fn serve(options: Options) -> Result<Running> {
    let token = options.token.unwrap_or_else(|| hex::encode(rand::random::<[u8; 16]>()));
    if token.is_empty() || token.len() > limits::TOKEN_CHARS || !token.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Error::Token);
    }
    let (log, mut play) = open(options.source, options.live).await?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listen = |why| Error::Listen { port: options.port, why };
    let listener = TcpListener::bind(address).await.map_err(listen)?;
    let url = format!("http://{}", listener.local_addr().map_err(listen)?);
    let live = play.as_mut().map(|play| {
        // Something has happened before the first request, whenever that comes.
        let mut live = Live::default();
        play.step(&mut live, now());
        Arc::new(Mutex::new(live))
    });
    let desk = Arc::new(Desk::new(&token, Arc::clone(&log), live.clone(), options.misbehave));
    let (stop, stopped) = watch::channel(false);
    if let (Some(play), Some(live)) = (play, live) {
        tokio::spawn(go_on(play, live, stopped.clone()));
    }
    let task = tokio::spawn(run(listener, Arc::clone(&desk), stopped));
    Ok(Running { url, token, desk, log, stop, task })
}

async fn open(source: Source, live: bool) -> Result<(Arc<dyn Log>, Option<Play>)> {
    let opened = tokio::task::spawn_blocking(move || match source {
        Source::Generated { messages, .. } if !limits::MESSAGES.contains(&messages) => {
            Err(Error::Messages(messages))
        }
        Source::Generated { seed, messages } => {
            let play = live.then(|| Play::new(World::new(seed, messages), true, now()));
            Ok((Arc::new(World::new(seed, messages)) as Arc<dyn Log>, play))
        }
        Source::Recorded(file) => {
            let play = live.then(|| Play::new(World::new(1, 10_000), false, now()));
            Ok((Arc::new(Recorded::open(&file)?) as Arc<dyn Log>, play))
        }
    });
    opened.await.map_err(|e| Error::Stopped(e.to_string()))?
}

async fn run(listener: TcpListener, desk: Arc<Desk>, stopped: watch::Receiver<bool>) -> std::io::Result<()> {
    let app = Router::new().fallback(answer).with_state(desk);
    let mut graceful = stopped.clone();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move { over(&mut graceful).await });
    let mut hard = stopped;
    tokio::select! {
        ended = std::future::IntoFuture::into_future(server) => ended,
        // Bodies that never end would keep a graceful shutdown waiting for ever.
        () = async { over(&mut hard).await; tokio::time::sleep(limits::STOP_GRACE).await } => Ok(()),
    }
}

/// Returns once the server is told to stop, or nobody is left to tell it.
async fn over(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

async fn go_on(mut play: Play, live: Arc<Mutex<Live>>, mut stopped: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = over(&mut stopped) => return,
            () = tokio::time::sleep(limits::LIVE_STEP) => {}
        }
        if let Ok(mut live) = live.lock() {
            play.step(&mut live, now());
        }
    }
}

pub fn now() -> Millis {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}

impl Running {
    /// What a client must end up with: counts by kind and a hash over all texts; see [`hash_texts`].
    /// Live activity is left out. Walks the whole log, so keep it off the async threads when it is large.
    ///
    /// [`hash_texts`]: crate::hash_texts
    pub fn truth(&self) -> Truth {
        truth(self.log.as_ref())
    }

    /// Pages that were asked for so far.
    pub fn asked(&self) -> u64 {
        self.desk.asked()
    }

    /// Stops listening, lets running requests end for a moment, and waits until it is over.
    ///
    /// # Errors
    /// When the server had stopped by itself before.
    pub async fn shutdown(self) -> Result<()> {
        let _ = self.stop.send(true);
        ended(self.task.await)
    }

    /// Waits until the server ends; it does so only by an error.
    ///
    /// # Errors
    /// Why it ended.
    pub async fn join(self) -> Result<()> {
        ended(self.task.await)
    }
}

fn ended(how: std::result::Result<std::io::Result<()>, tokio::task::JoinError>) -> Result<()> {
    match how {
        Ok(Ok(())) => Ok(()),
        Ok(Err(why)) => Err(Error::Stopped(why.to_string())),
        Err(why) => Err(Error::Stopped(why.to_string())),
    }
}
