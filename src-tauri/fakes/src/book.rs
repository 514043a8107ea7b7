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

impl Chat {
    /// Everything of it by so much later.
    fn moved(&mut self, by: Millis) {
        let lines = self.lines.iter_mut().map(|line| &mut line.at);
        let times = lines.chain(self.past.iter_mut().map(|(at, _)| at));
        times.chain([&mut self.opened_at, &mut self.updated_at]).for_each(|at| *at += by);
    }
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
    /// Every state it came to, oldest first; ends with `state`.
    pub past: Vec<(Millis, Sending)>,
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

/// Moments that are read wrong easily, oldest first: a leap day to the millisecond, the second before a leap second,
/// the end of an hour that clocks in Berlin left out, and two that they showed alike.
const ODD_TIMES: [Millis; 5] =
    [951_868_799_999, 1_341_100_799_000, 1_743_296_400_000, 1_761_438_600_000, 1_761_442_200_000];

/// What people and programs send that is no plain text: signs that steer a terminal, a zero, marks that turn the
/// direction of writing, half of a pair, JSON, a formula.
const ODD_TEXTS: [&str; 6] = [
    "\u{1b}[31mred\u{7}\u{8}\u{7f}",
    "before\u{0}after",
    "\u{202e}dlrow\u{202c} \u{feff}\u{200d}",
    "\\ud83d \\u0000 %00 \\x00",
    "{\"sid\": \"SM1\", \"next\": null}",
    "=HYPERLINK(\"http://10.0.0.1\")\r\n\t'",
];

impl Book {
    /// As [`Book::new`], with texts and times that are easily read wrong. The first few chats and sends are of long
    /// ago.
    pub fn odd(chats: u32, sends: u32, began: Millis) -> Self {
        let times = || ODD_TIMES.into_iter().filter(|at| *at >= began);
        let mut book = Self::new(chats, sends);
        for (chat, at) in book.chats.iter_mut().zip(times()) {
            chat.moved(at - chat.opened_at);
        }
        for (send, at) in book.sends.iter_mut().zip(times()) {
            (send.at, send.updated_at) = (at, at + 2_000);
            send.past = vec![(at + 2_000, send.state)];
        }
        let mut texts = ODD_TEXTS.iter().cycle();
        let lines = book.chats.iter_mut().flat_map(|chat| &mut chat.lines).map(|line| &mut line.text);
        for text in lines.chain(book.sends.iter_mut().map(|send| &mut send.text)) {
            *text = format!("{} {text}", texts.next().copied().unwrap_or_default());
        }
        for chat in &mut book.chats {
            chat.customer = format!("\u{1b}[1m{}\u{202e}", chat.customer);
        }
        book
    }

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

    /// The same world at another time, for a client that goes by its own clock.
    #[must_use]
    pub fn at(mut self, now: Millis) -> Self {
        let by = now - self.now;
        self.now = now;
        self.chats.iter_mut().for_each(|chat| chat.moved(by));
        for send in &mut self.sends {
            send.at += by;
            send.updated_at += by;
        }
        self
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
        let state = states.get(number as usize % 4).copied().unwrap_or(Sending::Sent);
        self.sends.push(Sent {
            number,
            to: format!("+34600{number:06}"),
            at,
            updated_at: at + 2_000,
            text: self.text(number),
            state,
            past: vec![(at + 2_000, state)],
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
            send.past.push((now, send.state));
        }
    }

    /// A chat is there no more, and so much later that a daily look notices.
    pub fn vanish(&mut self) {
        self.next_day();
        if let Some(chat) = self.chats.get_mut(3) {
            chat.vanished = true;
        }
    }

    /// So much later that a daily look is due.
    pub fn next_day(&mut self) {
        self.now += DAY + HOUR;
    }

    /// What vanished is there again, as much later.
    pub fn reappear(&mut self) {
        self.next_day();
        self.chats.iter_mut().for_each(|chat| chat.vanished = false);
    }

    /// Those that are there.
    pub fn chats(&self) -> impl DoubleEndedIterator<Item = &Chat> {
        self.chats.iter().filter(|chat| !chat.vanished)
    }
}
