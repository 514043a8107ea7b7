//! A server at another place on this machine, to which nobody may be led.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub struct Trap {
    /// `http://127.0.0.1:4321`.
    pub url: String,
    came: Arc<AtomicUsize>,
    listening: JoinHandle<()>,
}

impl Drop for Trap {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Trap {
    pub async fn set() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let came = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&came);
        let listening = tokio::spawn(async move {
            while let Ok((_connection, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(Self { url, came, listening })
    }

    /// How often somebody connected.
    pub fn came(&self) -> usize {
        self.came.load(Ordering::Relaxed)
    }
}
