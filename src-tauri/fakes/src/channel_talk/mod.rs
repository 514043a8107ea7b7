//! Channel Talk's Open API v5. Source: the vendor's pages of the lists, and its published interface definitions
//! of what is in them.

mod figures;
mod objects;

pub use figures::{SEOUL_HOURS, held};

use crate::book::{DAY, HOUR};
use crate::{Answer, Asked, Book, Chat, Fake, State, Truth};
use model::{Kind, Millis};
use objects::{NOTE, logged, logs, note, said, user, user_chat};
use serde_json::{Value, json};

/// A channel that is open Monday to Friday from nine to six in Seoul, where clocks never change.
#[derive(Debug, Default)]
pub struct ChannelTalk {
    /// Gives no figures of its chats, and no log of the last time that one was opened again: only the chat's own time
    /// tells it.
    pub mute: bool,
}

const KEY: &str = "ct-key-5b1e-hush";
const SECRET: &str = "ct-secret-88aa-hush";
const CHANNEL: &str = "6263";
/// Of all that is older than the chats: 2024-02-27.
const LONG_AGO: Millis = 1_709_000_000_000;
const TAGS: [(&str, &str); 2] = [("vip", "red"), ("refund", "cobalt")];
const CAMPAIGNS: [(&str, &str); 3] = [("Welcome", "active"), ("Spring", "stopped"), ("Mistake", "removed")];
const ONE_TIME: [(&str, &str); 6] = [
    ("Sale", "sent"),
    ("추석 선물", "sent"),
    ("Newsletter", "draft"),
    ("Opening", "waiting"),
    ("Typo", "canceled"),
    ("Gone", "removed"),
];
const BOTS: usize = 6;

fn chat_id(number: u32) -> String {
    format!("66{number:018x}")
}

fn line_id(number: u32) -> String {
    format!("67{number:018x}")
}

fn log_id(chat: u32, number: usize) -> String {
    format!("68{chat:09x}{number:09x}")
}

fn user_id(chat: u32) -> String {
    format!("69{chat:018x}")
}

fn manager_id(number: usize) -> String {
    format!("{}", 9_001 + number)
}

/// The last one has left the company: no list has him, chats do.
fn is_removed(book: &Book, number: usize) -> bool {
    number + 1 == book.agents.len()
}

fn error(status: u16, message: &str) -> Answer {
    Answer::status(status, &json!({"type": "error", "status": status, "message": message}))
}

impl Fake for ChannelTalk {
    fn provider(&self) -> &'static str {
        "channel-talk"
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        vec![("access_key", KEY.to_owned()), ("access_secret", SECRET.to_owned())]
    }

    fn answer(&mut self, book: &Book, asked: &Asked) -> Answer {
        if asked.header("x-access-key") != KEY || asked.header("x-access-secret") != SECRET {
            return error(401, "unauthorized");
        }
        let body = match asked.parts().as_slice() {
            ["open", "v5", "channel"] => Some(channel()),
            ["open", "v5", "chat-tags"] => Some(json!({"chatTags": tags()})),
            ["open", "v5", "managers"] => Some(managers(book, asked)),
            ["open", "v5", "bots"] => Some(by_moment(asked, "bots", bots())),
            ["open", "v5", "mkt", "campaigns"] => {
                Some(by_moment(asked, "campaigns", in_states(asked, marketing(&CAMPAIGNS))))
            }
            ["open", "v5", "mkt", "one-time-msgs"] => {
                Some(by_moment(asked, "oneTimeMsgs", in_states(asked, marketing(&ONE_TIME))))
            }
            ["open", "v5", "user-chats"] => Some(self.chats(book, asked)),
            ["open", "v5", "user-chats", id, "messages"] => book
                .chats()
                .find(|chat| chat_id(chat.number) == *id)
                .map(|chat| messages(chat, asked, self.mute)),
            _ => None,
        };
        let Some(body) = body else { return error(404, "not found") };
        let reset = book.now.div_euclid(1_000) + 10;
        let answer = Answer::json(&body).header("x-ratelimit-limit", 1_000);
        answer.header("x-ratelimit-remaining", 999).header("x-ratelimit-reset", reset)
    }

    fn limited(&self, now: Millis) -> Answer {
        let answer = error(429, "too many requests").header("x-ratelimit-limit", 1_000);
        answer.header("x-ratelimit-remaining", 0).header("x-ratelimit-reset", now.div_euclid(1_000))
    }

    /// Campaigns and one-time messages are told apart by what is put before their numbers.
    fn made_ids(&self) -> &'static [Kind] {
        &[Kind::Campaign]
    }

    fn truth(&self, book: &Book) -> Truth {
        let mut truth = Truth::new();
        for (number, name) in book.agents.iter().enumerate() {
            truth.insert((Kind::Agent, manager_id(number)), name.clone());
        }
        for number in 0..BOTS {
            truth.insert((Kind::Bot, (number + 1).to_string()), format!("Bot {number}"));
        }
        for (number, (name, _)) in TAGS.iter().enumerate() {
            truth.insert((Kind::Tag, (number + 1).to_string()), (*name).to_owned());
        }
        // The two are counted each for itself, so a client has to tell them apart.
        for (prefix, listed) in [("campaign", &CAMPAIGNS[..]), ("oneTimeMsg", &ONE_TIME[..])] {
            for (number, (name, _)) in listed.iter().enumerate().filter(|(_, (_, state))| *state != "removed")
            {
                truth.insert((Kind::Campaign, format!("{prefix}-{}", number + 1)), (*name).to_owned());
            }
        }
        // Customers stay known when their chats are gone.
        for chat in &book.chats {
            truth.insert((Kind::Contact, user_id(chat.number)), chat.customer.clone());
        }
        for chat in book.chats() {
            // Each chat is assigned to somebody.
            let state = match chat.state {
                State::Open => "picked_up",
                State::Snoozed => "snoozed",
                State::Closed => "closed",
            };
            truth.insert((Kind::Session, chat_id(chat.number)), state.to_owned());
            for line in &chat.lines {
                truth.insert((Kind::Message, line_id(line.number)), line.text.clone());
            }
            if let Some((_, id, _)) = note(chat) {
                truth.insert((Kind::Message, id), NOTE.to_owned());
            }
            for log in logs(chat, self.mute) {
                truth.insert((Kind::SessionEvent, log.id), log.action.to_owned());
            }
        }
        truth
    }
}

fn channel() -> Value {
    json!({"channel": {
        "id": CHANNEL, "name": "Shop", "timeZone": "Asia/Seoul", "inOperation": true,
        "operationTimeScheduling": true,
        "operationTimeRanges": {"timeRanges": [
            {"dayOfWeeks": ["mon", "tue", "wed", "thu", "fri"], "from": 540, "to": 1080},
        ]},
        "createdAt": LONG_AGO,
    }})
}

fn tags() -> Vec<Value> {
    let tag = |(number, (name, colour)): (usize, &(&str, &str))| {
        json!({"id": (number + 1).to_string(), "channelId": CHANNEL, "name": name, "key": name,
            "colorVariant": colour, "followerIds": [], "createdAt": LONG_AGO})
    };
    TAGS.iter().enumerate().map(tag).collect()
}

fn manager(book: &Book, number: usize) -> Value {
    json!({
        "id": manager_id(number), "channelId": CHANNEL, "accountId": format!("a{number}"),
        "name": book.agents.get(number), "email": format!("m{number}@shop.example"), "mobileNumber": null,
        "role": if number == 0 { "owner" } else { "member" }, "removed": is_removed(book, number),
        "createdAt": LONG_AGO, "defaultUserChatWatch": "all", "operator": true, "operatorScheduling": false,
    })
}

/// `since` is the e-mail address of the first.
fn managers(book: &Book, asked: &Asked) -> Value {
    let email = |number: usize| format!("m{number}@shop.example");
    let all: Vec<usize> = (0..book.agents.len()).filter(|number| !is_removed(book, *number)).collect();
    let since = asked.query("since").unwrap_or_default().to_owned();
    let from: Vec<usize> = all.into_iter().filter(|number| email(*number) >= since).collect();
    let limit = limit(asked);
    let shown: Vec<Value> = from.iter().take(limit).map(|number| manager(book, *number)).collect();
    json!({"next": from.get(limit).map(|number| email(*number)), "managers": shown, "onlines": []})
}

fn limit(asked: &Asked) -> usize {
    asked.number("limit", 25).clamp(1, 500)
}

fn bots() -> Vec<(Millis, Value)> {
    let bot = |number: usize| {
        let at = LONG_AGO + number as Millis * DAY;
        let bot = json!({"id": (number + 1).to_string(), "channelId": CHANNEL, "name": format!("Bot {number}"),
            "createdAt": at, "avatar": null});
        (at, bot)
    };
    (0..BOTS).map(bot).collect()
}

fn marketing(listed: &[(&str, &str)]) -> Vec<(Millis, Value)> {
    let object = |(number, (name, state)): (usize, &(&str, &str))| {
        let at = LONG_AGO + number as Millis * DAY;
        let object = json!({"id": (number + 1).to_string(), "channelId": CHANNEL, "name": name, "state": state,
            "sendMedium": "native", "advertising": true, "startAt": at + HOUR, "createdAt": at, "updatedAt": at,
            "sent": 0, "view": 0, "goal": 0, "click": 0});
        (at, object)
    };
    listed.iter().enumerate().map(object).collect()
}

fn in_states(asked: &Asked, objects: Vec<(Millis, Value)>) -> Vec<(Millis, Value)> {
    let wanted: Vec<&str> =
        asked.query.iter().filter(|(name, _)| name == "states").map(|(_, state)| state.as_str()).collect();
    let is = |object: &Value| object["state"].as_str().is_some_and(|state| wanted.contains(&state));
    objects.into_iter().filter(|(_, object)| is(object)).collect()
}

/// `since` is the moment of the first; `next` is a number.
fn by_moment(asked: &Asked, list: &str, objects: Vec<(Millis, Value)>) -> Value {
    let since = asked.query("since").and_then(|since| since.parse().ok()).unwrap_or(0);
    let from: Vec<&(Millis, Value)> = objects.iter().filter(|(at, _)| *at >= since).collect();
    let limit = limit(asked);
    let shown: Vec<&Value> = from.iter().take(limit).map(|(_, object)| object).collect();
    json!({"next": from.get(limit).map(|(at, _)| at), list: shown})
}

/// A key that says nothing to others, of what a list goes on with.
fn key(at: Millis, id: &str) -> String {
    format!("{:016x}.{id}==", at)
}

/// A page in the order asked for, with the key of the first object after it.
fn by_key(asked: &Asked, mut objects: Vec<(String, Value)>) -> (Vec<Value>, Option<String>) {
    objects.sort_by(|a, b| a.0.cmp(&b.0));
    let falls = asked.query("sortOrder") != Some("asc");
    if falls {
        objects.reverse();
    }
    let after =
        |key: &str| asked.query("since").is_none_or(|since| if falls { key <= since } else { key >= since });
    let mut from = objects.into_iter().filter(|(key, _)| after(key));
    let shown: Vec<Value> = from.by_ref().take(limit(asked)).map(|(_, object)| object).collect();
    (shown, from.next().map(|(key, _)| key))
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Open => "opened",
        State::Snoozed => "snoozed",
        State::Closed => "closed",
    }
}

fn updated_at(chat: &Chat) -> Millis {
    chat.past.iter().map(|(at, _)| *at).chain([chat.updated_at]).max().unwrap_or_default()
}

impl ChannelTalk {
    fn chats(&self, book: &Book, asked: &Asked) -> Value {
        let wanted = asked.query("state").unwrap_or("opened");
        let listed: Vec<&Chat> = book.chats().filter(|chat| state_word(chat.state) == wanted).collect();
        let keyed = listed
            .iter()
            .map(|chat| (key(updated_at(chat), &chat_id(chat.number)), user_chat(chat, !self.mute)));
        let (shown, next) = by_key(asked, keyed.collect());
        let is_shown = |chat: &&&Chat| shown.iter().any(|object| object["id"] == chat_id(chat.number));
        let here: Vec<&&Chat> = listed.iter().filter(is_shown).collect();
        let users: Vec<Value> = here.iter().map(|chat| user(chat)).collect();
        let of_here = |number: &usize| here.iter().any(|chat| chat.agent == *number);
        let managers: Vec<Value> =
            (0..book.agents.len()).filter(of_here).map(|number| manager(book, number)).collect();
        json!({"prev": null, "next": next, "messages": [], "userChats": shown, "users": users, "managers": managers})
    }
}

fn messages(chat: &Chat, asked: &Asked, quiet: bool) -> Value {
    let lines = chat.lines.iter().map(|line| (key(line.at, &line_id(line.number)), said(chat, line)));
    let note = note(chat).map(|(at, id, note)| (key(at, &id), note));
    let logs = logs(chat, quiet).into_iter().map(|log| (key(log.at, &log.id), logged(chat, &log)));
    let (shown, next) = by_key(asked, lines.chain(logs).chain(note).collect());
    json!({"prev": null, "next": next, "messages": shown, "bots": []})
}
