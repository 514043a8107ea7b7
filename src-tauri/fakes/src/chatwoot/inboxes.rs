//! Where conversations come in.

use crate::Chat;
use serde_json::{Value, json};

/// An inbox of one channel.
struct Inbox {
    channel: &'static str,
    id: u32,
    name: &'static str,
    kind: &'static str,
    /// Of a Twilio number.
    medium: Option<&'static str>,
    phone: Option<&'static str>,
    site: Option<&'static str>,
}

static INBOXES: [Inbox; 3] = [
    Inbox {
        channel: "whatsapp",
        id: 11,
        name: "Shop WhatsApp",
        kind: "Channel::Whatsapp",
        medium: None,
        phone: Some("+15005550006"),
        site: None,
    },
    Inbox {
        channel: "sms",
        id: 12,
        name: "Shop SMS",
        kind: "Channel::TwilioSms",
        medium: Some("sms"),
        phone: Some("+15005550007"),
        site: None,
    },
    Inbox {
        channel: "live_chat",
        id: 13,
        name: "Shop website",
        kind: "Channel::WebWidget",
        medium: None,
        phone: None,
        site: Some("https://shop.example"),
    },
];

/// Number and kind of the inbox of a chat.
pub(super) fn inbox_of(chat: &Chat) -> (u32, &'static str) {
    let found = INBOXES.iter().find(|inbox| inbox.channel == chat.channel);
    found.map_or((13, "Channel::WebWidget"), |inbox| (inbox.id, inbox.kind))
}

pub(super) fn inboxes() -> Vec<Value> {
    let inbox = |inbox: &Inbox| {
        let mut object = json!({
            "id": inbox.id, "name": inbox.name, "channel_type": inbox.kind, "channel_id": inbox.id, "avatar_url": "",
            "phone_number": inbox.phone, "provider": null,
            "timezone": "UTC", "working_hours_enabled": false,
            // What an administrator sees, and what must not be kept.
            "imap_password": "mail-hush", "provider_config": {"api_key": "channel-hush"},
        });
        for (name, value) in [("website_url", inbox.site), ("medium", inbox.medium)] {
            if let (Some(object), Some(value)) = (object.as_object_mut(), value) {
                object.insert(name.to_owned(), json!(value));
            }
        }
        object
    };
    INBOXES.iter().map(inbox).collect()
}
