//! What the message history says of one message.
//!
//! Its raw form is put together of parts as they were received, so that a delivery can be made of it alone:
//! `{"number":…,"entry":…}`, and `"events":[…]` where the events came in a list of their own.

use super::map::parse;
use super::standing;
use super::wire::{Edge, Entry, Event, Number};
use crate::text::given;
use crate::time::Unit;
use model::{DeliveryEvent, EventKind, Stamp};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What is known of a message.
#[derive(Debug)]
pub(super) struct Past {
    pub message: String,
    /// Ours, as people write it.
    pub number: Option<String>,
    /// The events that can be read.
    pub moments: Vec<Moment>,
}

/// The raw form, without its events also what reading them needs of the entry.
#[derive(Deserialize)]
pub(super) struct Kept<'a> {
    #[serde(borrow)]
    number: &'a RawValue,
    #[serde(borrow)]
    pub entry: &'a RawValue,
    #[serde(borrow, default)]
    events: Option<Vec<&'a RawValue>>,
}

/// The number and the entry in one.
pub(super) fn of_entry(number: &str, entry: &str) -> String {
    format!(r#"{{"number":{number},"entry":{entry}}}"#)
}

/// … and the events that came in a list of their own.
pub(super) fn with_events(of_entry: &str, events: &[&RawValue]) -> Result<String, String> {
    let kept: Kept<'_> = parse(of_entry)?;
    let events: Vec<&str> = events.iter().map(|event| event.get()).collect();
    Ok(format!(r#"{{"number":{},"entry":{},"events":[{}]}}"#, kept.number, kept.entry, events.join(",")))
}

impl Past {
    pub fn read(raw: &str) -> Result<Self, String> {
        let kept: Kept<'_> = parse(raw)?;
        let (number, entry): (Number<'_>, Entry<'_>) = (parse(kept.number.get())?, parse(kept.entry.get())?);
        let nodes: Vec<&RawValue> = match &kept.events {
            Some(edges) => {
                edges.iter().filter_map(|edge| Some(parse::<Edge<'_>>(edge.get()).ok()?.node)).collect()
            }
            None => entry.events.map(|events| events.data).unwrap_or_default(),
        };
        Ok(Self {
            message: entry.message_id.into_owned(),
            number: given(Some(number.display_phone_number)),
            // What cannot be read is told where each is taken for itself.
            moments: nodes.iter().filter_map(|node| Moment::read(node.get()).ok()).collect(),
        })
    }
}

/// What an event says.
#[derive(Debug)]
pub(super) struct Moment {
    id: String,
    pub at: Stamp,
    pub kind: EventKind,
    pub word: String,
    detail: Option<String>,
}

impl Moment {
    pub fn read(raw: &str) -> Result<Self, String> {
        let event: Event<'_> = parse(raw)?;
        let time = event.occurrence_timestamp.or(event.timestamp).or(event.status_timestamp);
        let at = time.and_then(|time| time.moment(Unit::Seconds)).ok_or("an event has no time")?;
        let word = event.delivery_status.unwrap_or_default().into_owned();
        // How the report of it fared on its way to the company's own webhook.
        let state = given(event.webhook_update_state).filter(|state| state != "DELIVERED");
        let detail = match (given(event.error_description), state) {
            (Some(error), Some(state)) => Some(format!("{error} (webhook {state})")),
            (error, state) => error.or_else(|| state.map(|state| format!("webhook {state}"))),
        };
        Ok(Self { id: event.id.to_string(), at, kind: standing::kind_of(&word), word, detail })
    }

    pub fn event(&self, message: &str) -> DeliveryEvent {
        DeliveryEvent {
            id: self.id.clone(),
            delivery_id: message.to_owned(),
            at: self.at,
            kind: self.kind,
            kind_raw: Some(self.word.clone()).filter(|word| !word.is_empty()),
            source: "history".to_owned(),
            // Errors come in words here; codes come in webhooks.
            code: None,
            detail: self.detail.clone(),
        }
    }
}
