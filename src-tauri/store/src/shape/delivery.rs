//! Deliveries in the index.

use super::entry::Entry;
use super::schema::schema;
use model::Delivery;

schema! { "delivery":
    /// Row id of the account, as text.
    ACCOUNT "account" Value,
    STATUS "status" Value,
    CHANNEL "channel" Value,
    /// Our side's number of the channel.
    NUMBER "number" Value,
    RECIPIENT "recipient" Value,
    CATEGORY "category" Value,
    NAME "name" Value,
    /// Reference.
    TEMPLATE "template" Value,
    /// Response code.
    CODE "code" Value,
    /// Recipient type.
    TYPE "type" Value,
    MESSAGE_TYPE "message_type" Value,
    /// The number as text, which reads back as the same number.
    CREDITS "credits" Value,
    COMPANY "company" Value,
    /// Reference.
    BATCH "batch" Value,
    /// Reference.
    CONTACT "contact" Value,
    /// Reference.
    CAMPAIGN "campaign" Value,
    /// In words.
    CONTRADICTION "contradiction" Value,
    /// Which of `contradiction`, `batch`, `session`, `template`, `code`, `response` it has.
    HAS "has" Values,
}

/// `contradiction`: what its sources say against each other.
pub(crate) fn entry(id: i64, account: i64, contradiction: Option<&str>, delivery: &Delivery) -> Entry {
    let mut entry = Entry::new(account, delivery.recorded_at.at, id, ACCOUNT);
    values(&mut entry, delivery);
    entry.value(CONTRADICTION, contradiction);
    entry.has(HAS, "contradiction", contradiction.is_some());
    entry.has(HAS, "batch", delivery.batch_id.is_some());
    entry.has(HAS, "session", delivery.session_id.is_some());
    entry.has(HAS, "template", delivery.template_id.is_some());
    entry.has(HAS, "code", delivery.response_code.is_some());
    entry.has(HAS, "response", delivery.response.is_some());
    let Delivery { recipient, name, company, category, request, .. } = delivery;
    for text in [recipient, name, company, category, request] {
        entry.text(text.as_deref());
    }
    for (name, value) in &delivery.parameters {
        entry.text(name.as_str());
        entry.text(value.as_str());
    }
    entry
}

fn values(entry: &mut Entry, delivery: &Delivery) {
    entry.value(STATUS, delivery.status.as_str());
    entry.value(CHANNEL, delivery.channel.as_str());
    entry.value(NUMBER, delivery.channel_number.as_deref());
    entry.value(RECIPIENT, delivery.recipient.as_deref());
    entry.value(CATEGORY, delivery.category.as_deref());
    entry.value(NAME, delivery.name.as_deref());
    entry.value(TEMPLATE, delivery.template_id.as_deref());
    entry.value(CODE, delivery.response_code.as_deref());
    entry.value(TYPE, delivery.recipient_type.as_deref());
    entry.value(MESSAGE_TYPE, delivery.message_type.as_deref());
    // What is no number is stored as nothing.
    let credits = delivery.credits.filter(|credits| !credits.is_nan()).map(|credits| credits.to_string());
    entry.value(CREDITS, credits.as_deref());
    entry.value(COMPANY, delivery.company.as_deref());
    entry.value(BATCH, delivery.batch_id.as_deref());
    entry.value(CONTACT, delivery.contact_id.as_deref());
    entry.value(CAMPAIGN, delivery.campaign_id.as_deref());
}
