//! The shared HTTP client.

pub(crate) mod depth;
