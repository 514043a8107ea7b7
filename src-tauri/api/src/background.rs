//! What an open store does when nobody asks: open counts are settled.
//!
//! Promises: it ends before the store is closed. Never: keeps a question waiting for longer than a
//! stretch of [`crate::limits::SETTLE`].

use crate::held::Results;
use crate::question::lock;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use store::Store;

/// The threads of an open store.
pub(crate) struct Background {
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Background {
    pub fn start(store: &Arc<Store>, results: &Arc<Results>) -> Self {
        let (store, results) = (Arc::clone(store), Arc::clone(results));
        let settle = std::thread::Builder::new().name("settle".to_owned()).spawn(move || results.settle(&store));
        // Without a thread counts stay open; nothing else depends on it.
        Self { threads: Mutex::new(settle.into_iter().collect()) }
    }

    /// Waits until all threads have ended; what they wait for must have been shut before.
    pub fn stop(&self) {
        for thread in lock(&self.threads).drain(..) {
            // A thread that panicked has nothing left to tell.
            let _ = thread.join();
        }
    }
}
