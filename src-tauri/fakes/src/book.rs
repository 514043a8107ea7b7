//! What a provider holds, in no provider's format: a small made-up world that can change.

use model::Millis;

pub const MINUTE: Millis = 60_000;
pub const HOUR: Millis = 60 * MINUTE;
pub const DAY: Millis = 24 * HOUR;
/// 2026-11-01T00:00:00Z.
const START: Millis = 1_793_491_200_000;

/// Everything there is. Nothing is ever taken out: what vanished is marked.
#[derive(Debug, Clone)]
pub struct Book {
    /// The provider's clock.
    pub now: Millis,
    pub chats: Vec<Chat>,
    pub sends: Vec<Sent>,
    /// Agents by number.
    pub agents: Vec<String>,
}

/// A conversation with one customer.
#[derive(Debug, Clone)]
pub struct Chat {
    /// From 1.
    pub number: u32,
    pub opened_at: Millis,
    pub updated_at: Millis,
    pub state: State,
    /// Every state it entered, oldest first; ends with `state`.
    pub past: Vec<(Millis, State)>,
    /// `sms`, `whatsapp` or `live_chat`.
    pub channel: &'static str,
    pub customer: String,
    pub phone: String,
    /// Number of an agent.
    pub agent: usize,
    pub tags: Vec<&'static str>,
    pub lines: Vec<Line>,
    pub vanished: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    Snoozed,
    Closed,
}

/// Something said.
#[derive(Debug, Clone)]
pub struct Line {
    /// From 1, over all chats.
    pub number: u32,
    pub at: Millis,
    pub by: By,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Customer,
    Agent,
}

/// A send.
#[derive(Debug, Clone)]
pub struct Sent {
    /// From 1.
    pub number: u32,
    pub to: String,
    pub at: Millis,
    pub updated_at: Millis,
    pub text: String,
    pub state: Sending,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    Sent,
    Delivered,
    Failed,
}

const TEXTS: [&str; 6] = [
    "Where is my order?",
    "It left our house this morning.",
    "배송이 언제 되나요?",
    "Gracias, todo bien 👍",
    "a \"quoted\" line\nand another \u{0} one",
    "𝒰nicode — ‏עברית",
];

impl Book {
    /// So many chats and sends, the newest of yesterday.
    pub fn new(chats: u32, sends: u32) -> Self {
        let mut book = Self {
            now: START,
            chats: Vec::new(),
            sends: Vec::new(),
            agents: vec!["Ana".to_owned(), "Björn".to_owned(), "지은".to_owned()],
        };
        for n in (0..chats).rev() {
            book.open_chat(START - DAY - Millis::from(n) * 7 * HOUR);
        }
        for n in (0..sends).rev() {
            book.send(START - HOUR - Millis::from(n) * 5 * HOUR);
        }
        book
    }

    fn text(&self, number: u32) -> String {
        let text = TEXTS.get(number as usize % TEXTS.len()).copied().unwrap_or_default();
        format!("{} #{number}", text.replace('\u{0}', ""))
    }

    pub fn open_chat(&mut self, at: Millis) {
        let number = self.chats.len() as u32 + 1;
        let channels = ["whatsapp", "sms", "live_chat"];
        let states = [State::Open, State::Closed, State::Snoozed, State::Closed];
        let state = states.get(number as usize % 4).copied().unwrap_or(State::Open);
        let mut past = vec![(at, State::Open)];
        if state != State::Open {
            // Put off once and taken up again before it came to what it is.
            let after = |minutes| at + minutes * MINUTE;
            past.extend([(after(10), State::Snoozed), (after(12), State::Open), (after(15), state)]);
        }
        self.chats.push(Chat {
            number,
            opened_at: at,
            updated_at: at,
            state,
            past,
            channel: channels.get(number as usize % 3).copied().unwrap_or("sms"),
            customer: format!("Customer {number}"),
            phone: format!("+4915550{number:05}"),
            agent: number as usize % self.agents.len(),
            tags: [&[][..], &["vip"], &["vip", "refund"]]
                .get(number as usize % 3)
                .copied()
                .unwrap_or_default()
                .to_vec(),
            lines: Vec::new(),
            vanished: false,
        });
        for n in 0..3 + number % 5 {
            self.say(number, at + Millis::from(n) * MINUTE);
        }
    }

    /// One more line in a chat.
    pub fn say(&mut self, chat: u32, at: Millis) {
        let number = self.chats.iter().map(|chat| chat.lines.len() as u32).sum::<u32>() + 1;
        let text = self.text(number);
        let by = if number % 2 == 1 { By::Customer } else { By::Agent };
        if let Some(chat) = self.chats.get_mut(chat as usize - 1) {
            chat.lines.push(Line { number, at, by, text });
            chat.updated_at = chat.updated_at.max(at);
        }
    }

    pub fn send(&mut self, at: Millis) {
        let number = self.sends.len() as u32 + 1;
        let states = [Sending::Delivered, Sending::Delivered, Sending::Failed, Sending::Sent];
        self.sends.push(Sent {
            number,
            to: format!("+34600{number:06}"),
            at,
            updated_at: at + 2_000,
            text: self.text(number),
            state: states.get(number as usize % 4).copied().unwrap_or(Sending::Sent),
        });
    }

    /// Some time later something is new: a chat, a line in an old chat, a send.
    pub fn add(&mut self) {
        self.now += HOUR;
        self.open_chat(self.now - MINUTE);
        self.say(2, self.now - MINUTE);
        self.send(self.now - MINUTE);
    }

    /// Something old changes: the state of a chat, the outcome of the latest send.
    pub fn change(&mut self) {
        self.now += HOUR;
        let now = self.now;
        if let Some(chat) = self.chats.get_mut(2) {
            chat.state = if chat.state == State::Closed { State::Open } else { State::Closed };
            chat.updated_at = now;
            chat.past.push((now, chat.state));
        }
        if let Some(send) = self.sends.last_mut() {
            send.state = if send.state == Sending::Delivered { Sending::Failed } else { Sending::Delivered };
            send.updated_at = now;
        }
    }

    /// A chat is there no more, and so much later that a daily look notices.
    pub fn vanish(&mut self) {
        self.now += DAY + HOUR;
        if let Some(chat) = self.chats.get_mut(3) {
            chat.vanished = true;
        }
    }

    /// Those that are there.
    pub fn chats(&self) -> impl DoubleEndedIterator<Item = &Chat> {
        self.chats.iter().filter(|chat| !chat.vanished)
    }
}
