//! Providers: the trait, the shared HTTP client, one folder a provider.
//!
//! A provider turns another system's pages into [`model::Fetched`] records. It promises that every record
//! carries the raw JSON exactly as received, that nothing is read from anywhere but the account's own
//! origin, and that sizes, times and repeats are bounded ([`limits`]). It never writes, never stores,
//! and never puts a secret into an error or a `Debug` text.

pub mod b2chat;
mod cancel;
mod catalogue;
pub mod channel_talk;
mod chatwoot;
mod error;
mod http;
pub mod limits;
pub mod log_api;
mod mailgun;
mod page;
mod remote;
mod schedule;
mod stream;
mod text;
mod time;
mod trail;
mod twilio;
pub mod whatsapp;
mod yeastar;

pub use cancel::Cancel;
pub use catalogue::{Described, Setting, Takes, catalogue, connect, described};
pub use error::{Error, Result};
pub use page::{
    Branch, Clock, Offer, Page, Parent, Place, Provider, Rate, Reason, Rejected, Standing, Version, Wait,
    Window, system_clock,
};
pub use schedule::{COMMON_SETTINGS, Schedule, schedule};
pub use stream::{Stream, Walk, Whole};
pub use time::{length, local as local_time, offset_at};
pub use trail::Trail;
