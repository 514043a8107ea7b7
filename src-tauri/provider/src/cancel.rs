//! A wish to stop, shared between who asks and who works.

use std::sync::Arc;
use tokio::sync::watch;

/// Cloneable; every clone is the same wish. Once made it stays.
#[derive(Debug, Clone)]
pub struct Cancel(Arc<watch::Sender<bool>>);

impl Default for Cancel {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Cancel {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn cancel(&self) {
        self.0.send_replace(true);
    }

    pub fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }

    /// Ends when someone cancels, at once if it was before.
    pub async fn cancelled(&self) {
        // The sender lives in `self`, so the channel cannot close under this wait.
        let _ = self.0.subscribe().wait_for(|wish| *wish).await;
    }
}

#[cfg(test)]
mod tests {
    use super::Cancel;

    #[tokio::test]
    async fn a_wait_ends_when_a_clone_cancels() {
        let cancel = Cancel::new();
        let waiting = tokio::spawn({
            let cancel = cancel.clone();
            async move { cancel.cancelled().await }
        });
        assert!(!cancel.is_cancelled());
        cancel.cancel();
        waiting.await.unwrap();
        cancel.cancelled().await;
        assert!(cancel.is_cancelled());
    }
}
