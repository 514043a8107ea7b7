//! Shared by the journeys.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so by a panic"
)]

pub mod desk;
pub mod line;
pub mod office;
pub mod programs;
pub mod spec;
pub mod tree;
#[cfg(target_os = "linux")]
pub mod window;
