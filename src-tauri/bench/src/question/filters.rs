//! Three chips: how many rows, what else there is, the first window. Several kinds over each subject.

use super::{Chip, Question, Work};
use query::Subject;

const fn chip(text: &'static str, sql: &'static str, field: &'static str, value: &'static str) -> Chip {
    Chip { text, sql, facet: Some((field, value)) }
}

/// A chip whose values are not counted.
const fn uncounted(text: &'static str, sql: &'static str) -> Chip {
    Chip { text, sql, facet: None }
}

const TAG: (&str, &str) = ("tag", "g.tag");

const SESSIONS: &[(&str, [Chip; 3])] = &[
    (
        "state_channel_tag",
        [
            chip("state:closed", "s.state = 'closed'", "state", "s.state"),
            chip("channel:whatsapp", "s.channel = 'whatsapp'", "channel", "s.channel"),
            Chip {
                text: "tag:refund",
                sql: "s.id IN (SELECT session FROM session_tag WHERE tag = 'refund')",
                facet: Some(TAG),
            },
        ],
    ),
    (
        "open_channel_campaign",
        [
            chip("state:open", "s.state IN ('opened', 'picked_up', 'snoozed')", "state", "s.state"),
            chip("channel:sms", "s.channel = 'sms'", "channel", "s.channel"),
            uncounted("has:campaign", "s.campaign_ext IS NOT NULL"),
        ],
    ),
    (
        "month_channel_without_tag",
        [
            // March 2026.
            uncounted(
                "created:2026-03-01..2026-03-31",
                "s.created_at >= 1772323200000 AND s.created_at < 1775001600000",
            ),
            chip("channel:email", "s.channel = 'email'", "channel", "s.channel"),
            Chip {
                text: "-tag:delivery",
                sql: "s.id NOT IN (SELECT session FROM session_tag WHERE tag = 'delivery')",
                facet: None,
            },
        ],
    ),
];

const MESSAGES: &[(&str, [Chip; 3])] = &[
    (
        "from_kind_channel",
        [
            chip("from:incoming", "m.direction = 'incoming'", "from", "m.direction"),
            chip("kind:image", "m.kind = 'image'", "kind", "m.kind"),
            chip("channel:whatsapp", "s.channel = 'whatsapp'", "channel", "s.channel"),
        ],
    ),
    (
        "person_month_channel",
        [
            chip("person:agent", "m.person = 'agent'", "person", "m.person"),
            // February 2026.
            uncounted("sent:2026-02-01..2026-02-28", "m.at >= 1769904000000 AND m.at < 1772323200000"),
            chip("channel:sms", "s.channel = 'sms'", "channel", "s.channel"),
        ],
    ),
    (
        "kind_from_state",
        [
            chip("kind:template", "m.kind = 'template'", "kind", "m.kind"),
            chip("from:outgoing", "m.direction = 'outgoing'", "from", "m.direction"),
            chip("state:closed", "s.state = 'closed'", "state", "s.state"),
        ],
    ),
    (
        "kind_tag_channel",
        [
            chip("kind:audio", "m.kind = 'audio'", "kind", "m.kind"),
            Chip {
                text: "tag:vip",
                sql: "s.id IN (SELECT session FROM session_tag WHERE tag = 'vip')",
                facet: Some(TAG),
            },
            chip("channel:messenger", "s.channel = 'messenger'", "channel", "s.channel"),
        ],
    ),
];

const DELIVERIES: &[(&str, [Chip; 3])] = &[
    (
        "status_channel_type",
        [
            chip("status:failed", "d.status = 'failed'", "status", "d.status"),
            chip("channel:sms", "d.channel = 'sms'", "channel", "d.channel"),
            chip("type:=Leads", "d.recipient_type = 'Leads'", "type", "d.recipient_type"),
        ],
    ),
    (
        "category_status_month",
        [
            chip(
                "category:=\"Marketing Campaign\"",
                "d.category = 'Marketing Campaign'",
                "category",
                "d.category",
            ),
            chip("status:delivered", "d.status = 'delivered'", "status", "d.status"),
            // April 2026.
            uncounted(
                "recorded:2026-04-01..2026-04-30",
                "d.recorded_at >= 1775001600000 AND d.recorded_at < 1777593600000",
            ),
        ],
    ),
    (
        "company_channel_code",
        [
            chip("company:=\"Blue Heron Clinic\"", "d.company = 'Blue Heron Clinic'", "company", "d.company"),
            chip("channel:whatsapp", "d.channel = 'whatsapp'", "channel", "d.channel"),
            chip("code:200", "d.response_code = '200'", "code", "d.response_code"),
        ],
    ),
    (
        "template_company_session",
        [
            chip("template:=order_shipped", "t.name = 'order_shipped'", "template", "t.name"),
            chip("channel:email", "d.channel = 'email'", "channel", "d.channel"),
            uncounted("has:session", "d.session_ext IS NOT NULL"),
        ],
    ),
];

pub fn all() -> Vec<Question> {
    let of = |subject, list: &[(&str, [Chip; 3])]| -> Vec<Question> {
        let question = |(name, chips): &(&str, [Chip; 3])| Question {
            name: format!("filter.three_chips.{}_{name}", plural(subject)),
            subject,
            chips: chips.to_vec(),
            words: Vec::new(),
            work: Work::Whole,
            barren: false,
        };
        list.iter().map(question).collect()
    };
    [of(Subject::Sessions, SESSIONS), of(Subject::Messages, MESSAGES), of(Subject::Deliveries, DELIVERIES)]
        .concat()
}

const fn plural(subject: Subject) -> &'static str {
    match subject {
        Subject::Sessions => "sessions",
        Subject::Messages => "messages",
        Subject::Deliveries => "deliveries",
    }
}
