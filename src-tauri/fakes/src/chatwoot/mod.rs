//! Chatwoot's application API. Source: the schemas of its OpenAPI document (4.16.2), and the product's public source
//! for what that leaves out.

mod inboxes;
mod objects;

use crate::{Answer, Asked, Book, By, Chat, Fake, Line, State, Truth};
use inboxes::{inbox_of, inboxes};
use model::{Kind, Millis};
use serde_json::{Value, json};

/// A server that was upgraded some time ago: what it wrote before that has not all that it writes now. It writes ids,
/// and moments of change, now as the one kind of JSON and now as another.
#[derive(Debug, Clone, Copy, Default)]
pub struct Chatwoot {
    /// Writes numbers where the document says so, and never a text in their place.
    pub documented: bool,
}

const ACCOUNT: &str = "7";
const TOKEN: &str = "cw-2f9d40b1-hush";
/// Conversations on a page: `CONVERSATION_RESULTS_PER_PAGE` is for who runs the server to set.
const CONVERSATIONS: usize = 2;
const CONTACTS: usize = 15;
const MESSAGES: usize = 20;
/// Contacts who never wrote.
const SILENT: u32 = 20;
/// Greetings of a bot before the first line of some chats.
const GREETINGS: u32 = 30;
const LABELS: [&str; 2] = ["vip", "refund"];
/// Digits of an id that are left for what is said between two lines.
const STEP: u32 = 100;

/// An open chat that nobody has taken is pending.
fn is_pending(chat: &Chat) -> bool {
    chat.state == State::Open && chat.number.is_multiple_of(8)
}

fn word(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Snoozed => "snoozed",
        State::Closed => "resolved",
    }
}

fn status(chat: &Chat) -> &'static str {
    if is_pending(chat) { "pending" } else { word(chat.state) }
}

fn error(status: u16, said: &str) -> Answer {
    Answer::status(status, &json!({"error": said}))
}

impl Fake for Chatwoot {
    fn provider(&self) -> &'static str {
        "chatwoot"
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![("account_id", ACCOUNT.to_owned())]
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        vec![("api_access_token", TOKEN.to_owned())]
    }

    fn answer(&mut self, book: &Book, asked: &Asked) -> Answer {
        if asked.header("api_access_token") != TOKEN {
            return error(401, "Invalid Access Token");
        }
        let parts = asked.parts();
        let ["api", "v1", "accounts", ACCOUNT, rest @ ..] = parts.as_slice() else {
            return error(404, "Resource could not be found");
        };
        match rest {
            [] => Answer::json(&json!({"id": 7, "name": "Shop", "locale": "en", "status": "active"})),
            ["agents"] => Answer::json(&Value::Array(self.agents(book))),
            ["labels"] => Answer::json(&json!({"payload": labels()})),
            ["inboxes"] => Answer::json(&json!({"payload": inboxes()})),
            ["contacts"] => self.contacts(book, asked),
            ["conversations"] => self.conversations(book, asked),
            ["conversations", chat, "messages"] => {
                match book.chats().find(|known| known.number.to_string() == *chat) {
                    Some(chat) => self.messages(book, chat, asked),
                    None => error(404, "Resource could not be found"),
                }
            }
            _ => error(404, "Resource could not be found"),
        }
    }

    fn limited(&self, _: Millis) -> Answer {
        // The server's guard answers in plain text.
        Answer { status: 429, headers: Vec::new(), body: "Retry later\n".to_owned() }.header("retry-after", 0)
    }

    fn truth(&self, book: &Book) -> Truth {
        let mut truth = Truth::new();
        for (n, name) in book.agents.iter().enumerate() {
            truth.insert((Kind::Agent, (n + 1).to_string()), name.clone());
        }
        for (n, name) in LABELS.iter().enumerate() {
            truth.insert((Kind::Tag, (n + 1).to_string()), (*name).to_owned());
        }
        for contact in people(book) {
            truth.insert((Kind::Contact, contact.0.to_string()), contact.1);
        }
        for chat in book.chats() {
            let state = match chat.state {
                State::Open if is_pending(chat) => "opened",
                State::Open => "picked_up",
                State::Snoozed => "snoozed",
                State::Closed => "closed",
            };
            truth.insert((Kind::Session, chat.number.to_string()), state.to_owned());
            for said in said(book, chat) {
                let (kind, says) = match said.turn {
                    Some(state) => (Kind::SessionEvent, word(state).to_owned()),
                    None => (Kind::Message, said.text),
                };
                truth.insert((kind, said.id.to_string()), says);
            }
        }
        truth
    }
}

impl Chatwoot {
    fn conversations(self, book: &Book, asked: &Asked) -> Answer {
        let wanted_status = asked.query("status").unwrap_or("open");
        let wanted = |chat: &&Chat| {
            let inbox = asked.query("inbox_id").is_none_or(|id| id == inbox_of(chat).0.to_string());
            inbox && (wanted_status == "all" || wanted_status == status(chat))
        };
        let mut chats: Vec<&Chat> = book.chats().filter(wanted).collect();
        match asked.query("sort_by") {
            Some("created_at_asc") => chats.sort_by_key(|chat| chat.number),
            _ => chats.sort_by_key(|chat| std::cmp::Reverse((active(book, chat), chat.number))),
        }
        let page = asked.number("page", 1).max(1) - 1;
        let shown = chats.iter().skip(page * CONVERSATIONS).take(CONVERSATIONS);
        let shown: Vec<Value> = shown.map(|chat| self.conversation(book, chat)).collect();
        Answer::json(&json!({"data": {
            "meta": {
                "mine_count": 0, "assigned_count": chats.len(), "unassigned_count": 0, "all_count": chats.len(),
            },
            "payload": shown,
        }}))
    }

    /// Chosen by their ids, the newest first; written the oldest first.
    fn messages(self, book: &Book, chat: &Chat, asked: &Asked) -> Answer {
        let before = asked.query("before").and_then(|id| id.parse::<u32>().ok());
        let all = said(book, chat);
        let all: Vec<&Said> = all.iter().filter(|said| before.is_none_or(|id| said.id < id)).collect();
        let shown = all.iter().skip(all.len().saturating_sub(MESSAGES));
        let shown: Vec<Value> = shown.map(|said| self.message(chat, said)).collect();
        Answer::json(&json!({
            "meta": {
                "labels": chat.tags, "additional_attributes": {}, "agent_last_seen_at": null,
                "contact": self.person(300 + chat.number, &chat.customer, Some(&chat.phone), chat.opened_at),
            },
            "payload": shown,
        }))
    }

    fn contacts(self, book: &Book, asked: &Asked) -> Answer {
        let people = people(book);
        let page = asked.number("page", 1).max(1);
        let shown = people.iter().skip((page - 1) * CONTACTS).take(CONTACTS);
        let shown: Vec<Value> =
            shown.map(|(id, name, phone, at)| self.person(*id, name, phone.as_deref(), *at)).collect();
        // What the request names comes back as it was named: as text.
        let current = asked.query("page").map_or(json!(1), |page| json!(page));
        Answer::json(&json!({"meta": {"count": people.len(), "current_page": current}, "payload": shown}))
    }
}

/// A message of any type.
#[derive(Clone)]
struct Said {
    id: u32,
    at: Millis,
    /// 0 incoming, 1 outgoing, 2 activity, 3 template.
    kind: u8,
    text: String,
    turn: Option<State>,
    private: bool,
}

/// Everything in a chat, oldest first.
fn said(book: &Book, chat: &Chat) -> Vec<Said> {
    let first = chat.lines.first().map_or(1, |line| line.number) * STEP;
    let said =
        |id: u32, at: Millis, kind: u8, text: String| Said { id, at, kind, text, turn: None, private: false };
    let agent = book.agents.get(chat.agent).map_or("", String::as_str);
    let mut all =
        vec![said(first - 80, chat.opened_at - 80_000, 2, format!("Assigned to {agent} by {agent}"))];
    let greetings = if chat.number % 4 == 1 { GREETINGS } else { 0 };
    let greeted = |n: u32| chat.opened_at - 60_000 + Millis::from(n) * 1_000;
    all.extend((0..greetings).map(|n| said(first - 60 + n, greeted(n), 3, format!("Greeting {n}"))));
    if chat.number % 4 == 2 {
        let note = said(first + 50, chat.opened_at + 30_000, 1, "Do not refund this one".to_owned());
        all.push(Said { private: true, ..note });
    }
    let kind = |line: &Line| if line.by == By::Customer { 0 } else { 1 };
    all.extend(
        chat.lines.iter().map(|line| said(line.number * STEP, line.at, kind(line), line.text.clone())),
    );
    // That it was opened is no message.
    all.extend((1_u32..).zip(chat.past.iter().skip(1)).map(|(n, (at, state))| {
        let before = chat.lines.iter().filter(|line| line.at <= *at).map(|line| line.number).max();
        let id = before.map_or(first, |number| number * STEP) + n;
        Said { turn: Some(*state), ..said(id, *at, 2, turned(*state, agent)) }
    }));
    all.sort_by_key(|said| (said.at, said.id));
    all
}

fn turned(state: State, agent: &str) -> String {
    match state {
        State::Open => format!("Conversation was reopened by {agent}"),
        State::Snoozed => format!("Conversation was snoozed by {agent}"),
        State::Closed => format!("Conversation was marked resolved by {agent}"),
    }
}

fn active(book: &Book, chat: &Chat) -> Millis {
    let last = said(book, chat).last().map_or(chat.opened_at, |said| said.at);
    last.max(chat.updated_at)
}

/// Number, name, phone number and time of each contact. One stays when a chat of theirs is deleted.
fn people(book: &Book) -> Vec<(u32, String, Option<String>, Millis)> {
    let silent = (1..=SILENT).map(|n| (n, format!("Visitor {n}"), None, 1_700_000_000_000));
    let known = book
        .chats
        .iter()
        .map(|chat| (300 + chat.number, chat.customer.clone(), Some(chat.phone.clone()), chat.opened_at));
    silent.chain(known).collect()
}

fn labels() -> Vec<Value> {
    let label = |(n, title): (usize, &&str)| {
        json!({
            "id": n + 1, "title": title, "description": if n == 0 { "" } else { "Wants to pay" }, "color": "#1f93ff", "show_on_sidebar": true,
        })
    };
    LABELS.iter().enumerate().map(label).collect()
}
