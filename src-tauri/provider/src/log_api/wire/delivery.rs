//! Deliveries and what became of them, on the wire.

use super::field::{Code, Field, Time, object};
use super::session::raw_beside;
use super::words::{event_kind_of, status_of};
use crate::http::depth;
use crate::limits;
use model::{DeliveryStatus, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A template parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    pub name: String,
    pub value: String,
}

/// A payload: any JSON, kept to the letter, or text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Payload(Box<RawValue>);

impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

impl Payload {
    /// JSON objects and arrays go as they are, all else as a JSON string. `None` only if text cannot be JSON.
    fn of(text: &str) -> Option<Self> {
        let nested = text.starts_with(['{', '[']) && text.ends_with(['}', ']']);
        // Room is left for the envelope, the record and its field around the payload.
        if nested
            && depth::of(text.as_bytes()) + 4 <= limits::JSON_DEPTH
            && let Ok(raw) = RawValue::from_string(text.to_owned())
        {
            return Some(Self(raw));
        }
        serde_json::value::to_raw_value(text).ok().map(Self)
    }

    /// The text of a JSON string, else the JSON itself.
    fn into_text(self) -> Option<String> {
        match self.0.get() {
            "null" => None,
            json => Some(serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())),
        }
    }
}

object!(
    /// `status` is one of the eleven or the system's own word; `status_raw` may give that word beside ours.
    Delivery {
        must { channel: String, status: String, recorded_at: Time }
        may {
            status_raw: Option<String>, category: Option<String>, name: Option<String>, template_id: Option<String>,
            response_code: Option<Code>, recipient_type: Option<String>, recipient: Option<String>,
            contact_id: Option<String>, session_id: Option<String>, channel_number: Option<String>,
            message_type: Option<String>, credits: Option<f64>, company: Option<String>, batch_id: Option<String>,
            campaign_id: Option<String>, request: Option<Payload>, response: Option<Payload>,
            parameters: Vec<Parameter>,
        }
    }
);

impl Delivery {
    pub fn from_model(d: &model::Delivery, updated_at: Stamp) -> Self {
        let parameter =
            |(name, value): &(String, String)| Parameter { name: name.clone(), value: value.clone() };
        Self {
            id: d.id.clone(),
            updated_at: Time(updated_at),
            channel: d.channel.clone(),
            status: d.status.as_str().to_owned(),
            recorded_at: Time(d.recorded_at),
            status_raw: d.status_raw.clone(),
            category: d.category.clone(),
            name: d.name.clone(),
            template_id: d.template_id.clone(),
            response_code: Field::put(&d.response_code),
            recipient_type: d.recipient_type.clone(),
            recipient: d.recipient.clone(),
            contact_id: d.contact_id.clone(),
            session_id: d.session_id.clone(),
            channel_number: d.channel_number.clone(),
            message_type: d.message_type.clone(),
            credits: d.credits,
            company: d.company.clone(),
            batch_id: d.batch_id.clone(),
            campaign_id: d.campaign_id.clone(),
            request: d.request.as_deref().and_then(Payload::of),
            response: d.response.as_deref().and_then(Payload::of),
            parameters: d.parameters.iter().map(parameter).collect(),
        }
    }

    pub fn into_model(self) -> model::Delivery {
        let known = status_of(&self.status);
        model::Delivery {
            id: self.id,
            category: self.category,
            name: self.name,
            template_id: self.template_id,
            response_code: self.response_code.take(),
            recipient_type: self.recipient_type,
            recipient: self.recipient,
            contact_id: self.contact_id,
            session_id: self.session_id,
            channel: self.channel,
            channel_number: self.channel_number,
            // A word nobody can place says neither that it arrived nor that it failed.
            status: known.unwrap_or(DeliveryStatus::InProgress),
            status_raw: raw_beside(self.status_raw, self.status, known.map(DeliveryStatus::as_str)),
            message_type: self.message_type,
            credits: self.credits,
            company: self.company,
            batch_id: self.batch_id,
            campaign_id: self.campaign_id,
            request: self.request.and_then(Payload::into_text),
            response: self.response.and_then(Payload::into_text),
            parameters: self.parameters.into_iter().map(|p| (p.name, p.value)).collect(),
            recorded_at: self.recorded_at.0,
        }
    }
}

object!(
    /// `source` says who reports it; without one it is the system that serves the log.
    DeliveryEvent {
        must { delivery_id: String, at: Time, kind: String }
        may { kind_raw: Option<String>, source: Option<String>, code: Option<Code>, detail: Option<String> }
    }
);

impl DeliveryEvent {
    pub fn from_model(e: &model::DeliveryEvent, updated_at: Stamp) -> Self {
        Self {
            id: e.id.clone(),
            updated_at: Time(updated_at),
            delivery_id: e.delivery_id.clone(),
            at: Time(e.at),
            kind: e.kind.as_str().to_owned(),
            kind_raw: e.kind_raw.clone(),
            source: Some(e.source.clone()),
            code: Field::put(&e.code),
            detail: e.detail.clone(),
        }
    }

    pub fn into_model(self) -> model::DeliveryEvent {
        let kind = event_kind_of(&self.kind);
        model::DeliveryEvent {
            id: self.id,
            delivery_id: self.delivery_id,
            at: self.at.0,
            kind,
            kind_raw: raw_beside(self.kind_raw, self.kind, Some(kind.as_str())),
            source: self.source.unwrap_or_else(|| "log".to_owned()),
            code: self.code.take(),
            detail: self.detail,
        }
    }
}
