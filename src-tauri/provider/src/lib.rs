//! Providers: the trait, the shared HTTP client, one folder a provider.
//!
//! A provider turns another system's pages into [`model::Fetched`] records. It promises that every record
//! carries the raw JSON exactly as received, that nothing is read from anywhere but the account's own
//! origin, and that sizes, times and repeats are bounded ([`limits`]). It never writes, never stores,
//! and never puts a secret into an error or a `Debug` text.

mod cancel;
mod catalogue;
mod error;
mod http;
pub mod limits;
pub mod log_api;
mod page;
mod trail;

pub use cancel::Cancel;
pub use catalogue::{Described, Setting, catalogue, connect};
pub use error::{Error, Result};
pub use page::{Clock, Page, Provider, Reason, Since, Standing, Wait, Window, system_clock};
pub use trail::Trail;
