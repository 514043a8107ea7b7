//! The records Counterfoil keeps, named as the field names them.
//!
//! Every other crate speaks in these types. They hold what a provider sent, normalised but not
//! interpreted away: raw enum values stay beside ours. This crate does no I/O and knows no clock.

pub mod code;
mod delivery;
mod directory;
mod gather;
pub mod measures;
mod message;
mod record;
mod session;
pub mod spreadsheet;
mod time;

pub use delivery::{Batch, Delivery, DeliveryEvent, DeliveryStatus, EventKind, Outcome, contradiction};
pub use directory::{Agent, Bot, Campaign, Contact, SupportBot, Tag, Template};
pub use message::{Direction, Message, MessageKind, PersonKind};
pub use record::{Fetched, Join, Kind, Read, Record};
pub use session::{Measures, Party, Session, SessionEvent, SessionState, hold_millis};
pub use time::{Millis, Stamp, TimeError, dd_hh_mm_ss};
