//! Shared by the journeys.

pub mod programs;
pub mod tree;
#[cfg(target_os = "linux")]
pub mod window;
