//! Deliveries: seed S2's table and seed S3's, in one.

use super::build::{column, field};
use super::choices::{CHANNELS, OUTCOMES, STATUSES};
use crate::column::ColumnKind::{Choice, Flag, Number, Text, Time};
use crate::column::{Column, Field, Filter};

const TEMPLATE: &str =
    "(SELECT t.name FROM template t WHERE t.account = d.account AND t.ext = d.template_ext)";
const CONTACT: &str = "(SELECT c.name FROM contact c WHERE c.account = d.account AND c.ext = d.contact_ext)";
const CAMPAIGN: &str =
    "(SELECT c.name FROM campaign c WHERE c.account = d.account AND c.ext = d.campaign_ext)";
const BATCH: &str = "(SELECT b.name FROM batch b WHERE b.account = d.account AND b.ext = d.batch_ext)";
const ACCOUNT: &str = "(SELECT a.name FROM account a WHERE a.id = d.account)";
const BATCH_COUNT: &str =
    "(SELECT b.delivered || '/' || b.total FROM batch b WHERE b.account = d.account AND b.ext = d.batch_ext)";
/// By share delivered; a batch of nothing comes first.
const BATCH_SHARE: &str = "(SELECT b.delivered * 1.0 / max(b.total, 1) FROM batch b \
    WHERE b.account = d.account AND b.ext = d.batch_ext)";
/// The status, or for the head row of a batch its count, such as 13/18.
const DELIVERY: &str = "CASE WHEN d.status = 'batch_count' THEN \
    coalesce((SELECT b.delivered || '/' || b.total FROM batch b \
    WHERE b.account = d.account AND b.ext = d.batch_ext), d.status) ELSE d.status END";
/// `DeliveryStatus::outcome` in SQL; a test holds the two together.
const OUTCOME: &str = "CASE WHEN d.status IN ('success', 'sent', 'delivered', 'batch_count') THEN 'sent' \
    WHEN d.status = 'in_progress' THEN 'in_progress' ELSE 'failed' END";
/// Three digits are an HTTP status; whatever else is a provider's own code, and sorts after them.
const CODE_ORDER: &str = "CASE WHEN d.response_code NOT GLOB '*[^0-9]*' \
    THEN CAST(d.response_code AS INTEGER) ELSE d.response_code END";

pub const COLUMNS: &[Column] = &[
    column("id", "#", Text, "d.ext", "The provider's own identifier of the send.")
        .asked(Filter::Id { account: "d.account", ext: "d.ext" })
        .shown(140, "S2.1"),
    column("recorded", "Recorded On", Time, "d.recorded_at", "When the send was recorded.")
        .offset("d.recorded_off")
        .always()
        .asked_as("recorded", &["date", "sent"], Filter::Time("d.recorded_at"))
        .shown(170, "S2.1 S3.1"),
    column(
        "delivery",
        "Delivery",
        Choice,
        DELIVERY,
        "What became of it; for a batch, how many of how many arrived.",
    )
    .asked_as("status", &["delivery"], Filter::Choice { sql: "d.status", choices: STATUSES, open: false })
    .shown(215, "S3.1"),
    column(
        "outcome",
        "Sending Status",
        Choice,
        OUTCOME,
        "Sent, failed, or still in progress; sent does not mean arrived.",
    )
    .asked(Filter::Choice { sql: OUTCOME, choices: OUTCOMES, open: false })
    .shown(120, "S3.1"),
    column("channel", "Type", Choice, "d.channel", "The channel: SMS, e-mail, WhatsApp and so on.")
        .asked(Filter::Choice { sql: "d.channel", choices: CHANNELS, open: true })
        .shown(165, "S3.1"),
    column("recipient", "Recipient", Text, "d.recipient", "Phone number or address it was sent to.")
        .asked(Filter::Number("d.recipient"))
        .shown(170, "S3.1"),
    column(
        "category",
        "Category",
        Text,
        "d.category",
        "The kind of automation, such as a campaign or a bot.",
    )
    .asked(Filter::Text(&["d.category"]))
    .shown(150, "S2.1"),
    column("name", "Name", Text, "d.name", "Name of the campaign, bot or automation.")
        .asked(Filter::Text(&["d.name"]))
        .shown(170, "S2.1"),
    column("template", "Template Name", Text, TEMPLATE, "The message template it was made from.")
        .asked(Filter::Text(&[TEMPLATE]))
        .shown(170, "S2.1 S3.1"),
    column(
        "code",
        "Response Code",
        Text,
        "d.response_code",
        "What the sending interface answered; 200 is accepted, not delivered.",
    )
    .ordered_by(CODE_ORDER)
    .asked(Filter::Code("d.response_code"))
    .shown(120, "S2.1"),
    column("type", "Recipient Type", Text, "d.recipient_type", "Leads, customers, contacts and so on.")
        .asked_as("type", &["recipient_type"], Filter::Text(&["d.recipient_type"]))
        .shown(120, "S2.1"),
    column(
        "message_type",
        "Message Type",
        Text,
        "d.message_type",
        "Transactional, notification, service and so on.",
    )
    .asked(Filter::Text(&["d.message_type"]))
    .shown(120, "S3.1"),
    column("credits", "Credits", Number, "d.credits", "SMS credits used.")
        .asked(Filter::Amount("d.credits"))
        .shown(80, "S3.1"),
    column("company", "Company", Text, "d.company", "The company it was sent for.")
        .asked(Filter::Text(&["d.company"]))
        .shown(140, "S3.1"),
    column("batch_status", "Batch Status", Text, BATCH_COUNT, "How many of the batch arrived, of how many.")
        .ordered_by(BATCH_SHARE)
        .shown(110, "S3.1"),
    column("batch", "Batch", Text, BATCH, "Name of the bulk send it belongs to.")
        .asked(Filter::Text(&[BATCH, "d.batch_ext"]))
        .width(160),
    column("number", "Channel Number", Text, "d.channel_number", "Number or identifier it was sent from.")
        .asked(Filter::Number("d.channel_number"))
        .width(140),
    column(
        "contact",
        "Contact",
        Text,
        CONTACT,
        "The contact record that the provider links to the recipient.",
    )
    .asked(Filter::Text(&[CONTACT]))
    .width(160),
    column("campaign", "Campaign", Text, CAMPAIGN, "The campaign it belongs to.")
        .asked(Filter::Text(&[CAMPAIGN]))
        .width(160),
    column("session", "Session ID", Text, "d.session_ext", "The session it belongs to.")
        .asked(Filter::Id { account: "d.account", ext: "d.session_ext" })
        .width(150),
    column(
        "contradiction",
        "Contradiction",
        Text,
        "d.contradiction",
        "What two sources say against each other, in words.",
    )
    .asked(Filter::Text(&["d.contradiction"]))
    .width(260),
    column(
        "contradicted",
        "Contradicted",
        Flag,
        "d.contradiction IS NOT NULL",
        "Whether two sources say things that cannot both be true.",
    )
    .always()
    .width(110),
    column(
        "account",
        "Account",
        Text,
        ACCOUNT,
        "The account of a provider from which the delivery was synced.",
    )
    .asked(Filter::Account("d.account"))
    .width(130),
];

pub const OTHERS: &[Field] = &[field(
    "has",
    "Has",
    Filter::Has(&[
        ("contradiction", "a contradiction", "d.contradiction IS NOT NULL"),
        ("batch", "a batch", "d.batch_ext IS NOT NULL"),
        ("session", "a session", "d.session_ext IS NOT NULL"),
        ("template", "a template", "d.template_ext IS NOT NULL"),
        ("code", "a response code", "d.response_code IS NOT NULL"),
        ("response", "a response", "d.response IS NOT NULL"),
    ]),
)];

#[cfg(test)]
mod tests {
    use super::*;
    use model::DeliveryStatus;

    #[test]
    fn the_outcome_in_sql_is_the_outcome_of_the_model() {
        // shows S3.1 S3.2
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        for status in DeliveryStatus::ALL {
            let sql = format!("SELECT {OUTCOME} FROM (SELECT ? AS status) d");
            let outcome: String = conn.query_row(&sql, [status.as_str()], |row| row.get(0)).unwrap();
            assert_eq!(outcome, status.outcome().as_str(), "{status:?}");
        }
    }
}
