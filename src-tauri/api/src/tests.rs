//! The desk over a real store, filled by the demo provider.

mod coverage;
mod held;
mod place;
mod world;
