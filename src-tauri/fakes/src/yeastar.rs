//! A Yeastar P-Series PBX. Source: the tables and examples of its developer guide, and for what was not seen of it
//! (some fields of a session) programs of others.

use crate::{Answer, Asked, Book, By, Chat, Fake, Line, State, Truth};
use model::{Kind, Millis};
use serde_json::{Value, json};

/// A PBX with an extension for each agent, and some at which nobody writes.
#[derive(Debug, Default)]
pub struct Yeastar {
    /// Access tokens that are good no longer.
    ended: u32,
    /// Logins that failed; from the fifth on the address is blocked.
    failed: u32,
    /// The code of its answer to whatever is asked.
    refuses: Option<i64>,
    /// How many requests are answered before the client's secret is changed.
    changes: Option<usize>,
}

impl Yeastar {
    /// A PBX whose secret for its clients is changed after so many requests, so that no token is good any longer.
    pub fn with_another_secret(after: usize) -> Self {
        Self { changes: Some(after), ..Self::default() }
    }

    fn is_changed(&self) -> bool {
        self.changes == Some(0)
    }

    /// A PBX that lets clients in, and answers whatever else they ask with this code, echoing what was sent.
    pub fn that_says(code: i64) -> Self {
        Self { refuses: Some(code), ..Self::default() }
    }
}

const CLIENT: &str = "UEnH9Dmv6uBJEXsY";
const SECRET: &str = "ye-9a27c5d1-hush";
const REFRESH: &str = "ye-refresh-55-hush";
const DID: &str = "5503301";
const BLOCKED: u32 = 5;
/// Extensions without chats of their own; the first also has some that were handed on to it.
const IDLE: [&str; 2] = ["1010", "1011"];

fn good(mut body: Value) -> Answer {
    if let Some(body) = body.as_object_mut() {
        body.insert("errcode".to_owned(), json!(0));
        body.insert("errmsg".to_owned(), json!("SUCCESS"));
    }
    Answer::json(&body)
}

/// HTTP is content whatever happens.
fn bad(code: i64, message: &str) -> Answer {
    Answer::json(&json!({"errcode": code, "errmsg": message}))
}

fn extension(agent: usize) -> String {
    format!("{}", 1_000 + agent)
}

impl Fake for Yeastar {
    fn provider(&self) -> &'static str {
        "yeastar"
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![("client_id", CLIENT.to_owned())]
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        vec![("client_secret", SECRET.to_owned())]
    }

    fn answer(&mut self, book: &Book, asked: &Asked) -> Answer {
        if asked.header("user-agent") != "OpenAPI" {
            return Answer::status(403, &json!({}));
        }
        self.changes = self.changes.map(|left| left.saturating_sub(1));
        let parts = asked.parts();
        let ["openapi", "v1.0", rest @ ..] = parts.as_slice() else {
            return bad(10001, "INTERFACE NOT EXISTED");
        };
        match (asked.method.as_str(), rest) {
            ("POST", ["get_token"]) => return self.login(asked),
            ("POST", ["refresh_token"]) => return self.refresh(asked),
            _ => {}
        }
        if self.is_changed() || asked.query("access_token") != Some(self.token().as_str()) {
            return bad(10004, "TOKEN EXPIRED");
        }
        if let Some(code) = self.refuses.filter(|_| rest.first() != Some(&"extension")) {
            return bad(code, &format!("REFUSED {REFRESH} {SECRET} {:?}", asked.query));
        }
        match (asked.method.as_str(), rest) {
            ("GET", ["extension", "list"]) => numbered(asked, extensions(book)),
            ("GET", ["company_contact", "list"]) => numbered(asked, book.chats.iter().map(contact).collect()),
            ("GET", ["message_session", "list"]) => sessions(book, asked),
            ("GET", ["message", "get"]) => messages(book, asked),
            _ => bad(10001, "INTERFACE NOT EXISTED"),
        }
    }

    /// The guide names no limit; what stands before a cloud PBX may have one.
    fn limited(&self, _: Millis) -> Answer {
        Answer::status(429, &json!({})).header("retry-after", 0)
    }

    fn expire(&mut self) -> bool {
        self.ended += 1;
        true
    }

    fn words(&self) -> &'static [&'static str] {
        &["is_close"]
    }

    /// Agents are known by their extensions, events by their messages.
    fn made_ids(&self) -> &'static [Kind] {
        &[Kind::Agent, Kind::DeliveryEvent]
    }

    fn truth(&self, book: &Book) -> Truth {
        let mut truth = Truth::new();
        for (number, name) in all_extensions(book) {
            truth.insert((Kind::Agent, number), name);
        }
        for chat in &book.chats {
            truth.insert((Kind::Contact, chat.number.to_string()), chat.customer.clone());
        }
        for chat in book.chats.iter().filter(|chat| !chat.vanished) {
            let state = match chat.state {
                State::Open => "picked_up",
                State::Snoozed => "opened",
                State::Closed => "closed",
            };
            truth.insert((Kind::Session, chat.number.to_string()), state.to_owned());
            for line in &chat.lines {
                truth.insert((Kind::Message, line.number.to_string()), line.text.clone());
                if line.by == By::Agent {
                    let word = if fails(line) { "failed" } else { "sent" };
                    truth.insert((Kind::DeliveryEvent, format!("{}/{word}", line.number)), word.to_owned());
                }
            }
        }
        truth
    }
}

impl Yeastar {
    fn token(&self) -> String {
        format!("ye-token-{}-hush", self.ended)
    }

    fn login(&mut self, asked: &Asked) -> Answer {
        if self.failed >= BLOCKED {
            return bad(70004, "ACCOUNT IP BLOCKED");
        }
        let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        if self.is_changed() || body != json!({"username": CLIENT, "password": SECRET}) {
            self.failed += 1;
            return bad(10005, &format!("ACCESS DENIED {}", asked.body));
        }
        self.tokens()
    }

    fn refresh(&self, asked: &Asked) -> Answer {
        let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        match !self.is_changed() && body == json!({"refresh_token": REFRESH}) {
            true => self.tokens(),
            false => bad(10004, "TOKEN EXPIRED"),
        }
    }

    fn tokens(&self) -> Answer {
        good(json!({
            "access_token_expire_time": 1_800, "access_token": self.token(),
            "refresh_token_expire_time": 86_400, "refresh_token": REFRESH,
        }))
    }
}

fn all_extensions(book: &Book) -> Vec<(String, String)> {
    let agents = book.agents.iter().enumerate().map(|(n, name)| (extension(n), name.clone()));
    agents.chain(IDLE.iter().map(|number| ((*number).to_owned(), format!("Desk {number}")))).collect()
}

fn extensions(book: &Book) -> Vec<Value> {
    let one = |(id, (number, name)): (usize, (String, String))| {
        json!({
            "id": id + 1, "number": number, "caller_id_name": name, "role_name": "", "email_addr": "",
            "mobile_number": "", "presence_status": "available",
            "online_status": {"sip_phone": {"status": 0, "status_list": []}},
        })
    };
    all_extensions(book).into_iter().enumerate().map(one).collect()
}

fn contact(chat: &Chat) -> Value {
    json!({
        "id": chat.number, "contact_name": chat.customer, "company": "", "email": "", "remark": "",
        "phonebook_list": [], "business": "", "business2": "", "mobile": chat.phone, "mobile2": "", "home": "",
        "home2": "", "business_fax": "", "home_fax": "", "other": "",
    })
}

fn numbered(asked: &Asked, objects: Vec<Value>) -> Answer {
    let (page, size) = (asked.number("page", 1).max(1), asked.number("page_size", 10_000));
    let shown: Vec<&Value> = objects.iter().skip((page - 1) * size).take(size).collect();
    good(json!({"total_number": objects.len(), "data": shown}))
}

fn last_line(chat: &Chat) -> u32 {
    chat.lines.iter().map(|line| line.number).max().unwrap_or(0)
}

/// Of one extension, the one with the latest message first.
fn sessions(book: &Book, asked: &Asked) -> Answer {
    let (kind, who) =
        (asked.query("user_type").unwrap_or_default(), asked.query("user_no").unwrap_or_default());
    if !matches!((kind, who), ("1", number) if !number.is_empty())
        && !matches!((kind, who), ("9", "api" | ""))
    {
        return bad(40002, "PARAMETER ERROR");
    }
    // What is not asked for is left out: here all that there is must be.
    let all = [("collection", "all"), ("is_archived", "2"), ("is_closed", "2")];
    if !all.iter().all(|(name, value)| asked.query(name) == Some(*value)) {
        return good(json!({"list": []}));
    }
    let before = asked.query("first_msg_id").and_then(|id| id.parse::<u32>().ok());
    let handed_on = |chat: &Chat| who == IDLE[0] && chat.number % 4 == 1;
    let mut chats: Vec<&Chat> = book
        .chats()
        .filter(|chat| kind == "1" && (extension(chat.agent) == who || handed_on(chat)))
        .filter(|chat| before.is_none_or(|before| last_line(chat) < before))
        .collect();
    chats.sort_by_key(|chat| std::cmp::Reverse(last_line(chat)));
    let shown = chats.into_iter().take(asked.number("page_size", 10));
    good(json!({"list": shown.map(|chat| session(chat, who)).collect::<Vec<_>>()}))
}

fn channel(chat: &Chat) -> (&'static str, u8) {
    match chat.channel {
        "whatsapp" => ("whatsapp", 3),
        "sms" => ("sms", 2),
        _ => ("livechat", 5),
    }
}

fn session(chat: &Chat, who: &str) -> Value {
    let (kind, customer) = channel(chat);
    json!({
        "id": chat.number, "type": kind, "is_close": u8::from(chat.state == State::Closed), "is_archived": 0,
        "to": {"user_id": 0, "user_no": chat.phone, "user_type": customer, "avatar": "", "username": chat.customer},
        "from": {"user_id": 1, "user_no": who, "user_type": 1, "avatar": "", "username": ""},
        "expire": -1, "did_number": DID, "last_msg_id": last_line(chat), "unread": who.len(), "queue_id": 0,
        // Open and picked up, or waiting: there is no snoozing.
        "pickup_member_id": if chat.state == State::Snoozed { 0 } else { chat.agent + 1 },
    })
}

/// Some of what agents write does not get through.
fn fails(line: &Line) -> bool {
    line.number.is_multiple_of(7)
}

/// The latest first, from before a message on.
fn messages(book: &Book, asked: &Asked) -> Answer {
    let id = asked.query("id").unwrap_or_default();
    let Some(chat) = book.chats().find(|chat| chat.number.to_string() == id) else {
        return bad(60001, "DATA NOT FOUND");
    };
    let before = asked.query("last_msg_id").and_then(|id| id.parse::<u32>().ok());
    let mut lines: Vec<&Line> =
        chat.lines.iter().filter(|line| before.is_none_or(|before| line.number < before)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.number));
    let shown = lines.into_iter().take(asked.number("page_size", 10));
    let records: Vec<Value> = shown.map(|line| said(chat, line)).collect();
    good(json!({"data": {"session_id": chat.number, "records": records}}))
}

fn said(chat: &Chat, line: &Line) -> Value {
    let (_, customer) = channel(chat);
    let sender = match line.by {
        By::Customer => {
            json!({"user_id": 0, "user_no": chat.phone, "user_type": customer, "avatar": "", "username": chat.customer})
        }
        By::Agent => {
            let number = extension(chat.agent);
            json!({"user_id": chat.agent + 1, "user_no": number, "user_type": 1, "avatar": "", "username": "desk"})
        }
    };
    let failed = line.by == By::Agent && fails(line);
    json!({
        "session_id": chat.number, "msg_id": line.number, "delivery_status": if failed { 2 } else { 1 },
        "sender": sender, "msg_type": 0, "msg_body": line.text, "msg_files": "", "send_time": line.at / 1_000,
        "param": "", "send_error": if failed { "too_many_request" } else { "" }, "send_error_msg": "", "tag": "",
        "receive_time": line.at / 1_000, "whatsapp_msg_param": "", "msg_kind": 0,
    })
}
