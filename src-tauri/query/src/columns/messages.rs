//! Messages: what was said, with what its session says about it.

use super::build::{column, field, state_order};
use super::choices::{CHANNELS, DIRECTIONS, MESSAGE_KINDS, PERSONS, STATES};
use crate::column::ColumnKind::{Choice, List, Text, Time};
use crate::column::{Column, Field, Filter};

/// An expression over the message's session `s`.
macro_rules! session {
    ($sql:expr) => {
        concat!("(SELECT ", $sql, " FROM session s WHERE s.id = m.session)")
    };
}

const PERSON_NAME: &str = "CASE m.person \
    WHEN 'agent' THEN (SELECT a.name FROM agent a WHERE a.account = m.account AND a.ext = m.person_ext) \
    WHEN 'bot' THEN (SELECT b.name FROM bot b WHERE b.account = m.account AND b.ext = m.person_ext) \
    WHEN 'user' THEN (SELECT c.name FROM contact c WHERE c.account = m.account AND c.ext = m.person_ext) END";
const TEMPLATE: &str =
    "(SELECT t.name FROM template t WHERE t.account = m.account AND t.ext = m.template_ext)";
const ACCOUNT: &str = "(SELECT a.name FROM account a WHERE a.id = m.account)";
const AGENT: &str =
    session!("(SELECT a.name FROM agent a WHERE a.account = s.account AND a.ext = s.agent_ext)");
const CONTACT: &str =
    session!("(SELECT c.name FROM contact c WHERE c.account = s.account AND c.ext = s.contact_ext)");
const CAMPAIGN: &str =
    session!("(SELECT c.name FROM campaign c WHERE c.account = s.account AND c.ext = s.campaign_ext)");

pub const COLUMNS: &[Column] = &[
    column("sent", "Sent At", Time, "m.at", "When the message was sent.")
        .offset("m.off")
        .always()
        .asked_as("sent", &["date", "at"], Filter::Time("m.at"))
        .shown(170, "S1.2"),
    column(
        "direction",
        "Direction",
        Choice,
        "m.direction",
        "Incoming is from the customer, outgoing from our side.",
    )
    .asked_as("from", &["direction"], Filter::Choice { sql: "m.direction", choices: DIRECTIONS, open: false })
    .shown(100, "S1.2"),
    column(
        "person",
        "Person",
        Choice,
        "m.person",
        "Whether a customer, an agent, a bot or the system spoke.",
    )
    .asked(Filter::Choice { sql: "m.person", choices: PERSONS, open: false })
    .shown(90, "S1.2"),
    column("name", "Name", Text, PERSON_NAME, "The name of who spoke, where the provider says who it was.")
        .asked(Filter::Text(&[PERSON_NAME]))
        .shown(150, "S1.2"),
    column("text", "Text", Text, "m.text", "The words of the message.")
        .unordered()
        .asked(Filter::Text(&["m.text", "m.caption"]))
        .shown(420, "S1.2"),
    column("kind", "Type", Choice, "m.kind", "Text, image, file and so on.")
        .asked_as("kind", &["type"], Filter::Choice { sql: "m.kind", choices: MESSAGE_KINDS, open: false })
        .shown(90, "S1.2"),
    column("session", "Session ID", Text, "m.session_ext", "The session in which it was said.")
        .asked(Filter::Id { account: "m.account", ext: "m.session_ext" })
        .shown(150, "S0.6"),
    column("channel", "Channel Type", Choice, session!("s.channel"), "The channel of the session.")
        .asked(Filter::Choice { sql: session!("s.channel"), choices: CHANNELS, open: true })
        .shown(120, "S1.2"),
    column("template", "Template", Text, TEMPLATE, "The template the message was made from.")
        .asked(Filter::Text(&[TEMPLATE]))
        .width(160),
    column("caption", "Caption", Text, "m.caption", "The words under an image or file.")
        .unordered()
        .width(200),
    column(
        "attachment",
        "Attachment",
        Text,
        "m.attachment",
        "Address of what was attached; it is never opened on its own.",
    )
    .unordered()
    .asked(Filter::Text(&["m.attachment"]))
    .width(200),
    column("id", "Message ID", Text, "m.ext", "The provider's own identifier of the message.")
        .asked(Filter::Id { account: "m.account", ext: "m.ext" })
        .width(150),
    column(
        "sender",
        "Sender",
        Text,
        session!("coalesce(s.sender_name, s.sender_number)"),
        "Who began the session, by name or else by number.",
    )
    .asked(Filter::Party { name: session!("s.sender_name"), number: session!("s.sender_number") })
    .width(160),
    column(
        "recipient",
        "Recipient",
        Text,
        session!("coalesce(s.recipient_name, s.recipient_number)"),
        "Whom the session was addressed to, by name or else by number.",
    )
    .asked(Filter::Party { name: session!("s.recipient_name"), number: session!("s.recipient_number") })
    .width(160),
    column(
        "number",
        "Channel Number",
        Text,
        session!("s.channel_number"),
        "Number or identifier of our side's channel.",
    )
    .asked(Filter::Number(session!("s.channel_number")))
    .width(140),
    column("state", "Session Status", Choice, session!("s.state"), "Where the session stands.")
        .ordered_by(session!(state_order!()))
        .asked_as(
            "state",
            &["status"],
            Filter::Choice { sql: session!("s.state"), choices: STATES, open: false },
        ),
    column("agent", "Agent", Text, AGENT, "The agent the session is assigned to.")
        .asked(Filter::Text(&[AGENT]))
        .width(150),
    column("contact", "Contact", Text, CONTACT, "The contact record that the provider links to the session.")
        .asked(Filter::Text(&[CONTACT]))
        .width(160),
    column("tags", "Tags", List, session!("s.tags"), "Labels put on the session.")
        .unordered()
        .asked_as("tag", &["tags"], Filter::Tags(session!("s.id")))
        .width(180),
    column("campaign", "Campaign", Text, CAMPAIGN, "The campaign that the session came from.")
        .asked(Filter::Text(&[CAMPAIGN]))
        .width(160),
    column(
        "account",
        "Account",
        Text,
        ACCOUNT,
        "The account of a provider from which the message was synced.",
    )
    .asked(Filter::Account("m.account"))
    .width(130),
];

pub const OTHERS: &[Field] = &[field(
    "has",
    "Has",
    Filter::Has(&[
        ("attachment", "an attachment", "m.attachment IS NOT NULL"),
        ("caption", "a caption", "m.caption IS NOT NULL"),
        ("template", "a template", "m.template_ext IS NOT NULL"),
        ("delivery", "a delivery", "m.delivery_ext IS NOT NULL"),
    ]),
)];
