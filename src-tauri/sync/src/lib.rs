//! Cursors, checkpoints, progress: a provider's records into the store.
