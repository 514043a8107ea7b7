//! The tamper-evident register: append, chain, checkpoint, verify.
