//! Cursors, checkpoints, progress: a provider's records into the store.
//!
//! [`run`] is the whole of it; [`coverage`] tells how far a first load has come, [`position`] where
//! each stream stands. It promises that a kill at any
//! moment loses nothing and doubles nothing, because records and the cursor behind them are one transaction. It
//! never decides what a record means, and never touches the network itself.

mod branches;
mod course;
mod coverage;
mod drain;
mod error;
mod gone;
mod hold;
pub mod intake;
pub mod limits;
mod load;
mod place;
mod position;
mod progress;
mod reach;
mod run;
mod seen;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use coverage::{Coverage, Covered, coverage};
pub use error::{Error, Result};
pub use position::{Position, position};
pub use progress::{Progress, Report};
pub use run::run;
