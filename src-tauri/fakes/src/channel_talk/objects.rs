//! Channel Talk's chats, customers and messages.

use super::figures::figures;
use super::{CHANNEL, chat_id, line_id, log_id, manager_id, state_word, updated_at, user_id};
use crate::{By, Chat, Line, State};
use model::Millis;
use serde_json::{Value, json};

/// What managers say among themselves.
pub(super) const NOTE: &str = "Do not refund this one";

pub(super) fn user(chat: &Chat) -> Value {
    json!({
        "id": user_id(chat.number), "channelId": CHANNEL, "memberId": null, "type": "lead", "name": chat.customer,
        "profile": {"name": chat.customer, "mobileNumber": chat.phone, "favourite": [1, 2]},
        "tags": [], "alert": 0, "unread": 0, "blocked": false, "language": "ko", "country": "KR",
        "sessionsCount": 1, "lastSeenAt": chat.opened_at, "createdAt": chat.opened_at, "updatedAt": chat.opened_at,
    })
}

pub(super) fn user_chat(chat: &Chat, with_figures: bool) -> Value {
    let last = |state: State| chat.past.iter().rev().find(|(_, known)| *known == state).map(|(at, _)| *at);
    let medium = match chat.channel {
        "whatsapp" => Some("appWhatsApp"),
        "sms" => Some("xms"),
        _ => None,
    };
    let mut object = json!({
        "id": chat_id(chat.number), "channelId": CHANNEL, "contactMediumType": medium,
        "state": state_word(chat.state), "managed": true, "userId": user_id(chat.number), "name": chat.customer,
        "managerIds": [manager_id(chat.agent)], "assigneeId": manager_id(chat.agent), "tags": chat.tags,
        "source": source(chat), "createdAt": chat.opened_at, "firstOpenedAt": chat.opened_at,
        "openedAt": last(State::Open), "snoozedAt": last(State::Snoozed), "closedAt": last(State::Closed),
        "updatedAt": updated_at(chat), "frontUpdatedAt": chat.updated_at, "deskUpdatedAt": updated_at(chat),
        "frontMessageId": chat.lines.last().map(|line| line_id(line.number)), "goalState": "none",
        "version": chat.lines.len() + chat.past.len(),
    });
    if with_figures && let (Some(object), Value::Object(figures)) = (object.as_object_mut(), figures(chat)) {
        object.extend(figures);
    }
    object
}

fn source(chat: &Chat) -> Value {
    let bot = chat
        .number
        .is_multiple_of(3)
        .then(|| json!({"id": "b1", "revisionId": "r4", "sectionPath": ["start", "orders"]}));
    let marketing = chat.number.is_multiple_of(5).then(|| json!({"type": "campaign", "id": "1"}));
    json!({"page": "https://shop.example/cart?token=1", "supportBot": bot, "marketing": marketing})
}

/// Something that was done in a chat.
pub(super) struct Log {
    pub id: String,
    pub at: Millis,
    pub action: &'static str,
    values: Vec<&'static str>,
    by_manager: bool,
}

/// What was done in a chat: it was opened, assigned, tagged, put off, taken up again, closed.
/// `quiet`: the last time it was taken up is not among them.
pub(super) fn logs(chat: &Chat, quiet: bool) -> Vec<Log> {
    let log = |number: usize, at: Millis, action: &'static str, by_manager: bool| Log {
        id: log_id(chat.number, number),
        at,
        action,
        values: Vec::new(),
        by_manager,
    };
    let mut logs = vec![log(0x100, chat.opened_at + 10_000, "autoAssign", false)];
    if !chat.tags.is_empty() {
        logs.push(Log { values: chat.tags.clone(), ..log(0x101, chat.opened_at + 20_000, "addTags", true) });
    }
    let last =
        chat.past.iter().rposition(|(_, state)| *state == State::Open).filter(|last| quiet && *last > 0);
    for (number, (at, state)) in chat.past.iter().enumerate().filter(|(number, _)| Some(*number) != last) {
        let (action, by_manager) = match state {
            State::Open if number == 0 => ("open", false),
            State::Open => ("autoOpen", false),
            State::Snoozed => ("snooze", true),
            State::Closed => ("close", true),
        };
        logs.push(log(number, *at, action, by_manager));
    }
    logs
}

pub(super) fn said(chat: &Chat, line: &Line) -> Value {
    let (kind, id) = match line.by {
        By::Customer => ("user", user_id(chat.number)),
        By::Agent => ("manager", manager_id(chat.agent)),
    };
    // Plain text or blocks: some clients send the one, some the other, most both.
    let plain = (!line.number.is_multiple_of(4)).then_some(&line.text);
    json!({
        "chatKey": format!("userChat-{}", chat_id(chat.number)), "id": line_id(line.number), "channelId": CHANNEL,
        "chatType": "userChat", "chatId": chat_id(chat.number), "personType": kind, "personId": id,
        "createdAt": line.at, "updatedAt": line.at, "language": "ko", "plainText": plain,
        "blocks": [{"type": "text", "value": line.text}], "state": "sent", "threadMsg": false, "version": 1,
    })
}

pub(super) fn logged(chat: &Chat, log: &Log) -> Value {
    let (kind, id) = match log.by_manager {
        true => ("manager", manager_id(chat.agent)),
        false => ("bot", "1".to_owned()),
    };
    json!({
        "chatKey": format!("userChat-{}", chat_id(chat.number)), "id": log.id, "channelId": CHANNEL,
        "chatType": "userChat", "chatId": chat_id(chat.number), "personType": kind, "personId": id,
        // The vendor's pages speak of microseconds here and there.
        "createdAt": if log.action == "addTags" { log.at * 1_000 } else { log.at },
        "log": {"action": log.action, "values": log.values, "triggerType": null}, "options": ["silent"], "version": 1,
    })
}

/// What managers say among themselves in some chats: when, its id, and the message.
pub(super) fn note(chat: &Chat) -> Option<(Millis, String, Value)> {
    if chat.number % 4 != 2 {
        return None;
    }
    let (at, id) = (chat.opened_at + 30_000, format!("6a{:018x}", chat.number));
    let note = json!({
        "chatKey": format!("userChat-{}", chat_id(chat.number)), "id": id, "channelId": CHANNEL,
        "chatType": "userChat", "chatId": chat_id(chat.number), "personType": "manager",
        "personId": manager_id(chat.agent), "createdAt": at, "updatedAt": at, "plainText": NOTE,
        "options": ["private"], "state": "sent", "version": 1,
    });
    Some((at, id, note))
}
