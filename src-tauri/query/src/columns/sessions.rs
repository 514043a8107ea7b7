//! Sessions: seed S0's table, and what the other seeds add.

use super::build::{column, field, state_order};
use super::choices::{CHANNELS, STATES};
use crate::column::ColumnKind::{Choice, Duration, List, Number, Text, Time};
use crate::column::{Column, Field, Filter};

const CONTACT: &str = "(SELECT c.name FROM contact c WHERE c.account = s.account AND c.ext = s.contact_ext)";
const AGENT: &str = "(SELECT a.name FROM agent a WHERE a.account = s.account AND a.ext = s.agent_ext)";
const CAMPAIGN: &str =
    "(SELECT c.name FROM campaign c WHERE c.account = s.account AND c.ext = s.campaign_ext)";
const ACCOUNT: &str = "(SELECT a.name FROM account a WHERE a.id = s.account)";
const MESSAGES: &str = "(SELECT count(*) FROM message x WHERE x.session = s.id)";

/// A measure of the chat, as the provider took it (seed S4).
macro_rules! measured {
    ($name:literal) => {
        concat!("json_extract(s.measures, '$.", $name, "')")
    };
}

const WAITING: &str = "How long the customer waited for the first reply, as the provider measured it.";
const AVERAGE_REPLY: &str = "How long a reply took on average, as the provider measured it.";
const TOTAL_REPLY: &str = "How long all replies took together, as the provider measured it.";
const REPLIES: &str = "How many replies our side gave, as the provider counted them.";
const RESOLUTION: &str = "How long it took to close the session, as the provider measured it.";
const WAITING_OPEN: &str = "The waiting time within open hours only, as the provider measured it.";
const AVERAGE_OPEN: &str = "The average reply time within open hours only, as the provider measured it.";
const TOTAL_OPEN: &str = "The total reply time within open hours only, as the provider measured it.";
const REPLIES_OPEN: &str = "How many replies our side gave within open hours, as the provider counted them.";
const RESOLUTION_OPEN: &str = "The resolution time within open hours only, as the provider measured it.";

const fn measure(id: &'static str, title: &'static str, sql: &'static str, explain: &'static str) -> Column {
    column(id, title, Duration, sql, explain).asked(Filter::Duration(sql))
}

pub const COLUMNS: &[Column] = &[
    column("id", "Session ID", Text, "s.ext", "The provider's own identifier of the session.")
        .asked(Filter::Id { account: "s.account", ext: "s.ext" })
        .shown(150, "S0.1"),
    column("created", "Created At", Time, "s.created_at", "When the session was started.")
        .offset("s.created_off")
        .always()
        .asked_as("created", &["date", "sent"], Filter::Time("s.created_at"))
        .shown(170, "S0.1"),
    column(
        "active",
        "Last Active At",
        Time,
        "s.active_at",
        "When the last message or change of the session was.",
    )
    .offset("coalesce(s.active_off, s.created_off)")
    .always()
    .asked(Filter::Time("s.active_at"))
    .shown(170, "S0.1"),
    column(
        "sender",
        "Sender",
        Text,
        "coalesce(s.sender_name, s.sender_number)",
        "Who began the session, by name or else by number.",
    )
    .asked(Filter::Party { name: "s.sender_name", number: "s.sender_number" })
    .shown(170, "S0.1"),
    column(
        "recipient",
        "Recipient",
        Text,
        "coalesce(s.recipient_name, s.recipient_number)",
        "Whom the session was addressed to, by name or else by number.",
    )
    .asked(Filter::Party { name: "s.recipient_name", number: "s.recipient_number" })
    .shown(170, "S0.1"),
    column("channel", "Channel Type", Choice, "s.channel", "The messaging channel, such as SMS or WhatsApp.")
        .asked(Filter::Choice { sql: "s.channel", choices: CHANNELS, open: true })
        .shown(165, "S0.1"),
    column(
        "number",
        "Channel Number",
        Text,
        "s.channel_number",
        "Number or identifier of our side's channel.",
    )
    .asked(Filter::Number("s.channel_number"))
    .shown(140, "S0.1"),
    column(
        "state",
        "Session Status",
        Choice,
        "s.state",
        "Where the session stands: opened, picked up, snoozed or closed.",
    )
    .ordered_by(state_order!())
    .asked_as("state", &["status"], Filter::Choice { sql: "s.state", choices: STATES, open: false })
    .shown(120, "S0.1 S1.3"),
    column(
        "sender_number",
        "Sender Number",
        Text,
        "s.sender_number",
        "Phone number, address or handle of the sender.",
    ),
    column(
        "recipient_number",
        "Recipient Number",
        Text,
        "s.recipient_number",
        "Phone number, address or handle of the recipient.",
    ),
    column("channel_name", "Channel Name", Text, "s.channel_name", "The name our side gave to the channel.")
        .asked(Filter::Text(&["s.channel_name"])),
    column("contact", "Contact", Text, CONTACT, "The contact record that the provider links to the session.")
        .asked(Filter::Text(&[CONTACT]))
        .width(160),
    column("agent", "Agent", Text, AGENT, "The agent the session is assigned to.")
        .asked(Filter::Text(&[AGENT]))
        .width(150),
    column("tags", "Tags", List, "s.tags", "Labels put on the session.")
        .unordered()
        .asked_as("tag", &["tags"], Filter::Tags("s.id"))
        .width(180),
    column("campaign", "Campaign", Text, CAMPAIGN, "The campaign that the session came from.")
        .asked(Filter::Text(&[CAMPAIGN]))
        .width(160),
    column(
        "description",
        "Description",
        Text,
        "s.description",
        "What was noted about the session as a whole.",
    )
    .asked(Filter::Text(&["s.description"]))
    .width(240),
    column(
        "account",
        "Account",
        Text,
        ACCOUNT,
        "The account of a provider from which the session was synced.",
    )
    .asked(Filter::Account("s.account"))
    .width(130),
    column("opened", "Opened At", Time, "s.opened_at", "When the session last entered the inbox.")
        .offset("s.opened_off")
        .asked(Filter::Time("s.opened_at"))
        .width(170),
    column("picked_up", "Picked Up At", Time, "s.picked_up_at", "When an agent took the session.")
        .offset("s.picked_up_off")
        .asked(Filter::Time("s.picked_up_at"))
        .width(170),
    column("closed", "Closed At", Time, "s.closed_at", "When the session was closed.")
        .offset("s.closed_off")
        .asked(Filter::Time("s.closed_at"))
        .width(170),
    measure("waiting", "Waiting Time", measured!("waiting"), WAITING),
    measure("average_reply", "Average Reply Time", measured!("average_reply"), AVERAGE_REPLY),
    measure("total_reply", "Total Reply Time", measured!("total_reply"), TOTAL_REPLY),
    column("replies", "Replies", Number, measured!("replies"), REPLIES)
        .asked(Filter::Amount(measured!("replies")))
        .width(90),
    measure("resolution", "Resolution Time", measured!("resolution"), RESOLUTION),
    measure("operation_waiting", "Waiting Time (open hours)", measured!("operation_waiting"), WAITING_OPEN),
    measure(
        "operation_average_reply",
        "Average Reply Time (open hours)",
        measured!("operation_average_reply"),
        AVERAGE_OPEN,
    ),
    measure(
        "operation_total_reply",
        "Total Reply Time (open hours)",
        measured!("operation_total_reply"),
        TOTAL_OPEN,
    ),
    column("operation_replies", "Replies (open hours)", Number, measured!("operation_replies"), REPLIES_OPEN)
        .asked(Filter::Amount(measured!("operation_replies"))),
    measure(
        "operation_resolution",
        "Resolution Time (open hours)",
        measured!("operation_resolution"),
        RESOLUTION_OPEN,
    ),
    column("messages", "Messages", Number, MESSAGES, "How many messages of the session are held here.")
        .always()
        .asked(Filter::Amount(MESSAGES))
        .width(90),
];

pub const OTHERS: &[Field] = &[field(
    "has",
    "Has",
    Filter::Has(&[
        ("agent", "an agent", "s.agent_ext IS NOT NULL"),
        ("contact", "a contact", "s.contact_ext IS NOT NULL"),
        ("campaign", "a campaign", "s.campaign_ext IS NOT NULL"),
        ("tag", "a tag", "EXISTS (SELECT 1 FROM session_tag t WHERE t.session = s.id)"),
        ("message", "a message", "EXISTS (SELECT 1 FROM message x WHERE x.session = s.id)"),
        (
            "attachment",
            "an attachment",
            "EXISTS (SELECT 1 FROM message x WHERE x.session = s.id AND x.attachment IS NOT NULL)",
        ),
        (
            "delivery",
            "a delivery",
            "EXISTS (SELECT 1 FROM delivery x WHERE x.account = s.account AND x.session_ext = s.ext)",
        ),
    ]),
)];
