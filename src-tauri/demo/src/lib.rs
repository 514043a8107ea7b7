//! A provider on loopback with believable logs, for trying things out, for tests and for benchmarks.
//!
//! It speaks the Counterfoil log API (docs/LOG-API.md) over real HTTP. Its records come from a seeded
//! generator or from a file of recorded dialogues. Promises: listens on loopback only; the same source
//! serves the same records at any time; [`Running::truth`] tells what a client must end up with. Never
//! holds data of real customers and never reaches out to the network.

mod answer;
mod body;
mod cursor;
mod error;
pub mod limits;
mod live;
mod log;
mod made;
mod misbehave;
mod recorded;
mod request;
mod scatter;
mod server;
mod truth;
mod world;

pub use error::{Error, Result};
pub use made::made;
pub use misbehave::Misbehaviour;
pub use scatter::scattered;
pub use server::{Options, Running, Source, serve};
pub use truth::{Truth, hash_texts};
