//! Sends: what was asked of a provider, what it answered, and what became of it.

use crate::message::names;
use crate::time::Stamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The eleven statuses of seed S3. The provider's own word is kept in [`Delivery::status_raw`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    Success,
    Failed,
    InvalidPhoneNumber,
    Sent,
    Undelivered,
    InsufficientSmsCredits,
    SmsDisabledForCompany,
    EmailDisabledForCompany,
    InProgress,
    Delivered,
    /// A bulk send: its outcome is a count such as 13/18.
    BatchCount,
}

names!(DeliveryStatus {
    Success = "success", Failed = "failed", InvalidPhoneNumber = "invalid_phone_number", Sent = "sent",
    Undelivered = "undelivered", InsufficientSmsCredits = "insufficient_sms_credits",
    SmsDisabledForCompany = "sms_disabled_for_company", EmailDisabledForCompany = "email_disabled_for_company",
    InProgress = "in_progress", Delivered = "delivered", BatchCount = "batch_count",
});

/// How a send stands: seed S3's "sent, failed, or in progress".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Sent,
    Failed,
    InProgress,
}

names!(Outcome { Sent = "sent", Failed = "failed", InProgress = "in_progress" });

impl DeliveryStatus {
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Success | Self::Sent | Self::Delivered | Self::BatchCount => Outcome::Sent,
            Self::InProgress => Outcome::InProgress,
            _ => Outcome::Failed,
        }
    }
}

/// Separate facts, each with its own time and source: accepted is never shown as delivered (S2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Accepted,
    Queued,
    Sent,
    Delivered,
    Read,
    Clicked,
    Failed,
    Undelivered,
    Deleted,
    Other,
}

names!(EventKind {
    Accepted = "accepted", Queued = "queued", Sent = "sent", Delivered = "delivered", Read = "read",
    Clicked = "clicked", Failed = "failed", Undelivered = "undelivered", Deleted = "deleted", Other = "other",
});

/// One send to one recipient, or the head row of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    pub id: String,
    /// Kind of automation: "Marketing Campaign", "Template Bot" …
    pub category: Option<String>,
    /// Name of the campaign, bot or automation.
    pub name: Option<String>,
    pub template_id: Option<String>,
    /// What the sender's API answered: an HTTP status or the provider's own code, as text.
    pub response_code: Option<String>,
    /// Leads, customers, contacts …
    pub recipient_type: Option<String>,
    /// Phone number or address.
    pub recipient: Option<String>,
    pub contact_id: Option<String>,
    pub session_id: Option<String>,
    pub channel: String,
    pub channel_number: Option<String>,
    pub status: DeliveryStatus,
    pub status_raw: Option<String>,
    /// Transactional, notification, service …
    pub message_type: Option<String>,
    pub credits: Option<f64>,
    pub company: Option<String>,
    pub batch_id: Option<String>,
    pub campaign_id: Option<String>,
    /// Payloads as sent and received; JSON where the provider speaks it.
    pub request: Option<String>,
    pub response: Option<String>,
    /// Template parameters, in order.
    pub parameters: Vec<(String, String)>,
    pub recorded_at: Stamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryEvent {
    pub id: String,
    pub delivery_id: String,
    pub at: Stamp,
    pub kind: EventKind,
    pub kind_raw: Option<String>,
    /// Who says so: `api`, `webhook`, `carrier`, `operator` …
    pub source: String,
    pub code: Option<String>,
    pub detail: Option<String>,
}

/// A bulk send. Counts are the provider's; the recipients are deliveries with this batch id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    pub id: String,
    pub name: Option<String>,
    pub company: Option<String>,
    pub delivered: u32,
    pub total: u32,
    pub created_at: Stamp,
}

/// What two sources say against each other (B2), in words; `None` when they agree.
///
/// Only facts that cannot both be true count: an end in failure beside a delivery, or a status
/// that says the opposite of the events.
pub fn contradiction(
    status: DeliveryStatus,
    code: Option<&str>,
    events: &[EventKind],
) -> Option<&'static str> {
    let arrived =
        events.iter().any(|e| matches!(e, EventKind::Delivered | EventKind::Read | EventKind::Clicked));
    let failed = events.iter().any(|e| matches!(e, EventKind::Failed | EventKind::Undelivered));
    let says_arrived = matches!(status, DeliveryStatus::Success | DeliveryStatus::Delivered);
    let says_failed = status.outcome() == Outcome::Failed;
    let refused = code.is_some_and(|c| c.len() == 3 && (c.starts_with('4') || c.starts_with('5')));
    if arrived && failed {
        Some("one source reports delivery, another reports failure")
    } else if says_arrived && failed {
        Some("the log says delivered, an event says it failed")
    } else if says_failed && arrived {
        Some("the log says it failed, an event says it was delivered")
    } else if refused && (arrived || says_arrived) {
        Some("the request was refused, yet delivery is reported")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_statuses_each_with_an_outcome() {
        // shows S3.2
        assert_eq!(DeliveryStatus::ALL.len(), 11);
        for status in DeliveryStatus::ALL {
            assert_eq!(DeliveryStatus::from_name(status.as_str()), Some(*status));
        }
        assert_eq!(DeliveryStatus::InvalidPhoneNumber.outcome(), Outcome::Failed);
        assert_eq!(DeliveryStatus::Sent.outcome(), Outcome::Sent);
    }

    #[test]
    fn only_facts_that_cannot_both_be_true_contradict() {
        // shows B2
        use EventKind::{Accepted, Delivered, Failed, Read, Sent};
        assert_eq!(
            contradiction(DeliveryStatus::Delivered, Some("200"), &[Accepted, Sent, Delivered, Read]),
            None
        );
        assert_eq!(contradiction(DeliveryStatus::Sent, Some("200"), &[Accepted]), None);
        assert_eq!(contradiction(DeliveryStatus::Failed, Some("131026"), &[Accepted, Failed]), None);
        assert!(contradiction(DeliveryStatus::Sent, None, &[Delivered, Failed]).is_some());
        assert!(contradiction(DeliveryStatus::Delivered, None, &[Failed]).is_some());
        assert!(contradiction(DeliveryStatus::Failed, None, &[Delivered]).is_some());
        assert!(contradiction(DeliveryStatus::Success, Some("400"), &[]).is_some());
    }
}
