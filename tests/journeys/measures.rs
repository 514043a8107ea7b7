//! What is computed of chats, held against the figures of a provider that takes them with a clock: time on hold, and
//! measures by open hours.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use api::calls::{accounts, sessions};
use api::{JobState, Sort, Subject};
use fakes::channel_talk::{ChannelTalk, SEOUL_HOURS, held};
use fakes::{Book, By, Chat, Fake, Line, Running, State, serve};
use journeys::office::Office;
use model::{Measures, Millis, Stamp};
use std::collections::BTreeMap;

const MINUTE: Millis = 60_000;

/// A moment of a week in Seoul; 26 October 2026 is a Monday.
fn seoul(day: u32, clock: &str) -> Millis {
    Stamp::parse(&format!("2026-10-{day}T{clock}:00+09:00")).unwrap().at
}

/// What happens in a chat: something is said, or it changes its state.
enum Then {
    Says(By),
    Is(State),
}

/// Chats over nights, over a weekend, put off more than once, opened anew, and never answered.
fn stories() -> Vec<Vec<(Millis, Then)>> {
    use By::{Agent, Customer};
    use State::{Closed, Open, Snoozed};
    use Then::{Is, Says};
    vec![
        // Asked on Monday evening, answered on Tuesday after two stays on hold, the longer one over lunch.
        vec![
            (seoul(26, "17:50"), Is(Open)),
            (seoul(26, "17:51"), Says(Customer)),
            (seoul(26, "17:55"), Is(Snoozed)),
            (seoul(27, "09:05"), Is(Open)),
            (seoul(27, "09:10"), Says(Customer)),
            (seoul(27, "09:30"), Says(Agent)),
            (seoul(27, "12:00"), Is(Snoozed)),
            (seoul(27, "14:00"), Is(Closed)),
        ],
        // Over the weekend: asked on Friday, and answered on Sunday and on Monday morning before nine.
        vec![
            (seoul(23, "17:00"), Is(Open)),
            (seoul(23, "17:01"), Says(Customer)),
            (seoul(25, "11:00"), Says(Agent)),
            (seoul(25, "11:01"), Says(Customer)),
            (seoul(26, "08:00"), Says(Agent)),
            (seoul(26, "08:30"), Is(Closed)),
        ],
        // Closed, opened anew, closed again, and put off now: it keeps the time at which it was closed.
        vec![
            (seoul(27, "10:00"), Is(Open)),
            (seoul(27, "10:00"), Says(Customer)),
            (seoul(27, "10:07"), Says(Agent)),
            (seoul(27, "10:20"), Is(Closed)),
            (seoul(28, "19:00"), Is(Open)),
            (seoul(28, "19:01"), Says(Customer)),
            (seoul(28, "19:30"), Is(Closed)),
            (seoul(29, "08:00"), Is(Open)),
            (seoul(29, "09:00"), Is(Snoozed)),
            (seoul(29, "13:30"), Says(Agent)),
        ],
        // Nobody answers.
        vec![
            (seoul(28, "09:00"), Is(Open)),
            (seoul(28, "09:02"), Says(Customer)),
            (seoul(28, "09:03"), Says(Customer)),
        ],
    ]
}

fn book() -> Book {
    let mut book = Book::new(9, 0);
    // Beyond those that the book gives.
    let mut number = 10_000;
    for story in stories() {
        book.open_chat(story.first().map_or(0, |(at, _)| *at));
        let chat = book.chats.last_mut().unwrap();
        (chat.lines, chat.past) = (Vec::new(), Vec::new());
        for (at, then) in story {
            chat.updated_at = at;
            match then {
                Then::Says(by) => {
                    number += 1;
                    chat.lines.push(Line { number, at, by, text: format!("line {number}") });
                }
                Then::Is(state) => {
                    chat.past.push((at, state));
                    chat.state = state;
                }
            }
        }
    }
    book
}

struct World {
    office: Office,
    runtime: tokio::runtime::Runtime,
    servers: Vec<Running>,
}

impl World {
    fn new() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        Self { office: Office::new(), runtime, servers: Vec::new() }
    }

    fn add(&mut self, name: &str, fake: impl Fake, settings: &[(&str, &str)]) {
        let server = self.runtime.block_on(serve(fake, book())).unwrap();
        let own = server.settings().into_iter();
        let settings = settings.iter().map(|(name, value)| (*name, (*value).to_owned())).chain(own);
        let add = accounts::Add {
            name: name.into(),
            provider: server.provider().into(),
            url: server.url.clone(),
            settings: settings.map(|(name, value)| (name.to_owned(), value)).collect(),
            secrets: server.secrets().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            schedule: None,
        };
        self.office.desk.ask(self.office.asker, add).unwrap();
        self.servers.push(server);
    }

    fn sync(&self) {
        let job = self.office.sync();
        assert_eq!(job.state, JobState::Done, "{:?}", job.fault);
    }

    /// The chats of an account, by their ids at the provider.
    fn chats(&self, account: &str) -> BTreeMap<String, sessions::SessionView> {
        let rows = self.office.rows(Subject::Sessions, "", Sort::newest(Subject::Sessions), &["state"]);
        let detail = |id| self.office.desk.ask(self.office.asker, sessions::Detail { id }).unwrap();
        let details = rows.iter().map(|row| detail(row.id)).filter(|detail| detail.account.name == account);
        details.map(|detail| (detail.session.id.clone(), detail.session)).collect()
    }
}

/// The last thing that was done or said.
fn active(chat: &Chat) -> Millis {
    chat.past.iter().map(|(at, _)| *at).chain([chat.updated_at]).max().unwrap()
}

#[test]
fn measures_and_time_on_hold_are_the_providers_own() {
    // shows S4.5, S4.7
    let mut world = World::new();
    let seoul = [("zone", "Asia/Seoul"), ("hours", SEOUL_HOURS)];
    world.add("Measured", ChannelTalk::default(), &seoul);
    world.add("Mute", ChannelTalk { mute: true }, &seoul);
    world.sync();
    compare(&world);
    for server in &world.servers {
        server.book(Book::change);
        server.book(Book::add);
    }
    world.sync();
    compare(&world);
}

/// Each figure of each chat.
fn compare(world: &World) {
    let (measured, mute) = (world.chats("Measured"), world.chats("Mute"));
    let chats = world.servers[0].book(|book| book.chats.clone());
    assert_eq!((measured.len(), mute.len()), (chats.len(), chats.len()));
    let (mut by_hours, mut on_hold) = (0, 0);
    for chat in &chats {
        let id = format!("66{:018x}", chat.number);
        let (theirs, ours) = (&measured[&id], &mute[&id]);
        assert_eq!(
            theirs.computed,
            Measures::default(),
            "chat {}: ours are {:?}",
            chat.number,
            ours.measures
        );
        assert_eq!(ours.measures, theirs.measures, "chat {}", chat.number);
        assert_eq!(ours.computed, ours.measures, "chat {}: it says that they are computed", chat.number);
        let until = if chat.state == State::Closed { chat.past.last().unwrap().0 } else { active(chat) };
        let (hold, open) = held(chat, until);
        assert_eq!((ours.hold_ms, ours.hold_open_ms), (Some(hold), Some(open)), "chat {}", chat.number);
        assert_eq!((theirs.hold_ms, theirs.hold_open_ms), (Some(hold), Some(open)), "chat {}", chat.number);
        let measures = theirs.measures;
        by_hours +=
            usize::from(measures.operation_total_reply.is_some_and(|open| Some(open) < measures.total_reply));
        on_hold += usize::from(0 < open && open < hold);
    }
    assert!(by_hours >= 2 && on_hold >= 1, "a test of nothing: {by_hours}, {on_hold}");
}

#[test]
fn the_hours_of_an_account_are_what_counts_and_differences_are_shown() {
    // shows S4.5
    let mut world = World::new();
    world.add("Stated", ChannelTalk::default(), &[("zone", "Asia/Seoul"), ("hours", "sun 10:00-12:00")]);
    world.add("Unstated", ChannelTalk::default(), &[]);
    world.add("Mute", ChannelTalk { mute: true }, &[]);
    world.sync();
    // Asked on Friday, answered on Sunday at eleven, and on Monday.
    let weekend = format!("66{:018x}", 11);
    let stated = &world.chats("Stated")[&weekend];
    assert_eq!(stated.measures.operation_waiting, Some(59 * MINUTE), "by the provider's hours");
    assert_eq!(stated.computed.operation_waiting, Some(60 * MINUTE), "by the account's");
    assert_eq!(stated.computed.waiting, None, "of which they tell the same");
    let unstated = &world.chats("Unstated")[&weekend];
    assert_eq!(
        (unstated.computed, unstated.hold_open_ms),
        (Measures::default(), None),
        "nothing to say against"
    );
    let mute = &world.chats("Mute")[&weekend];
    assert_eq!(
        mute.measures.operation_waiting, mute.measures.waiting,
        "whoever states no hours is always there"
    );
    assert_eq!(mute.measures.waiting, unstated.measures.waiting);
}
