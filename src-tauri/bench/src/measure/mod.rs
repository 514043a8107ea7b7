//! What is measured, in the order of the run. Each needs the loaded stores and adds its figures.

pub mod cold;
pub mod export;
pub mod peers;
pub mod questions;
pub mod random_ids;
pub mod resync;
pub mod scan;
pub mod sync_rate;
pub mod told;
pub mod window;
