//! What a row may be, and the fields it may have. Each is declared here and nowhere else.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What each row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ImportSubject")]
pub enum Subject {
    Messages,
    Sessions,
    Deliveries,
    Contacts,
}

impl Subject {
    pub const ALL: [Self; 4] = [Self::Messages, Self::Sessions, Self::Deliveries, Self::Contacts];
}

/// A field that a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub id: &'static str,
    pub title: &'static str,
    pub required: bool,
    /// Titles that columns of this field often bear, letters and digits alone, in small letters.
    pub known_as: &'static [&'static str],
}

const fn need(id: &'static str, title: &'static str, known_as: &'static [&'static str]) -> Field {
    Field { id, title, required: true, known_as }
}

const fn may(id: &'static str, title: &'static str, known_as: &'static [&'static str]) -> Field {
    Field { id, title, required: false, known_as }
}

const MESSAGES: &[Field] = &[
    need(
        "chat_id",
        "Chat ID",
        &["chatid", "sessionid", "conversationid", "conversation", "threadid", "chat"],
    ),
    need("at", "Time", &["messagecreatedat", "createdat", "time", "date", "timestamp", "sentat", "datetime"]),
    need("direction", "Direction", &["direction", "messagedirection", "type"]),
    need("text", "Text", &["text", "message", "body", "content", "plaintext", "messagetext"]),
    may("id", "Message ID", &["messageid", "id"]),
    may("person", "Kind of person", &["persontype", "sendertype", "authortype"]),
    may("person_id", "Person's ID", &["personid", "authorid", "agentid", "senderid"]),
    may("kind", "Kind of message", &["messagetype", "kind"]),
    may("caption", "Caption", &["caption", "messagecaption"]),
    may("attachment", "Attachment", &["attachment", "file", "url", "mediaurl"]),
    may("channel", "Channel", &["channel", "channeltype", "provider"]),
    may("channel_number", "Our number", &["channelnumber", "line"]),
    may("contact_id", "Contact's ID", &["contactid", "customerid", "userid"]),
    may("contact_name", "Contact's name", &["contactname", "customername", "customer", "name"]),
    may(
        "contact_number",
        "Contact's number",
        &["contactnumber", "contactphonenumber", "phone", "phonenumber", "from"],
    ),
];

const SESSIONS: &[Field] = &[
    need("id", "Chat ID", &["chatid", "sessionid", "conversationid", "id"]),
    need("created_at", "Created", &["createdat", "chatcreatedat", "created", "date", "startedat"]),
    may("channel", "Channel", &["channel", "channeltype", "provider"]),
    may("channel_number", "Our number", &["channelnumber"]),
    may("channel_name", "Our channel's name", &["channelname", "alias", "inbox"]),
    may("sender_name", "Sender's name", &["sendername", "sender", "contactname", "customername"]),
    may("sender_number", "Sender's number", &["sendernumber", "from", "contactnumber", "phone"]),
    may("recipient_name", "Recipient's name", &["recipientname", "recipient"]),
    may("recipient_number", "Recipient's number", &["recipientnumber", "to"]),
    may("contact_id", "Contact's ID", &["contactid", "customerid", "userid"]),
    may("agent_id", "Agent's ID", &["agentid", "assigneeid", "agent"]),
    may("state", "State", &["state", "status", "sessionstatus"]),
    may("last_active_at", "Last active", &["lastactiveat", "lastactivity", "updatedat"]),
    may("opened_at", "Opened", &["openedat"]),
    may("picked_up_at", "Picked up", &["pickedupat"]),
    may("closed_at", "Closed", &["closedat", "resolvedat", "endedat"]),
    may("tags", "Tags (parted by ; or ,)", &["tags", "labels"]),
    may("description", "Description", &["description", "subject", "title", "details"]),
];

const DELIVERIES: &[Field] = &[
    need(
        "recorded_at",
        "Time",
        &["recordedat", "recordedon", "date", "time", "timestamp", "sentat", "createdat"],
    ),
    need("status", "Status", &["status", "sendingstatus", "deliverystatus", "state"]),
    may("id", "Delivery ID", &["deliveryid", "id", "messageid"]),
    may("recipient", "Recipient", &["recipient", "to", "phone", "phonenumber", "number"]),
    may("channel", "Channel", &["channel", "channeltype", "type"]),
    may("channel_number", "Our number", &["channelnumber", "from", "sender"]),
    may("category", "Category", &["category"]),
    may("name", "Name", &["name", "campaign", "delivery"]),
    may("template_id", "Template", &["template", "templatename", "templateid"]),
    may("response_code", "Response code", &["responsecode", "code", "errorcode"]),
    may("recipient_type", "Recipient type", &["recipienttype"]),
    may("message_type", "Message type", &["messagetype"]),
    may("credits", "Credits", &["credits", "cost", "price"]),
    may("company", "Company", &["company"]),
    may("batch_id", "Batch", &["batch", "batchid"]),
    may("contact_id", "Contact's ID", &["contactid", "customerid"]),
    may("session_id", "Chat ID", &["chatid", "sessionid", "conversationid"]),
    may("request", "Request", &["request", "payload"]),
    may("response", "Response", &["response"]),
];

const CONTACTS: &[Field] = &[
    need("id", "Contact's ID", &["contactid", "customerid", "userid", "id"]),
    may("name", "Name", &["name", "fullname", "contactname"]),
    may("identification", "Identification", &["identification", "contactidentification", "document"]),
    may("email", "E-mail", &["email", "mail", "contactemail"]),
    may("phone", "Phone", &["phone", "phonenumber", "landline"]),
    may("mobile", "Mobile", &["mobile", "mobilenumber", "mobilephone"]),
    may("language", "Language", &["language", "locale"]),
    may("country", "Country", &["country"]),
    may("company", "Company", &["company", "organisation", "organization"]),
    may("created_at", "Created", &["createdat", "created"]),
];

/// The fields that a row of a subject may have; those it cannot do without come first.
pub const fn fields(subject: Subject) -> &'static [Field] {
    match subject {
        Subject::Messages => MESSAGES,
        Subject::Sessions => SESSIONS,
        Subject::Deliveries => DELIVERIES,
        Subject::Contacts => CONTACTS,
    }
}
