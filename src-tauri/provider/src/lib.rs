//! Providers: the trait, the shared HTTP client, one folder a provider.
//!
//! A provider turns another system's pages into [`model::Fetched`] records. It promises that every record
//! carries the raw JSON exactly as received, that nothing is read from anywhere but the account's own
//! origin, and that sizes, times and repeats are bounded ([`limits`]). It never writes, never stores,
//! and never puts a secret into an error or a `Debug` text.

mod http;
pub mod limits;
pub mod log_api;
