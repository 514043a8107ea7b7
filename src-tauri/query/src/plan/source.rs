//! How the index answers each field.

use crate::Subject;

/// Where a field's values stand in the index. Names are those of `store::shape`'s schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The time by which the index is ordered.
    When,
    Value(&'static str),
    /// A reference: `id ␟ name`, asked by name.
    Name(&'static str),
    /// Asked by name or by id.
    NameOrId(&'static str),
    Party {
        name: &'static str,
        number: &'static str,
    },
    /// Made from the status of a delivery.
    Outcome,
    Number(&'static str),
    Account,
    Has,
    /// The rows with these words among all their texts may have them in this field.
    Words,
    /// The rows that have this thing may have it so.
    With(&'static str),
    /// The provider's id of the row.
    Id,
    /// The provider's id of the row's session.
    SessionId,
    /// The field of the same name of the message's session, looked up there: such fields have nearly as many
    /// values as there are sessions.
    OfSession,
    /// How many messages a session has.
    Messages,
}

/// `None`: only the rows themselves can tell.
pub fn source(subject: Subject, field: &str) -> Option<Source> {
    Some(match (subject, field) {
        (_, "account") => Source::Account,
        (_, "has") => Source::Has,
        (_, "id") => Source::Id,
        (Subject::Sessions, name) => session(name)?,
        (Subject::Messages, name) => message(name)?,
        (Subject::Deliveries, name) => delivery(name)?,
    })
}

fn session(field: &str) -> Option<Source> {
    Some(match field {
        "created" => Source::When,
        "sender" => Source::Party { name: "sender_name", number: "sender_number" },
        "recipient" => Source::Party { name: "recipient_name", number: "recipient_number" },
        "channel" => Source::Value("channel"),
        "number" => Source::Value("number"),
        "channel_name" => Source::Value("channel_name"),
        "state" => Source::Value("state"),
        "tag" => Source::Value("tag"),
        "contact" => Source::Name("contact"),
        "agent" => Source::Name("agent"),
        "campaign" => Source::Name("campaign"),
        "description" => Source::Words,
        "messages" => Source::Messages,
        "active" => Source::Number("active"),
        "opened" => Source::Number("opened"),
        "picked_up" => Source::Number("picked_up"),
        "closed" => Source::Number("closed"),
        "waiting" => Source::Number("waiting"),
        "resolution" => Source::Number("resolution"),
        "average_reply" => Source::Number("average_reply"),
        "total_reply" => Source::Number("total_reply"),
        "replies" => Source::Number("replies"),
        "operation_waiting" => Source::Number("operation_waiting"),
        "operation_average_reply" => Source::Number("operation_average_reply"),
        "operation_total_reply" => Source::Number("operation_total_reply"),
        "operation_replies" => Source::Number("operation_replies"),
        "operation_resolution" => Source::Number("operation_resolution"),
        _ => return None,
    })
}

fn message(field: &str) -> Option<Source> {
    Some(match field {
        "sent" => Source::When,
        "from" => Source::Value("direction"),
        "person" => Source::Value("person"),
        "kind" => Source::Value("kind"),
        "channel" => Source::Value("channel"),
        "number" => Source::Value("number"),
        "state" => Source::Value("state"),
        "tag" => Source::Value("tag"),
        "name" => Source::Name("name"),
        "template" => Source::Name("template"),
        "agent" => Source::Name("agent"),
        "campaign" => Source::Name("campaign"),
        "text" => Source::Words,
        "attachment" => Source::With("attachment"),
        "session" => Source::SessionId,
        "sender" | "recipient" | "contact" => Source::OfSession,
        _ => return None,
    })
}

fn delivery(field: &str) -> Option<Source> {
    Some(match field {
        "recorded" => Source::When,
        "status" => Source::Value("status"),
        "outcome" => Source::Outcome,
        "channel" => Source::Value("channel"),
        "number" => Source::Value("number"),
        "recipient" => Source::Value("recipient"),
        "category" => Source::Value("category"),
        "name" => Source::Value("name"),
        "code" => Source::Value("code"),
        "type" => Source::Value("type"),
        "message_type" => Source::Value("message_type"),
        "credits" => Source::Value("credits"),
        "company" => Source::Value("company"),
        "contradiction" => Source::Value("contradiction"),
        "template" => Source::Name("template"),
        "contact" => Source::Name("contact"),
        "campaign" => Source::Name("campaign"),
        "batch" => Source::NameOrId("batch"),
        "session" => Source::SessionId,
        _ => return None,
    })
}
