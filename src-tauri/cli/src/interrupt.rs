//! Ctrl-C: the first asks the work to stop at a safe place, the second ends at once.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Starts listening. Without a runtime to listen on, Ctrl-C simply ends the program, as it does anyway.
pub fn watch() {
    let listen = || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            loop {
                stopped().await;
                if ASKED.swap(true, Ordering::SeqCst) {
                    std::process::exit(7);
                }
            }
        });
    };
    // Not joined: it listens as long as the program lives.
    let _ = std::thread::Builder::new().name("interrupt".into()).spawn(listen);
}

pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

#[cfg(unix)]
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn stopped() {
    let _ = tokio::signal::ctrl_c().await;
}
