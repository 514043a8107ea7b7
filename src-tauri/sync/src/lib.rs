//! Cursors, checkpoints, progress: a provider's records into the store.
//!
//! [`run`] is the whole of it; [`coverage`] tells how far a first load has come. It promises that a kill at any
//! moment loses nothing and doubles nothing, because records and the cursor behind them are one transaction. It
//! never decides what a record means, and never touches the network itself.

mod branches;
mod course;
mod coverage;
mod drain;
mod error;
mod hold;
pub mod limits;
mod load;
mod place;
mod progress;
mod run;
mod seen;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use coverage::{Coverage, Covered, coverage};
pub use error::{Error, Result};
pub use progress::{Progress, Report};
pub use run::run;
